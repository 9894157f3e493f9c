import type { Principle } from './model.ts';
import type { CheckPlace } from './places.ts';
import type { Reader } from './reader.ts';
import { openingNames, saysNone, substance } from './reasons.ts';
import { justifyingClause } from './settle.ts';

/** A violation that the plan lists apart from the principle's own record. The line is 0-based. */
export interface ListedViolation {
  /** Undefined where its words name no principle. */
  readonly principle: Principle | undefined;
  readonly line: number;
  readonly words: string;
  readonly justification: string | undefined;
}

/** A reason that stands in words, not in a table. */
export interface Explained extends ListedViolation {
  /** It is an entry of its own, or says itself that it is about a violation. */
  readonly isViolation: boolean;
}

/** Whether a place is where violations are recorded, not a principle's own. */
export function isViolationsLabel(place: CheckPlace, reader: Reader): boolean {
  if (place.form !== 'field' && place.form !== 'bullet' && place.form !== 'heading') return false;
  return ['violations', 'violation'].some((label) => reader.words.label(label).is(place.name));
}

/** `**Complexity Tracking**:` over running text, with the heading's words as a label. */
export function isTracking(place: CheckPlace, reader: Reader): boolean {
  return place.form === 'field' && !isViolationsLabel(place, reader) && reader.words.role('violations').is(place.name);
}

/** The reasons that bullets, labels and lines of text give for the principles that open them. */
export function explainedAt(place: CheckPlace, reader: Reader): readonly Explained[] {
  if (place.form === 'heading') {
    const { principles } = openingNames(place.name, reader);
    const below = place.children.flatMap((child) => explainedAt(child, reader));
    const text = place.children
      .map((child) => child.whole)
      .filter((words) => words !== '')
      .join(' ');
    return [...below, ...explanations(principles, text, place, reader)];
  }
  if (place.form === 'row' || place.form === 'box') return [];
  if (isTracking(place, reader)) {
    const lines = place.text
      .split(/\r\n|\r|\n/)
      .map((text): CheckPlace => ({ ...place, form: 'prose', name: '', whole: text }));
    return [...lines, ...place.children].flatMap((each) => explainedAt(each, reader));
  }
  const { principles, rest } = openingNames(place.whole, reader);
  const more = place.children.map((child) => child.whole);
  return explanations(principles, [rest, ...more].join(' '), place, reader);
}

function explanations(
  principles: readonly Principle[],
  text: string,
  place: CheckPlace,
  reader: Reader,
): readonly Explained[] {
  const { words } = reader;
  const justification = substance(text, reader);
  if (justification === undefined || saysNone(text, reader) || words.negations.opens(text) > 0) return [];
  const saysSo =
    words.label('violation').find(place.whole) !== undefined || justifyingClause(text, words) !== undefined;
  const isViolation = place.form !== 'prose' || saysSo;
  return principles.map((principle) => ({
    principle,
    line: place.line,
    words: place.whole,
    justification,
    isViolation,
  }));
}
