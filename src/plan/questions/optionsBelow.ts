import type { Item } from '../../markdown/model.ts';
import type { Words } from '../words.ts';
import type { Offered, PlanSource } from './entry.ts';
import { digits, markedAt, rowOf } from './optionMarks.ts';
import { isDetailLabel, openingLabel, ownWordsOf } from './pairs.ts';
import { oneLine, textOf, writtenText } from './reading.ts';

/** What the list below a question offers, by how it is written. */
export interface Below {
  /** `Options:` with a list of its own. */
  readonly labelled: Offered;
  /** `- A) red`, `- B) green`. */
  readonly marked: Offered;
  /** Lettered lines of the question's own paragraph. */
  readonly lines: Offered;
  /** `1. red`, `2. green`, or boxes, right below a question. */
  readonly counted: Offered;
}

const none: Offered = { options: [] };
export const noneBelow: Below = { labelled: none, marked: none, lines: none, counted: none };

/** What the items below a question offer; `question` is its text. */
export function optionsBelow(source: PlanSource, items: readonly Item[], question: string): Omit<Below, 'lines'> {
  const own = items.map(numberInBullet);
  return {
    labelled: underLabel(source, own),
    marked: marked(source, own),
    counted: /[?？][\s*_)）\]]{0,6}$/u.test(question) ? counted(source, own) : none,
  };
}

/** Whether a list is one of lettered options, none of which asks something itself. */
export function offersLetters(source: PlanSource, items: readonly Item[]): boolean {
  return marked(source, items).options.length > 0 && !items.some((item) => asks(source, item));
}

/** In `- 1) red`, Markdown sees a list inside an empty item. */
function numberInBullet(item: Item): Item {
  const [only, second] = item.children;
  const isEmpty = item.text.from === item.text.to && second === undefined;
  return isEmpty && only?.form === 'number' ? only : item;
}

function underLabel(source: PlanSource, items: readonly Item[]): Offered {
  const holder = items.find((item) => {
    const label = openingLabel(source, item);
    const isBare = label !== undefined && textOf(source, label.value).trim() === '';
    return isBare && item.children.length > 1 && source.words.label('options').is(label.label);
  });
  return holder === undefined ? none : offeredBy(source, holder.children);
}

/** The items of a list that a label introduces as options: all of them, by their letters where they have some. */
export function offeredBy(source: PlanSource, items: readonly Item[]): Offered {
  const own = items.map(numberInBullet);
  const letters = marked(source, own);
  if (letters.options.length > 0) return letters;
  const { words } = source;
  return own.some((item) => markedAt(wordsOf(source, item), words) !== undefined) ? none : whole(source, own);
}

/** Items that open with letters or numbers in a row; those without tell of them. */
function marked(source: PlanSource, items: readonly Item[]): Offered {
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
  if (optionRow === undefined || !isWritten) return none;
  return { options: row.map((each) => bareOption(each.text, words)), optionRow };
}

/** A numbered list or boxes that are all that stands below a question, but for what tells of it, and none of which asks or is ticked. */
function counted(source: PlanSource, items: readonly Item[]): Offered {
  const list = items.filter((item) => !isDetail(source, item));
  const [first] = list;
  if (first === undefined || first.form === 'bullet') return none;
  const isRow = list.every((item, index) =>
    first.form === 'check'
      ? item.form === 'check' && item.box?.state === ' '
      : item.form === 'number' && (Number.parseInt(item.marker, 10) === index + 1 || /^1\D/.test(item.marker)),
  );
  if (!isRow || list.some((item) => asks(source, item))) return none;
  if (first.form === 'check') return whole(source, list);
  const isTold = list.some((item) => isSentence(wordsOf(source, item)));
  return isTold ? none : { ...whole(source, list), optionRow: digits };
}

function isDetail(source: PlanSource, item: Item): boolean {
  const label = openingLabel(source, item);
  return label !== undefined && isDetailLabel(label.label, source.words);
}

function asks(source: PlanSource, item: Item): boolean {
  return /[?？][\s*_)）\]]{0,6}$/u.test(textOf(source, item.text));
}

/** What tells of a question in sentences, or at length, is no option that somebody numbered. */
function isSentence(text: string): boolean {
  return text.length > 80 || /[.!]\s|[.!。！]$/u.test(text);
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
