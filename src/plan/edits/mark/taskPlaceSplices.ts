import type { Splice } from '../../../markdown/splices.ts';
import type { TaskState } from '../../progress/model.ts';
import type { ProgressGroup, ProgressList } from '../../progress/progressLists.ts';
import type { TaskItem } from '../../progress/taskPlaces.ts';
import { stateChildren, stateWords } from '../../progress/taskState.ts';
import type { ListEntry, Work, WorkTask } from '../../progress/work.ts';
import type { Subject } from '../model.ts';
import { moveEntry, newEntry, removeEntry } from './progressListMove.ts';
import { entryWords, groupFor } from './taskEntry.ts';
import { itemSplices } from './taskItem.ts';
import { onlyListed, type SoundMark, taskStates } from './taskRefusals.ts';
import { rowSplices } from './taskRow.ts';

/** What a mark writes at a task's places: its own, and its entry in the progress lists. Throws PlanError `invalid_choice`. */
export function placeSplices(subject: Subject, work: Work, found: WorkTask, mark: SoundMark): readonly Splice[] {
  const { place, entry } = found;
  switch (place.kind) {
    case 'item':
      return ownSplices(subject, work, found, place, mark);
    case 'row':
      return [...rowSplices(subject, place, mark), ...listedSplices(subject, work, entry, mark)];
    case 'entry':
      return soleEntrySplices(subject, work, found, place, mark);
  }
}

/** A task with a place of its own: its box, what hangs below it, and the list that says its state. */
function ownSplices(
  subject: Subject,
  work: Work,
  found: WorkTask,
  { item }: TaskItem,
  { state, note }: SoundMark,
): readonly Splice[] {
  const { entry } = found;
  const words = entry === undefined ? entryWords(subject, work, found) : undefined;
  const group = entry?.group ?? (words === undefined ? undefined : groupFor(work, found));
  const target = group === undefined ? undefined : listFor(group, state);
  const isTold = target !== undefined && state !== 'open';
  const own = itemSplices(subject, item, {
    state,
    note: isTold && state === 'blocked' ? undefined : note,
    isTold,
    gainsBox: group === undefined,
    word: wordFor(subject, work, state),
  });
  if (entry !== undefined) return [...own, ...listedSplices(subject, work, entry, { state, note })];
  if (group === undefined || target === undefined || words === undefined || state === 'open') return own;
  return [...own, ...newEntry(subject, group, target, words, state === 'blocked' ? note : undefined)];
}

/** An entry beside the task's own place: moved to the list of the state, or taken out where none says it. */
function listedSplices(
  subject: Subject,
  work: Work,
  entry: ListEntry | undefined,
  { state, note }: SoundMark,
): readonly Splice[] {
  if (entry === undefined) return [];
  const target = listFor(entry.group, state);
  if (target === undefined) return removeEntry(subject, entry);
  return moveEntry(subject, entry, target, {
    state,
    reason: state === 'blocked' ? note : undefined,
    note: undefined,
    isTold: true,
    word: wordFor(subject, work, state),
  });
}

/** An entry that stands for no other place: what no list says, a child item says. */
function soleEntrySplices(
  subject: Subject,
  work: Work,
  found: WorkTask,
  entry: ListEntry,
  { state, note }: SoundMark,
): readonly Splice[] {
  const told = listFor(entry.group, state);
  if (told === undefined && state === 'open') {
    const { holder } = entry.list;
    throw onlyListed(found.task.id, found.task.text, holder.kind === 'field' ? holder.label : holder.title, taskStates);
  }
  const isReason = told?.state === 'blocked';
  return moveEntry(subject, entry, told ?? restingList(entry, state), {
    state,
    reason: isReason ? note : undefined,
    note: isReason ? undefined : note,
    isTold: told !== undefined,
    word: wordFor(subject, work, state),
  });
}

/** Where an entry rests whose state no list says: among the completed if nothing is left to do, else not among them. */
function restingList({ list, group }: ListEntry, state: TaskState): ProgressList {
  const done = group.lists.find((each) => each.state === 'done');
  if (state === 'not_applicable') return done ?? list;
  return list.state === 'done' ? (group.lists.find((each) => each.state !== 'done') ?? list) : list;
}

function listFor(group: ProgressGroup, state: TaskState): ProgressList | undefined {
  return group.lists.find((list) => list.state === state);
}

/** The word that opens the child item of a state: the one that the plan uses for it, else ours. */
function wordFor(subject: Subject, work: Work, state: TaskState): string {
  for (const { place } of work.tasks) {
    if (place.kind === 'row' || place.item.children.length === 0) continue;
    const used = stateChildren(subject.document.text, place.item, subject.words).find((child) => child.state === state);
    if (used !== undefined) return used.word;
  }
  return stateWords(state, subject.words)[0] ?? '';
}
