import type { Span } from '../markdown/model.ts';

/** How far the spans that begin before an offset reach: their greatest end, -1 where none begins there. */
export type Reach = (before: number) => number;

/**
 * Looks spans up by where they begin, whether or not they are in order or lie in one another. One of them holds an offset where
 * `reach(offset + 1) > offset`; one has a part in common with a span where `reach(span.to) > span.from`.
 */
export function reachOf(spans: readonly Span[]): Reach {
  const sorted = spans.toSorted((a, b) => a.from - b.from);
  const ends: number[] = [];
  let furthest = -1;
  for (const { to } of sorted) {
    furthest = Math.max(furthest, to);
    ends.push(furthest);
  }
  return (before) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.from ?? before) < before) low = middle + 1;
      else high = middle;
    }
    return ends[low - 1] ?? -1;
  };
}
