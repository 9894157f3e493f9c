import type { Row, Table } from '../../markdown/model.ts';
import { align, type Alignable } from './align.ts';
import type { Found, Side, Sides, Within } from './model.ts';
import { added, kept, moved, removed } from './partners.ts';
import { oneLine } from './tidy.ts';

interface TablePart extends Alignable {
  readonly table: Table;
}

interface RowPart extends Alignable {
  readonly row: Row;
  readonly cells: readonly string[];
}

/** What changed in tables: their columns, rows and cells. */
export function tableChanges(sides: Sides, within: Within, before: readonly Table[], after: readonly Table[]): Found[] {
  const tables = { before: before.map(tablePart), after: after.map(tablePart) };
  const aligned = { ...tables, partners: align(tables.before, tables.after, true) };
  const said = { what: 'table', place: within.id, section: within.id } as const;
  return [
    ...kept(aligned).flatMap((pair) => [
      ...columnChanges(within, pair.before.table, pair.after.table),
      ...rowChanges(sides, within, pair.before.table, pair.after.table),
    ]),
    ...removed(aligned, (part) => part.table.span, within.from).map(({ part, at }): Found => {
      return { kind: 'removed', ...said, at, before: textOf(sides.before, part.table) };
    }),
    ...added(aligned).map(({ table }): Found => {
      return { kind: 'added', ...said, at: table.span.from, after: textOf(sides.after, table) };
    }),
  ];
}

function tablePart(table: Table): TablePart {
  const columns = table.columns.join(' | ');
  return { table, exact: columns, key: columns.toLowerCase(), text: columns };
}

function columnChanges(within: Within, before: Table, after: Table): Found[] {
  const [mine, theirs] = [before, after].map(({ columns }) => columns.join(' | '));
  if (mine === undefined || theirs === undefined || mine === theirs) return [];
  const at = after.span.from;
  return [{ kind: 'changed', what: 'columns', place: within.id, section: within.id, at, before: mine, after: theirs }];
}

function rowChanges(sides: Sides, within: Within, before: Table, after: Table): Found[] {
  const rows = {
    before: before.rows.map((row) => rowPart(sides.before, row)),
    after: after.rows.map((row) => rowPart(sides.after, row)),
  };
  const aligned = { ...rows, partners: align(rows.before, rows.after) };
  const said = ({ row }: RowPart): Omit<Found, 'kind'> => {
    return { what: 'row', place: row.id, section: within.id, at: row.span.from };
  };
  const start = after.header[0]?.span.to ?? after.span.from;
  return [
    ...kept(aligned).flatMap((pair) => cellChanges(said(pair.after), pair)),
    ...moved(aligned).map(({ part, behind }): Found => {
      return { kind: 'moved', ...said(part), behind: behind?.row.id ?? '' };
    }),
    ...removed(aligned, (part) => part.row.span, start).map(({ part, at }): Found => {
      return { kind: 'removed', ...said(part), at, before: textOf(sides.before, part.row) };
    }),
    ...added(aligned).map((part): Found => ({ kind: 'added', ...said(part), after: textOf(sides.after, part.row) })),
  ];
}

function rowPart(side: Side, row: Row): RowPart {
  const cells = row.cells.map(({ span }) => oneLine(side.document.text.slice(span.from, span.to)));
  const key = cells[0] === '' ? undefined : cells[0]?.toLowerCase();
  const text = cells.join(' | ');
  return { row, cells, exact: text, key, text };
}

/** Cell by cell; where the columns changed, those that both tables have, by their names. */
function cellChanges(said: Omit<Found, 'kind'>, { before, after }: { before: RowPart; after: RowPart }): Found[] {
  const [mine, theirs] = [before.row.table.columns, after.row.table.columns];
  const isSame = mine.join('\n') === theirs.join('\n');
  return theirs.flatMap((name, index): Found[] => {
    const place = isSame ? index : mine.indexOf(name);
    const cells = { before: place === -1 ? undefined : (before.cells[place] ?? ''), after: after.cells[index] ?? '' };
    if (cells.before === undefined || cells.before === cells.after) return [];
    return [{ kind: 'changed', ...said, what: 'cell', name, ...cells }];
  });
}

function textOf({ document }: Side, { span }: Table | Row): string {
  return document.text.slice(span.from, span.to);
}
