import type { Row, Section } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { plainText } from '../../markdown/inline.ts';
import { sectionsWithRole } from '../roles.ts';
import type { Words } from '../words.ts';
import { ownRows } from './own.ts';
import { createFilled, type TaskSource } from './taskPlaces.ts';
import { readTaskText, type TaskText } from './taskText.ts';

/** A table's row that is a task. */
export interface TaskRow {
  readonly kind: 'row';
  readonly section: Section;
  readonly row: Row;
  /** The status column. */
  readonly column: number;
  readonly words: TaskText;
}

/** Spec-kit's `T012` and its like, in a table of any section. */
const taskId = /^(?:T|TASK)-?\d{1,5}(?:\.\d{1,4}){0,3}[a-z]?$/i;

/** The rows that are tasks: of tables with a status column in sections about tasks, progress or phases, or with a task's ID. */
export function findTaskRows({ subject, phases, off }: TaskSource): readonly TaskRow[] {
  const { document, words, template } = subject;
  const about = new Set(
    ['tasks', 'progress', 'phases'].flatMap((role) => sectionsWithRole(document, words, role, template)),
  );
  const elsewhere = new Set(sectionsWithRole(document, words, 'timeline', template));
  const isFilled = createFilled(subject);
  return listSections(document).flatMap((section) => {
    if (section.kind === 'title' || off.hasNone(section)) return [];
    const isAbout = phases.of(section) !== undefined || isBelow(section, about);
    return ownRows(section).flatMap((row): TaskRow[] => {
      const column = statusColumn(row, words);
      const first = row.cells[0];
      if (column === undefined || first === undefined) return [];
      const cell = plainText(document.text.slice(first.span.from, first.span.to));
      if (!taskId.test(cell) && (!isAbout || isBelow(section, elsewhere) || isOfPlan(cell, row, words))) return [];
      const place = textCell(document.text, row, column);
      if (place === undefined || !isFilled(row.cells[place]?.span ?? first.span)) return [];
      return [{ kind: 'row', section, row, column, words: rowText(document.text, row, place, cell) }];
    });
  });
}

/** The column that says how far a row has come; the first column names the row. */
export function statusColumn(row: Row, words: Words): number | undefined {
  const at = row.table.columns.findIndex((title, index) => index > 0 && words.label('statusColumn').is(title));
  return at === -1 ? undefined : at;
}

/** A row that sums up a phase or all of them is no task. */
function isOfPlan(cell: string, row: Row, words: Words): boolean {
  return words.label('total').is(cell) || words.none.is(cell) || words.unit('phase').is(row.table.columns[0] ?? '');
}

/** The cell that says what the task is: the first, or the one behind an ID or a number. */
function textCell(text: string, row: Row, column: number): number | undefined {
  const at = row.cells.findIndex((cell, index) => {
    const source = plainText(text.slice(cell.span.from, cell.span.to));
    return index !== column && /\p{L}/u.test(source) && !(index === 0 && isId(source));
  });
  if (at !== -1 && at < 3) return at;
  return isId(plainText(text.slice(row.cells[0]?.span.from, row.cells[0]?.span.to))) ? 0 : undefined;
}

function isId(source: string): boolean {
  const { label, text } = readTaskText(source);
  return label !== undefined && label === text;
}

function rowText(text: string, row: Row, place: number, first: string): TaskText {
  const cell = row.cells[place];
  const read = readTaskText(cell === undefined ? '' : text.slice(cell.span.from, cell.span.to));
  return place > 0 && isId(first) ? { label: first, text: read.text } : read;
}

function isBelow(section: Section, roots: ReadonlySet<Section>): boolean {
  for (let at: Section | undefined = section; at !== undefined; at = at.parent) if (roots.has(at)) return true;
  return false;
}
