import { plainText } from '../../../markdown/inline.ts';
import type { Cell, Row, Section } from '../../../markdown/model.ts';
import { overlaps } from '../../../markdown/spans.ts';
import type { Splice } from '../../../markdown/splices.ts';
import type { TaskState } from '../../progress/model.ts';
import { type CellState, cellState, stateWords } from '../../progress/taskState.ts';
import { optionsIn, optionsOfColumn } from '../choices.ts';
import type { Subject } from '../model.ts';
import { slotWithin } from '../slotWithin.ts';

/** A status cell with the row that it stands in. */
export interface StatusCell {
  readonly section: Section;
  readonly row: Row;
  readonly column: number;
}

/** What a status cell says; a place to fill is open, words that we don't know are undefined. */
export function readStatus(subject: Subject, { row, column }: StatusCell): CellState | undefined {
  const cell = row.cells[column];
  if (cell === undefined || isOpenPlace(subject, cell)) return { state: 'open', word: '', reason: '' };
  return cellState(subject.document.text.slice(cell.span.from, cell.span.to), subject.words);
}

/** The words that a status column may hold, where the template lists them. */
export function statusOptions(subject: Subject, { section, row, column }: StatusCell): readonly string[] {
  const cell = row.cells[column];
  const here = cell === undefined ? [] : optionsIn(subject, cell.outer);
  return here.length > 0 ? here : optionsOfColumn(subject, section, row.table.columns[column] ?? '');
}

/** The word for a state in a column: one of its choices, else a word of its other cells, else ours. Undefined where no choice says it. */
export function statusWord(subject: Subject, cell: StatusCell, state: TaskState): string | undefined {
  const { words } = subject;
  const options = statusOptions(subject, cell);
  if (options.length > 0) return options.find((option) => cellState(option, words)?.state === state);
  const others = cell.row.table.rows.flatMap((row) => wordIn(subject, row, cell.column));
  const same = others.find((other) => other.state === state);
  if (same !== undefined) return same.source;
  if (others.some(({ source }) => /^\[[ xX]\]$/.test(source))) {
    if (state === 'done') return '[x]';
    if (state === 'open') return '[ ]';
  }
  if (state === 'done') return words.status('completed').words[0];
  if (state === 'in_progress') return words.status('inProgress').words[0];
  return stateWords(state, words)[0];
}

/** The cell's text by another; a place to fill in it is what goes, and an empty cell keeps a blank to each pipe. */
export function cellSplice(subject: Subject, cell: Cell, text: string): Splice {
  const span = slotWithin(subject, cell.span) ?? cell.span;
  if (span.from < span.to) return { ...span, text };
  const before = span.from > cell.outer.from ? '' : ' ';
  return { ...span, text: `${before}${text}${span.to < cell.outer.to ? '' : ' '}` };
}

/** Whether a cell is a place to fill. */
export function isOpenPlace({ slots }: Subject, { span }: Cell): boolean {
  return slots.some(({ slot }) => overlaps(slot.span, span));
}

/** A cell's whole text, where it is one word for a state. */
function wordIn(subject: Subject, row: Row, column: number): readonly { state: TaskState; source: string }[] {
  const cell = row.cells[column];
  if (cell === undefined || isOpenPlace(subject, cell)) return [];
  const source = subject.document.text.slice(cell.span.from, cell.span.to);
  const said = cellState(source, subject.words);
  if (said === undefined || said.word === '' || said.reason !== '' || /\d\s?%/.test(plainText(source))) return [];
  return [{ state: said.state, source }];
}
