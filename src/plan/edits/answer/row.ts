import type { Row } from '../../../markdown/model.ts';
import type { Splice } from '../../../markdown/splices.ts';
import { isAnswerLabel, isDecision, isResolvedWord } from '../../questions/closed.ts';
import type { FoundQuestion } from '../../questions/questions.ts';
import { textOf, writtenText } from '../../questions/reading.ts';
import { cellText } from '../lists.ts';
import { arrowSplice } from './arrow.ts';
import { unmarked } from './marker.ts';
import type { Decision } from './model.ts';
import { type Reading, rowOf } from './reading.ts';
import { resolvedWord } from './status.ts';
import { inOneLine } from './decision.ts';

/** A row's answer goes into its column for answers, else behind the question's words; its status says that it is settled. */
export function answerRow(reading: Reading, question: FoundQuestion, decision: Decision): Splice[] {
  const row = rowOf(reading, question);
  const { words, document } = reading.source;
  const reason = decision.rationale === undefined ? undefined : openColumn(reading, row, 'rationale');
  const by = decision.by === undefined ? undefined : openColumn(reading, row, 'decidedBy');
  const written = inOneLine({
    text: decision.text,
    rationale: reason === undefined ? decision.rationale : undefined,
    by: by === undefined ? decision.by : undefined,
  });
  const home = answerColumn(reading, row, question);
  const status = row.table.columns.findIndex((column) => words.label('status').is(column));
  const writes = new Map<number, string>();
  if (reason !== undefined && decision.rationale !== undefined) writes.set(reason, decision.rationale);
  if (by !== undefined && decision.by !== undefined) writes.set(by, decision.by);
  if (home !== undefined) writes.set(home, written);
  if (status !== -1 && status !== home && !isResolvedWord(cellOf(reading, row, status), words)) {
    writes.set(status, resolvedWord(reading, row, status));
  }
  const beside =
    home === undefined ? [arrowSplice(document.text, question.span, 'Answer', cellText(written, question.id))] : [];
  return [...unmarked(reading, question.span), ...beside, ...writeCells(reading, row, writes)];
}

/** Puts texts into the cells of a row by column; cells that a short row lacks are added. */
export function writeCells({ source }: Reading, row: Row, texts: ReadonlyMap<number, string>): Splice[] {
  const { text } = source.document;
  const { cells, table, span } = row;
  const splices = [...texts].flatMap(([column, value]) => {
    const cell = cells[column];
    if (cell === undefined) return [];
    const written = cellText(value, `${table.columns[column] ?? ''} in ${row.id}`);
    if (text.slice(cell.span.from, cell.span.to) === written) return [];
    if (cell.span.from < cell.span.to) return [{ ...cell.span, text: written }];
    const before = cell.span.from > cell.outer.from ? '' : ' ';
    return [{ ...cell.span, text: `${before}${written}${cell.span.to < cell.outer.to ? '' : ' '}` }];
  });
  const missing = [...texts.keys()].filter((column) => column >= cells.length);
  if (missing.length === 0) return splices;
  const last = Math.max(...missing);
  const added = table.columns
    .slice(cells.length, last + 1)
    .map((_, index) => cellText(texts.get(cells.length + index) ?? '', row.id));
  const own = text.slice(span.from, span.to).trimEnd();
  const at = span.from + own.length;
  return [
    ...splices,
    {
      from: at,
      to: at,
      text: `${own.endsWith('|') ? '' : ' |'}${added.map((cell) => (cell === '' ? ' |' : ` ${cell} |`)).join('')}`,
    },
  ];
}

/** The first column of one of the named labels. */
export function columnNamed({ source }: Reading, row: Row, ...names: readonly string[]): number | undefined {
  const index = row.table.columns.findIndex((column) => names.some((name) => source.words.label(name).is(column)));
  return index === -1 ? undefined : index;
}

function openColumn(reading: Reading, row: Row, name: string): number | undefined {
  const column = columnNamed(reading, row, name);
  return column === undefined || hasDecision(reading, row, column) ? undefined : column;
}

/** The column that asks for the answer; where there are several, the one for the decision. */
function answerColumn(reading: Reading, row: Row, question: FoundQuestion): number | undefined {
  const { words } = reading.source;
  const all = row.table.columns.map((label) => ({ label }));
  const columns = all.flatMap(({ label }, index) => {
    const isQuestion = row.cells[index]?.span.from === question.span.from;
    const asks =
      isAnswerLabel(words, label, all) && (question.kind === 'approval' || !words.label('approval').is(label));
    return asks && !isQuestion && !hasDecision(reading, row, index) ? [{ index, label }] : [];
  });
  return (columns.find(({ label }) => words.label('answer').is(label)) ?? columns[0])?.index;
}

function hasDecision(reading: Reading, row: Row, column: number): boolean {
  const cell = row.cells[column];
  return cell !== undefined && isDecision(writtenText(reading.source, cell.span), reading.source.words);
}

function cellOf(reading: Reading, row: Row, column: number): string {
  const cell = row.cells[column];
  return cell === undefined ? '' : textOf(reading.source, cell.span);
}
