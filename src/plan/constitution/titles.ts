import { plainText } from '../../markdown/inline.ts';
import { outlineNumberOf, wordNumberOf } from '../../markdown/slug.ts';
import type { Words } from '../words.ts';
import type { Strength } from './model.ts';
import { chineseNumber, counted, romanArticle } from './principleHeadings.ts';

/** A heading's title without its number, and that number. */
export function splitTitle(title: string): { number?: string; title: string } {
  const plain = plainText(title).trim();
  const outline = outlineNumberOf(plain);
  if (outline !== undefined) return { number: outline.number, title: plain.slice(outline.length).trim() };
  const dashed = /^([IVXL]{1,7}|\d{1,3})\s{1,3}[—–-]\s{1,3}(?=\S)/.exec(plain);
  if (dashed?.[1] !== undefined) return { number: dashed[1], title: plain.slice(dashed[0].length) };
  const word =
    wordNumberOf(plain)?.words ??
    counted.exec(plain)?.[0] ??
    romanArticle.exec(plain)?.[0] ??
    chineseNumber.exec(plain)?.[0];
  if (word === undefined) return { title: plain };
  const rest = plain.slice(word.length).replace(/^\s{0,3}[:：、–—-]?\s{0,3}/u, '');
  const number = /[\d.]{1,12}|[IVXL]{1,7}$|[一二三四五六七八九十]{1,3}/u.exec(word)?.[0];
  if (number === undefined) return { title: plain };
  return { number, title: rest === '' ? plain : rest };
}

/** `(NON-NEGOTIABLE)`, `(MUST)` or ` — NON-NEGOTIABLE` behind a title is its strength; other brackets belong to the title. */
export function splitStrength(title: string, words: Words): { bare: string; strength: Strength } {
  const match = /(?<!\s)\s*[([（【［]([^()[\]（）【】［］]{1,80})[)\]）】］]\s*$/u.exec(title);
  const inner = (match?.[1] ?? '').replace(/[\u2010-\u2015]/g, '-');
  const strength = strengths.find(([name]) => words.constitution(name).opens(inner) > 0)?.[1];
  if (match !== null && strength !== undefined) return { bare: title.slice(0, match.index).trim(), strength };
  const behind = /\s{0,3}(?:\s[–—-]|—|[:：])\s{0,3}([^\s–—:：][^–—:：]{1,40})$/u.exec(title);
  const isMark = behind !== null && behind.index > 0 && words.constitution('nonNegotiable').is(behind[1] ?? '');
  return isMark
    ? { bare: title.slice(0, behind.index).trim(), strength: 'NON-NEGOTIABLE' }
    : { bare: title, strength: '' };
}

const strengths = [
  ['nonNegotiable', 'NON-NEGOTIABLE'],
  ['must', 'MUST'],
  ['should', 'SHOULD'],
] as const;

/** The strength of a principle's text, by a word in capitals, as RFC 8174 has it. */
export function strengthOf(text: string, words: Words): Strength {
  const says = (name: string): boolean =>
    words
      .constitution(name)
      .findAll(text)
      .some(({ from, to }) => isCapital(text.slice(from, to)));
  return strengths.find(([name]) => says(name))?.[1] ?? '';
}

function isCapital(word: string): boolean {
  return word === word.toUpperCase();
}
