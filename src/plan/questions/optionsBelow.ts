import type { Item } from '../../markdown/model.ts';
import type { Words } from '../words.ts';
import type { Offered, PlanSource } from './entry.ts';
import { isCount, markedAt, rowOf } from './optionMarks.ts';
import { openingLabel, ownWordsOf } from './pairs.ts';
import { oneLine, textOf, writtenText } from './reading.ts';

/** What the list below a question offers, by how it is written. */
export interface Below {
  /** `Options:` with a list of its own, which alone says then what is offered. */
  readonly labelled: Offered | undefined;
  /** `- A) red`, `- B) green`. */
  readonly marked: Offered;
  /** Numbers stand there that are no options: a number in an answer may mean one of them. */
  readonly isNumbered: boolean;
  /** Lettered lines of the question's own paragraph. */
  readonly lines: Offered;
}

const none: Offered = { options: [] };
export const noneBelow: Below = { labelled: undefined, marked: none, isNumbered: false, lines: none };

/** What the items below a question offer. Boxes and numbers without a word for options may be steps: they offer nothing. */
export function optionsBelow(source: PlanSource, items: readonly Item[]): Omit<Below, 'lines'> {
  const { isNamed = false, ...found } = marked(source, items);
  const isSteps = isCount(found.optionRow ?? '') && !isNamed;
  return {
    labelled: underLabel(source, items),
    marked: isSteps ? none : found,
    isNumbered: isSteps || items.some((item) => numberInBullet(item).form === 'number'),
  };
}

/** Whether a list is one of lettered options, none of which asks something itself. */
export function offersLetters(source: PlanSource, items: readonly Item[]): boolean {
  return marked(source, items).options.length > 0;
}

/** In `- 1) red`, Markdown sees a list inside an empty item. */
function numberInBullet(item: Item): Item {
  const [only, second] = item.children;
  const isEmpty = item.text.from === item.text.to && second === undefined;
  return isEmpty && only?.form === 'number' ? only : item;
}

function underLabel(source: PlanSource, items: readonly Item[]): Offered | undefined {
  const holder = items.find((item) => {
    const label = openingLabel(source, item);
    const isBare = label !== undefined && textOf(source, label.value).trim() === '';
    return isBare && item.children.length > 1 && source.words.label('options').is(label.label);
  });
  return holder === undefined ? undefined : offeredBy(source, holder.children);
}

/** The items of a list that a label introduces as options: all of them, by their letters where they have some. */
export function offeredBy(source: PlanSource, items: readonly Item[]): Offered {
  const own = items.map(numberInBullet);
  const { isNamed: _, ...letters } = marked(source, own);
  if (letters.options.length > 0) return letters;
  const { words } = source;
  const hasMarks = own.some((item) => markedAt(wordsOf(source, item), words) !== undefined);
  return hasMarks || !isCounted(own) ? none : whole(source, own);
}

/** Numbers count from 1, or are all the same: others than their places would name others. */
function isCounted(items: readonly Item[]): boolean {
  const numbers = items.filter((item) => item.form === 'number').map((item) => Number.parseInt(item.marker, 10));
  if (numbers.length === 0) return true;
  const isRow = numbers.every((number, index) => number === index + 1) || numbers.every((number) => number === 1);
  return isRow && numbers.length === items.length;
}

/** Items that open with letters or numbers in a row; those without tell of them. */
function marked(source: PlanSource, items: readonly Item[]): Offered & { readonly isNamed?: boolean } {
  const { words } = source;
  const found = items.flatMap((item) => {
    const mark = item.form === 'number' ? undefined : markedAt(wordsOf(source, item), words);
    return mark === undefined ? [] : [{ ...mark, item }];
  });
  const named = found.filter((each) => each.isNamed);
  const row = named.length > 1 ? named : found;
  const optionRow = rowOf(row.map((each) => each.symbol));
  const isWritten = row.every(
    ({ item }) => (markedAt(oneLine(writtenText(source, item.text)), words)?.text ?? '') !== '',
  );
  if (optionRow === undefined || !isWritten || row.some(({ item }) => asks(source, item))) return none;
  const isNamed = row.every((each) => each.isNamed);
  return { options: row.map((each) => bareOption(each.text, words)), optionRow, isNamed };
}

function asks(source: PlanSource, item: Item): boolean {
  return /[?？][\s*_)）\]]{0,6}$/u.test(textOf(source, item.text));
}

function whole(source: PlanSource, items: readonly Item[]): Offered {
  const isWritten = items.every((item) => writtenText(source, item.text) !== '');
  return isWritten && items.length > 1
    ? { options: items.map((item) => bareOption(wordsOf(source, item), source.words)) }
    : none;
}

function wordsOf(source: PlanSource, item: Item): string {
  return oneLine(textOf(source, ownWordsOf(source, item)));
}

/** An option's own words, without what only joins it to the next: `(a) red; or`. */
function bareOption(text: string, words: Words): string {
  const last = words.question('or').findAll(text).at(-1);
  const joins = last?.to === text.length && /[\s,;，；]$/u.test(text.slice(0, last.from));
  return (joins ? text.slice(0, last.from) : text).replace(/[\s,;，；]{1,4}$/u, '');
}
