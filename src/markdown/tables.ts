import type { Block, Cell, Line, Row, Table } from './model.ts';
import { plainText } from './inline.ts';

/** Reads a GFM table's cells. Pipes split cells wherever no backslash stands before them, in code spans too, as markdown-it splits. */
export function readTable(text: string, lines: readonly Line[], block: Block): Table | undefined {
  const head = lines[block.first];
  const last = lines[block.end - 1];
  if (head === undefined || last === undefined) return undefined;
  const header = readCells(text, head);
  const table: Table & { rows: Row[] } = {
    span: { from: rowStart(text, head), to: last.to },
    columns: header.map((cell) => plainText(text.slice(cell.span.from, cell.span.to))),
    header,
    rows: [],
    line: block.first,
  };
  for (let index = block.first + 2; index < block.end; index += 1) {
    const line = lines[index];
    if (line === undefined) continue;
    const cells = readCells(text, line).slice(0, header.length);
    table.rows.push({
      kind: 'row',
      id: '',
      cells,
      span: { from: rowStart(text, line), to: line.to },
      line: index,
      table,
    });
  }
  return table;
}

/** Where a table's line begins behind the marks of quotes and lists around it. */
function rowStart(text: string, line: Line): number {
  let at = line.from;
  while (at < line.to && ' \t>'.includes(text.charAt(at))) at += 1;
  return at;
}

function readCells(text: string, line: Line): Cell[] {
  const start = rowStart(text, line);
  let end = line.to;
  while (end > start && ' \t'.includes(text.charAt(end - 1))) end -= 1;
  const pipes: number[] = [];
  for (let at = start; at < end; at += 1) {
    if (text[at] === '|' && (at === start || text[at - 1] !== '\\')) pipes.push(at);
  }
  const edges = [...(pipes[0] === start ? [] : [start - 1]), ...pipes, ...(pipes.at(-1) === end - 1 ? [] : [end])];
  const cells: Cell[] = [];
  for (let index = 0; index + 1 < edges.length; index += 1) {
    cells.push(cellBetween(text, (edges[index] ?? 0) + 1, edges[index + 1] ?? 0));
  }
  return cells;
}

function cellBetween(text: string, from: number, to: number): Cell {
  let first = from;
  let last = to;
  while (first < last && ' \t'.includes(text.charAt(first))) first += 1;
  while (last > first && ' \t'.includes(text.charAt(last - 1))) last -= 1;
  if (first === last) {
    // An empty cell is written after its first blank, where it has one.
    const at = from < to ? from + 1 : from;
    return { span: { from: at, to: at }, outer: { from, to } };
  }
  return { span: { from: first, to: last }, outer: { from, to } };
}
