import { z } from 'zod';
import { planRevision } from '../markdown/revision.ts';
import { lastUpdatedSpans } from '../plan/edits/lastUpdated.ts';
import { subjectOf } from '../plan/edits/subject.ts';
import { openQuestions } from '../plan/questions/questions.ts';
import { unfilledCount } from '../plan/slots.ts';
import { approvalOf, statusOf } from '../plan/status.ts';
import { readPlaces, wholePlan } from '../plan/views/content.ts';
import { findView } from '../plan/views/find.ts';
import type { Viewed } from '../plan/views/model.ts';
import { outlineView } from '../plan/views/outline.ts';
import { estimateTokens } from '../plan/views/tokens.ts';
import { unfilledView } from '../plan/views/unfilled.ts';
import { address, plan } from './arguments.ts';
import { type OpenPlan, openPlan } from './openPlan.ts';
import { defineTool } from './tool.ts';

const input = z.strictObject({
  plan,
  sections: z.array(address).max(100).optional(),
  view: z.enum(['content', 'outline', 'unfilled']).optional(),
  find: z.string().max(500).optional().describe('Lists its mentions'),
  max_tokens: z.int().min(100).max(25_000).optional().describe('Default 4000'),
});

type Input = z.output<typeof input>;

export const readPlan = defineTool({
  name: 'read_plan',
  title: 'Read a plan',
  description:
    'Read a plan: whole, sections, outline, or what is unfilled. Headings carry {#id @revision}: address, and receipt for expect.',
  hints: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  input,
  async run(request, context) {
    const opened = await openPlan(request.plan, context);
    const subject = subjectOf(opened.document, opened.setting);
    const viewed: Viewed = { ...subject, masks: lastUpdatedSpans(opened.document, subject.words) };
    return { text: `${headLine(opened, viewed)}\n\n${body(request, viewed)}` };
  },
});

function body(request: Input, viewed: Viewed): string {
  const { sections, view, find, max_tokens: most = 4000 } = request;
  if (find !== undefined) return findView(viewed, find, sections);
  if (view === 'outline') return outlineView(viewed);
  if (view === 'unfilled') return unfilledView(viewed, sections);
  if (sections !== undefined && sections.length > 0) return readPlaces(viewed, sections, most);
  const whole = wholePlan(viewed);
  if (estimateTokens(whole) <= most) return whole;
  if (view === 'content') return readPlaces(viewed, everything(viewed), most);
  return `${outlineView(viewed)}\n\nThe plan is longer than max_tokens ${most}: this is its outline. Name sections to read them.`;
}

function everything(viewed: Viewed): string[] {
  const { title, top } = viewed.document;
  return [...(title === undefined ? [] : [title]), ...top].map((section) => section.id);
}

/** What every reading begins with: where the plan stands. */
function headLine(opened: OpenPlan, viewed: Viewed): string {
  const { document, setting } = opened;
  const status = statusOf(document, setting)?.value ?? 'no status';
  const questions = openQuestions(document, { ...setting, slots: viewed.slots.map(({ slot }) => slot.span) });
  return [
    `plan ${opened.path}`,
    `revision ${planRevision(document.text)}`,
    status,
    `approval ${approvalOf(document, setting) ?? 'none'}`,
    `unfilled ${unfilledCount(viewed.slots)}`,
    `questions ${questions.length}`,
  ].join(' · ');
}
