import type { Span } from '../../markdown/model.ts';
import { closedList } from '../../template/infer/choices.ts';
import type { Words } from '../words.ts';
import type { Offered } from './entry.ts';
import { isCount, markedAt, rowOf, symbol } from './optionMarks.ts';
import { bareOption, hasRemark, saysMore, whole } from './optionParts.ts';
import { withoutDigitMarks, withoutInnerMarks } from './optionShield.ts';
import { oneLine } from './reading.ts';

const none: Offered = { options: [] };

const behindWord = new RegExp(String.raw`(\p{L}{1,20}) ?(${symbol})(?:[):.](?=\s)|[：）、．](?!\d))`, 'gu');
const bare = new RegExp(
  String.raw`(?<=^|[\s(,;:（，；：？。])[(（]?()(${symbol})(?:\)(?=\s)|[）、．](?!\d))|(?<=^|[\s(,;:（，；：？。])()([①-⑩])`,
  'gu',
);

/** `A) … B) …`, `(a) …, (b) …`, `Option A: … Option B: …` inside the text, from the first letter on without a gap. */
export function inline(text: string, words: Words, isLabelled = false): Offered {
  for (const { marks, optionRow, isNamed } of rowsIn(text, words)) {
    if (isCount(optionRow) && !isNamed && !isLabelled) continue;
    const parts = marks.map((mark, index) => text.slice(mark.to, marks[index + 1]?.from));
    const before = text.slice(0, marks[0]?.from);
    const isColon = isNamed && marks.every((mark) => /[:：]/.test(text[mark.to - 1] ?? ''));
    if ((isColon || isApart(before)) && !asks(text, before, parts, words) && isClear(text, parts))
      return whole(parts, words, optionRow);
  }
  return none;
}

/** Whether letters or numbers stand in the text in a row, options or not. */
export function hasMarks(text: string, words: Words): boolean {
  return rowsIn(text, words).length > 0;
}

interface Row {
  readonly marks: readonly Span[];
  readonly optionRow: string;
  /** They stand behind a word such as 'Option'. */
  readonly isNamed: boolean;
}

/** The rows that letters, numbers, or both of a text are, those behind a word first. */
function rowsIn(text: string, words: Words): Row[] {
  const isWord = (word: string): boolean =>
    words
      .question('option')
      .findAll(word)
      .some(({ to }) => to === word.length);
  const named = [...text.matchAll(behindWord)].filter((mark) => isWord(mark[1] ?? ''));
  return [named, [...text.matchAll(bare)]].flatMap((all) => {
    const symbols = all.map((mark) => mark[2] ?? mark[4] ?? '');
    const kinds = [/./u, /\D/, /\d/];
    return kinds.flatMap((kind): Row[] => {
      const marks = all.filter((_, index) => kind.test(symbols[index] ?? ''));
      const optionRow = rowOf(symbols.filter((each) => kind.test(each)));
      const spans = marks.map((mark) => ({ from: mark.index, to: mark.index + mark[0].length }));
      return optionRow === undefined ? [] : [{ marks: spans, optionRow, isNamed: all === named }];
    });
  });
}

/** Behind a word, `a) … b) …` may be what the question refers to: 'section a) below and b) above'. */
function isApart(before: string): boolean {
  return /(?:^|[:：?？—–。])\s{0,3}[([（]?\s{0,3}$/u.test(before);
}

/** `The move: (a) who drives, (b) when?`, `(a) is old, (b) is new`: parts that ask, or tell of what the letters refer to. */
function asks(text: string, before: string, parts: readonly string[], words: Words): boolean {
  if (parts.slice(0, -1).some((part) => /[?？]/.test(part))) return true;
  const isOpen = /[?？][\s)）\]]{0,3}$/u.test(text) && !/[?？]/.test(before);
  const isAsked = (part: string): boolean => words.question('asks').opens(part.trim()) > 0;
  return isOpen ? parts.some(isAsked) : parts.every(isAsked);
}

/** Whether the last part holds nothing that may stand behind the options: another sentence or clause. */
function isClear(text: string, parts: readonly string[]): boolean {
  const last = withoutInnerMarks(bareOption(parts.at(-1) ?? ''));
  if (last === undefined || saysMore.test(last) || /[?？]/.test(last)) return false;
  if (/[?？][\s)）\]]{0,3}$/u.test(text) && /[,，:：—–]/.test(last)) return false;
  if (hasRemark(last, parts)) return false;
  return !/[;；]/.test(last) || parts.slice(0, -1).every((part) => /[;；]\s{0,3}$/u.test(part));
}

/** Further lines of the question's own words that open with letters: `a. red`, `b. green`. */
export function inLines(markdown: string, words: Words): Offered {
  const found: { symbol: string; isNamed: boolean; text: string }[] = [];
  for (const line of markdown.split(/\r\n|\r|\n/).slice(1)) {
    const text = oneLine(line.replace(/^[ \t>]+/, ''));
    const marked = markedAt(text, words);
    const last = found.at(-1);
    if (marked !== undefined) found.push(marked);
    else if (last !== undefined) found.splice(-1, 1, { ...last, text: `${last.text} ${text}` });
  }
  const optionRow = rowOf(found.map((each) => each.symbol));
  const isSteps = isCount(optionRow ?? '') && !found.every((each) => each.isNamed);
  return optionRow === undefined || isSteps || found.some((each) => /[?？]$/.test(each.text))
    ? none
    : whole(
        found.map((each) => each.text),
        words,
        optionRow,
      );
}

/** `[AWS / GCP / Azure]`, which can be nothing but a choice; no link. */
export function bracketed(text: string): Offered {
  for (const match of text.matchAll(/\[([^[\]]{3,300})\](?![([])/gu)) {
    const options = closedList(withoutDigitMarks(match[1] ?? ''));
    if (options.length > 1) return { options };
  }
  return none;
}

/** `(a/b/c)` at the end: at least three, none of them a path. */
export function slashed(text: string): Offered {
  const inner = /[(（]([^()（）]{3,200})[)）][?.？。\s]{0,3}$/u.exec(text)?.[1] ?? '';
  const options = closedList(withoutDigitMarks(inner));
  return options.length > 2 ? { options } : none;
}
