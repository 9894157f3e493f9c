/** The indexes of those numbers that left their order: all but the longest run that ascends. */
export function outOfOrder(numbers: readonly number[]): ReadonlySet<number> {
  /** Of each length, the index at which the lowest-ending ascending run of that length ends. */
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  numbers.forEach((number, index) => {
    const length = firstNotBelow(ends, numbers, number);
    previous[index] = ends[length - 1];
    ends[length] = index;
  });
  const kept = new Set<number>();
  for (let at = ends.at(-1); at !== undefined; at = previous[at]) kept.add(at);
  return new Set([...numbers.keys()].filter((index) => !kept.has(index)));
}

function firstNotBelow(ends: readonly number[], numbers: readonly number[], number: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
