import { plainText } from '../../markdown/inline.ts';
import { lineAt } from '../../markdown/lines.ts';
import type { Document } from '../../markdown/model.ts';
import { oncePer } from '../../markdown/oncePer.ts';
import { outermost, overlapsAny, spanAt } from '../../markdown/spans.ts';
import type { Slot } from '../model.ts';
import { anglesIn } from './angles.ts';
import { bracesIn } from './braces.ts';
import { bracketsIn } from './brackets.ts';
import type { Candidate, Stretch } from './candidate.ts';
import { choicesIn, withRepeatedPairs } from './choices.ts';
import { withConditions } from './conditions.ts';
import { type Habits, habitsOf } from './dialects.ts';
import { signsIn } from './dunder.ts';
import { emptyCellsIn } from './emptyCells.ts';
import { emptyFieldsIn } from './emptyFields.ts';
import { emptyItemsIn } from './emptyItems.ts';
import { withInstructions } from './instructions.ts';
import { lenticularIn } from './lenticular.ts';
import { masksIn } from './masks.ts';
import { parenthesesIn } from './parentheses.ts';
import { placeScoreOf, scoreOf, sureFrom } from './score.ts';
import { readStretches } from './stretches.ts';
import { stubsIn } from './stubs.ts';
import { surroundingsOf, trapOf } from './traps.ts';

const dialects = [bracketsIn, bracesIn, anglesIn, signsIn, lenticularIn, masksIn, choicesIn, parenthesesIn];

/** Every place of a document that waits to be filled, in the order of the text; `sure` tells those that count. Worked out once for a document. */
export const inferSlots = oncePer(inferred);

function inferred(document: Document): readonly Slot[] {
  const stretches = readStretches(document);
  const candidates = candidatesIn(document, stretches);
  const empty = emptyPlaces(document);
  const emptyLines = new Set(empty.map((slot) => lineAt(document.lines, slot.span.from)));
  const placeScore = (candidate: Candidate): number => placeScoreOf(document.text, candidate);
  const habits = habitsOf(candidates, placeScore, stretches.length, emptyLines);
  const labelled = new Set(empty.filter((slot) => slot.class === 'empty_field').map((slot) => slot.span.from));
  const written = candidates
    // `- Issue 1:` is a label whose value is missing: the place is behind it.
    .filter(({ class: kind, span }) => kind !== 'stub' || !labelled.has(span.to))
    .flatMap((candidate) => slotOf(document.text, candidate, habits));
  return withInstructions(document, withConditions(document, inOrder([...written, ...empty])));
}

/** Labels, cells and items without text, in no order. */
export function emptyPlaces(document: Document): readonly Slot[] {
  return [...emptyFieldsIn(document), ...emptyCellsIn(document), ...emptyItemsIn(document)];
}

/** Slots in the order of the text. */
export function inOrder(slots: readonly Slot[]): Slot[] {
  return slots.toSorted((a, b) => a.span.from - b.span.from || a.span.to - b.span.to);
}

/** Of what overlaps, the outermost that is no trap. */
function candidatesIn(document: Document, stretches: readonly Stretch[]): readonly Candidate[] {
  const around = surroundingsOf(document);
  const all: Candidate[] = stubsIn(document.text, stretches);
  for (const stretch of stretches) for (const find of dialects) all.push(...find(document.text, stretch));
  const sound = all.filter((candidate) => trapOf(document.text, candidate, around) === undefined);
  const taken = outermost(sound.filter(({ dialect }) => dialect !== 'looseList').map((candidate) => candidate.span));
  const kept = new Set(taken);
  // A loose list that has places of its own in it is none.
  return withRepeatedPairs(
    sound.filter(({ dialect, span }) => (dialect === 'looseList' ? !overlapsAny(taken, span) : kept.has(span))),
  );
}

function slotOf(text: string, candidate: Candidate, habits: Habits): Slot[] {
  const { span, stretch } = candidate;
  const score = scoreOf(text, candidate, habits);
  if (score.confidence === 0) return [];
  const fenced = stretch.place === 'fence';
  return [
    {
      class: candidate.class,
      name: nameOf(text, candidate),
      text: text.slice(span.from, span.to),
      span,
      options: candidate.options,
      confidence: fenced ? Math.min(score.confidence, 0.4) : score.confidence,
      sure: !fenced && score.confidence >= sureFrom,
      reason: fenced ? 'in a code block' : score.reason,
      fenced,
      guidance: false,
    },
  ];
}

/** Inner words; of a choice the words before it, its label or column, else its options joined. */
function nameOf(text: string, { class: kind, inner, options, span, stretch }: Candidate): string {
  if (kind !== 'choice') return plainText(inner);
  const before = text.slice(Math.max(stretch.from, span.from - 60), span.from);
  const words = /(\p{L}[\p{L}\p{N} ]{0,40})[:：][ \t]?[*_`]{0,3}$/u.exec(before)?.[1];
  if (words !== undefined) return words.trim();
  const label = spanAt(stretch.values, span.from)?.label ?? stretch.column;
  return label === '' ? options.join(' / ') : label;
}
