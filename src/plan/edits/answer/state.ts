import { PlanError } from '../../../errors.ts';
import { parseDocument } from '../../../markdown/document.ts';
import { applySplices } from '../../../markdown/splices.ts';
import type { FoundQuestion } from '../../questions/questions.ts';
import { type FillSetting, subjectOf } from '../subject.ts';
import type { Splices } from './model.ts';
import { readAgain } from './readBack.ts';
import { type Reading, readQuestions } from './reading.ts';

/** What one answer did to a plan. */
export interface AnswerStep {
  readonly text: string;
  /** The question's id afterwards; the one that it had where it is none any more. */
  readonly question: string;
  readonly section: string;
  /** Its offset in `text`. */
  readonly at: number;
  /** One list for each text on the way, in terms of the text before. */
  readonly splices: readonly Splices[];
}

/** A plan on the way, with the question that is being answered. */
export interface State {
  readonly reading: Reading;
  readonly question: FoundQuestion;
  readonly splices: readonly Splices[];
}

/** A step with the plan as it reads afterwards. */
export interface Answering {
  readonly step: AnswerStep;
  readonly reading: Reading;
}

/** The plan after splices that leave the question in its place. */
export function stay(state: State, splices: Splices, setting: FillSetting, mayGo = false): State {
  const { reading, question } = state;
  const { text } = reading.source.document;
  const real = splices.filter((splice) => text.slice(splice.from, splice.to) !== splice.text);
  if (real.length === 0) return state;
  const after = readAfter(reading, real, setting);
  const now = readAgain(reading, after, question);
  if (now === undefined && !mayGo) throw unreadable(question);
  if (mayGo && now !== undefined && !now.closed) throw stillOpen(question);
  const gone = { ...question, closed: true, span: { from: shifted(question.span.from, real), to: question.span.to } };
  return { reading: after, question: now ?? gone, splices: [...state.splices, real] };
}

function unreadable(question: FoundQuestion): PlanError {
  return new PlanError('invalid_input', `${question.id} would not be read as a question any more.`, {
    where: question.id,
    fix: 'Answer it, or write what you mean with fill_section.',
  });
}

function stillOpen(question: FoundQuestion): PlanError {
  return new PlanError('breaks_structure', `Answered so, ${question.id} would still be read as open.`, {
    where: question.id,
    fix: `Write the answer with fill_section, section "${question.place}".`,
  });
}

export function readAfter(reading: Reading, splices: Splices, setting: FillSetting): Reading {
  const text = applySplices(reading.source.document.text, splices);
  return readQuestions(subjectOf(parseDocument(text), setting), reading.today);
}

/** An offset after splices; what is replaced at it stays where it begins. */
export function shifted(at: number, splices: Splices): number {
  const before = splices.filter((splice) => splice.to <= at && splice.from < at);
  return before.reduce((sum, splice) => sum + splice.text.length - (splice.to - splice.from), at);
}

export function stepOf({ reading, question, splices }: State): Answering {
  const { text } = reading.source.document;
  const step = { text, question: question.id, section: question.section, at: question.span.from, splices };
  return { step, reading };
}
