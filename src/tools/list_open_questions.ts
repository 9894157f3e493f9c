import { z } from 'zod';
import { onOneLine } from '../plan/quote.ts';
import { readingOf } from '../plan/planReading.ts';
import { hasQuestionSection } from '../plan/questions/questions.ts';
import { plan } from './arguments.ts';
import type { Context } from './context.ts';
import { eachPlan, unreadLines } from './eachPlan.ts';
import { type OpenPlan, openPlan } from './openPlan.ts';
import { afterCursor, cursorAt } from './questionCursor.ts';
import { defineTool } from './tool.ts';

const count = z.int().min(0).max(10_000_000);

const question = z.strictObject({
  id: z.string(),
  plan: z.string(),
  section: z.string(),
  line: count,
  text: z.string(),
  kind: z.enum(['clarification', 'question', 'unknown', 'deferred', 'approval']),
  blocking: z.boolean(),
  owner: z.string().optional(),
  impact: z.string().optional(),
  due: z.string().optional(),
  overdue: z.boolean().optional(),
  options: z.array(z.string()).optional(),
});

/** An open question as the answer lists it: the plan's words bounded. */
export type ListedQuestion = z.output<typeof question>;

const input = z.strictObject({
  plan: plan.optional(),
  blocking_only: z.boolean().optional(),
  cursor: z.string().max(4000).optional(),
  limit: z.int().min(1).max(200).optional(),
});

/** How many questions a page holds if the caller does not say. */
const usualLimit = 50;

export const listOpenQuestions = defineTool({
  name: 'list_open_questions',
  title: 'List open questions',
  description: 'List the open questions of one plan or of all, with owner, deadline and whether they block.',
  hints: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  input,
  output: z.strictObject({ questions: z.array(question), total: count, next_cursor: z.string().optional() }),
  async run(request, context) {
    const found = request.plan === undefined ? await inAllPlans(context) : await inOnePlan(request.plan, context);
    const wanted = request.blocking_only === true ? found.questions.filter((each) => each.blocking) : found.questions;
    const rest = request.cursor === undefined ? wanted : afterCursor(wanted, request.cursor);
    const page = rest.slice(0, request.limit ?? usualLimit);
    const last = rest.length > page.length ? page.at(-1) : undefined;
    const data = {
      questions: page,
      total: wanted.length,
      ...(last === undefined ? {} : { next_cursor: cursorAt(last) }),
    };
    return { text: answerText(data, found, request.blocking_only === true), data };
  },
});

interface Found {
  /** What was looked at, in words. */
  readonly where: string;
  readonly questions: readonly ListedQuestion[];
  /** What the count of none does not stand on, in words; empty where every plan has a section for questions. */
  readonly unknown: string;
  /** Plans that could not be read, with the reason. */
  readonly skipped: readonly string[];
}

async function inOnePlan(name: string, context: Context): Promise<Found> {
  const { path, questions, hasSection } = questionsOf(await openPlan(name, context));
  const unknown = hasSection
    ? ''
    : 'it has no section known for questions; words.roles.questions in plankeeper.config.json can name one';
  return { where: shown(path), questions, unknown, skipped: [] };
}

async function inAllPlans(context: Context): Promise<Found> {
  const { found, plans, skipped } = await eachPlan(context, questionsOf);
  const without = found.filter((each) => !each.hasSection).length;
  const all = plans === 1 ? '1 plan' : `${plans} plans`;
  return {
    where: plans === 0 ? 'any plan: there are none yet' : found.length === plans ? all : `${found.length} of ${all}`,
    questions: found.flatMap((each) => each.questions),
    unknown: without === 0 ? '' : `${without} without a section known for questions`,
    skipped,
  };
}

interface PlanQuestions {
  readonly path: string;
  readonly questions: readonly ListedQuestion[];
  readonly hasSection: boolean;
}

function questionsOf({ path, document, setting }: OpenPlan): PlanQuestions {
  const questions = readingOf(document, setting).questions.map((each) => ({
    id: each.id,
    plan: path,
    section: each.section,
    line: each.line,
    text: shown(each.text),
    kind: each.kind,
    blocking: each.blocking,
    ...(each.owner === undefined ? {} : { owner: shown(each.owner, 100) }),
    ...(each.impact === undefined ? {} : { impact: shown(each.impact) }),
    ...(each.due === undefined ? {} : { due: shown(each.due, 100) }),
    ...(each.overdue === undefined ? {} : { overdue: each.overdue }),
    ...(each.options === undefined ? {} : { options: each.options.slice(0, 10).map((option) => shown(option, 100)) }),
  }));
  return { path, questions, hasSection: hasQuestionSection(document, setting) };
}

interface Page {
  readonly questions: readonly ListedQuestion[];
  readonly total: number;
  readonly next_cursor?: string;
}

/** A line for each question, plan by plan. */
function answerText(page: Page, { where, unknown, skipped }: Found, blockingOnly: boolean): string {
  const kind = blockingOnly ? 'blocking question' : 'open question';
  const none = unknown === '' ? `No ${kind}s in ${where}.` : `No ${kind}s found in ${where} (${unknown}).`;
  const head = page.total === 0 ? none : `${page.total} ${kind}${page.total === 1 ? '' : 's'} in ${where}.`;
  const plans = [...new Set(page.questions.map((each) => each.plan))];
  const lines = plans.flatMap((path) => [
    `${shown(path)}:`,
    ...page.questions.filter((each) => each.plan === path).map(questionLine),
  ]);
  const more = page.next_cursor === undefined ? [] : [`More: call again with cursor ${page.next_cursor}.`];
  return [head, ...lines, ...more, ...unreadLines(skipped)].join('\n');
}

/** `id · section:line · text (blocking, owner Ada, due …)`. */
function questionLine(each: ListedQuestion): string {
  const facts = [
    each.kind === 'question' ? undefined : each.kind,
    each.blocking ? 'blocking' : 'not blocking',
    each.owner === undefined ? undefined : `owner ${each.owner}`,
    dueFact(each),
    each.impact === undefined ? undefined : `impact: ${each.impact}`,
    each.options === undefined ? undefined : `options: ${each.options.join(' | ')}`,
  ].filter((fact) => fact !== undefined);
  return `${each.id} · ${each.section}:${each.line} · ${each.text} (${facts.join(', ')})`;
}

/** What a deferred decision waits for is a trigger, unless it is a date. */
function dueFact({ kind, due, overdue }: ListedQuestion): string | undefined {
  if (due === undefined) return undefined;
  if (kind === 'deferred' && overdue === undefined) return `revisit: ${due}`;
  return `due ${due}${overdue === true ? ', overdue' : ''}`;
}

/** The plan's words on one line, bounded, without control and invisible characters. */
function shown(text: string, most = 300): string {
  return onOneLine(text, most);
}
