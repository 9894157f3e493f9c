import type { Candidate, Dialect } from './candidate.ts';
import { isTwofold } from './twofold.ts';

/** How a file writes its places: its dialects, and the names that it uses. */
export interface Habits {
  /** Of each dialect, how many candidates stand where only a slot, or what was filled in for one, can stand. */
  readonly strong: ReadonlyMap<Dialect, number>;
  /** Of each dialect, how many that are as often ordinary text stand there; they speak for no other. */
  twofold(dialect: Dialect): number;
  /** All strong ones. */
  readonly total: number;
  /** A long text with hardly any: it is filled, and its brackets are its own. */
  readonly isFilled: boolean;
  /** Whether a candidate's words stand in such a place elsewhere: then they are one variable. */
  isNamed(candidate: Candidate): boolean;
  /** Whether its very words stand as a candidate elsewhere, wherever that is. */
  isRepeated(candidate: Candidate): boolean;
  /** Whether no other candidate at all stands in the same stretch. */
  isAlone(candidate: Candidate): boolean;
  /** Whether another one that opens or is the whole of something stands in the same stretch or row. */
  hasCompany(candidate: Candidate): boolean;
}

/** From this score of a candidate's place on, only a slot or what was filled in for one stands there. */
export const strongPlace = 0.8;
/** From here on it opens what it stands in, or has a label. */
const leadingPlace = 0.7;

/** A file with fewer strong candidates has no habit yet. */
export const fewestInTemplate = 3;
/** So many stretches make a long text. */
const longText = 40;

/**
 * Reads a file's dialects off its candidates; `placeScore` tells how far a candidate's place speaks for a slot, 0–1, `stretches` how
 * many stretches the file has, `emptyLines` on which lines empty places stand.
 */
export function habitsOf(
  candidates: readonly Candidate[],
  placeScore: (candidate: Candidate) => number,
  stretches: number,
  emptyLines: ReadonlySet<number>,
): Habits {
  const scored = candidates.map((candidate) => ({ candidate, score: placeScore(candidate) }));
  const likely = scored.filter(({ score }) => score >= strongPlace).map(({ candidate }) => candidate);
  const strong = likely.filter((candidate) => !isTwofold(candidate, true));
  const leading = scored
    .filter(({ candidate, score }) => score >= leadingPlace && !isTwofold(candidate, score >= strongPlace))
    .map(({ candidate }) => candidate);
  const counts = countBy(strong, (candidate) => candidate.dialect);
  const twofold = countBy(
    likely.filter((candidate) => isTwofold(candidate, true)),
    (candidate) => candidate.dialect,
  );
  const names = countBy(likely, keyOf);
  const all = countBy(candidates, keyOf);
  const neighbours = countBy(leading, neighbourhoodOf);
  const crowds = countBy(
    candidates.filter((candidate) => !isTwofold(candidate, false)),
    neighbourhoodOf,
  );
  const isLikely = new Set(likely);
  const isLeading = new Set(leading);
  const count = (set: ReadonlySet<Candidate>, candidate: Candidate): number => (set.has(candidate) ? 1 : 0);
  return {
    strong: counts,
    twofold: (dialect) => twofold.get(dialect) ?? 0,
    total: strong.length,
    isFilled: strong.length < fewestInTemplate && stretches >= longText,
    isNamed: (candidate) => (names.get(keyOf(candidate)) ?? 0) > count(isLikely, candidate),
    isRepeated: (candidate) => (all.get(keyOf(candidate)) ?? 0) > 1,
    isAlone: (candidate) => crowds.get(neighbourhoodOf(candidate)) === 1,
    hasCompany: (candidate) =>
      (neighbours.get(neighbourhoodOf(candidate)) ?? 0) > count(isLeading, candidate) ||
      (candidate.stretch.place === 'cell' && emptyLines.has(candidate.stretch.line)),
  };
}

function keyOf({ dialect, inner }: Candidate): string {
  return `${dialect} ${inner.toLowerCase()}`;
}

/** A row's cells keep company; elsewhere what stands in one stretch does. */
function neighbourhoodOf({ stretch }: Candidate): string {
  return stretch.place === 'cell' ? `row ${stretch.line}` : `from ${stretch.from}`;
}

function countBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}
