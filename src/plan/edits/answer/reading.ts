import { allPlaces, isSection } from '../../../markdown/addresses.ts';
import { PlanError } from '../../../errors.ts';
import type { Item, Place, Row, Section } from '../../../markdown/model.ts';
import { listSections } from '../../../markdown/outline.ts';
import type { PlanSource } from '../../questions/entry.ts';
import { unmarkedText } from '../../questions/marks.ts';
import { normal } from '../../questions/reading.ts';
import { allQuestions, type FoundQuestion } from '../../questions/questions.ts';
import type { Subject } from '../model.ts';

/** A plan with its questions, as an answer finds it. */
export interface Reading {
  readonly subject: Subject;
  readonly source: PlanSource;
  /** Local date, YYYY-MM-DD. */
  readonly today: string;
  /** Settled ones too, in the order of the document. */
  readonly questions: readonly FoundQuestion[];
}

export function readQuestions(subject: Subject, today: string): Reading {
  const { document, words, template } = subject;
  const slots = subject.slots.map(({ slot }) => slot.span);
  const source = { document, words, slots, template };
  return { subject, source, today, questions: allQuestions(document, { ...source, today }) };
}

/** What stays of a question through edits of its details: its section and its words, whether in a marker's brackets or not. */
export function keyOf({ source }: Reading, { section, text }: FoundQuestion): string {
  return `${section}\n${wordsOf(source, text)}`;
}

/** Whether two questions ask the same, wherever they stand. */
export function isSameText({ source }: Reading, one: FoundQuestion, other: FoundQuestion): boolean {
  return wordsOf(source, one.text) === wordsOf(source, other.text);
}

function wordsOf({ words }: PlanSource, text: string): string {
  return normal(unmarkedText(text, words));
}

/** The item, row, field or section that a question stands in. */
export function placeOf({ source }: Reading, question: FoundQuestion): Place | undefined {
  return allPlaces(source.document).find((place) => place.id === question.place);
}

export function itemOf(reading: Reading, question: FoundQuestion): Item {
  const place = placeOf(reading, question);
  if (place?.kind === 'item') return place;
  throw lost(question);
}

export function rowOf(reading: Reading, question: FoundQuestion): Row {
  const place = placeOf(reading, question);
  if (place?.kind === 'row') return place;
  throw lost(question);
}

/** The heading or unit that a question is. */
export function partOf(reading: Reading, question: FoundQuestion): Section {
  const place = placeOf(reading, question);
  if (place !== undefined && isSection(place)) return place;
  throw lost(question);
}

export function sectionWith({ source }: Reading, id: string): Section | undefined {
  return listSections(source.document).find((section) => section.id === id);
}

function lost(question: FoundQuestion): PlanError {
  return new PlanError('internal', `The place of question ${question.id} was not found.`);
}
