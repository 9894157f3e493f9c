import { plainText } from '../../markdown/inline.ts';
import type { Span } from '../../markdown/model.ts';
import { spanAt } from '../../markdown/spans.ts';
import type { Candidate, Stretch } from './candidate.ts';
import { bare } from './stretches.ts';
import { slotWords } from './words.ts';

/** 'Word 1', 'Word 1: …', 'Word A', with dots or a parenthesis behind it. */
const numbered =
  /^(\p{L}[\p{L}\p{M} -]{0,40}?)[ #-]?(\d{1,2}(?:\.\d{1,2})?|(?<=[ ])[A-Z])(?:(?:[:：]|[ ][–—-])?[ ]?(?:\.{3}|…)|[:：]|[ ]?[(（][^()（）]{1,200}[)）])?$/u;
/** A parenthesis behind the number: content, unless a sibling is a sample. */
const explained = /[)）]$/;
const dots = /^(?:\.{3,4}|…{1,2}|x{3,5})$/;
/** A letter where an amount goes: `X weeks`, `<Xms`, `NN %`. */
const amount = /^[<>≤≥~±]?\s?(?:X{1,3}|N{1,2})(?: ?%| \p{Ll}{1,12}|(?:ms|s|min|h|d|px|rem|[KMG]B))$|^[XN]\/[YNM]$/u;
/** `TODO: describe the pier`, `???`: a note that something is to come; `N.N.`, somebody who is yet to be named. */
const promised = /^(?:(?:TODO|FIXME|TBD)\b[:：]?.{0,120}|\?{2,5}|N\.[ \u00A0]?N\.)$/u;
/** `field1, field2`: one word counted up. */
const countedUp = /^(\p{L}{2,20})1(?:, ?\1\d){1,8}$/u;
/** `機能名`, `项目名称`: what is to be named, and the word for a name, in scripts that put no blank between. */
const compound = /^[\p{sc=Han}\p{sc=Kana}\p{sc=Hira}]{2,8}$/u;
/** A heading that counts by letters, or whose name is a sample: `Phase X: xxx`, `Step 1: ...`. */
const lettered = /^(\p{L}{2,20}) (?:[A-Z]|\d{1,2})[.:：] ?(?:(.)\2{1,4}|…)$/u;
const named = /^(\p{L}{2,20}) (\p{L}{2,20})$/u;

/** Undelimited sample wording that is the whole of an item, cell or value. */
export function stubsIn(text: string, stretches: readonly Stretch[]): Candidate[] {
  const wholes = stretches.flatMap((stretch) => wholesOf(text, stretch));
  const numbers = numbersByWords(wholes);
  return wholes
    .filter((whole) => isStub(whole, numbers))
    .map(({ stretch, span, words }) => {
      return { class: 'stub', dialect: 'stub', span, inner: words, options: [], stretch };
    });
}

interface Whole {
  readonly stretch: Stretch;
  readonly span: Span;
  readonly words: string;
  readonly isItem: boolean;
  /** The words before its number, in lower case, and the number. */
  readonly counted: { readonly words: string; readonly number: string } | undefined;
}

function wholesOf(text: string, stretch: Stretch): Whole[] {
  if (stretch.place === 'head' || stretch.place === 'frontMatter' || stretch.place === 'markup') return [];
  const found: Whole[] = [];
  if (isOneWhole(stretch)) addWhole(found, text, stretch, stretch);
  for (const value of stretch.values) addWhole(found, text, stretch, value);
  return found;
}

/** A paragraph is none unless it is three dots; behind an item's bold label the value is the sample, not the item. */
function isOneWhole({ place, own, values }: Stretch): boolean {
  if (place === 'paragraph')
    return own.length <= 4 || (own.length <= 124 && (values.length === 0 || promised.test(own)));
  return place !== 'item' || values.length === 0 || !/^\s*(?:\*\*|__)/.test(own);
}

function addWhole(found: Whole[], text: string, stretch: Stretch, whole: Span): void {
  if (whole.to - whole.from > 340) return;
  const span = bare(text, whole);
  if (span.from === span.to || span.to - span.from > 300 || !isLikely(text, span)) return;
  if (spanAt(stretch.codes, span.from) !== undefined) return;
  const words = plainText(text.slice(span.from, span.to));
  const isItem = stretch.place === 'item' && whole === stretch;
  found.push({ stretch, span, words, isItem, counted: countedBy(words, isItem) });
}

