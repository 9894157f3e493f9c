import type { Document, Field, Item, Section, Span } from '../../../markdown/model.ts';
import type { Splice } from '../../../markdown/splices.ts';
import type { ProgressGroup, ProgressList } from '../../progress/progressLists.ts';
import { createFilled } from '../../progress/taskPlaces.ts';
import type { Subject } from '../model.ts';
import { gapBelow } from './gaps.ts';
import { type ListForm, listForm } from './progressListForm.ts';
import { prefixBelow, prefixOf } from './taskNote.ts';

/** An entry without marker and box, and how the lines below its first are set off. */
export interface EntryText {
  readonly text: string;
  /** What stands before its marker. */
  readonly prefix: string;
  /** Columns from its marker to its content. */
  readonly width: number;
}

/** Puts an entry at the end of a list; samples and 'None' make way for the first one. */
export function entrySplice(
  subject: Subject,
  group: ProgressGroup,
  list: ProgressList,
  entry: EntryText,
): readonly Splice[] {
  const { document } = subject;
  const form = listForm(subject, group);
  const last = list.items.at(-1);
  const first = list.items[0];
  if (first === undefined || last === undefined) return emptySplice(subject, list, form, entry);
  const prefix = prefixOf(document, last);
  if (!list.items.some((item) => form.isReal(item)) && isOneRun(document, list.items)) {
    const text = written(entry, prefixOf(document, first), first.marker, form.boxIn(list));
    return [{ from: first.span.from, to: last.span.to, text }];
  }
  const text = prefix + written(entry, prefix, next(last.marker), form.boxIn(list));
  const at = last.span.to;
  return [{ from: at, to: at, text: gapIn(document, list.items) + text + gapBelow(document, last) }];
}

/** A list of which only heading or label stand yet, or 'None' below it. */
function emptySplice(subject: Subject, list: ProgressList, form: ListForm, entry: EntryText): readonly Splice[] {
  const { holder } = list;
  if (holder.kind === 'field') return labelSplice(subject, holder, form.boxIn(list), form.marker, entry);
  return headingSplice(subject, holder, written(entry, '', form.marker, form.boxIn(list)));
}

function headingSplice(subject: Subject, { body }: Section, text: string): readonly Splice[] {
  const { document } = subject;
  if (body.from < body.to && !createFilled(subject)(body)) return [{ ...body, text }];
  return [{ from: body.to, to: body.to, text: document.eol + document.eol + text }];
}

function labelSplice(
  { document }: Subject,
  field: Field,
  box: string,
  marker: string,
  entry: EntryText,
): readonly Splice[] {
  const line = document.lines[field.line];
  const end = Math.max(field.labelSpan.to, field.value.to, line?.to ?? 0);
  const start = line?.from ?? field.labelSpan.from;
  const prefix =
    field.item === undefined
      ? document.text.slice(start, field.labelSpan.from).replace(/[^ \t>]/g, ' ')
      : prefixBelow(document, field.item);
  const below = document.lines.find((each) => each.from >= end);
  // Text right below would go on in the new item.
  const runsOn =
    field.item === undefined && below !== undefined && /[^\s>]/.test(document.text.slice(below.from, below.to));
  const text = `${document.eol}${prefix}${written(entry, prefix, marker, box)}${runsOn ? document.eol : ''}`;
  return [{ from: field.labelSpan.to, to: end, text }];
}

/** The entry behind a marker and box of the list it joins. */
function written({ text, prefix, width }: EntryText, newPrefix: string, marker: string, box: string): string {
  const parts = text.split(/(\r\n|\r|\n)/);
  const grown = marker.length + 1 - width;
  const lines = parts.map((part, index) => {
    if (index === 0 || index % 2 === 1 || part === '') return part;
    const bare = part.startsWith(prefix) ? part.slice(prefix.length) : part.trimStart();
    const blanks = /^ */.exec(bare)?.[0].length ?? 0;
    return newPrefix + (grown >= 0 ? ' '.repeat(grown) + bare : bare.slice(Math.min(-grown, blanks)));
  });
  return `${marker} ${box}${lines.join('')}`;
}

/** `3.` behind `2.`; a bullet stays. */
function next(marker: string): string {
  const number = /^(\d+)([.)])$/.exec(marker);
  return number === null ? marker : `${Number(number[1]) + 1}${number[2]}`;
}

/** A line ending, and a blank line where the list has such. */
function gapIn(document: Document, items: readonly Item[]): string {
  const [first, second] = items;
  if (first === undefined || second === undefined) return document.eol;
  const between = document.text.slice(first.span.to, second.span.from);
  const isLoose = /(?:\r\n|\n|\r(?!\n))[ \t>]*(?:\r\n|\n|\r)/.test(between);
  return isLoose ? document.eol + prefixOf(document, first).trimEnd() + document.eol : document.eol;
}

/** Nothing but white space stands between the items. */
function isOneRun(document: Document, items: readonly Item[]): boolean {
  return items.every((item, index) => {
    const before: Span | undefined = items[index - 1]?.span;
    return before === undefined || /^[\s>]*$/.test(document.text.slice(before.to, item.span.from));
  });
}
