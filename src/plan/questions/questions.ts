import type { Document, Span } from '../../markdown/model.ts';
import type { Template } from '../../template/model.ts';
import { dateIn } from '../dates.ts';
import type { Words } from '../words.ts';
import { isBlocking } from './blocking.ts';
import type { Entry, PlanSource, QuestionForm, QuestionKind } from './entry.ts';
import { questionIds } from './ids.ts';
import { markedQuestions } from './markers.ts';
import { marksIn } from './marks.ts';
import { type QuestionSection, questionSections, readQuestions } from './sections.ts';
import { closeSettled } from './settledElsewhere.ts';
import { strayLabels } from './strayLabels.ts';
import { strayTables } from './tables.ts';
import { withResearch } from './unknowns.ts';

/** An open question of a plan. */
export interface Question {
  /** Unique in the plan; stays when other questions come, go or move. */
  readonly id: string;
  /** The id of the section that it stands in. */
  readonly section: string;
  /** The id of its own place: an item, row, field, heading; the section where it stands in prose. */
  readonly place: string;
  /** The research task that its decision goes to besides. */
  readonly research?: string;
  /** 1-based. */
  readonly line: number;
  /** Its words in the plan, a marker's brackets included; without its label. */
  readonly span: Span;
  readonly text: string;
  readonly kind: QuestionKind;
  readonly form: QuestionForm;
  readonly blocking: boolean;
  readonly owner?: string;
  readonly impact?: string;
  /** In the plan's own words. */
  readonly due?: string;
  /** Left out where `due` names no date. */
  readonly overdue?: boolean;
  readonly options?: readonly string[];
  /** The letters or numbers that the plan names its options by, in order. */
  readonly optionRow?: string;
}

export interface QuestionSource {
  readonly words: Words;
  /** YYYY-MM-DD. */
  readonly today: string;
  /** The plan's unfilled slots: where one stands for a question, there is none yet. */
  readonly slots: readonly Span[];
  readonly template?: Pick<Template, 'meta'> | undefined;
}

/** A question, settled or open, as edits see it. */
export interface FoundQuestion extends Question {
  readonly closed: boolean;
  /** What the plan says in answer to it, in Markdown, where it says so in a place of its own. */
  readonly answer?: string | undefined;
  /** All that belongs to it: labels, children. */
  readonly whole: Span;
}

/** Every open question of a plan, whatever its form, in the order of the document. */
export function openQuestions(document: Document, source: QuestionSource): Question[] {
  return allQuestions(document, source).flatMap(({ closed, answer: _, whole: __, ...question }) =>
    closed ? [] : [question],
  );
}

/** Every question of a plan, those that are settled too. */
export function allQuestions(document: Document, { words, today, slots, template }: QuestionSource): FoundQuestion[] {
  const source: PlanSource = {
    document,
    words,
    slots: slots.filter((slot) => !isMark(document, slot, words)),
    template,
  };
  const entries = entriesOf(source)
    .filter((entry) => entry.joined !== true)
    .toSorted((a, b) => a.line - b.line || a.asked.from - b.asked.from);
  const ids = questionIds(document, entries, words);
  return entries.map((entry, index) => ({
    ...questionOf(entry, ids[index] ?? '', words, today),
    closed: entry.closed,
    answer: entry.answer,
    whole: entry.span,
  }));
}

/** Whether a plan has a section that is known to hold questions: without one, none found says little. */
export function hasQuestionSection(
  document: Document,
  { words, template }: Pick<QuestionSource, 'words' | 'template'>,
): boolean {
  return questionSections({ document, words, template, slots: [] }).length > 0;
}

/** A marker in a template is asked as soon as it stands in a plan. */
function isMark(document: Document, slot: Span, words: Words): boolean {
  const text = document.text.slice(slot.from, Math.min(slot.to, slot.from + 2000));
  return marksIn(text, words).some((mark) => mark.span.from === 0 && mark.span.to === text.length);
}

/** Questions in every form, settled ones too; a marker inside one of them is none of its own. */
function entriesOf(source: PlanSource): Entry[] {
  const sections = questionSections(source);
  const listed = sections.flatMap((section) =>
    readQuestions(source, section).map((entry) => ({ entry, isUnknown: isUnknown(entry, section) })),
  );
  const pick = (unknown: boolean): Entry[] =>
    listed.flatMap((each) => (each.isUnknown === unknown ? [each.entry] : []));
  const found = [...pick(false), ...withResearch(source, pick(true))];
  const taken = [...sections.map(({ section }) => section.span), ...found.map((entry) => entry.span)];
  const labelled = strayLabels(source, taken);
  const tables = strayTables(source, [...taken, ...labelled.map((entry) => entry.span)]);
  const known = closeSettled(source, [...found, ...labelled, ...tables]);
  return [
    ...known,
    ...markedQuestions(
      source,
      known.map((entry) => entry.span),
    ),
  ];
}

/** One that was put off where it stands still has its research task. */
function isUnknown(entry: Entry, { kind }: QuestionSection): boolean {
  return entry.kind === 'unknown' || (entry.kind === 'deferred' && kind === 'unknown');
}

function questionOf(entry: Entry, id: string, words: Words, today: string): Question {
  const { owner, impact, due, options, optionRow } = entry.details;
  const date = due === undefined ? undefined : dateIn(due, words);
  return {
    id,
    section: entry.section.id,
    place: entry.place,
    ...(entry.research === undefined ? {} : { research: entry.research }),
    line: entry.line + 1,
    span: entry.asked,
    text: entry.text,
    kind: entry.kind,
    form: entry.form,
    blocking: isBlocking(entry.kind, entry.text, entry.details, words),
    ...(owner === undefined ? {} : { owner }),
    ...(impact === undefined ? {} : { impact }),
    ...(due === undefined ? {} : { due }),
    ...(date === undefined ? {} : { overdue: date < today }),
    ...(options.length === 0 ? {} : { options }),
    ...(optionRow === undefined ? {} : { optionRow }),
  };
}
