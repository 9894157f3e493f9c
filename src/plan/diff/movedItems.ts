import type { Found } from './model.ts';
import { oneLine } from './tidy.ts';

/** An item that is gone from one place and new at another, with the same words and all below it, was moved: from progress list to progress list, say. */
export function joinMovedItems(found: readonly Found[]): Found[] {
  const gone = new Map<string, Found[]>();
  for (const change of found) {
    if (change.what !== 'item' || change.kind !== 'removed') continue;
    const words = oneLine(change.before ?? '');
    const list = gone.get(words);
    if (list === undefined) gone.set(words, [change]);
    else list.push(change);
  }
  for (const list of gone.values()) list.reverse();
  const joined = new Set<Found>();
  const moves = found.map((change): Found => {
    if (change.what !== 'item' || change.kind !== 'added') return change;
    const origin = gone.get(oneLine(change.after ?? ''))?.pop();
    if (origin === undefined) return change;
    joined.add(origin);
    return { ...change, kind: 'moved', from: origin.place };
  });
  return moves.filter((change) => !joined.has(change));
}
