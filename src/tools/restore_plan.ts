import { z } from 'zod';
import { PlanError } from '../errors.ts';
import { parseDocument } from '../markdown/document.ts';
import { planRevision } from '../markdown/revision.ts';
import type { Restored } from '../plan/edits/restore/model.ts';
import { restoreTo } from '../plan/edits/restore/restoreTo.ts';
import { type LastEdit, takeBack } from '../plan/edits/restore/takeBack.ts';
import { onOneLine } from '../plan/quote.ts';
import { type RestoreCall, restoreAllowed } from './allowedRestore.ts';
import { address } from './arguments.ts';
import type { Context } from './context.ts';
import { lostText, newestWith, sectionIn } from './keptTexts.ts';
import type { OpenPlan } from './openPlan.ts';
import { reopenedStatus } from './reopened.ts';
import { type Outcome, restoreAnswer } from './restoreAnswer.ts';
import { bringBack, deletedPlan } from './restoreDeleted.ts';
import { damageRefusal, restoreWhole } from './restoreWhole.ts';
import { defineTool } from './tool.ts';
import { lastEditOf, notText, versionOf } from './versions.ts';
import { writePlan } from './writePlan.ts';

// Said in as few words as the list of tools has room for; the bounds stand here, not in the schema.
const input = z.strictObject({
  plan: z.string(),
  revision: z
    .string()
    .refine((name) => name.length <= 200, 'at most 200 characters')
    .optional(),
  sections: z
    .array(address)
    .refine((list) => list.length <= 100, 'at most 100 sections')
    .refine((list) => list.length > 0, 'name a section, or leave sections out for the whole')
    .optional(),
  expect: z.string().optional(),
});

type Input = z.output<typeof input> & RestoreCall;

export const restorePlan = defineTool({
  name: 'restore_plan',
  title: 'Restore a plan',
  description: 'Undo the last tool edit, or restore a revision.',
  hints: { readOnly: false, destructive: true, idempotent: false, openWorld: false },
  input,
  output: z.strictObject({
    plan: z.string(),
    revision: z.string(),
    restored_from: z.string(),
    changed: z.array(z.strictObject({ section: z.string(), line: z.int().min(1).max(100_000_000).optional() })),
    warnings: z.array(z.string()).optional(),
    approval: z.string().optional(),
    next: z.string().optional(),
  }),
  run: (request, context) => restoreAllowed<Input, Answer>(request, context.ask, (call) => restore(call, context)),
});

type Answer = ReturnType<typeof restoreAnswer>;

async function restore(request: Input, context: Context): Promise<Answer> {
  const gone = await goneOf(request.plan, context);
  if (gone !== undefined) return broughtBack(gone, request, context);
  const { plan, sections } = request;
  const revision = request.revision ?? (sections === undefined ? await lostText(plan, context) : undefined);
  if (revision !== undefined && sections === undefined) return wholeRestored(request, revision, context);
  const written = await writePlan(plan, editName(request), context, async (opened) => {
    requireRevisions(request, opened.document.text);
    return revision === undefined ? undone(request, opened, context) : restored(request, revision, opened, context);
  }).catch(async (fault: unknown) => {
    throw (await damageIn(fault, plan, context)) ?? fault;
  });
  const { path, text, outcome, plan: before } = written;
  const approval = text === before.document.text ? undefined : reopenedStatus(parseDocument(text), before.setting);
  return restoreAnswer(request, path, text, outcome, approval);
}

/** The path of a plan that no list knows any more, while texts of it are kept. Throws PlanError where the name is none. */
async function goneOf(name: string, context: Context): Promise<string | undefined> {
  try {
    await context.workspace.resolvePlan(name);
    return undefined;
  } catch (fault) {
    const isUnknown = fault instanceof PlanError && fault.code === 'unknown_plan';
    const path = isUnknown ? await deletedPlan(name, context) : undefined;
    if (path === undefined) throw fault;
    return path;
  }
}

async function broughtBack(path: string, request: Input, context: Context): Promise<Answer> {
  const call = { plan: path, revision: request.revision };
  if (request.sections !== undefined)
    throw new PlanError('invalid_input', `${path} is gone: it comes back whole.`, {
      where: path,
      fix: `Leave sections out: restore_plan ${JSON.stringify(call)}.`,
    });
  const back = await bringBack(path, request.revision, editName(request, true), context);
  const outcome: Outcome = {
    ...back,
    said: `the file was gone and is back, as in ${back.from}`,
    next: `read_plan ${JSON.stringify({ plan: back.path })}`,
  };
  return restoreAnswer(request, back.path, back.text, outcome, reopenedStatus(parseDocument(back.text), back.setting));
}

