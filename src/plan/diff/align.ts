import { likeness, pairsOf } from './likeness.ts';

/** Something that may have a partner in another text. */
export interface Alignable {
  /** Equal for two that say the same. */
  readonly exact: string;
  /** Equal for two that go by one name; undefined for what has none. */
  readonly key: string | undefined;
  /** By which likeness is told. */
  readonly text: string;
}

/** For each of `before`, the index of its partner in `after`. */
export type Partners = (number | undefined)[];

const leastLikeness = 0.5;
/** How many places around the expected one are looked at for a partner that is alike. */
const reach = 8;

/**
 * Pairs what says the same, then what goes by one name (both in order where there are twins), then what is alike and near.
 * `fillGaps` pairs what is left between two pairs, too. Linear but for a bounded search.
 */
export function align(before: readonly Alignable[], after: readonly Alignable[], fillGaps = false): Partners {
  const partners: Partners = before.map(() => undefined);
  const taken = new Set<number>();
  const pair = (index: number, partner: number): void => {
    partners[index] = partner;
    taken.add(partner);
  };
  pairEqual(before, after, { partners, taken, pair }, (part) => part.exact);
  pairEqual(before, after, { partners, taken, pair }, (part) => part.key);
  pairAlike(before, after, { partners, taken, pair });
  if (fillGaps) pairGaps(after.length, { partners, taken, pair });
  return partners;
}

interface Pairing {
  readonly partners: Partners;
  readonly taken: ReadonlySet<number>;
  pair(index: number, partner: number): void;
}

function pairEqual(
  before: readonly Alignable[],
  after: readonly Alignable[],
  { partners, taken, pair }: Pairing,
  nameOf: (part: Alignable) => string | undefined,
): void {
  const waiting = new Map<string, number[]>();
  after.forEach((part, index) => {
    const name = nameOf(part);
    if (name === undefined || taken.has(index)) return;
    const list = waiting.get(name);
    if (list === undefined) waiting.set(name, [index]);
    else list.push(index);
  });
  for (const list of waiting.values()) list.reverse();
  before.forEach((part, index) => {
    const name = partners[index] === undefined ? nameOf(part) : undefined;
    const partner = name === undefined ? undefined : waiting.get(name)?.pop();
    if (partner !== undefined) pair(index, partner);
  });
}

function pairAlike(before: readonly Alignable[], after: readonly Alignable[], pairing: Pairing): void {
  const { partners, taken, pair } = pairing;
  const free = [...after.keys()].filter((index) => !taken.has(index));
  const known = new Map<number, ReadonlySet<string>>();
  let expected = 0;
  before.forEach((part, index) => {
    const partner = partners[index];
    if (partner !== undefined) {
      expected = partner + 1;
      return;
    }
    const own = pairsOf(part.text);
    const start = Math.max(0, firstFrom(free, expected) - reach);
    let best: { readonly index: number; readonly score: number } | undefined;
    for (const candidate of free.slice(start, start + 2 * reach)) {
      if (taken.has(candidate)) continue;
      const pairs = known.get(candidate) ?? pairsOf(after[candidate]?.text ?? '');
      known.set(candidate, pairs);
      const score = likeness(own, pairs);
      if (score >= leastLikeness && score > (best?.score ?? 0)) best = { index: candidate, score };
    }
    if (best !== undefined) pair(index, best.index);
  });
}

function firstFrom(ascending: readonly number[], least: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

function pairGaps(count: number, { partners, taken, pair }: Pairing): void {
  let next = 0;
  partners.forEach((partner, index) => {
    if (partner !== undefined) next = partner + 1;
    else if (next < count && !taken.has(next)) {
      pair(index, next);
      next += 1;
    }
  });
}
