import { onOneLine } from '../quote.ts';
import { between } from './evidence.ts';
import type { PlaceRecord } from './statements.ts';

/** All that stands beside a record's verdicts. */
export function wholeOf({ statements, evidence }: PlaceRecord): string {
  return [...statements.map(({ note }) => note), ...evidence.map(({ text }) => text)].join(' ').trim();
}

/** Longest words that stand around a verdict's own note, where they are told. */
const mostAround = 90;

/** What is told of it, in the order of the plan: words around a note must not push it out of sight. */
export function toldOf({ statements, evidence }: PlaceRecord): string {
  const notes = statements.flatMap(({ note, line }) => (note === '' ? [] : [{ text: note, line }]));
  const around =
    notes.length === 0 ? evidence : evidence.map((one) => ({ ...one, text: onOneLine(one.text, mostAround) }));
  const told = [...notes, ...around].toSorted((a, b) => a.line - b.line);
  return told.map(({ text }) => text).join(between);
}
