import type { Row, Section, Table } from '../../../../markdown/model.ts';
import { withDescendants } from '../../../../markdown/outline.ts';
import type { Splice } from '../../../../markdown/splices.ts';
import type { Principle } from '../../../constitution/model.ts';
import { isPlaceholder } from '../../../constitution/reader.ts';
import { appendTo } from '../../append.ts';
import { cellText } from '../../lists.ts';
import type { Subject } from '../../model.ts';
import { areSamples } from '../../writeColumns.ts';
import { removals } from './listEdits.ts';
import type { MarkContext, VerdictRecord } from './model.ts';
import { plainTitle } from './siblingName.ts';

/** The columns of a table that a plan has none of yet. */
const usual = ['Violation', 'Why Needed', 'Simpler Alternative Rejected Because'];

/** A justified violation has a row in the complexity table; what is not justified, or no violation, has none. */
export function listInTable(context: MarkContext, principle: Principle, record: VerdictRecord): Splice[] {
  const { violationSections } = context.records;
  const [section] = violationSections;
  if (section === undefined) return [];
  const found = violationSections
    .flatMap(withDescendants)
    .flatMap((each) => each.content.tables.map((table) => ({ table, section: each })))[0];
  const isListed = record.word === 'violation' && record.justification !== undefined;
  if (found === undefined) return isListed ? newTable(context, section, principle, record) : [];
  const own = found.table.rows.find((row) => isOwn(context, row, principle));
  if (!isListed) return own === undefined ? [] : without(context, found.table, own);
  if (own !== undefined) return changedRow(context, found.table, own, principle, record);
  return withRow(context, found.table, found.section, principle, record);
}

function newTable(context: MarkContext, section: Section, principle: Principle, record: VerdictRecord): Splice[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const cells = cellsOf(context.subject, usual, principle, record).map((cell) => cell ?? '');
  const rows = [line(usual), line(usual.map(() => '---')), line(cells)];
  return [...appendTo(context.subject, section, rows.join(context.subject.document.eol)).splices];
}

function firstCell({ subject }: MarkContext, row: Row): string {
  const span = row.cells[0]?.span;
  return span === undefined ? '' : subject.document.text.slice(span.from, span.to);
}

function isOwn(context: MarkContext, row: Row, principle: Principle): boolean {
  const { names } = context.records.reader;
  const first = firstCell(context, row);
  return (names.opening(first.replace(/^[\s*_"'`-]+/, ''))?.principle ?? names.match(first)) === principle;
}

/** What a record says in each column; undefined for one that is somebody else's to fill. */
function cellsOf(
  { words }: Pick<Subject, 'words'>,
  columns: readonly string[],
  principle: Principle,
  record: VerdictRecord,
): readonly (string | undefined)[] {
  const what = columns.findIndex(
    (column, index) => index > 0 && (words.label('violation').is(column) || words.label('violations').is(column)),
  );
  const titled = columns.findIndex((column, index) => index > 0 && words.label('justification').is(column));
  const why = titled === -1 ? columns.findIndex((_, index) => index > 0 && index !== what) : titled;
  return columns.map((_, index) => {
    if (index === why) return cellText(record.justification ?? '', principle.id);
    if (index === 0)
      return cellText(what === -1 ? `${plainTitle(principle)}: ${record.note}` : plainTitle(principle), principle.id);
    return index === what ? cellText(record.note, principle.id) : undefined;
  });
}

function changedRow(
  context: MarkContext,
  table: Table,
  row: Row,
  principle: Principle,
  record: VerdictRecord,
): Splice[] {
  const { text } = context.subject.document;
  return cellsOf(context.subject, table.columns, principle, record).flatMap((value, index) => {
    const cell = row.cells[index];
    if (cell === undefined || value === undefined || text.slice(cell.span.from, cell.span.to) === value) return [];
    return [{ ...cell.span, text: value }];
  });
}

/** A new row: over samples, or over one that says there is none. */
function withRow(
  context: MarkContext,
  table: Table,
  section: Section,
  principle: Principle,
  record: VerdictRecord,
): Splice[] {
  const { subject } = context;
  const cells = cellsOf(subject, table.columns, principle, record).map((cell) => cell ?? '');
  const text = `| ${cells.join(' | ')} |`;
  const [first] = table.rows;
  const last = table.rows.at(-1);
  const isEmpty = table.rows.every((row) => saysNone(context, row)) || areSamples(subject, section, table.rows);
  if (first !== undefined && last !== undefined && isEmpty) return [{ from: first.span.from, to: last.span.to, text }];
  return [{ from: table.span.to, to: table.span.to, text: subject.document.eol + text }];
}

function saysNone(context: MarkContext, row: Row): boolean {
  const first = firstCell(context, row);
  return first === '' || isPlaceholder(first) || context.subject.words.none.is(first);
}

function without(context: MarkContext, table: Table, row: Row): Splice[] {
  if (table.rows.length > 1) return removals(context.subject.document, [row.span]);
  const cells = table.columns.map((_, index) => (index === 0 ? 'None' : '-'));
  return [{ ...row.span, text: `| ${cells.join(' | ')} |` }];
}
