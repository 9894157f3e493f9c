import type { Span } from '../../../markdown/model.ts';
import { wordNumberOf } from '../../../markdown/slug.ts';

/** The number that a text opens with: of 'Phase 2: …', `T012 …`, 'Stream B: …'. */
export interface Counter {
  /** What is counted, as written: `Phase`, `T`, `FR-`. */
  readonly word: string;
  readonly number: string;
  /** The number alone, by offsets into the text. */
  readonly span: Span;
}

const ownId = /^([A-Z]{1,8}(?:-[A-Z]{1,10}){0,2}-?)(\d{1,5})(?=[\s:：.)\]]|\s[—–-]|$)/u;
/** Roman numbers and letters behind one to four words. */
const lettered = /^((?:\p{L}[\p{L}\p{M}-]{0,30} ){1,4})([IVXLC]{1,7}|[A-Z])(?=\s{0,3}[:：]|\s{1,3}[–—-]\s|\s{0,3}$)/u;

/** The counter that opens a text of plain words; undefined where it opens with none. */
export function counterOf(text: string): Counter | undefined {
  const whole = wordNumberOf(text)?.words;
  const digits = whole === undefined ? undefined : /^(.*?)(\d{1,4}(?:\.\d{1,4}){0,3})$/u.exec(whole);
  const found = digits ?? ownId.exec(text) ?? lettered.exec(text);
  const [, word, number] = found ?? [];
  if (word === undefined || number === undefined) return undefined;
  return { word: word.trim(), number, span: { from: word.length, to: word.length + number.length } };
}

/** The number behind the highest of some, in the form of the last: `3`, `03`, `1.4`, `IV`, `C`. '1' where there are none. */
export function nextNumber(numbers: readonly string[]): string {
  const last = numbers.at(-1);
  if (last === undefined) return '1';
  const isDigits = (number: string): boolean => /^\d/.test(number);
  const like = numbers.filter((number) => isDigits(number) === isDigits(last));
  if (isDigits(last)) return nextDigits(like);
  return like.every(isRoman) && (like.includes('I') || like.some((each) => each.length > 1))
    ? roman(like.reduce((most, each) => Math.max(most, romanValue(each)), 0) + 1)
    : nextLetter(like);
}

/** The last part goes on; zeros before it stay where one of them has them. */
function nextDigits(numbers: readonly string[]): string {
  const parts = numbers.map((number) => number.split('.'));
  const highest = parts.reduce((best, each) => (compareParts(each, best) > 0 ? each : best));
  const own = highest.at(-1) ?? '0';
  const padded = parts.map((each) => each.at(-1) ?? '').filter((part) => part.startsWith('0'));
  const width = padded.reduce((most, part) => Math.max(most, part.length), 0);
  return [...highest.slice(0, -1), String(Number(own) + 1).padStart(width, '0')].join('.');
}

function compareParts(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((part, index) => Number(part) !== Number(b[index] ?? -1));
  return at === -1 ? a.length - b.length : Number(a[at]) - Number(b[at] ?? -1);
}

const romanSigns: readonly (readonly [string, number])[] = [
  ['C', 100],
  ['XC', 90],
  ['L', 50],
  ['XL', 40],
  ['X', 10],
  ['IX', 9],
  ['V', 5],
  ['IV', 4],
  ['I', 1],
];

function isRoman(number: string): boolean {
  return /^[IVXLC]+$/.test(number) && roman(romanValue(number)) === number;
}

function romanValue(number: string): number {
  const values = [...number].map((sign) => romanSigns.find(([each]) => each === sign)?.[1] ?? 0);
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0);
}

function roman(value: number): string {
  let rest = value;
  let text = '';
  for (const [sign, worth] of romanSigns) {
    while (rest >= worth) {
      text += sign;
      rest -= worth;
    }
  }
  return text;
}

/** Behind Z comes AA, as columns are counted. */
function nextLetter(numbers: readonly string[]): string {
  const highest = numbers.toSorted((a, b) => a.length - b.length || (a < b ? -1 : 1)).at(-1) ?? '@';
  if (/^Z+$/.test(highest)) return 'A'.repeat(highest.length + 1);
  const stem = highest.replace(/(?<!Z)Z+$/, '');
  const raised = String.fromCharCode(stem.charCodeAt(stem.length - 1) + 1);
  return stem.slice(0, -1) + raised + 'A'.repeat(highest.length - stem.length);
}
