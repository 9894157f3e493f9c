import { PlanError } from '../../../errors.ts';
import { withArticle } from '../article.ts';
import { parseDocument } from '../../../markdown/document.ts';
import type { Item, Place, Span } from '../../../markdown/model.ts';
import { constitutionRecords } from '../../constitution/check.ts';
import { type PlanReading, readingOf } from '../../planReading.ts';
import type { Task } from '../../progress/model.ts';
import { progressOf } from '../../progress/progress.ts';
import type { Question } from '../../questions/questions.ts';
import { inThePlan } from '../../quote.ts';
import { isCounted } from '../../slots.ts';
import type { Stepped } from '../applyEach.ts';
import type { Subject } from '../model.ts';
import { type FillSetting, subjectOf } from '../subject.ts';
import { requireWords } from '../placeholders.ts';
import { markGate } from './markGate.ts';
import { markedPlace } from './markedPlace.ts';
import { markBox, markTask } from './markTask.ts';
import { markRule } from './markRule.ts';
import { markPrinciple } from './markVerdict.ts';
import type { Mark, Marked } from './model.ts';

/**
 * Marks one item of a plan, whatever it is: a principle or rule, a gate, a task, a box. Throws PlanError where the address names
 * nothing that can be marked, and where the item can't be what the mark says.
 */
export function markItem(subject: Subject, mark: Mark, setting: FillSetting): Stepped<Marked> {
  requireWords([mark.note, mark.justification], mark.item);
  const reading = readingOf(subject.document, setting);
  const records = constitutionRecords(subject.document, setting.constitution, setting);
  const meant = markedPlace(reading, records, mark.item);
  const found = reading.constitution;
  switch (meant.kind) {
    case 'principle': {
      const { id } = meant.principle;
      return { text: markPrinciple(subject, found, meant.principle, mark, setting), result: { item: id } };
    }
    case 'rule':
      return { text: markRule(subject, found, meant.of, mark, setting), result: { item: meant.of.rule.place.id } };
    case 'gate':
      return { text: markGate(subject, found, meant.gate, mark, setting), result: { item: meant.gate.id } };
    case 'task':
      if (meant.task.home !== 'row') requireFilled(subject, meant.task.id, meant.task.line, meant.task.span, mark);
      return taskStep(subject, meant.task, mark, setting);
    case 'box':
      requireFilled(subject, meant.item.id, meant.item.line + 1, meant.item.text, mark);
      return { text: markBox(subject, meant.item, mark), result: { item: meant.item.id } };
    case 'question':
      throw isQuestion(subject, meant.question, mark);
    case 'approval':
      throw isApproval(subject, meant.item, mark);
    case 'other':
      throw isNothing(reading, meant.place, mark);
  }
}

/** What is still to be filled can't be done: a place that counts, or nothing but an ID beside one that may be one. */
function requireFilled({ document, slots }: Subject, id: string, line: number, text: Span, mark: Mark): void {
  const inside = slots.filter(({ slot }) => text.from <= slot.span.from && slot.span.to <= text.to);
  const said = inside.reduceRight(
    (rest, { slot }) => rest.slice(0, slot.span.from - text.from) + rest.slice(slot.span.to - text.from),
    document.text.slice(text.from, text.to),
  );
  const isOpen = inside.some(isCounted) || (inside.length > 0 && !/[\p{Ll}\p{Lo}]/u.test(said.replace(/\[x\]/i, '')));
  if (!isOpen || mark.state === 'open') return;
  throw new PlanError('invalid_input', `${mark.item} (line ${line}) is still a place to fill.`, {
    where: id,
    fix: `Fill ${id} with fill_section first.`,
  });
}

/** A task may move between lists: it is found again by its own ID, else by its words. */
function taskStep(subject: Subject, task: Task, mark: Mark, setting: FillSetting): Stepped<Marked> {
  const text = markTask(subject, task, mark);
  if (text === subject.document.text) return { text, result: { item: task.id } };
  const { tasks } = progressOf(subjectOf(parseDocument(text), setting));
  const isSame = (other: Task): boolean =>
    task.label === undefined ? other.text === task.text : other.label === task.label;
  const now = tasks.find((other) => other.id === task.id && isSame(other)) ?? tasks.find(isSame);
  return { text, result: { item: now?.id ?? task.id } };
}

function isQuestion({ path }: Subject, { id, text }: Question, mark: Mark): PlanError {
  const call = { plan: path ?? '<plan>', answers: [{ question: id, answer: '<answer>' }] };
  return new PlanError('invalid_input', `${mark.item} is an open question: ${inThePlan(text, 120)}.`, {
    where: id,
    fix: `Answer it: answer_question ${JSON.stringify(call)}.`,
  });
}

function isApproval({ document, path }: Subject, { id, text }: Item, mark: Mark): PlanError {
  const words = document.text.slice(text.from, text.to);
  const call = {
    plan: path ?? '<plan>',
    status: '<approved status>',
    approval: { by: '<who>', words: '<their words>' },
  };
  return new PlanError('invalid_transition', `${mark.item} is the approval itself: ${inThePlan(words, 120)}.`, {
    where: id,
    fix: `Only set_status writes it: set_status ${JSON.stringify(call)}.`,
  });
}

/** How many ids a refusal names. */
const mostNamed = 12;

function isNothing({ constitution, progress, document }: PlanReading, place: Place, mark: Mark): PlanError {
  const inside = [
    ...progress.tasks.filter(({ id, section }) => id.startsWith(`${place.id}/`) || section === place.id),
    ...constitution.gates.filter(({ id }) => id.startsWith(`${place.id}/`)),
  ].map(({ id }) => id);
  const all = [
    ...constitution.principles.map(({ id }) => id),
    ...constitution.gates.map(({ id }) => id),
    ...progress.tasks.map(({ id, label }) => label ?? id),
  ];
  const ids = (inside.length > 0 ? inside : all).slice(0, mostNamed);
  const words = document.text.slice(place.span.from, Math.min(place.span.to, place.span.from + 200));
  const kind = place.kind === 'unit' ? 'heading' : place.kind;
  return new PlanError(
    'invalid_input',
    `${mark.item} is ${withArticle(kind)}, ${inThePlan(words, 80)}: no principle, gate, task or box.`,
    {
      where: place.id,
      fix:
        ids.length === 0
          ? 'Nothing in this plan can be marked: it has no principles, gates, tasks or boxes. Write it with fill_section.'
          : `What can be marked: ${ids.join(', ')}. Any other text is written with fill_section.`,
    },
  );
}
