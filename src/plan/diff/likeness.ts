/** How much of a text is looked at to tell whether it is like another. */
const looked = 160;

/** The letter pairs that a text opens with, by which it is compared. */
export function pairsOf(text: string): ReadonlySet<string> {
  const plain = text.slice(0, looked).toLowerCase();
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < plain.length; at += 1) pairs.add(plain.slice(at, at + 2));
  return pairs;
}

/** Dice's coefficient: 0 where two texts share no letter pair, 1 where they share all. */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size + b.size === 0) return 0;
  let shared = 0;
  for (const pair of a) if (b.has(pair)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}
