import { PlanError } from '../../../errors.ts';
import { codeSpans, isInside } from '../../../markdown/inline.ts';
import { isSubstance } from '../../constitution/reader.ts';
import { inThePlan } from '../../quote.ts';
import { oneLine } from '../lists.ts';
import type { Subject } from '../model.ts';
import type { Mark, MarkState } from './model.ts';
import type { RecordWord, VerdictRecord, Vocabulary } from './record/model.ts';

/** What a principle, or one of its rules, can be. */
export const principleStates: readonly MarkState[] = [
  'open',
  'done',
  'pass',
  'violation',
  'not_applicable',
  'deferred',
];

/** A mark as a call names it, for what a refusal tells to do next. */
export interface MarkCall {
  readonly item: string;
  readonly state: MarkState;
  readonly note?: string;
  readonly justification?: string;
}

/** The call that would make some marks. */
export function markCall({ path }: { readonly path: string | undefined }, ...items: readonly MarkCall[]): string {
  return `mark_item ${JSON.stringify({ plan: path ?? '<plan>', items })}`;
}

/** Refuses a state that a place can't have, with those that it can. */
export function requireState(mark: Mark, what: string, possible: readonly MarkState[]): void {
  if (possible.includes(mark.state)) return;
  throw new PlanError('invalid_choice', `${what} can't be ${mark.state}.`, {
    where: mark.item,
    fix: `It can be: ${possible.join(', ')}.`,
  });
}

const asked: Readonly<Record<RecordWord, string>> = {
  pass: 'evidence',
  violation: 'what is violated',
  not_applicable: 'reason',
  deferred: 'what it waits for',
  fail: 'reason',
  conditional: 'condition',
};

/** The record that a mark asks for. Throws PlanError `invalid_input` where its note is missing or says nothing. */
export function recordOf(subject: Subject, mark: Mark, what: string, vocabulary: Vocabulary): VerdictRecord {
  const word = wordOf(mark.state);
  if (mark.justification !== undefined && word !== 'violation') {
    throw new PlanError('invalid_input', `A justification is for a violation, not for ${mark.state}.`, {
      where: mark.item,
      fix: 'Put the reason into note, or mark it violation.',
    });
  }
  if (word === undefined) return { word, note: '', justification: undefined };
  const note = withoutWord(plainBars(oneLine(mark.note ?? '', `note of ${mark.item}`)), word, vocabulary);
  const call = { item: mark.item, state: mark.state, note: `<${asked[word]}>` };
  const justification = mark.justification === undefined ? {} : { justification: mark.justification };
  if (note === '') {
    throw new PlanError('invalid_input', `${what} is marked ${mark.state} with a note: ${asked[word]}.`, {
      where: mark.item,
      fix: `Call ${markCall(subject, { ...call, ...justification })}.`,
    });
  }
  requireSubstance(
    subject,
    mark,
    note,
    `The note ${inThePlan(note, 120)}`,
    markCall(subject, { ...call, ...justification }),
  );
  if (mark.justification === undefined) return { word, note, justification: undefined };
  const why = plainBars(oneLine(mark.justification, `justification of ${mark.item}`));
  const fix = markCall(subject, { item: mark.item, state: mark.state, note, justification: '<why it has to be>' });
  requireSubstance(subject, mark, why, `The justification ${inThePlan(why, 120)}`, fix);
  return { word, note, justification: why };
}

function wordOf(state: MarkState): RecordWord | undefined {
  if (state === 'done') return 'pass';
  if (state === 'open' || state === 'in_progress' || state === 'blocked') return undefined;
  return state;
}

/** Bars outside code are escaped: on a line of labels one would part what stands before it from what follows. */
function plainBars(text: string): string {
  const code = codeSpans(text);
  return text.replace(/(?<!\\)\|/g, (bar, at: number) => (isInside(code, at) ? bar : `\\${bar}`));
}

/** Callers may repeat the word that the record opens with. */
function withoutWord(note: string, word: RecordWord, vocabulary: Vocabulary): string {
  const said = vocabulary.opening(note);
  return said?.said === word && note.endsWith(said.note) ? said.note : note;
}

function requireSubstance({ words }: Subject, mark: Mark, text: string, what: string, call: string): void {
  if (isSubstance(text, words)) return;
  throw new PlanError('invalid_input', `${what} says too little: it takes two words or more.`, {
    where: mark.item,
    fix: `Call ${call}.`,
  });
}
