import { z } from 'zod';
import { PlanError } from '../errors.ts';
import { standingOf } from '../plan/approval/standing.ts';
import { readingOf } from '../plan/planReading.ts';
import { onOneLine } from '../plan/quote.ts';
import { unfilledCount } from '../plan/slots.ts';
import { planNames } from '../workspace/planNames.ts';
import { eachPlan, type InPlans, unreadLines } from './eachPlan.ts';
import type { OpenPlan } from './openPlan.ts';
import { defineTool } from './tool.ts';

const count = z.int().min(0).max(10_000_000);

const listed = z.strictObject({
  plan: z.string(),
  path: z.string(),
  title: z.string(),
  status: z.string(),
  approval: z.string().optional(),
  template: z.string().optional(),
  unfilled: count,
  questions: count,
  progress: z.strictObject({ done: count, total: count }),
});

type Listed = z.output<typeof listed>;

const input = z.strictObject({
  query: z.string().max(200).optional(),
  status: z.string().max(100).optional(),
  cursor: z.string().max(4000).optional(),
  limit: z.int().min(1).max(200).optional(),
});

/** How many plans a page holds if the caller does not say. */
const usualLimit = 50;

export const listPlans = defineTool({
  name: 'list_plans',
  title: 'List plans',
  description:
    'List the plans with status, approval, open places, questions and progress; query looks in title and path.',
  hints: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  input,
  output: z.strictObject({ plans: z.array(listed), total: count, next_cursor: z.string().optional() }),
  async run({ query, status, cursor, limit }, context) {
    const all = await eachPlan(context, summary);
    const meant = all.found.filter((each) => mentions(each, query));
    const wanted = meant.filter((each) => hasStatus(each, status));
    const after = cursor === undefined ? undefined : pathIn(cursor);
    const rest = after === undefined ? wanted : wanted.filter((each) => each.path > after);
    const page = rest.slice(0, limit ?? usualLimit);
    const last = rest.length > page.length ? page.at(-1) : undefined;
    const data = {
      plans: page,
      total: wanted.length,
      ...(last === undefined ? {} : { next_cursor: Buffer.from(last.path, 'utf8').toString('base64url') }),
    };
    return { text: [answerText(data, all), ...(wanted.length === 0 ? statusesOf(meant) : [])].join('\n'), data };
  },
});

function summary({ path, document, setting }: OpenPlan): Listed {
  const reading = readingOf(document, setting);
  const { status, approval } = standingOf(reading);
  const { done, total } = reading.progress;
  const names = planNames(path);
  return {
    plan: names.id,
    path,
    title: onOneLine(document.title?.title ?? names.slug, 200),
    status: onOneLine(status, 200),
    ...(approval === undefined ? {} : { approval: onOneLine(approval, 200) }),
    ...(setting.template === undefined ? {} : { template: setting.template.id }),
    unfilled: unfilledCount(reading.subject.slots),
    questions: reading.questions.length,
    progress: { done, total },
  };
}

function mentions({ title, path }: Listed, query: string | undefined): boolean {
  const words = (query ?? '').toLowerCase().split(/\s+/);
  const text = `${title} ${path}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** By the status's own words, without what is said of its approval: `Approved` finds a reopened one too. */
function hasStatus(each: Listed, status: string | undefined): boolean {
  if (status === undefined) return true;
  const own = each.status.toLowerCase();
  const asked = status.trim().toLowerCase();
  return own === asked || (own.startsWith(asked) && /^[^\p{L}\p{N}]/u.test(own.slice(asked.length)));
}

/** More statuses than this help nobody. */
const mostStatuses = 12;

/** The statuses that could have been asked for, with how many plans have each; nothing where there are none. */
function statusesOf(plans: readonly Listed[]): string[] {
  const counts = new Map<string, number>();
  for (const { status } of plans) counts.set(status, (counts.get(status) ?? 0) + 1);
  const named = [...counts].toSorted(([, a], [, b]) => b - a).map(([status, times]) => `${status} (${times})`);
  const more = named.length > mostStatuses ? `, and ${named.length - mostStatuses} more` : '';
  return named.length === 0 ? [] : [`Their statuses: ${named.slice(0, mostStatuses).join(', ')}${more}.`];
}

/** The path that a page ended with. Throws PlanError `invalid_input` for a cursor that is none. */
function pathIn(cursor: string): string {
  const path = Buffer.from(cursor, 'base64url').toString('utf8');
  if (/\.(?:md|markdown)$/i.test(path)) return path;
  throw new PlanError('invalid_input', 'The cursor is none that list_plans gave.', {
    fix: 'Call again without cursor, or with next_cursor of the page before.',
  });
}

function answerText(
  page: { readonly plans: readonly Listed[]; readonly total: number; readonly next_cursor?: string },
  all: InPlans<Listed>,
): string {
  const read = all.plans - all.skipped.length;
  const none = all.plans === 0 ? 'No plans yet: create_plan makes one.' : `None of ${read} plans is like that.`;
  const head =
    page.total === 0 && (read > 0 || all.plans === 0) ? none : `${page.total} plan${page.total === 1 ? '' : 's'}.`;
  const more = page.next_cursor === undefined ? [] : [`More: call again with cursor ${page.next_cursor}.`];
  return [head, ...page.plans.map(planLine), ...more, ...unreadLines(all.skipped)].join('\n');
}

function planLine({ plan, path, title, status, approval, template, unfilled, questions, progress }: Listed): string {
  const facts = [
    status,
    ...(approval === undefined ? [] : [`approval ${approval}`]),
    `unfilled ${unfilled}`,
    `questions ${questions}`,
    `${progress.done}/${progress.total} done`,
    ...(template === undefined ? [] : [template]),
  ];
  return `${plan} "${title}" · ${facts.join(' · ')} · ${path}`;
}
