import { z } from 'zod';
import { PlanError } from '../errors.ts';
import { planRevision } from '../markdown/revision.ts';
import { standingOf } from '../plan/approval/standing.ts';
import { lastUpdatedSpans } from '../plan/edits/lastUpdated.ts';
import { type PlanReading, readingOf } from '../plan/planReading.ts';
import { onOneLine } from '../plan/quote.ts';
import { unfilledCount } from '../plan/slots.ts';
import { changesView } from '../plan/views/changes.ts';
import { readPlaces, wholePlan } from '../plan/views/content.ts';
import { findView } from '../plan/views/find.ts';
import { historyView } from '../plan/views/history.ts';
import type { Viewed } from '../plan/views/model.ts';
import { outlineView } from '../plan/views/outline.ts';
import { tasksView } from '../plan/views/tasks.ts';
import { estimateTokens } from '../plan/views/tokens.ts';
import { unfilledView } from '../plan/views/unfilled.ts';
import { address, plan } from './arguments.ts';
import type { Context } from './context.ts';
import { type OpenPlan, openPlan } from './openPlan.ts';
import { defineTool } from './tool.ts';
import { pastWithTexts, versionOf } from './versions.ts';

const input = z.strictObject({
  plan,
  sections: z.array(address).max(100).optional(),
  view: z.enum(['content', 'outline', 'unfilled', 'tasks', 'changes', 'history']).optional(),
  find: z.string().max(500).optional().describe('Lists its mentions'),
  since: z.string().max(200).optional().describe('For changes: revision or Git commit'),
  max_tokens: z.int().min(100).max(25_000).optional().describe('Default 4000'),
});

type Input = z.output<typeof input>;

export const readPlan = defineTool({
  name: 'read_plan',
  title: 'Read a plan',
  description:
    'Read a plan: whole, sections, or a view (tasks: as tasks.md). Headings carry {#id @revision}: address, and receipt for expect.',
  hints: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  input,
  async run(request, context) {
    const since = sinceOf(request);
    requireWholePlan(request);
    const opened = await openPlan(request.plan, context);
    const reading = readingOf(opened.document, opened.setting);
    return {
      text: `${[headLine(opened, reading), ...faultLines(opened)].join('\n')}\n\n${await body(request, since, opened, reading, context)}`,
    };
  },
});

/** What `changes` counts from; undefined for every other view. Throws PlanError `invalid_input` where it is missing, or goes with another. */
function sinceOf({ plan: name, view, find, since }: Input): string | undefined {
  const call = (more: object): string => `read_plan ${JSON.stringify({ plan: name, ...more })}`;
  if (since !== undefined && (find !== undefined || (view ?? 'changes') !== 'changes')) {
    const other = find === undefined ? `view "${view}"` : 'find';
    throw new PlanError('invalid_input', `since goes with view "changes", not with ${other}.`, {
      fix: call({ view: 'changes', since }),
    });
  }
  if (view === 'changes' && since === undefined && find === undefined)
    throw new PlanError('invalid_input', 'View "changes" needs since: a revision, or a Git commit, branch or tag.', {
      fix: `${call({ view: 'history' })} lists them.`,
    });
  return since;
}

/** Throws PlanError `invalid_input` for `history` of sections: revisions are the whole plan's, and not each one's text is at hand. */
function requireWholePlan({ plan: name, view, find, sections = [] }: Input): void {
  if (view !== 'history' || find !== undefined || sections.length === 0) return;
  const changes = { plan: name, view: 'changes', since: '<revision>', sections };
  throw new PlanError('invalid_input', 'View "history" lists revisions of the whole plan, not of sections.', {
    fix: `read_plan ${JSON.stringify({ plan: name, view })} lists them, read_plan ${JSON.stringify(changes)} tells what changed in the sections since one.`,
  });
}

async function body(
  request: Input,
  since: string | undefined,
  { path, document }: OpenPlan,
  reading: PlanReading,
  context: Context,
): Promise<string> {
  const { sections = [], view, max_tokens: most = 4000 } = request;
  const { subject } = reading;
  if (since !== undefined)
    return changesView(subject, await versionOf(path, document.text, since, context), sections, most);
  if (request.find === undefined && view === 'tasks') return tasksView(reading, sections, most);
  if (request.find === undefined && view === 'history')
    return historyView(await pastWithTexts(path, document.text, context), subject.words, most);
  return textView(request, { ...subject, masks: lastUpdatedSpans(document, subject.words) });
}

function textView(request: Input, viewed: Viewed): string {
  const { sections, view, find, max_tokens: most = 4000 } = request;
  if (find !== undefined) return findView(viewed, find, sections);
  if (view === 'outline') return outlineView(viewed, request.max_tokens);
  if (view === 'unfilled') return unfilledView(viewed, sections, most);
  if (sections !== undefined && sections.length > 0) return readPlaces(viewed, sections, most);
  const whole = wholePlan(viewed);
  if (estimateTokens(whole) <= most) return whole;
  if (view === 'content') return readPlaces(viewed, everything(viewed), most);
  return `${outlineView(viewed, request.max_tokens)}\n\nThe plan is longer than max_tokens ${most}: this is its outline. Name sections to read them.`;
}

function everything(viewed: Viewed): string[] {
  const { title, top } = viewed.document;
  return [...(title === undefined ? [] : [title]), ...top].map((section) => section.id);
}

/** What every reading begins with: where the plan stands. */
function headLine({ path, document }: OpenPlan, reading: PlanReading): string {
  const { status, approval } = standingOf(reading);
  return [
    `plan ${path}`,
    `revision ${planRevision(document.text)}`,
    onOneLine(status, 400),
    `approval ${approval === undefined ? 'none' : onOneLine(approval, 200)}`,
    `unfilled ${unfilledCount(reading.subject.slots)}`,
    `questions ${reading.questions.length}`,
  ].join(' · ');
}

/** A reader of the plan should know that nobody holds it against its principles. */
function faultLines({ constitutionFault }: OpenPlan): string[] {
  return constitutionFault === undefined ? [] : [`constitution not read: ${onOneLine(constitutionFault.message, 300)}`];
}
