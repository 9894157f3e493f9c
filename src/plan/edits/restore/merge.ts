import { applySplices, type Splice } from '../../../markdown/splices.ts';
import { lineDiff } from './lineDiff.ts';

/** What a text becomes where one change of it is made beside others; or where the two meet. */
export interface Merged {
  /** Splices of the later text. */
  readonly splices: readonly Splice[];
  readonly text: string;
  /** Stretches of the later text that both changed: then there are no splices. */
  readonly clashes: readonly { readonly from: number; readonly to: number }[];
}

/**
 * Makes the change that leads from `base` to `wanted` in `now`, which others wrote from `base`. What they did elsewhere stays;
 * what they did just so needs nothing. Two changes of one line clash, unless a pipe stands between them.
 */
export function mergeChange(base: string, wanted: string, now: string): Merged {
  const foreign = new Changes(changesOf(base, now));
  const fresh = changesOf(base, wanted).filter(
    (change) => !foreign.around(change).some((other) => isEqual(change, other)),
  );
  const clashes = fresh.flatMap((change) => {
    const around = foreign.around(change);
    const met = around.filter((other) => meets(change, other) || isAlone(change, around, base.length));
    return met.length === 0 ? [] : [stretchIn(foreign, change, met)];
  });
  if (clashes.length > 0) return { splices: [], text: now, clashes };
  const splices = fresh.map((change) => {
    const shift = foreign.shiftAt(change.from);
    return { from: change.from + shift, to: change.to + shift, text: change.text };
  });
  return { splices, text: applySplices(now, splices), clashes };
}

/** Ordered changes of a text, with how far each moves what stands behind it. */
class Changes {
  readonly #all: readonly Splice[];
  /** What all changes before the one of an index added to the text. */
  readonly #grown: readonly number[];

  constructor(all: readonly Splice[]) {
    this.#all = all;
    const grown = [0];
    for (const each of all) grown.push((grown.at(-1) ?? 0) + growth(each));
    this.#grown = grown;
  }

  /** Those that touch another change. */
  around({ from, to }: Splice): readonly Splice[] {
    const first = this.#firstEndingAt(from);
    let end = first;
    while (end < this.#all.length && (this.#all[end]?.from ?? 0) <= to) end += 1;
    return this.#all.slice(first, end);
  }

  /** How far the changes that end before an offset, or at it, move it. */
  shiftAt(offset: number): number {
    return this.#grown[this.#firstEndingAt(offset + 1)] ?? 0;
  }

  /** How far the changes before one of them move it. */
  shiftBefore(change: Splice): number {
    return this.#grown[this.#all.indexOf(change)] ?? 0;
  }

  #firstEndingAt(least: number): number {
    let low = 0;
    let high = this.#all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#all[middle]?.to ?? 0) < least) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Line by line; where parts of a line between pipes stay, they are left out. */
function changesOf(before: string, after: string): Splice[] {
  return lineDiff(before, after).map((change) => narrowed(before, change));
}

function narrowed(before: string, { from, to, text }: Splice): Splice {
  const old = before.slice(from, to);
  if (old === '' || text === '') return { from, to, text };
  const most = Math.min(old.length, text.length);
  let start = 0;
  while (start < most && old.charAt(start) === text.charAt(start)) start += 1;
  while (start > 0 && !isPart(old, start)) start -= 1;
  let end = 0;
  while (end < most - start && old.charAt(old.length - 1 - end) === text.charAt(text.length - 1 - end)) end += 1;
  while (end > 0 && !(isPartEnd(old, old.length - end) && isPartEnd(text, text.length - end))) end -= 1;
  return { from: from + start, to: to - end, text: text.slice(start, text.length - end) };
}

/** Whether a part of a line begins here: behind a pipe. */
function isPart(text: string, at: number): boolean {
  return text.charAt(at - 1) === '|';
}

function isPartEnd(text: string, at: number): boolean {
  const next = text.charAt(at);
  return next === '|' || next === '\r' || (next === '\n' && text.charAt(at - 1) !== '\r');
}

function isEqual(one: Splice, other: Splice): boolean {
  return one.from === other.from && one.to === other.to && one.text === other.text;
}

function meets(one: Splice, other: Splice): boolean {
  const [isPoint, isOtherPoint] = [one.from === one.to, other.from === other.to];
  if (isPoint && isOtherPoint) return one.from === other.from;
  return one.from < other.to && other.from < one.to;
}

/** Whether text would come in where nothing is left of what stood before it and behind it. */
function isAlone({ from, to }: Splice, around: readonly Splice[], length: number): boolean {
  if (from !== to) return false;
  const gone = around.filter((other) => other.from < other.to && other.text.trim() === '');
  const isBefore = gone.some((other) => other.to === from);
  const isBehind = gone.some((other) => other.from === from);
  return (isBefore && (isBehind || from === length)) || (isBehind && from === 0);
}

/** Where a change that met others would stand in the later text, their text included. */
function stretchIn(foreign: Changes, change: Splice, met: readonly Splice[]): { from: number; to: number } {
  const [first] = met;
  const from = Math.min(change.from, first?.from ?? change.from);
  const to = Math.max(change.to, met.at(-1)?.to ?? change.to);
  const start = from + (first === undefined ? 0 : foreign.shiftBefore(first));
  return { from: start, to: start + to - from + met.reduce((sum, each) => sum + growth(each), 0) };
}

function growth({ from, to, text }: Splice): number {
  return text.length - (to - from);
}