/** `Task 1`, and in an item `1.1 Task` too. */
function countedBy(words: string, isItem: boolean): Whole['counted'] {
  const turned = isItem ? words.replace(/^(\d{1,2}(?:\.\d{1,2}){1,3}) (\p{L}+)$/u, '$2 $1') : words;
  const match = numbered.exec(turned);
  return match === null ? undefined : { words: (match[1] ?? '').trim().toLowerCase(), number: match[2] ?? '' };
}

/** It ends as a sample does: with a number, a letter, dots, a colon, a parenthesis or a word for a name. */
function isLikely(text: string, span: Span): boolean {
  const words = text.slice(span.from, Math.min(span.to, span.from + 40));
  if (promised.test(words) || slotWords.later.has(words.toLowerCase())) return true;
  // Only an explanation in a parenthesis makes a sample long.
  if (span.to - span.from > 60) return explained.test(text.charAt(span.to - 1));
  if (
    /[\dA-Z.…:：)）%x]/.test(text.charAt(span.to - 1)) ||
    /^[<>≤≥~±]?\s?[XN]/.test(text.slice(span.from, span.from + 3))
  )
    return true;
  if (span.to - span.from <= 8 && compound.test(text.slice(span.from, span.to))) return true;
  if (/^\d{1,2}\.\d{1,2}/.test(text.slice(span.from, span.from + 6))) return true;
  return (
    span.to - span.from <= 42 &&
    slotWords.naming.has(text.slice(text.lastIndexOf(' ', span.to - 1) + 1, span.to).toLowerCase())
  );
}

/** Of the words before a number in whole items, the numbers: two siblings of like shape are samples in any language. */
function numbersByWords(wholes: readonly Whole[]): ReadonlyMap<string, ReadonlySet<string>> {
  const numbers = new Map<string, Set<string>>();
  for (const { isItem, words, counted } of wholes) {
    if (!isItem || counted === undefined || explained.test(words)) continue;
    numbers.set(counted.words, (numbers.get(counted.words) ?? new Set()).add(counted.number));
  }
  return numbers;
}

/** `Task 1: Description`: a count, and the word for what goes there. */
function isNamedSample(words: string): boolean {
  const [, counted = '', name = ''] = /^(.{1,60}?)[:：] ?(\p{L}+)$/u.exec(words) ?? [];
  const sample = numbered.exec(counted);
  return sample !== null && slotWords.naming.has(name.toLowerCase());
}

function isStub(whole: Whole, numbers: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const isParagraph = whole.stretch.place === 'paragraph' && whole.stretch.values.length === 0;
  if (whole.stretch.place === 'heading') return whole.span.from <= whole.stretch.from + 2 && lettered.test(whole.words);
  if (promised.test(whole.words) || slotWords.later.has(whole.words.toLowerCase())) return true;
  if (dots.test(whole.words) || amount.test(whole.words) || countedUp.test(whole.words)) return true;
  if (isParagraph) return false;
  const isValue = whole.stretch.values.length > 0 && !whole.isItem;
  if (isValue && compound.test(whole.words)) return [...slotWords.naming].some((name) => whole.words.endsWith(name));
  const pair = named.exec(whole.words.toLowerCase());
  if (pair !== null && slotWords.naming.has(pair[2] ?? '') && slotWords.named.has(pair[1] ?? ''))
    return whole.isItem || whole.stretch.place === 'cell';
  if (/[:：] ?\p{L}+$/u.test(whole.words)) return whole.isItem && isNamedSample(whole.words);
  const words = whole.counted?.words;
  if (words === undefined) return false;
  const last = lastWord(words);
  const hasDots = /\.{3}|…/.test(whole.words);
  if (hasDots) return whole.isItem || slotWords.stubs.has(words);
  if (explained.test(whole.words)) return whole.isItem && numbers.has(words);
  if (slotWords.ordinals.has(words) || slotWords.ordinals.has(last)) return false;
  if (isSampleWord(words, whole.isItem)) return true;
  return whole.isItem && (numbers.get(words)?.size ?? 0) >= 2;
}

function lastWord(words: string): string {
  return words.slice(words.lastIndexOf(' ') + 1);
}

/** `task`, and in an item `first task`. */
function isSampleWord(words: string, isItem: boolean): boolean {
  if (slotWords.stubs.has(words)) return true;
  return isItem && words.split(' ').length <= 3 && slotWords.stubs.has(lastWord(words));
}

/** `Node 18` beside `Node 20`: an item that only its siblings make look like a sample. */
export function isCountedAlone({ dialect, inner, stretch }: Candidate): boolean {
  if (dialect !== 'stub' || stretch.place !== 'item' || /\.{3}|…|[:：)）]$/.test(inner)) return false;
  const counted = countedBy(inner, true);
  return counted !== undefined && !isSampleWord(counted.words, true);
}
