import type { Document, Item, Span } from '../../../markdown/model.ts';
import { applySplices, type Splice } from '../../../markdown/splices.ts';
import type { TaskState } from '../../progress/model.ts';
import type { ProgressGroup, ProgressList } from '../../progress/progressLists.ts';
import { blockedSuffix } from '../../progress/taskText.ts';
import type { ListEntry } from '../../progress/work.ts';
import type { Subject } from '../model.ts';
import { itemSplices } from './taskItem.ts';
import { type EntryText, entrySplice } from './progressListInsert.ts';
import { listForm } from './progressListForm.ts';
import { contentWidth, prefixOf } from './taskNote.ts';

/** What is to be written at an entry of the progress lists. */
export interface EntryMark {
  readonly state: TaskState;
  /** Why it is blocked, in a list that says so. */
  readonly reason: string | undefined;
  /** A child item below the entry. */
  readonly note: string | undefined;
  /** The list tells the state. */
  readonly isTold: boolean;
  readonly word: string;
}

/** Writes a mark at an entry and moves it to another list, where that is another. */
export function moveEntry(
  subject: Subject,
  entry: ListEntry,
  target: ProgressList,
  mark: EntryMark,
): readonly Splice[] {
  const { document } = subject;
  const { item } = entry;
  const splices = [
    ...suffixSplices(subject, entry, target, mark.reason),
    ...itemSplices(subject, { ...item, box: undefined }, { ...mark, gainsBox: false }),
  ];
  if (entry.list.state === target.state) return [...splices, ...tickSplices(item, target)];
  const own = splices.map((each) => ({ ...each, from: each.from - item.text.from, to: each.to - item.text.from }));
  const text: EntryText = {
    text: applySplices(document.text.slice(item.text.from, item.span.to), own),
    prefix: prefixOf(document, item),
    width: contentWidth(document, item),
  };
  return [...removeEntry(subject, entry), ...entrySplice(subject, entry.group, target, text)];
}

/** A new entry for a task that stands elsewhere. */
export function newEntry(
  subject: Subject,
  group: ProgressGroup,
  target: ProgressList,
  words: string,
  reason: string | undefined,
): readonly Splice[] {
  const behind = reason === undefined ? '' : `${listForm(subject, group).blockedLead}${reason}`;
  return entrySplice(subject, group, target, { text: `${words}${behind}`, prefix: '', width: 2 });
}

/** Takes an entry out of its list; the last one leaves 'None'. */
export function removeEntry(subject: Subject, { item, list, group }: ListEntry): readonly Splice[] {
  const { document } = subject;
  const at = list.items.indexOf(item);
  const before = list.items[at - 1];
  const after = list.items[at + 1];
  if (before === undefined && after === undefined)
    return [{ ...item.span, text: `${item.marker} ${listForm(subject, group).none}` }];
  if (before !== undefined && isBlank(document, { from: before.span.to, to: item.span.from }))
    return [{ from: before.span.to, to: item.span.to, text: '' }];
  if (after !== undefined && isBlank(document, { from: item.span.to, to: after.span.from }))
    return [{ from: item.span.from, to: after.span.from, text: '' }];
  const line = document.lines[item.line];
  const next = document.lines.find((each) => each.from >= item.span.to);
  return [{ from: line?.from ?? item.span.from, to: next?.from ?? item.span.to, text: '' }];
}

function tickSplices({ box }: Item, { state }: ProgressList): readonly Splice[] {
  if (box === undefined || /[xX]/.test(box.state) === (state === 'done')) return [];
  return [{ from: box.span.from + 1, to: box.span.to - 1, text: state === 'done' ? 'x' : ' ' }];
}

/** `- Blocked by: reason` comes with the Blocked list and goes when the entry leaves it. */
function suffixSplices(
  subject: Subject,
  { item, group }: ListEntry,
  target: ProgressList,
  reason: string | undefined,
): readonly Splice[] {
  const { from, to } = item.text;
  const suffix = blockedSuffix(subject.document.text.slice(from, to), subject.words);
  const isBlocked = target.state === 'blocked' && reason !== undefined;
  if (suffix === undefined) {
    return isBlocked ? [{ from: to, to, text: `${listForm(subject, group).blockedLead}${reason}` }] : [];
  }
  if (isBlocked && suffix.reason === reason) return [];
  // A reason that stays true where the state is told otherwise (deferred in the same list) is left alone.
  if (!isBlocked && target.state === 'blocked') return [];
  const lead = /[(（]/.test(suffix.lead) ? listForm(subject, group).blockedLead : suffix.lead;
  return [{ from: from + suffix.span.from, to, text: isBlocked ? `${lead}${reason}` : '' }];
}

function isBlank(document: Document, span: Span): boolean {
  return /^[\s>]*$/.test(document.text.slice(span.from, span.to));
}
