import type { Item } from '../../../markdown/model.ts';
import type { Splice } from '../../../markdown/splices.ts';
import type { TaskState } from '../../progress/model.ts';
import { boxState, type StateChild, stateChildren, stateLine } from '../../progress/taskState.ts';
import { PlanError } from '../../../errors.ts';
import type { Subject } from '../model.ts';
import { childRemoval, childSplice, hasChild, onOneLine } from './taskNote.ts';

/** What is to be written at an item. */
export interface ItemMark {
  readonly state: TaskState;
  readonly note: string | undefined;
  /** A progress list tells the state. */
  readonly isTold: boolean;
  /** An item without a box gains one. */
  readonly gainsBox: boolean;
  /** The word that opens the child item of the state. */
  readonly word: string;
}

/** Writes a state at an item: its box, the child that tells what a box can't, and the note. The same again is no change. */
export function itemSplices(subject: Subject, item: Item, mark: ItemMark): readonly Splice[] {
  const { document, words } = subject;
  requireSameState(subject, item, mark);
  const present = stateChildren(document.text, item, words);
  const box = boxSplices(item, mark);
  if (needsChild(item, mark)) return [...box, ...stateSplices(subject, item, mark, present)];
  const isNew = mark.note !== undefined && !hasChild(document, item, mark.note);
  const removed = present.map((child) => childRemoval(document, child.item, isNew));
  return [...box, ...removed, ...(isNew && mark.note !== undefined ? [childSplice(document, item, mark.note)] : [])];
}

function boxSplices({ box, text }: Item, { state, gainsBox }: ItemMark): readonly Splice[] {
  const isTicked = state === 'done' || state === 'not_applicable';
  if (box === undefined) {
    if (!gainsBox || state === 'open') return [];
    return [{ from: text.from, to: text.from, text: isTicked ? '[x] ' : '[ ] ' }];
  }
  const said = boxState(box.state);
  if (said === state || (isTicked && said === 'done') || (!isTicked && box.state === ' ')) return [];
  return [{ from: box.span.from + 1, to: box.span.to - 1, text: isTicked ? 'x' : ' ' }];
}

/** A box says done or open; anything else stands below it, unless a list or a box such as `[~]` says it. */
function needsChild({ box }: Item, { state, note, isTold }: ItemMark): boolean {
  if (state === 'done' || state === 'open' || isTold) return false;
  return note !== undefined || box === undefined || boxState(box.state) !== state;
}

function stateSplices(subject: Subject, item: Item, mark: ItemMark, present: readonly StateChild[]): readonly Splice[] {
  const { document } = subject;
  const { state, note, word } = mark;
  const same = present.find((child) => child.state === state);
  const place = same ?? present[0];
  const removed = present.filter((child) => child !== place).map((child) => childRemoval(document, child.item, false));
  const line = note === undefined ? word : `${word}: ${note}`;
  if (place === undefined) return [childSplice(document, item, line)];
  if (same !== undefined && (note === undefined || same.reason === onOneLine(note))) return removed;
  return [{ ...place.item.text, text: line }, ...removed];
}

/** A note that opens like another state would be read as that state. */
function requireSameState({ words }: Subject, item: Item, { note, state }: ItemMark): void {
  const said = note === undefined ? undefined : stateLine(note, words);
  if (said === undefined || said.state === state) return;
  throw new PlanError('invalid_input', `The note says "${said.word}", the mark says ${state}.`, {
    where: item.id,
    fix: `Send state "${said.state}", or open the note with other words.`,
  });
}
