import { z } from 'zod';
import { PlanError } from '../errors.ts';
import { parseDocument } from '../markdown/document.ts';
import { planRevision } from '../markdown/revision.ts';
import type { Restored } from '../plan/edits/restore/model.ts';
import { restoreTo } from '../plan/edits/restore/restoreTo.ts';
import { takeBack } from '../plan/edits/restore/takeBack.ts';
import { onOneLine } from '../plan/quote.ts';
import { address } from './arguments.ts';
import type { Context } from './context.ts';
import type { OpenPlan } from './openPlan.ts';
import { reopenedLine, reopenedStatus } from './reopened.ts';
import { defineTool } from './tool.ts';
import { lastEditOf, versionOf } from './versions.ts';
import { writePlan } from './writePlan.ts';

/** How many changed sections an answer lists. */
const mostListed = 50;

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
    .optional(),
  expect: z.string().optional(),
});

type Input = z.output<typeof input>;

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
  async run(request, context) {
    const written = await writePlan(request.plan, editName(request), context, async (opened) => {
      requireRevisions(request, opened);
      return request.revision === undefined
        ? undone(request, opened, context)
        : restored(request, request.revision, opened, context);
    });
    const { path, text, outcome, plan: before } = written;
    const approval = text === before.document.text ? undefined : reopenedStatus(parseDocument(text), before.setting);
    return answer(request, path, text, outcome, approval);
  },
});

interface Outcome extends Restored {
  readonly from: string;
  /** What the answer says came back. */
  readonly said: string;
}

/** How the history calls it. */
function editName({ revision, sections = [] }: Input): string {
  const where = sections.length === 0 ? '' : `, ${sections.map((each) => onOneLine(each, 40)).join(', ')} alone`;
  return revision === undefined
    ? `restore_plan: last edit undone${where}`
    : `restore_plan to ${onOneLine(revision, 40)}${where}`;
}

async function undone({ sections = [] }: Input, opened: OpenPlan, context: Context): Promise<Outcome> {
  const last = await lastEditOf(opened.path, opened.document.text, context);
  const result = takeBack(opened.document, last, sections, opened.setting);
  const said = `the last edit (${onOneLine(last.what, 60)}) is undone`;
  return { ...result, from: last.from, said };
}

async function restored(
  { sections = [], expect }: Input,
  revision: string,
  { path, document, setting }: OpenPlan,
  context: Context,
): Promise<Outcome> {
  const version = await versionOf(path, document.text, revision, context);
  if (!version.faithful)
    throw new PlanError(
      'unreadable',
      `The text of ${path} in ${onOneLine(version.name, 100)} is not UTF-8: it can't be written back unchanged.`,
      {
        where: path,
        fix: 'Name another revision, or bring the file back with git.',
      },
    );
  const result = restoreTo(document, { version, sections, expect }, setting);
  return { ...result, from: version.name, said: `restored from ${version.name}` };
}

/** `expect` is a plan's revision; without `revision` it guards a call that may be sent twice. Throws `invalid_input`, `stale_revision`. */
function requireRevisions({ plan: name, revision, expect }: Input, { document }: OpenPlan): void {
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
  const current = planRevision(document.text);
  if (revision !== undefined || given === current) return;
  throw new PlanError('stale_revision', `expect "${given}" is not the plan's revision: ${current} stands there.`, {
    fix: `See what is new: read_plan ${JSON.stringify({ plan: name, view: 'history' })}.`,
  });
}

function answer(
  { plan: name, revision }: Input,
  path: string,
  text: string,
  outcome: Outcome,
  approval: string | undefined,
) {
  const { changed, from } = outcome;
  const isSame = changed.length === 0;
  const listed = changed.slice(0, mostListed);
  const warnings = changed.length > mostListed ? [`${changed.length - mostListed} more sections changed.`] : [];
  const next = isSame ? undefined : `restore_plan ${JSON.stringify({ plan: name })} takes this back`;
  const data = {
    plan: path,
    revision: planRevision(text),
    restored_from: from,
    changed: listed.map(({ section, line }) => ({ section, ...(line === undefined ? {} : { line }) })),
    ...(warnings.length > 0 ? { warnings } : {}),
    ...(approval === undefined ? {} : { approval }),
    ...(next === undefined ? {} : { next }),
  };
  const places = listed.map(({ section, line }) => (line === undefined ? `${section} (gone)` : section)).join(', ');
  const lines = [
    `${path} · revision ${data.revision} · ${isSame ? nothing(revision) : `${outcome.said}: ${places}`}${next === undefined ? '' : ` · next: ${next}`}`,
    ...warnings.map((warning) => `warning: ${warning}`),
    ...reopenedLine(approval),
  ];
  return { text: lines.join('\n'), data };
}

function nothing(revision: string | undefined): string {
  return revision === undefined
    ? 'nothing changed: what the last edit wrote does not stand there any more'
    : 'nothing changed: it stands there so';
}
