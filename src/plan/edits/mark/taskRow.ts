import { PlanError } from '../../../errors.ts';
import type { Cell } from '../../../markdown/model.ts';
import type { Splice } from '../../../markdown/splices.ts';
import type { TaskRow } from '../../progress/taskRows.ts';
import { cellText } from '../lists.ts';
import type { Subject } from '../model.ts';
import { onOneLine } from './taskNote.ts';
import type { SoundMark } from './taskRefusals.ts';
import { cellSplice, isOpenPlace, readStatus, statusOptions, statusWord } from './taskStatusCell.ts';

/** Writes a state in a row's status cell and the note in its notes column; without one the note stands behind the state. */
export function rowSplices(subject: Subject, place: TaskRow, { state, note }: SoundMark): readonly Splice[] {
  const { row, column } = place;
  const notes = notesCell(subject, place);
  const behind = notes === undefined ? note : undefined;
  const said = readStatus(subject, place);
  const isSaid = said?.state === state && (behind === undefined || said.reason === onOneLine(behind));
  const noted = notes === undefined || note === undefined ? [] : noteSplices(subject, notes, note, row.id);
  // An empty cell is open, too, and needs no word.
  if (isSaid) return noted;
  const word = statusWord(subject, place, state);
  if (word === undefined) throw noChoice(subject, place, state);
  const text = behind === undefined ? word : `${word}: ${cellText(behind, row.id)}`;
  const cell = row.cells[column];
  if (cell !== undefined) return [cellSplice(subject, cell, text), ...noted];
  return [{ from: row.span.to, to: row.span.to, text: missingCells(subject, place, text) }, ...noted];
}

function notesCell({ words }: Subject, { row, column }: TaskRow): Cell | undefined {
  const at = row.table.columns.findIndex(
    (title, index) => index > 0 && index !== column && words.label('evidence').is(title),
  );
  return row.cells[at];
}

/** A note joins what stands there; 'None' and places to fill make way. */
function noteSplices(subject: Subject, cell: Cell, note: string, where: string): readonly Splice[] {
  const { document, words } = subject;
  const text = cellText(note, where);
  const present = document.text.slice(cell.span.from, cell.span.to);
  if (present.includes(text)) return [];
  if (present === '' || isOpenPlace(subject, cell) || words.none.is(present)) return [cellSplice(subject, cell, text)];
  return [{ from: cell.span.to, to: cell.span.to, text: `; ${text}` }];
}

/** The cells that a short row lacks, up to its status. */
function missingCells({ document }: Subject, { row, column }: TaskRow, text: string): string {
  const isClosed = document.text.slice(row.span.from, row.span.to).trimEnd().endsWith('|');
  const empty = '  |'.repeat(column - row.cells.length);
  return `${isClosed ? '' : ' |'}${empty} ${text} |`;
}

function noChoice(subject: Subject, place: TaskRow, state: string): PlanError {
  const title = place.row.table.columns[place.column] ?? '';
  return new PlanError('invalid_choice', `No choice of ${title} in ${place.row.id} says ${state}.`, {
    where: place.row.id,
    fix: `Its choices: ${statusOptions(subject, place).join(', ')}.`,
  });
}
