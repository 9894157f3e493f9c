import type { Span } from './model.ts';

/** Of nested spans the outer ones, in order. */
export function outermost<T extends Span>(spans: readonly T[]): T[] {
  const ordered = spans.toSorted((a, b) => a.from - b.from || b.to - a.to);
  const kept: T[] = [];
  let reached = -1;
  for (const span of ordered) {
    if (span.from < reached) continue;
    kept.push(span);
    reached = span.to;
  }
  return kept;
}

/** The one of some ordered, disjoint spans that holds an offset; the search halves. */
export function spanAt<T extends Span>(spans: readonly T[], offset: number): T | undefined {
  let low = 0;
  let high = spans.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (span === undefined) return undefined;
    if (offset < span.from) high = middle - 1;
    else if (offset >= span.to) low = middle + 1;
    else return span;
  }
  return undefined;
}

/** Those of some ordered, disjoint spans that overlap another; the search halves. */
export function overlapping<T extends Span>(ordered: readonly T[], span: Span): T[] {
  const first = firstBehind(ordered, span.from);
  let end = first;
  while ((ordered[end]?.from ?? Infinity) < span.to) end += 1;
  return ordered.slice(first, end);
}

/** The index of the first of some ordered, disjoint spans that ends behind an offset. */
function firstBehind(ordered: readonly Span[], offset: number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ordered[middle]?.to ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whether two spans share an offset. */
export function overlaps(a: Span, b: Span): boolean {
  return a.from < b.to && b.from < a.to;
}

/** Whether a span overlaps one of some, which are ordered and disjoint; the search halves. */
export function overlapsAny(ordered: readonly Span[], span: Span): boolean {
  const next = ordered[firstBehind(ordered, span.from)];
  return next !== undefined && overlaps(next, span);
}

/** What is left of some spans without holes in them; both ordered and disjoint. */
export function withoutHoles(spans: readonly Span[], holes: readonly Span[]): Span[] {
  const left: Span[] = [];
  let next = 0;
  for (const { from, to } of spans) {
    let at = from;
    while ((holes[next]?.to ?? Infinity) <= at) next += 1;
    for (let index = next; (holes[index]?.from ?? Infinity) < to; index += 1) {
      const hole = holes[index];
      if (hole === undefined) break;
      if (at < hole.from) left.push({ from: at, to: hole.from });
      at = Math.max(at, hole.to);
    }
    if (at < to) left.push({ from: at, to });
  }
  return left;
}

/**
 * A search for those of some things whose span touches another, ends included; they come in the order in which they were given.
 * The spans may nest and need no order.
 */
export function createFinder<T>(things: readonly T[], spanOf: (thing: T) => Span): (at: Span) => T[] {
  const ordered = things
    .map((thing, index) => ({ thing, index, span: spanOf(thing), reach: 0 }))
    .sort((a, b) => a.span.from - b.span.from);
  let reach = -1;
  for (const each of ordered) {
    reach = Math.max(reach, each.span.to);
    each.reach = reach;
  }
  return (at) => {
    let low = 0;
    let high = ordered.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ordered[middle]?.reach ?? 0) < at.from) low = middle + 1;
      else high = middle;
    }
    const found: typeof ordered = [];
    for (let index = low; (ordered[index]?.span.from ?? Infinity) <= at.to; index += 1) {
      const each = ordered[index];
      if (each !== undefined && each.span.to >= at.from) found.push(each);
    }
    return found.sort((a, b) => a.index - b.index).map(({ thing }) => thing);
  };
}
