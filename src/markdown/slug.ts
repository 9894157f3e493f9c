import { withoutHidden } from './hidden.ts';
import { plainText } from './inline.ts';

/** 'Word N' at the start of a text, before a colon, a spaced dash or the end: `Phase 1: Name`, `Research Task 2`, `阶段1：名称`. */
const wordNumber =
  /^(\p{L}[\p{L}\p{M}-]{0,30}(?: \p{L}[\p{L}\p{M}-]{0,30}){0,3}(?: |(?<=[^\p{ASCII}])))(\d{1,4}(?:\.\d{1,4}){0,3})(?=\s{0,3}[:：]|\s{1,3}[–—-]\s|\s{0,3}$)/u;

const outlineNumber = /^(?:(\d{1,3}(?:\.\d{1,3}){1,5})[.)]?|(\d{1,2})[.)]|([IVXL]{1,7})[.)]|(\d{1,2}))\s+(?=\S)/u;

const ownId = /^([A-Z]{1,8}(?:-[A-Z]{1,10}){0,2}-?\d{1,5}[a-z]?)(?=[\s:.)\]—–-]|$)/u;

/** The outline number that opens a heading's text, and how many characters it takes with the blanks behind it. */
export function outlineNumberOf(text: string): { number: string; length: number } | undefined {
  if (!/^[\dIVXL]/.test(text)) return undefined;
  const match = outlineNumber.exec(text);
  const number = match?.[1] ?? match?.[2] ?? match?.[3] ?? match?.[4];
  return match === null || number === undefined ? undefined : { number, length: match[0].length };
}

/** `Phase 1` of `Phase 1: Name` (as written), and its length. */
export function wordNumberOf(text: string): { words: string; length: number } | undefined {
  const match = /\d/.test(text) ? wordNumber.exec(text) : null;
  return match === null ? undefined : { words: match[0], length: match[0].length };
}

/**
 * The slug of a heading, label or cell: outline number, slots, emoji and trailing annotations left out,
 * letters of every script kept, 'Word N: …' is `word-n`. Empty where nothing is left.
 */
export function slugOf(text: string): string {
  const trimmed = text.trim().replace(/[*_]{1,3}\([^()]{0,200}\)[*_]{1,3}$/u, '');
  const plain = withoutNumber(plainText(trimmed));
  return joined(slugWords(wordNumberOf(plain)?.words ?? withoutSlots(plain)));
}

/** The slug of an item: its own ID where it opens with one, else its bold name or label, else its first six words. */
export function itemSlugOf(text: string, label: string | undefined): string {
  const plain = plainText(text);
  const id = ownId.exec(plain)?.[1];
  if (id !== undefined) return id.toLowerCase();
  if (label !== undefined) {
    const slug = slugOf(label);
    if (slug !== '') return slug.split('-').slice(0, 8).join('-');
  }
  const numbered = wordNumberOf(plain);
  if (numbered !== undefined) return joined(slugWords(numbered.words));
  return joined(slugWords(withoutSlots(plain)).slice(0, 6));
}

/** Longest slug: a heading may be as long as a line, and every answer would repeat it. */
const longest = 200;

function joined(words: readonly string[]): string {
  const slug = words.join('-');
  return slug.length <= longest ? slug : slug.slice(0, longest).replace(/-?[\uD800-\uDBFF]?$/, '');
}

function withoutNumber(text: string): string {
  const number = outlineNumberOf(text);
  return number === undefined ? text : text.slice(number.length);
}

function withoutSlots(text: string): string {
  if (!/[[{<]/.test(text)) return text;
  return text
    .replace(/\{\{[^{}]{0,300}\}\}/g, ' ')
    .replace(/\[(?:[^\][]|\[[^\][]{0,300}\]){0,600}\](?!\()/g, ' ')
    .replace(/\{[^{}]{0,300}\}/g, ' ')
    .replace(/<[^<>]{0,300}>/g, ' ');
}

/** Emoji out of a digit and a keycap, and the signs that make a picture of the letter before them: all count as marks. */
const emojiParts = /[\d#*]\uFE0F?\u20E3|[\uFE0E\uFE0F\u20E3]/gu;

function slugWords(text: string): string[] {
  // Most headings and items are ASCII, and there are thousands of them in a long plan.
  if (/^[\x20-\x7e]*$/.test(text)) {
    const words = text
      .toLowerCase()
      .replaceAll("'", '')
      .split(/[^a-z0-9]+/);
    return words.filter((word) => word !== '');
  }
  return withoutHidden(text)
    .normalize('NFC')
    .toLowerCase()
    .replace(emojiParts, ' ')
    .replace(/['’]/g, '')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '');
}
