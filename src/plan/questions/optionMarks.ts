import type { Words } from '../words.ts';

/** The letters and numbers that name options, each row in its order. */
const rows = [
  'ABCDEFGHIJ',
  '123456789',
  '①②③④⑤⑥⑦⑧⑨⑩',
  'АБВГДЕЖЗИК',
  '가나다라마바사아자차',
  'アイウエオカキクケコ',
  '甲乙丙丁戊己庚辛壬癸',
  '一二三四五六七八九十',
];

/** One letter or number of a row, as a part of a regular expression. */
export const symbol = `[${rows.join('')}a-jа-ик]`;

const remark = String.raw`(?:\s?([(（][^()（）]{1,80}[)）]))?`;
const behindName = String.raw`(?:\s{0,2}[):.](?=\s|$)|\s{0,2}[：）、．](?!\d)|\s[—–-]{1,2}(?=\s))\s*`;
const named = new RegExp(String.raw`^(\p{L}{1,20}?)\s?(${symbol})(?![\p{L}\p{N}])${remark}${behindName}`, 'u');
const bracketed = new RegExp(String.raw`^[(（]\s?(${symbol})\s?[)）]\s*`, 'u');
const bare = new RegExp(String.raw`^(${symbol})(?:[).:](?=\s|$)|[）．、：](?!\d)|\s[—–]{1,2}(?=\s))\s*`, 'u');
const circled = /^([①-⑩])\s*/u;

/** What names an option at a text's start, and the option's own words behind it. */
export interface Marked {
  readonly symbol: string;
  /** It stands behind a word such as 'Option'. */
  readonly isNamed: boolean;
  readonly text: string;
}

/** `A) red`, `(a) red`, `Option A: red`, `Option A (default): red`, `① red`: an option with its mark; undefined where a text has none. */
export function markedAt(text: string, words: Words): Marked | undefined {
  const name = named.exec(text);
  if (name !== null && words.question('option').is(name[1] ?? '')) {
    const rest = text.slice(name[0].length);
    return { symbol: name[2] ?? '', isNamed: true, text: name[3] === undefined ? rest : `${name[3]} ${rest}`.trim() };
  }
  const mark = bracketed.exec(text) ?? bare.exec(text) ?? circled.exec(text);
  if (mark?.[1] === undefined) return undefined;
  // '1 – 2 days' counts.
  const counts = /\d/.test(mark[1]) && /[—–]/.test(mark[0]);
  return counts ? undefined : { symbol: mark[1], isNamed: false, text: text.slice(mark[0].length) };
}

/** The row that symbols begin, two at least and none left out; undefined where they don't. */
export function rowOf(symbols: readonly string[]): string | undefined {
  if (symbols.length < 2) return undefined;
  return rows.find((row) => symbols.every((each, index) => each.toUpperCase() === row[index]));
}

/** Where in a row a symbol stands, from 0; -1 where it doesn't. */
export function placeIn(row: string, each: string): number {
  return row.indexOf(each.toUpperCase());
}

/** The row that names options where a plan gives them no letters of its own. */
export const latin = 'ABCDEFGHIJ';

/** Whether a row counts with digits. */
export function isDigits(row: string): boolean {
  return row.startsWith('1');
}

/** Whether a row counts: numbers may stand before steps as well as options. */
export function isCount(row: string): boolean {
  return /^[1①一]/.test(row);
}
