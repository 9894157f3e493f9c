import { plainText } from '../../../markdown/inline.ts';
import type { Row, Table } from '../../../markdown/model.ts';
import type { Splice } from '../../../markdown/splices.ts';
import { slotWords } from '../../../template/infer/words.ts';
import type { Subject, Value } from '../model.ts';
import { insert, offsetAfter, placeAt } from './insert.ts';
import { type Made, type TableTarget, unchanged } from './model.ts';
import { type NewCell, newCells, rowLine } from './rowCells.ts';
import { joined, leftovers, lineRemoval } from './makeWay.ts';
import { hasSlot, isSampleRow } from './samples.ts';
import { siblingBefore } from './siblings.ts';

/** Adds a row by columns. Sample rows and 'None' make way for the first real one, a row of totals stays last. Throws PlanError. */
export function addRow(
  subject: Subject,
  target: TableTarget,
  values: Readonly<Record<string, Value>>,
  after: string | undefined,
): Made {
  const { section, table } = target;
  const { document } = subject;
  const samples = table.rows.filter((row) => isSampleRow(subject, section, row));
  const [first] = samples;
  const taken = new Set(samples);
  const body = table.rows.filter((row) => !taken.has(row) && !isTotal(subject, row));
  const cells = newCells(subject, target, values, { body, samples });
  const before = siblingBefore(subject, body, after, section.id);
  const neighbour = after === undefined || before === undefined ? body.at(-1) : body[body.indexOf(before) + 1];
  if (neighbour !== undefined && isSame(subject, neighbour, cells)) return unchanged(document);
  const line = rowLine(subject, table, cells);
  const { splice, inner } =
    before === undefined && first !== undefined ? inPlaceOf(first, line) : behind(subject, table, before, line);
  const gone = samples.filter((row) => before !== undefined || row !== first);
  const removals = [
    ...gone.map((row) => lineRemoval(subject, row.line)),
    ...leftovers(subject, section, samples, body.length === 0),
  ];
  const splices = [splice, ...joined(removals)];
  const { document: grown, warnings } = insert(document, splices, section.id);
  const row = placeAt(grown, offsetAfter(splices, splice, inner), 'row', section.id);
  return { document: grown, places: [row.id], warnings };
}

function isTotal({ document }: Subject, row: Row): boolean {
  const first = row.cells.find((cell) => cell.span.from < cell.span.to);
  const words = first === undefined ? '' : plainText(document.text.slice(first.span.from, first.span.to));
  return slotWords.total.has(words.replace(/[:：]$/, '').toLowerCase());
}

interface Written {
  readonly splice: Splice;
  /** Where the row begins in the splice's text. */
  readonly inner: number;
}

function inPlaceOf(sample: Row, line: string): Written {
  return { splice: { ...sample.span, text: line }, inner: 0 };
}

/** Behind a row, else right below the table's head. */
function behind({ document }: Subject, table: Table, row: Row | undefined, line: string): Written {
  const to = document.lines[row?.line ?? table.line + 1]?.to ?? table.span.to;
  const indent = document.text.slice(document.lines[table.line]?.from ?? 0, table.span.from);
  const lead = document.eol + indent;
  return { splice: { from: to, to, text: lead + line }, inner: lead.length };
}

/** Cells that were given are equal; the others are as open as they would be. A number that goes on is not compared. */
function isSame({ document, slots }: Subject, row: Row, cells: readonly NewCell[]): boolean {
  return cells.every((cell, index) => {
    const span = row.cells[index]?.span;
    const text = span === undefined ? '' : document.text.slice(span.from, span.to);
    if (cell.from === 'number' || text === cell.text) return true;
    return cell.from === 'form' && (text === '' || (span !== undefined && hasSlot({ slots }, span)));
  });
}