async function wholeRestored(request: Input, revision: string, context: Context): Promise<Answer> {
  requireRevisions(request, undefined);
  const path = await context.workspace.resolvePlan(request.plan);
  const back = await restoreWhole(path, { revision, expect: request.expect }, editName(request, true), context);
  const { text, from, changed, setting, isUndoable } = back;
  const approval = changed.length === 0 ? undefined : reopenedStatus(parseDocument(text), setting);
  const outcome: Outcome = {
    text,
    changed,
    from,
    said: `restored from ${from}`,
    ...(isUndoable ? {} : { next: undefined }),
  };
  return restoreAnswer(request, path, text, outcome, approval);
}

/** A damaged plan is refused before its edit is worked out. */
async function damageIn(fault: unknown, name: string, context: Context): Promise<PlanError | undefined> {
  if (!(fault instanceof PlanError) || !['unreadable', 'too_large'].includes(fault.code)) return undefined;
  return damageRefusal(await context.workspace.resolvePlan(name), context);
}

/** How the history calls it. */
function editName({ revision, sections = [], allowed = false }: Input, isGone = false): string {
  if (isGone && revision === undefined) return 'restore_plan: brought back';
  const where = sections.length === 0 ? '' : `, ${sections.map((each) => onOneLine(each, 40)).join(', ')} alone`;
  const leave = allowed ? ', text let go by form' : '';
  return revision === undefined
    ? `restore_plan: last edit undone${where}`
    : `restore_plan to ${onOneLine(revision, 40)}${where}${leave}`;
}

async function undone({ sections = [] }: Input, opened: OpenPlan, context: Context): Promise<Outcome> {
  const last = await lastEditOf(opened.path, opened.document.text, context);
  const result = await takenBack(opened, last, sections, context);
  const said = `the last edit (${onOneLine(last.what, 60)}) is undone`;
  return { ...result, from: last.from, said };
}

/** A section that is not in the texts of the last edit may be in one that is older. */
async function takenBack(
  { path, document, setting }: OpenPlan,
  last: LastEdit,
  sections: readonly string[],
  context: Context,
): Promise<Restored> {
  try {
    return takeBack(document, last, sections, setting);
  } catch (fault) {
    if (!(fault instanceof PlanError) || fault.code !== 'unknown_address') throw fault;
    const address = sections.find(
      (each) => sectionIn(document, each) === undefined && sectionIn(last.before, each) === undefined,
    );
    const found = address === undefined ? undefined : await newestWith(path, address, context);
    if (address === undefined || found === undefined) throw fault;
    const call = { plan: path, revision: found.revision, sections: [found.section] };
    throw new PlanError(
      'unknown_address',
      `No section "${onOneLine(address, 100)}" is in ${path}, nor was one before the last edit; ${found.revision} is the newest kept text that has it.`,
      { where: address, fix: `To bring it back: restore_plan ${JSON.stringify(call)}.` },
    );
  }
}

async function restored(
  { sections = [], expect }: Input,
  revision: string,
  { path, document, setting }: OpenPlan,
  context: Context,
): Promise<Outcome> {
  const version = await versionOf(path, document.text, revision, context);
  if (!version.faithful) throw notText(path, version.name);
  const result = restoreTo(document, { version, sections, expect }, setting);
  return { ...result, from: version.name, said: `restored from ${version.name}` };
}

/** `expect` is a plan's revision; without `revision` it guards a call that may be sent twice. Throws `invalid_input`, `stale_revision`. */
function requireRevisions({ plan: name, revision, expect }: Input, text: string | undefined): void {
  if (expect === undefined) return;
  const given = expect.trim().toLowerCase();
  if (!/^[0-9a-f]{12}$/.test(given))
    throw new PlanError(
      'invalid_input',
      `expect "${onOneLine(expect, 40)}" is no revision: 12 hex digits as read_plan prints them.`,
      {
        fix: "Send the plan's own revision, from the first line of read_plan.",
      },
    );
  if (revision !== undefined || text === undefined) return;
  const current = planRevision(text);
  if (given === current) return;
  throw new PlanError('stale_revision', `expect "${given}" is not the plan's revision: ${current} stands there.`, {
    fix: `See what is new: read_plan ${JSON.stringify({ plan: name, view: 'history' })}.`,
  });
}
