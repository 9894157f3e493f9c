import type { Row, Section, Span, Table } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { reachOf } from '../reach.ts';
import { bareTitle } from '../roles.ts';
import type { Words } from '../words.ts';
import { isAnswerLabel, isDecision } from './closed.ts';
import { noDetails } from './details.ts';
import type { Entry, Frame, PlanSource } from './entry.ts';
import { type Asked, oneQuestion } from './items.ts';
import { columnLabel, rowPairs } from './pairs.ts';
import { ownContent, questionWords, textOf } from './reading.ts';

/** The rows of a table in a questions section. */
export function questionTable(source: PlanSource, section: Section, table: Table, frame: Frame): Entry[] {
  const column = questionColumn(source, table);
  return table.rows.flatMap((row) => readRow(source, section, row, column, frame));
}

/** The rows of a table under a heading such as 'Resolved' whose answer says that they are open all the same. */
export function openRows(source: PlanSource, section: Section, table: Table, frame: Frame): Entry[] {
  const { words } = source;
  const column = questionColumn(source, table);
  const isOpen = (row: Row): boolean => {
    const pairs = rowPairs(source, row);
    return pairs.some(({ label, value }) => {
      const isAnswer = isAnswerLabel(words, label, pairs) || words.label('status').is(label);
      return isAnswer && value !== '' && !isDecision(value, words);
    });
  };
  return table.rows.filter(isOpen).flatMap((row) => readRow(source, section, row, column, frame));
}

/** Tables elsewhere whose columns say that they keep questions: a question, with an owner, a date or an answer. */
export function strayTables(source: PlanSource, taken: readonly Span[]): Entry[] {
  const { words, document } = source;
  const frame: Frame = { kind: 'question', mixed: false, details: noDetails };
  const reach = reachOf(taken);
  const sections = listSections(document).filter(
    (section) => !isRecord(section, words) && reach(section.heading.from + 1) < section.span.to,
  );
  return sections.flatMap((section) =>
    ownContent(section)
      .tables.filter((table) => keepsQuestions(table, words) && reach(table.span.from + 1) <= table.span.from)
      .flatMap((table) => questionTable(source, section, table, frame)),
  );
}

function keepsQuestions(table: Table, words: Words): boolean {
  const has = (name: string): boolean => table.columns.some((column) => words.label(name).is(columnLabel(column)));
  return has('question') && !has('principle') && ['owner', 'due', 'answer', 'decision'].some(has);
}

/** Whether a section or one above it is a log of answers or a constitution check: those keep questions of another kind. */
export function isRecord(section: Section, words: Words): boolean {
  const isOther = ['clarifications', 'constitution', 'gates'].some((role) => words.role(role).is(bareTitle(section)));
  return isOther || (section.parent !== undefined && isRecord(section.parent, words));
}

/** The column that is called so and holds more than IDs, else the first behind a number or ID. */
export function questionColumn(source: PlanSource, table: Table): number {
  const isNumbering = (column: number): boolean => {
    const cells = table.rows.map((row) => row.cells[column]);
    return cells.length > 0 && cells.every((cell) => cell === undefined || isNumber(textOf(source, cell.span)));
  };
  const isNamed = (title: string): boolean => source.words.label('question').is(columnLabel(title));
  const named = table.columns.findIndex((title, column) => isNamed(title) && !isNumbering(column));
  if (named !== -1) return named;
  return table.columns.length > 1 && isNumbering(0) ? 1 : 0;
}

/** A cell that only counts or names its row: `3`, `Q-12`, empty. */
export function isNumber(cell: string): boolean {
  return /^[^\p{L}]*(?:[A-Z]{1,8}-?[^\p{L}]*)?$/u.test(cell);
}

function readRow(source: PlanSource, section: Section, row: Row, column: number, frame: Frame): Entry[] {
  const cell = row.cells[column];
  if (cell === undefined) return [];
  const pairs = rowPairs(source, row).filter((_, index) => index !== column);
  const first = row.cells[0];
  const id =
    column === 0 || first === undefined
      ? undefined
      : questionWords(`${textOf(source, first.span)}: x`, source.words).ownId;
  const asked: Asked = { form: 'row', section, place: row.id, line: row.line, span: row.span, asked: cell.span, pairs };
  const isStruck = first !== undefined && /^~~.*~~$/.test(textOf(source, first.span).trim());
  return oneQuestion(source, asked, frame).map((entry) => ({
    ...entry,
    ownId: id ?? entry.ownId,
    closed: entry.closed || isStruck,
  }));
}
