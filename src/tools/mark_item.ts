import { z } from 'zod';
import { planRevision } from '../markdown/revision.ts';
import { parseDocument } from '../markdown/document.ts';
import { constitutionRecords } from '../plan/constitution/check.ts';
import { type Applied, applyEach, type Stepped } from '../plan/edits/applyEach.ts';
import { incompleteListing } from '../plan/edits/mark/incomplete.ts';
import { linesBelow, markedLine } from '../plan/edits/mark/markedLine.ts';
import { markItem as mark } from '../plan/edits/mark/markItem.ts';
import { findRule } from '../plan/edits/mark/markRule.ts';
import { type Mark, type Marked, markStates } from '../plan/edits/mark/model.ts';
import type { Subject } from '../plan/edits/model.ts';
import type { FillSetting } from '../plan/edits/subject.ts';
import { type PlanReading, readingOf } from '../plan/planReading.ts';
import { onOneLine } from '../plan/quote.ts';
import { address, plan } from './arguments.ts';
import { nextStep } from './constitutionReport.ts';
import { allRefused, refusal, refusalLine } from './refusals.ts';
import { reopenedLine, reopenedStatus } from './reopened.ts';
import { defineTool } from './tool.ts';
import { writePlan } from './writePlan.ts';

const item = z.strictObject({
  item: address,
  state: z.enum(markStates),
  note: z.string().max(2000).optional().describe('Evidence or reason'),
  justification: z.string().max(2000).optional().describe('Of a violation'),
});

const count = z.int().min(0).max(1_000_000);

export const markItem = defineTool({
  name: 'mark_item',
  title: 'Mark items',
  description: 'Mark tasks, checks, principles and gates of a plan; each is recorded where the plan keeps it.',
  hints: { readOnly: false, destructive: true, idempotent: true, openWorld: false },
  input: z.strictObject({ plan, items: z.array(item).min(1).max(100) }),
  output: z.strictObject({
    plan: z.string(),
    revision: z.string(),
    changed: z.array(z.strictObject({ item: z.string(), line: z.int().min(1).max(100_000_000), text: z.string() })),
    progress: z.strictObject({ done: count, total: count }),
    refused: z.array(refusal).optional(),
    next: z.string().optional(),
    approval: z.string().optional(),
  }),
  async run(request, context) {
    const {
      path,
      text,
      outcome,
      plan: opened,
    } = await writePlan(request.plan, 'mark_item', context, (own) => {
      const { document, setting } = own;
      const step = (subject: Subject, each: Mark): Stepped<Marked> => mark(subject, each, setting);
      const applied = applyEach(document.text, request.items, setting, step, (each) => each.item);
      if (applied.refused.length === request.items.length) throw allRefused(applied.refused, 'marks');
      return applied;
    });
    const notes = request.items.flatMap(({ note }) => note ?? []);
    return answer(path, text, outcome, opened.setting, notes);
  },
});

/** Longest line of the plan that the answer quotes. */
const mostQuoted = 160;

function answer(path: string, text: string, applied: Applied<Marked>, setting: FillSetting, notes: readonly string[]) {
  const reading = readingOf(parseDocument(text), setting);
  const items = [...new Set(applied.done.map((each) => each.item))];
  const marked = items.filter((id) => markedLine(reading, id) !== undefined);
  const changed = items.flatMap((id) => {
    const entries = entryOf(reading, id).filter((entry) => !items.includes(entry));
    return [id, ...entries].flatMap((each) => quotedLines(reading, each, notes));
  });
  const { done, total } = reading.progress;
  const next = applied.refused.length > 0 ? undefined : nextCall(path, reading, items);
  const approval = reopenedStatus(reading.document, setting);
  const data = {
    plan: path,
    revision: planRevision(text),
    changed,
    progress: { done, total },
    ...(applied.refused.length > 0 ? { refused: [...applied.refused] } : {}),
    ...(next === undefined ? {} : { next }),
    ...(approval === undefined ? {} : { approval }),
  };
  const lines = [
    `${path} · revision ${data.revision} · ${changed.length === 0 ? 'nothing changed' : `marked ${marked.length}`} · done ${done} of ${total}`,
    ...changed.map((each) => `${each.item}, line ${each.line}: ${each.text}`),
    ...applied.refused.map(refusalLine),
    ...(next === undefined ? [] : [`next: ${next}`]),
    ...reopenedLine(approval),
  ];
  return { text: lines.join('\n'), data };
}

/** An item's own line, and what this call wrote below it. */
function quotedLines(
  reading: PlanReading,
  id: string,
  notes: readonly string[],
): readonly { readonly item: string; readonly line: number; readonly text: string }[] {
  const found = markedLine(reading, id);
  if (found === undefined) return [];
  return [{ item: id, ...found }, ...linesBelow(reading, id, notes)].map((each) => ({
    ...each,
    text: onOneLine(each.text, mostQuoted),
  }));
}

/** The entry of a list that says how a task stands, where its own place can't. */
function entryOf({ progress }: PlanReading, id: string): string[] {
  const task = progress.tasks.find((each) => each.id === id);
  const isTold = task?.state === 'blocked' || task?.state === 'in_progress';
  return !isTold || task.entry === undefined ? [] : [task.entry];
}

/** The rest of a record that the plan asks for, else the next open principle or gate; after tasks alone there is none. */
function nextCall(path: string, reading: PlanReading, items: readonly string[]): string | undefined {
  const { constitution: found, document, subject, setting } = reading;
  const isVerdict = (id: string): boolean => [...found.principles, ...found.gates].some((each) => each.id === id);
  const records = constitutionRecords(document, setting.constitution, setting);
  if (!items.some((id) => isVerdict(id) || findRule(records, id) !== undefined)) return undefined;
  const violated = found.principles.filter(({ id, verdict }) => items.includes(id) && verdict === 'justified');
  const rest = incompleteListing(subject, records, new Set(violated.map(({ id }) => id)));
  if (rest === undefined) return nextStep(path, found);
  const values = Object.fromEntries(rest.names.map((name) => [name, `<${name}>`]));
  return `fill_section ${JSON.stringify({ plan: path, fills: [{ section: rest.section, values }] })}`;
}
