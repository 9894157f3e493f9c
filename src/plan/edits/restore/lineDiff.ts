import type { Splice } from '../../../markdown/splices.ts';
import { outOfOrder } from '../../diff/order.ts';

/** The most pairs of lines that are compared between two anchors; beyond that a stretch is one change. */
const mostPairs = 250_000;

interface Lines {
  /** Offsets at which lines begin, and the text's end. */
  readonly starts: readonly number[];
  /** Each line with its ending, as a number: the same for the same line of both texts. */
  readonly names: readonly number[];
}

/** A stretch of lines of both texts. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly fromAfter: number;
  readonly toAfter: number;
}

/**
 * What makes `after` of `before`: splices of whole lines, in order and apart. Lines are compared with their endings. Lines that
 * stand once in both texts hold them together; what lies between is compared line by line as far as that is cheap.
 */
export function lineDiff(before: string, after: string): Splice[] {
  if (before === after) return [];
  const known = new Map<string, number>();
  const [mine, theirs] = [linesOf(before, known), linesOf(after, known)];
  const found: Stretch[] = [];
  const open: Stretch[] = [{ from: 0, to: mine.names.length, fromAfter: 0, toAfter: theirs.names.length }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const stretch = trimmed(mine, theirs, next);
    if (isEmpty(stretch)) continue;
    const between = betweenAnchors(mine, theirs, stretch);
    // A stretch can fall into more parts than a call takes arguments.
    if (between === undefined) for (const each of compared(mine, theirs, stretch)) found.push(each);
    else for (const each of between) open.push(each);
  }
  return joined(found.toSorted((a, b) => a.from - b.from || a.fromAfter - b.fromAfter)).map((stretch) => ({
    from: mine.starts[stretch.from] ?? before.length,
    to: mine.starts[stretch.to] ?? before.length,
    text: after.slice(theirs.starts[stretch.fromAfter], theirs.starts[stretch.toAfter]),
  }));
}

function linesOf(text: string, known: Map<string, number>): Lines {
  const starts: number[] = [];
  const names: number[] = [];
  for (let from = 0; from < text.length; ) {
    const next = lineEnd(text, from);
    const line = text.slice(from, next);
    const name = known.get(line) ?? known.size;
    known.set(line, name);
    starts.push(from);
    names.push(name);
    from = next;
  }
  starts.push(text.length);
  return { starts, names };
}

/** Behind the line's ending: `\n`, `\r\n` or a lone `\r`, as the parser splits. */
function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10) return at + 1;
    if (code === 13) return text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
  }
  return text.length;
}

function trimmed({ names }: Lines, { names: after }: Lines, stretch: Stretch): Stretch {
  let { from, to, fromAfter, toAfter } = stretch;
  while (from < to && fromAfter < toAfter && names[from] === after[fromAfter]) {
    from += 1;
    fromAfter += 1;
  }
  while (from < to && fromAfter < toAfter && names[to - 1] === after[toAfter - 1]) {
    to -= 1;
    toAfter -= 1;
  }
  return { from, to, fromAfter, toAfter };
}

function isEmpty({ from, to, fromAfter, toAfter }: Stretch): boolean {
  return from === to && fromAfter === toAfter;
}

/** What lies between the lines that stand once in both stretches, in the same order; undefined where there are none. */
function betweenAnchors(mine: Lines, theirs: Lines, stretch: Stretch): Stretch[] | undefined {
  const own = onceIn(mine.names, stretch.from, stretch.to);
  const other = onceIn(theirs.names, stretch.fromAfter, stretch.toAfter);
  const pairs = [...own].flatMap(([name, at]) => {
    const partner = other.get(name);
    return at === undefined || partner === undefined ? [] : [{ at, partner }];
  });
  const shifted = outOfOrder(pairs.map(({ partner }) => partner));
  const anchors = pairs.filter((_, index) => !shifted.has(index));
  if (anchors.length === 0) return undefined;
  const found: Stretch[] = [];
  let { from, fromAfter } = stretch;
  for (const { at, partner } of anchors) {
    found.push({ from, to: at, fromAfter, toAfter: partner });
    from = at + 1;
    fromAfter = partner + 1;
  }
  return [...found, { from, to: stretch.to, fromAfter, toAfter: stretch.toAfter }];
}

/** Where each line that stands once begins, in order; undefined for those that stand more than once. */
function onceIn(names: readonly number[], from: number, to: number): Map<number, number | undefined> {
  const places = new Map<number, number | undefined>();
  for (let at = from; at < to; at += 1) {
    const name = names[at] ?? -1;
    places.set(name, places.has(name) ? undefined : at);
  }
  return places;
}

/** The longest run of lines that both have, in order, stays. */
function compared(mine: Lines, theirs: Lines, stretch: Stretch): Stretch[] {
  const { from, to, fromAfter, toAfter } = stretch;
  const [height, width] = [to - from, toAfter - fromAfter];
  if (height === 0 || width === 0 || height * width > mostPairs) return [stretch];
  const lengths = commonLengths(mine, theirs, stretch);
  const found: Stretch[] = [];
  let [row, column] = [0, 0];
  while (row < height || column < width) {
    const isSame = row < height && column < width && mine.names[from + row] === theirs.names[fromAfter + column];
    if (isSame) {
      row += 1;
      column += 1;
      continue;
    }
    const down = lengths[(row + 1) * (width + 1) + column] ?? 0;
    const right = lengths[row * (width + 1) + column + 1] ?? 0;
    const isDown = column === width || (row < height && down >= right);
    const [at, atAfter] = [from + row, fromAfter + column];
    if (isDown) row += 1;
    else column += 1;
    found.push({ from: at, to: from + row, fromAfter: atAfter, toAfter: fromAfter + column });
  }
  return found;
}

/** For each pair of places, how many lines from there on both have in order. */
function commonLengths(mine: Lines, theirs: Lines, { from, to, fromAfter, toAfter }: Stretch): Uint32Array {
  const [height, width] = [to - from, toAfter - fromAfter];
  const lengths = new Uint32Array((height + 1) * (width + 1));
  for (let row = height - 1; row >= 0; row -= 1) {
    for (let column = width - 1; column >= 0; column -= 1) {
      const isSame = mine.names[from + row] === theirs.names[fromAfter + column];
      const [down, right] = [(row + 1) * (width + 1) + column, row * (width + 1) + column + 1];
      lengths[row * (width + 1) + column] = isSame
        ? (lengths[down + 1] ?? 0) + 1
        : Math.max(lengths[down] ?? 0, lengths[right] ?? 0);
    }
  }
  return lengths;
}

/** Stretches that touch on both sides are one change. */
function joined(found: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = [];
  for (const stretch of found) {
    const last = all.at(-1);
    if (last !== undefined && last.to === stretch.from && last.toAfter === stretch.fromAfter)
      all[all.length - 1] = { ...last, to: stretch.to, toAfter: stretch.toAfter };
    else all.push(stretch);
  }
  return all;
}
