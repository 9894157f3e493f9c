import { PlanError } from '../../errors.ts';
import type { Row, Section, Span } from '../../markdown/model.ts';
import { choose, optionsIn, optionsOfColumn } from './choices.ts';
import { inCode } from './inCode.ts';
import { cellText } from './lists.ts';
import type { Subject, Value, Write } from './model.ts';
import type { Target } from './targets.ts';
import { slotWithin } from './slotWithin.ts';
import { writtenLines } from './written.ts';

type ColumnTarget = Extract<Target, { kind: 'column' }>;

export interface ColumnWrite {
  readonly target: ColumnTarget;
  readonly value: Value;
}

/** Writes cells by column: one text for one row, a list for as many rows; sample rows make way for as many as the lists are long. */
export function writeColumns(subject: Subject, columns: readonly ColumnWrite[]): Write[] {
  const tables = new Set(columns.map((column) => column.target.table));
  return [...tables].map((table) =>
    writeTable(
      subject,
      columns.filter((column) => column.target.table === table),
    ),
  );
}

function writeTable(subject: Subject, columns: readonly ColumnWrite[]): Write {
  const [first] = columns;
  if (first === undefined) return { splices: [], spans: [] };
  const { rows, section, table } = first.target;
  const lengths = new Set(columns.map(({ value }) => (typeof value === 'string' ? 1 : value.length)));
  const [count] = lengths;
  if (count === rows.length && lengths.size === 1)
    return joinWrites(rows.flatMap((row, index) => rowWrites(subject, columns, row, index)));
  if (count !== undefined && count > 0 && lengths.size === 1 && areSamples(subject, section, rows))
    return sampleWrite(subject, columns, count);
  const title = table.columns[first.target.column] ?? '';
  throw new PlanError(
    'unknown_field',
    `The table in ${section.id} has ${rows.length} rows; the values for ${title} are for ${[...lengths].join(' and ')}.`,
    {
      where: section.id,
      fix: `Send a list of ${rows.length} texts for each column, or one row's address: ${rows
        .map((row) => row.id)
        .slice(0, 10)
        .join(', ')}.`,
    },
  );
}

/** A full row changes cell by cell; a short one is written whole, with the cells that it lacked. */
function rowWrites(subject: Subject, columns: readonly ColumnWrite[], row: Row, index: number): Write[] {
  if (row.cells.length < row.table.columns.length) {
    return [{ splices: [{ ...row.span, text: rowText(subject, columns, row, index) }], spans: [row.span] }];
  }
  return columns.flatMap(({ target, value }) => {
    const cell = row.cells[target.column];
    if (cell === undefined) return [];
    const span = slotWithin(subject, cell.span) ?? cell.span;
    const given = typeof value === 'string' ? value : (value[index] ?? '');
    const where = `${target.table.columns[target.column] ?? ''} in ${row.id}`;
    const text = columnText(subject, target, row, inCode(subject.document, span, given, where));
    return [{ splices: [{ ...span, text: padded(span, cell.outer, text) }], spans: [span] }];
  });
}

/** Text in an empty cell keeps a blank to each pipe. */
function padded(span: Span, outer: Span, text: string): string {
  if (span.from < span.to) return text;
  const before = span.from > outer.from ? '' : ' ';
  return `${before}${text}${span.to < outer.to ? '' : ' '}`;
}

function columnText(subject: Subject, target: ColumnTarget, row: Row, value: string): string {
  const title = target.table.columns[target.column] ?? '';
  const cell = row.cells[target.column];
  const here = cell === undefined ? [] : optionsIn(subject, cell.outer);
  const options = here.length > 0 ? here : optionsOfColumn(subject, target.section, title);
  return cellText(choose(options, value, `${title} in ${row.id}`), `${title} in ${row.id}`);
}

/** Rows that nobody wrote and whose first cell is itself a slot stand for any number of rows. */
export function areSamples(subject: Subject, section: Section, rows: readonly Row[]): boolean {
  return rows.every((row) => {
    const first = row.cells[0];
    const isSlot =
      first !== undefined &&
      subject.slots.some(({ slot }) => first.outer.from <= slot.span.from && slot.span.to <= first.outer.to);
    return isSlot && writtenLines(subject, section, row.span).length === 0;
  });
}

function sampleWrite(subject: Subject, columns: readonly ColumnWrite[], count: number): Write {
  const rows = columns[0]?.target.rows ?? [];
  const [first] = rows;
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return { splices: [], spans: [] };
  const { text, eol, lines } = subject.document;
  const indent = text.slice(lines[first.line]?.from ?? 0, first.span.from);
  const made = Array.from({ length: count }, (_, index) =>
    rowText(subject, columns, rows[Math.min(index, rows.length - 1)] ?? last, index),
  );
  const splice = { from: first.span.from, to: last.span.to, text: made.join(eol + indent) };
  return { splices: [splice], spans: [{ from: splice.from, to: splice.to }] };
}

/** A row's line: the given texts in their columns, what the row holds in the others. */
function rowText(subject: Subject, columns: readonly ColumnWrite[], row: Row, index: number): string {
  const cells = row.table.columns.map((_, column) => {
    const given = columns.find((each) => each.target.column === column);
    const span = row.cells[column]?.span;
    if (given === undefined) return span === undefined ? '' : subject.document.text.slice(span.from, span.to);
    const value = typeof given.value === 'string' ? given.value : (given.value[index] ?? '');
    return columnText(subject, given.target, row, value);
  });
  return `| ${cells.join(' | ')} |`;
}

function joinWrites(writes: readonly Write[]): Write {
  return { splices: writes.flatMap((write) => write.splices), spans: writes.flatMap((write) => write.spans) };
}
