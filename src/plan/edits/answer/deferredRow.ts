import type { Row, Table } from '../../../markdown/model.ts';
import type { Splice } from '../../../markdown/splices.ts';
import type { Pair } from '../../questions/entry.ts';
import { saysNone, textOf, writtenText } from '../../questions/reading.ts';
import { isNumber, questionColumn } from '../../questions/tables.ts';
import type { Words } from '../../words.ts';
import { cellText } from '../lists.ts';
import type { Carried } from './carry.ts';
import { type Deferral, deferredWords } from './deferInPlace.ts';
import type { Reading } from './reading.ts';

/** One more row among the deferred decisions; a row that nobody has written makes way. Undefined where the table has no place for all of it. */
export function deferredRow(
  reading: Reading,
  table: Table,
  carried: Carried,
  deferral: Deferral,
): Splice[] | undefined {
  const { document, words } = reading.source;
  const own = [...carried.inline, ...carried.below.flatMap((part) => part.pair ?? [])];
  if (carried.below.some((part) => part.pair === undefined)) return undefined;
  const asked = questionColumn(reading.source, table);
  const last = table.rows.at(-1);
  const isFirst = table.rows.every((row) => isBareRow(reading, row, asked));
  const { texts, rest } = cellsOf(table, asked, own, deferral, words);
  const beside = rest.length === 0 ? '' : ` (${rest.map((pair) => `${pair.label}: ${pair.value}`).join(', ')})`;
  const isDated = table.columns.some((column) => words.label('revisit').is(column) || words.label('due').is(column));
  const arrow = isDated ? '' : ` → **Deferred**: ${deferredWords(deferral, words)}`;
  texts.set(asked, carried.text + beside + arrow);
  if (asked > 0) texts.set(0, nextNumber(reading, last, isFirst));
  const cells = table.columns.map((_, column) => cellText(texts.get(column) ?? '', 'the row'));
  const text = `| ${cells.join(' | ')} |`;
  const [first] = table.rows;
  if (first !== undefined && last !== undefined && isFirst) return [{ from: first.span.from, to: last.span.to, text }];
  const indent =
    /^[ \t>]*/.exec(document.text.slice(document.lines[table.line]?.from ?? 0, table.span.from))?.[0] ?? '';
  return [{ from: table.span.to, to: table.span.to, text: document.eol + indent + text }];
}

/** What each column says; `rest` has no column. */
function cellsOf(
  table: Table,
  asked: number,
  pairs: readonly Pair[],
  { until, rationale }: Deferral,
  words: Words,
): { texts: Map<number, string>; rest: Pair[] } {
  const columnOf = (name: string): number => table.columns.findIndex((column) => words.label(name).is(column));
  const dated = columnOf('revisit') === -1 ? columnOf('due') : columnOf('revisit');
  const reason = columnOf('rationale');
  const texts = new Map<number, string>();
  if (dated !== -1)
    texts.set(dated, until + (reason === -1 && rationale !== undefined ? `; because ${rationale}` : ''));
  if (reason !== -1 && rationale !== undefined) texts.set(reason, rationale);
  if (columnOf('status') !== -1) texts.set(columnOf('status'), 'Deferred');
  const rest = pairs.filter((pair) => {
    const known = ['owner', 'impact', 'options', 'rationale'].find((name) => words.label(name).is(pair.label));
    const same = table.columns.findIndex((column) => column.toLowerCase() === pair.label.toLowerCase());
    const column = same === -1 && known !== undefined ? columnOf(known) : same;
    if (column === -1 || column === asked || texts.has(column)) return true;
    texts.set(column, pair.value);
    return false;
  });
  return { texts, rest };
}

/** `D-4` behind `D-3`; what the first row had where it made way. */
function nextNumber({ source }: Reading, last: Row | undefined, isFirst: boolean): string {
  const cell = last?.cells[0];
  const text = cell === undefined ? '' : textOf(source, cell.span);
  if (!isNumber(text)) return '';
  return isFirst ? text : text.replace(/\d+/, (digits) => String(Number(digits) + 1));
}

function isBareRow({ source }: Reading, row: Row, asked: number): boolean {
  const cell = row.cells[asked];
  return (
    cell === undefined || writtenText(source, cell.span) === '' || saysNone(textOf(source, cell.span), source.words)
  );
}
