import type { Splice } from '../../../../markdown/splices.ts';

/**
 * The splices that change something, without those that reach into one before them: where a label stands in the running words of an
 * item, both are places of one principle, and the first has the record.
 */
export function disjoint(text: string, splices: readonly Splice[]): Splice[] {
  const kept: Splice[] = [];
  for (const splice of splices) {
    if (text.slice(splice.from, splice.to) === splice.text) continue;
    if (!kept.some((other) => overlap(splice, other))) kept.push(splice);
  }
  // At one place what goes on with a line stands before what opens new ones.
  const opensLine = ({ text: added }: Splice): number => (/^[\r\n]/.test(added) ? 1 : 0);
  return kept.toSorted((a, b) => opensLine(a) - opensLine(b));
}

function overlap(a: Splice, b: Splice): boolean {
  const isInside = (at: number, { from, to }: Splice): boolean => from < at && at < to;
  if (a.from === a.to) return isInside(a.from, b);
  if (b.from === b.to) return isInside(b.from, a);
  return a.from < b.to && b.from < a.to;
}
