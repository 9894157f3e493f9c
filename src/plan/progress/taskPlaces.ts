import { isInside } from '../../markdown/inline.ts';
import type { Item, Section, Span } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { outermost, overlapsAny } from '../../markdown/spans.ts';
import type { Subject } from '../edits/model.ts';
import { bareTitle } from '../roles.ts';
import type { Words } from '../words.ts';
import type { OffTasks } from './offTasks.ts';
import { ownFields, ownItems } from './own.ts';
import type { Phases } from './phases.ts';
import { readTaskText } from './taskText.ts';

/** An item that is a task, outside the progress lists. */
export interface TaskItem {
  readonly kind: 'item';
  readonly section: Section;
  readonly item: Item;
}

/** What finding tasks needs to know of a plan. */
export interface TaskSource {
  readonly subject: Subject;
  readonly phases: Phases;
  readonly off: OffTasks;
  /** The spans of the progress lists, in order. */
  readonly listed: readonly Span[];
}

/** Every item that is a task: those of a Tasks list or heading, boxed or not, and every other box that stands for work. */
export function findTaskItems(source: TaskSource): readonly TaskItem[] {
  const { subject, off, listed } = source;
  const { document, words } = subject;
  const isFilled = createFilled(subject);
  return listSections(document).flatMap((section) => {
    if (section.kind === 'title' || off.hasNone(section)) return [];
    const lists = isTasksHeading(section, words) ? undefined : taskLists(section, words);
    const found: TaskItem[] = [];
    const visit = (item: Item, isTop: boolean): void => {
      if (isInside(listed, item.span.from) || off.isLabelled(section, item)) return;
      const isOfList = isTop && (lists === undefined || isInside(lists, item.span.from)) && !hasBoxBelow(item);
      if ((item.box !== undefined || isOfList || isTaskOfLabel(item, lists)) && isFilled(item.text))
        found.push({ kind: 'item', section, item });
      item.children.forEach((child) => visit(child, false));
    };
    ownItems(section).forEach((item) => visit(item, true));
    return found;
  });
}

/** A plain item with boxes below it is their heading. */
function hasBoxBelow(item: Item): boolean {
  return item.box === undefined && item.children.some((child) => child.box !== undefined || hasBoxBelow(child));
}

/** The items of a list that hangs below an item `- Tasks:`. */
function isTaskOfLabel(item: Item, lists: TaskLists | undefined): boolean {
  return lists?.nested.has(item) === true && !hasBoxBelow(item);
}

type TaskLists = readonly Span[] & { readonly nested: ReadonlySet<Item> };

/** Where the lists of a section stand that a label calls tasks. */
function taskLists(section: Section, words: Words): TaskLists {
  const fields = ownFields(section).filter((field) => field.items.length > 0 && words.label('tasks').is(field.label));
  const spans = outermost(fields.filter((field) => field.item === undefined).map((field) => field.span));
  const nested = new Set(fields.filter((field) => field.item !== undefined).flatMap((field) => field.items));
  return Object.assign(spans, { nested });
}

/** `#### Tasks`, or a unit below it. */
function isTasksHeading(section: Section, words: Words): boolean {
  if (section.title !== '' && words.label('tasks').is(bareTitle(section))) return true;
  return section.kind === 'unit' && section.parent !== undefined && isTasksHeading(section.parent, words);
}

/** Tells whether a stretch holds a task's words: more than slots, instructions, an ID and the label before them, and not 'None'. */
export function createFilled({ document, slots, instructions, words }: Subject): (span: Span) => boolean {
  const open = outermost([...slots.filter(({ slot }) => slot.sure), ...instructions].map(({ slot }) => slot.span));
  return (span) => {
    const source = document.text.slice(span.from, span.to);
    if (!overlapsAny(open, span)) return /[\p{L}\p{N}]/u.test(source) && !words.none.is(source);
    const { before, rest } = withoutSpans(document.text, span, open);
    const { label, text } = readTaskText(rest);
    const own = label === text ? '' : text;
    if (!/[\p{L}\p{N}]/u.test(own)) return false;
    // `Task 1: [what is done]` and `[item] - Blocked by: [reason]` are wholly to be filled.
    return !/[:：][*_`\s]*$/.test(own) || (before.trim() !== '' && !/[:：][*_`\s]*$/.test(before));
  };
}

/** The text of a stretch without its slots, and what stands before the first of them. */
function withoutSpans(text: string, span: Span, open: readonly Span[]): { before: string; rest: string } {
  let rest = '';
  let before: string | undefined;
  let at = span.from;
  for (const each of between(open, span)) {
    rest += text.slice(at, Math.max(at, each.from));
    before ??= rest;
    at = Math.max(at, Math.min(each.to, span.to));
  }
  return { before: before ?? '', rest: rest + text.slice(at, span.to) };
}

/** Those of some ordered, disjoint spans that overlap one. */
function between(ordered: readonly Span[], span: Span): readonly Span[] {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ordered[middle]?.to ?? 0) > span.from) high = middle;
    else low = middle + 1;
  }
  const found: Span[] = [];
  for (let at = low; at < ordered.length; at += 1) {
    const each = ordered[at];
    if (each === undefined || each.from >= span.to) break;
    found.push(each);
  }
  return found;
}
