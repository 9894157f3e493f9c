import type { Span } from '../../markdown/model.ts';
import type { Candidate, Stretch } from './candidate.ts';
import { bare, trimmed } from './stretches.ts';
import { opensWith, slotWords } from './words.ts';

const mostOptions = 12;
const longestList = 300;

/** Lists of options that stand bare as a label's whole value, a whole cell or a whole item. */
export function choicesIn(text: string, stretch: Stretch): Candidate[] {
  if (!/[/|｜／☐]|\[ \]/.test(stretch.own)) return [];
  if (
    stretch.place === 'heading' ||
    stretch.place === 'head' ||
    (stretch.place === 'paragraph' && stretch.values.length === 0)
  )
    return [];
  const wholes = stretch.values.length > 0 ? stretch.values : [stretch];
  return wholes.flatMap((whole) => {
    const boxes = boxChoice(text, whole);
    const span = boxes === undefined ? bare(text, whole) : trimmed(text, whole.from, whole.to);
    if (span.to - span.from > longestList) return [];
    const inner = text.slice(span.from, span.to);
    const options = boxes ?? closedList(inner, 'bare');
    return options.length === 0 ? [] : [{ class: 'choice', dialect: 'list', span, inner, options, stretch }];
  });
}

/** `[ ] A | [ ] B`: boxes on one line, none of them ticked. */
function boxChoice(text: string, whole: Span): readonly string[] | undefined {
  const own = text.slice(whole.from, Math.min(whole.to, whole.from + longestList + 1)).trim();
  if (!/^(?:\[ \]|☐)/.test(own) || own.length > longestList || /\[[xX]\]|☑|☒/.test(own)) return undefined;
  const options = own
    .split(/\[ \]|☐/)
    .slice(1)
    .map((option) => option.replace(/[|/,;]\s*$/, '').trim());
  return options.length >= 2 && options.every((option) => option !== '') ? options : undefined;
}

/** The options of a closed list; none where a text with slashes or bars is no such list. */
export function closedList(inner: string, form: 'bracketed' | 'bare'): readonly string[] {
  if (inner.length > longestList || /[\n\r`]/.test(inner) || opensWith(inner, slotWords.examples)) return [];
  const separator = /[|｜]/.test(inner) ? /[|｜]/ : / [/／] /.test(inner) ? / [/／] / : /[/／]/;
  const options = inner.split(separator).map((option) => option.trim());
  if (
    options.length < 2 ||
    options.length > mostOptions ||
    options.some((option) => option === '' || !isOption(option))
  )
    return [];
  const isOpen =
    options.some((option) => slotWords.openEnds.has(option.toLowerCase())) || /[,;，；、。→]|\.\.\.|…/.test(inner);
  if (isOpen) return [];
  return isClosed(options, separator.source, form) ? options : [];
}

function isOption(option: string): boolean {
  return (
    option.length <= 60 &&
    option.split(/\s+/).length <= 7 &&
    !/[[\]{}<>()（）]/.test(option) &&
    !/https?:|\.\w{1,4}$/.test(option)
  );
}

function isClosed(options: readonly string[], separator: string, form: 'bracketed' | 'bare'): boolean {
  const known = options.filter(isKnown).length;
  if (options.every((option) => /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{1,2}$/u.test(option)))
    return options.length >= 3;
  if (separator.includes('|'))
    return form === 'bracketed' || options.every((option) => option.split(/\s+/).length <= 4);
  const most = separator === '[/／]' ? 1 : 4;
  const isShort = options.every((option) => option.split(/\s+/).length <= most);
  if (form === 'bare') return isShort && known >= 2 && known * 2 >= options.length;
  // Behind a dash at the end stands advice to the author, so that the whole is no list.
  if (/\s[–—-]\s/.test(options.at(-1) ?? '')) return false;
  return options.length === 2 ? known === 2 : isShort;
}

/** A word that people choose from, emoji before it and an explanation behind it left out. */
function isKnown(option: string): boolean {
  const words = option
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .replace(/\s+[–—-]\s.*$/u, '')
    .replace(/[*_.]+$/, '');
  return slotWords.choices.has(words.toLowerCase());
}
