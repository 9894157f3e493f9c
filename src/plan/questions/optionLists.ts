import type { Words } from '../words.ts';
import type { Offered } from './entry.ts';
import { markedAt, rowOf } from './optionMarks.ts';
import { hasRemark, saysMore, whole } from './optionParts.ts';
import { closeOf, unshielded, withoutInnerMarks } from './optionShield.ts';
import { inline } from './optionsInText.ts';

const none: Offered = { options: [] };

/** `Which store? Options: Postgres / SQLite`: behind a mark that parts it from the question. */
export function labelled(text: string, words: Words): Offered {
  for (const { from, to } of words.label('options').findAll(text)) {
    const colon = /^\s{0,3}[:：]\s{0,3}/.exec(text.slice(to, to + 8));
    const opens = /(?:^|[([,;.?!—–（，；。？！-])\s{0,3}$/u.exec(text.slice(Math.max(0, from - 4), from));
    if (colon === null || opens === null) continue;
    const value = to + colon[0].length;
    const bracket = /[([（]\s{0,3}$/u.exec(opens[0]);
    const end = bracket === null ? text.length : closeOf(text, from - bracket[0].length);
    return end === -1 ? none : splitList(text.slice(value, end), words);
  }
  return none;
}

/** What parts a list, one kind alone. Slashes have blanks around them: `TCP/IP` and `km/h` are one. */
const partings = [/[;；]/u, /\s[/／]\s/u, /\s?[|｜]\s?/u];

/** A list's parts, where it is clear what parts them. */
export function splitList(value: string, words: Words): Offered {
  const marked = inline(value, words, true);
  if (marked.options.length > 0) return marked;
  const list = withoutInnerMarks(value.replace(/[\s.。?？]{1,4}$/u, ''));
  if (list === undefined || saysMore.test(list)) return none;
  const found = partings.filter((each) => each.test(list));
  const [mark] = found;
  const hasCommas = /[,，、]/u.test(list);
  if (found.length > 1 || (mark === partings[1] && hasCommas)) return none;
  if (mark === undefined && !hasCommas) return none;
  const parts = list.split(mark ?? /[,，、]/u);
  if (hasRemark(parts.at(-1) ?? '', parts)) return none;
  const parted = listOf(parts, words);
  if (mark !== undefined) return parted;
  return parted.options.every((option) => isSingle(unshielded(option), list)) ? parted : none;
}

/** The parts of a list, without the letters that open them all; where some have letters, none can be named for sure. */
export function listOf(parts: readonly string[], words: Words): Offered {
  const marks = parts.flatMap((part) => markedAt(part.trim(), words) ?? []);
  if (marks.length === 0) return whole(parts, words);
  const optionRow = rowOf(marks.map((mark) => mark.symbol));
  if (optionRow === undefined || marks.length < parts.length) return none;
  return whole(
    marks.map((mark) => mark.text),
    words,
    optionRow,
  );
}

const quoted = /^["'“„«»‹‘「『][^"'“”„«»‹›‘’「」『』]{1,40}["'“”«»›’」』]$/u;

/** One word, one quote, or a number with its unit: behind several words a comma may part a sentence, 'see the appendix, page 3'. */
function isSingle(option: string, list: string): boolean {
  // Where words have no blanks between them, a comma parts clauses.
  const isClause = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u.test(option) && /[,，]/.test(list);
  if (option.length > 40 || isClause) return false;
  return !/\s/.test(option) || quoted.test(option) || /^[^\p{L}\p{N}]{0,2}\d[\d.,]{0,12}\s\S{1,12}$/u.test(option);
}
