import { plainText } from '../../markdown/inline.ts';
import type { Item } from '../../markdown/model.ts';
import type { Words } from '../words.ts';
import type { TaskState } from './model.ts';

/** Task states with the name of their words. */
const wordNames: readonly (readonly [TaskState, string])[] = [
  ['done', 'stateDone'],
  ['in_progress', 'stateInProgress'],
  ['blocked', 'stateBlocked'],
  ['deferred', 'stateDeferred'],
  ['not_applicable', 'stateNotApplicable'],
  ['open', 'stateOpen'],
];

/** The words that say a state, the one to write first. */
export function stateWords(state: TaskState, words: Words): readonly string[] {
  const name = wordNames.find(([each]) => each === state)?.[1] ?? '';
  return words.label(name).words;
}

/** What the character in a task box says. */
export function boxState(character: string): TaskState {
  if (/[xX]/.test(character)) return 'done';
  if (/[~/>]/.test(character)) return 'in_progress';
  if (character === '!') return 'blocked';
  return character === '-' ? 'not_applicable' : 'open';
}

/** States that a child item can tell of the box above it. */
const toldByChild: ReadonlySet<TaskState> = new Set<TaskState>([
  'in_progress',
  'blocked',
  'deferred',
  'not_applicable',
]);

export interface StateLine {
  readonly state: TaskState;
  /** The word as written. */
  readonly word: string;
  /** What follows it; may be empty. */
  readonly reason: string;
}

/** A line that opens with a state: `Blocked: no access`, `N/A`, `**In progress** – Mara`. */
export function stateLine(source: string, words: Words): StateLine | undefined {
  const text = plainText(source).replace(/\s+/g, ' ').trim();
  const cut = text.search(/[:：(（]|\s[–—-](?:\s|$)/);
  const word = (cut === -1 ? text : text.slice(0, cut)).trim();
  if (word === '' || word.length > 40) return undefined;
  const state = wordNames.find(([each, name]) => toldByChild.has(each) && words.label(name).is(word))?.[0];
  if (state === undefined) return undefined;
  const rest = cut === -1 ? '' : text.slice(cut).replace(/^[\s:：–—-]{1,6}/, '');
  return { state, word, reason: /^[(（].*[)）]$/.test(rest) ? rest.slice(1, -1) : rest };
}

export interface StateChild extends StateLine {
  readonly item: Item;
}

/** The child items that tell the state of an item. */
export function stateChildren(text: string, item: Item, words: Words): readonly StateChild[] {
  return item.children.flatMap((child) => {
    if (child.box !== undefined) return [];
    const said = stateLine(text.slice(child.text.from, child.text.to), words);
    return said === undefined ? [] : [{ ...said, item: child }];
  });
}

export interface Told {
  readonly state: TaskState;
  readonly reason: string | undefined;
}

/** The state of an item by its own box and children; `listed` is what a progress list says of it. */
export function itemState(text: string, item: Item, words: Words, listed: TaskState | undefined): Told {
  const children = stateChildren(text, item, words);
  const own = item.box === undefined ? 'open' : boxState(item.box.state);
  const dropped = children.find((child) => child.state === 'not_applicable');
  if (dropped !== undefined) return told(dropped);
  if (own === 'done' || own === 'not_applicable') return { state: own, reason: undefined };
  if (listed !== undefined) return { state: listed, reason: undefined };
  const [first] = children;
  return first === undefined ? { state: own, reason: undefined } : told(first);
}

function told(child: StateLine): Told {
  return { state: child.state, reason: child.reason === '' ? undefined : child.reason };
}

export interface CellState {
  readonly state: TaskState;
  /** The word as written, a picture before it included. */
  readonly word: string;
  readonly reason: string;
}

/** What a status cell says; undefined where its words are none that we know. */
export function cellState(source: string, words: Words): CellState | undefined {
  const text = plainText(source).replace(/\s+/g, ' ').trim();
  if (text === '') return { state: 'open', word: '', reason: '' };
  const box = /^\[([ xX~!/>-])\]$/.exec(text);
  if (box !== null) return { state: boxState(box[1] ?? ' '), word: text, reason: '' };
  const percent = /^(\d{1,3})\s?%$/.exec(text);
  if (percent !== null) return { state: ofPercent(Number(percent[1])), word: text, reason: '' };
  // A picture says less than the word behind it: `🔴 Not started`.
  const lead = /^[^\p{L}\p{N}]{1,20}/u.exec(text)?.[0].length ?? 0;
  return opening(text, lead, words) ?? opening(text, 0, words);
}

function ofPercent(percent: number): TaskState {
  if (percent >= 100) return 'done';
  return percent === 0 ? 'open' : 'in_progress';
}

function opening(text: string, from: number, words: Words): CellState | undefined {
  const rest = text.slice(from);
  const lengths = wordNames.map(([state, name]) => ({ state, length: words.label(name).opens(rest) }));
  const best = lengths.toSorted((a, b) => b.length - a.length)[0];
  if (best === undefined || best.length === 0) return undefined;
  const to = from + best.length + (/^\uFE0F?[*_)\]]{0,3}/.exec(rest.slice(best.length))?.[0].length ?? 0);
  return { state: best.state, word: text.slice(0, to), reason: text.slice(to).replace(/^[\s:：–—,;-]{1,6}/, '') };
}
