import { plainText } from '../../markdown/inline.ts';
import type { Words } from '../words.ts';

const units = ['minutes', 'hours', 'days', 'weeks', 'months'] as const;

export type Unit = (typeof units)[number] | 'plain';

/** A stretch of time: the least and the most of each unit that it is given in. `plain` counts without a unit. */
export interface Duration {
  readonly parts: ReadonlyMap<Unit, { readonly low: number; readonly high: number }>;
  /** What stands behind it: 'with buffer'. */
  readonly note: string;
  /** '~5 days'. */
  readonly isRough: boolean;
}

/**
 * The duration that a text is: `5 days`, `1.5 months`, `3-5 days`, `1 week 2 days`, `**~2h 30m** (with tests)`. Undefined where
 * it is none, or an open one such as `5+ days` or `< 2 weeks`. `usual` is the unit of a number without one.
 */
export function durationIn(text: string, words: Words, usual: Unit = 'plain'): Duration | undefined {
  const plain = plainText(text.slice(0, 200)).replace(/\s+/g, ' ').trim();
  const sign = /^[~≈±]\s?/.exec(plain)?.[0].length ?? 0;
  const about = sign > 0 ? sign : words.label('about').opens(plain);
  const parts = new Map<Unit, { low: number; high: number }>();
  let rest = plain.slice(about).trim();
  for (let turn = 0; turn < 4; turn += 1) {
    const next = partIn(rest, words, usual);
    if (next === undefined) break;
    if (parts.has(next.unit)) return undefined;
    parts.set(next.unit, { low: next.low, high: next.high });
    rest = withoutLink(next.rest, words);
  }
  // Anything but a remark in brackets or behind a mark makes it prose, or something else than a stretch of time.
  const note = /^\s?(?:$|[(（[;,].*$|[–—-]\s.*$)/u.exec(rest);
  return parts.size === 0 || note === null ? undefined : { parts, note: rest.trim(), isRough: about > 0 };
}

/** The unit that a column's title counts in: `Days`, `Effort (hours)`. */
export function unitOfTitle(title: string, words: Words): Unit {
  const inner = /[(（[]([^()（）[\]]{1,30})[)）\]]/.exec(title)?.[1];
  const of = (text: string): Unit | undefined => units.find((unit) => words.label(unit).is(text));
  return of(title) ?? of(inner ?? '') ?? 'plain';
}

interface Part {
  readonly unit: Unit;
  readonly low: number;
  readonly high: number;
  readonly rest: string;
}

function partIn(text: string, words: Words, usual: Unit): Part | undefined {
  const first = numberAt(text);
  if (first === undefined) return undefined;
  const dash = /^\s?[-–—~〜～]\s?/u.exec(first.rest)?.[0].length ?? words.label('rangeTo').opens(first.rest);
  const last = dash === 0 ? undefined : numberAt(first.rest.slice(dash).trim());
  const { value: high, rest: behind } = last ?? first;
  const blanks = /^[\s-]?/.exec(behind)?.[0].length ?? 0;
  const named = unitAt(behind.slice(blanks), words);
  const range = { low: first.value, high };
  if (named === undefined) return { ...range, unit: usual, rest: behind };
  return { ...range, unit: named.unit, rest: behind.slice(blanks + named.length) };
}

function numberAt(text: string): { readonly value: number; readonly rest: string } | undefined {
  const match = /^\d{1,5}(?:[.,]\d{1,2})?/.exec(text);
  return match === null ? undefined : { value: Number(match[0].replace(',', '.')), rest: text.slice(match[0].length) };
}

/** What stands behind one part of `1 week and 2 days`, from its next number on. */
function withoutLink(text: string, words: Words): string {
  const comma = /^\s?,?\s?/.exec(text)?.[0].length ?? 0;
  const behind = text.slice(comma);
  const rest = behind.slice(words.label('and').opens(behind)).trim();
  return /^\d/.test(rest) ? rest : text;
}

function unitAt(text: string, words: Words): { unit: Unit; length: number } | undefined {
  if (!/^\p{L}/u.test(text)) return undefined;
  const found = units.map((unit) => ({ unit, length: words.label(unit).opens(text) }));
  const [longest] = found.filter(({ length }) => length > 0).toSorted((a, b) => b.length - a.length);
  if (longest === undefined) return undefined;
  const stop = text.charAt(longest.length) === '.' ? 1 : 0;
  return { unit: longest.unit, length: longest.length + stop };
}
