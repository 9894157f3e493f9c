import type { Row, Section, Table } from '../../../../markdown/model.ts';
import type { Splice } from '../../../../markdown/splices.ts';
import type { Principle } from '../../../constitution/model.ts';
import { cellText } from '../../lists.ts';
import { areSamples } from '../../writeColumns.ts';
import { wordsInColumn } from './context.ts';
import type { MarkContext, Sibling, VerdictRecord } from './model.ts';
import { noteOf } from './note.ts';
import { styledWord } from './runs.ts';
import { numbered } from './siblingName.ts';

/** A row below another's, its cells where the other has them. */
export function rowAfter(
  context: MarkContext,
  { named, principle: other }: Sibling,
  row: Row,
  principle: Principle,
  record: VerdictRecord,
): Splice[] {
  const cells = named.place.cells.map(({ text }) => text);
  const at = Math.max(
    cells.findIndex((text) => context.records.reader.names.match(text) === other),
    0,
  );
  const { status, notes } = context.columnsOf(row.id) ?? {};
  const name = nameCell(cells[at] ?? '', other, principle);
  const text = rowText(context, row.table, { at, name, number: principle.number, status, notes }, record);
  const line = context.subject.document.lines[row.line];
  const indent = context.subject.document.text.slice(line?.from ?? row.span.from, row.span.from);
  return [{ from: row.span.to, to: row.span.to, text: `${context.subject.document.eol}${indent}${text}` }];
}

function nameCell(cell: string, other: Principle, principle: Principle): string {
  const marks = /^(\*\*|__|\*|_)(?=\S)/.exec(cell)?.[0] ?? '';
  const name = numbered(cell, other, principle);
  return cell.endsWith(marks) ? `${marks}${name}${marks}` : name;
}

interface RowShape {
  /** The column of the name. */
  readonly at: number;
  readonly name: string;
  readonly number: string | undefined;
  readonly status: string | undefined;
  readonly notes: string | undefined;
}

function rowText(context: MarkContext, table: Table, shape: RowShape, record: VerdictRecord): string {
  const { document } = context.subject;
  const { status, notes } = shape;
  const cellsOf = (column: string): string[] =>
    table.rows.map((row) => {
      const span = row.cells[table.columns.indexOf(column)]?.span;
      return span === undefined ? '' : document.text.slice(span.from, span.to);
    });
  const note = noteOf(context, record);
  const word =
    record.word === undefined
      ? ''
      : styledWord(record.word, undefined, wordsInColumn(context, cellsOf(status ?? notes ?? '')), context.vocabulary);
  const cells = table.columns.map((column, index) => {
    if (index === shape.at) return shape.name;
    if (index < shape.at) return shape.number ?? '';
    if (column === status) return notes === undefined ? `${word}: ${note}` : word;
    if (column === notes) return status === undefined ? `${word}: ${note}` : note;
    return '';
  });
  return `| ${cells.map((cell) => cellText(cell, shape.name)).join(' | ')} |`;
}

/** The first row of a table that has none of a principle: samples make way for it. */
export function firstRow(
  context: MarkContext,
  table: Table,
  section: Section,
  principle: Principle,
  record: VerdictRecord,
): Splice[] {
  const { subject } = context;
  const titled = (label: string): string | undefined =>
    table.columns.find((column, index) => index > 0 && subject.words.label(label).is(column));
  const at = Math.max(
    table.columns.findIndex((column) => subject.words.label('principle').is(column)),
    0,
  );
  const status = titled('verdict');
  const notes = table.columns.find(
    (column, index) => index > 0 && index !== at && column !== status && subject.words.label('evidence').is(column),
  );
  const last = status === undefined && notes === undefined ? table.columns.at(-1) : notes;
  const shape = { at, name: principle.title, number: principle.number, status, notes: last };
  const text = rowText(context, table, shape, record);
  const [first] = table.rows;
  const end = table.rows.at(-1);
  if (first !== undefined && end !== undefined && areSamples(subject, section, table.rows))
    return [{ from: first.span.from, to: end.span.to, text }];
  return [{ from: table.span.to, to: table.span.to, text: subject.document.eol + text }];
}
