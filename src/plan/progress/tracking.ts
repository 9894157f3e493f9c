import type { Cell, Document, Item, Section, Span } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { outermost, withoutHoles } from '../../markdown/spans.ts';
import type { Subject } from '../edits/model.ts';
import { sectionsWithRole } from '../roles.ts';
import { ownItems, ownRows } from './own.ts';
import { statusColumn, type TaskRow } from './taskRows.ts';
import { workOf } from './work.ts';

/** What an approval stands on, whatever is tracked there. */
const grounds = ['constitution', 'questions', 'unknowns', 'gates', 'approvals'] as const;

/**
 * Stretches that only track the work: they belong to no approval's substance. Progress lists, status cells with their notes, the boxes
 * of tasks and what hangs below them, and the checklist that gates only the plan's end. In order, disjoint.
 */
export function trackingSpans(document: Document, subject: Subject): readonly Span[] {
  const { tasks, groups } = workOf(subject);
  const kept = outermost(groundSpans(document, subject));
  const spans = [
    ...groups.flatMap(({ lists }) => lists.map((list) => list.span)),
    ...tasks.flatMap(({ place }) => (place.kind === 'item' ? itemSpans(place.item) : [])),
    ...tasks.flatMap(({ place }) => (place.kind === 'row' ? rowSpans(place, subject) : [])),
    ...timelineSpans(document, subject),
    ...checklistSpans(document, subject),
  ];
  return withoutHoles(outermost(spans.filter(({ from, to }) => from < to)), kept);
}

/** The sections that an approval stands on: nothing in them is tracking alone. Nested as they stand. */
export function groundSpans(document: Document, { words, template }: Subject): readonly Span[] {
  return grounds.flatMap((role) => sectionsWithRole(document, words, role, template).map((section) => section.span));
}

/** The box with the blank behind it, and the plain items below: notes, and what tells the state. */
function itemSpans(item: Item): readonly Span[] {
  const box = item.box === undefined ? [] : [{ from: item.box.span.from, to: item.text.from }];
  return [...box, ...item.children.filter((child) => !holdsBox(child)).map((child) => child.span)];
}

/** A box below is a task of its own, or part of what the task is. */
function holdsBox(item: Item): boolean {
  return item.box !== undefined || item.children.some(holdsBox);
}

function rowSpans({ row, column }: TaskRow, { words }: Subject): readonly Span[] {
  const notes = row.table.columns.findIndex(
    (title, index) => index > 0 && index !== column && words.label('evidence').is(title),
  );
  return [row.cells[column], row.cells[notes]].flatMap(outerOf);
}

function outerOf(cell: Cell | undefined): readonly Span[] {
  return cell === undefined ? [] : [cell.outer];
}

function timelineSpans(document: Document, subject: Subject): readonly Span[] {
  return sectionsBelow(document, subject, 'timeline').flatMap((section) =>
    ownRows(section).flatMap((row) => outerOf(row.cells[statusColumn(row, subject.words) ?? -1])),
  );
}

function checklistSpans(document: Document, subject: Subject): readonly Span[] {
  const boxed = (item: Item): readonly Span[] => [
    ...(item.box === undefined ? [] : itemSpans(item)),
    ...item.children.filter((child) => child.box !== undefined || item.box === undefined).flatMap(boxed),
  ];
  return sectionsBelow(document, subject, 'completion').flatMap((section) => ownItems(section).flatMap(boxed));
}

/** The sections that fit a role, with everything below them. */
export function sectionsBelow(document: Document, { words, template }: Subject, role: string): readonly Section[] {
  const roots = new Set(sectionsWithRole(document, words, role, template));
  const inside = new Set<Section>();
  for (const section of listSections(document)) {
    if (roots.has(section) || (section.parent !== undefined && inside.has(section.parent))) inside.add(section);
  }
  return [...inside];
}
