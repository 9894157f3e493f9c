import type { Span } from '../../markdown/model.ts';
import { spanAt } from '../../markdown/spans.ts';
import type { Stretch } from '../../template/infer/candidate.ts';
import type { Slot } from '../../template/model.ts';

/**
 * Whether a place that its template has, but that is not sure by itself, counts where a plan keeps its words: delimited words, and
 * masks of dates. What may be no place at all stays unsure: remarks in parentheses, bare lists, filled lists, families of IDs, a
 * bracket that sorts its item. In code only what can hardly be code counts.
 */
export function isPlainlyLeft(slot: Slot, stretch: Stretch, span: Span): boolean {
  const { text, fenced, guidance, class: kind } = slot;
  if (guidance || (kind !== 'token' && kind !== 'choice')) return false;
  if (fenced || spanAt(stretch.codes, span.from) !== undefined) return kind === 'token' && isNoCode(text);
  if (/^[\p{L}\d]/u.test(text)) return kind === 'token' && isDateMask(text);
  return !/^[(（]/.test(text) && !isFilledList(slot) && !sortsItem(stretch, span);
}

/** `[Which pier]`, `<PIER_NAME>`, `{{pier}}`, `[###-pier]`. */
function isNoCode(text: string): boolean {
  const inner = /^(?:\[([^\][]+)\]|<([^<>]+)>|\{\{([^{}]+)\}\})$/
    .exec(text)
    ?.slice(1)
    .find((each) => each !== undefined);
  return inner !== undefined && /\s|[#_]|\.{3}|…/.test(inner) && !/^\p{Lu}: /u.test(inner);
}

/** Nothing but letters written several times, such as `DD.MM.YYYY`: `OPS-XXX` may be told of, and `3.X` be meant. */
function isDateMask(text: string): boolean {
  return /^(?:20)?[-/.: 年月日]*(?:T:*)?Z?$/.test(text.replace(/(\p{Lu})\1{1,3}/gu, ''));
}

/** `Tags: [harbour, night]`: what is the whole of its place and still unsure is a list that was filled in. */
function isFilledList({ text, reason }: Slot): boolean {
  return text.includes(',') && /^(?:whole|value)/.test(reason);
}

/** `T001 [ops] Dig`: behind nothing but an item's ID and other brackets, which are short. */
function sortsItem({ place, from, own }: Stretch, span: Span): boolean {
  if (place !== 'item' || span.from - from > 80) return false;
  const words = own.slice(0, span.from - from).split(/\s+/);
  return words.some((word) => word !== '') && words.every(isIdOrBracket);
}

function isIdOrBracket(word: string): boolean {
  const bare = word.replace(/[*_:.–—-]/g, '');
  if (bare === '' || (bare.startsWith('[') && bare.endsWith(']'))) return true;
  return !/\p{Ll}/u.test(bare) && /\d|XX/.test(bare);
}
