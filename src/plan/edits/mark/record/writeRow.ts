import { PlanError } from '../../../../errors.ts';
import type { Row } from '../../../../markdown/model.ts';
import type { Splice } from '../../../../markdown/splices.ts';
import type { CheckPlace } from '../../../constitution/places.ts';
import { optionsIn, optionsOfColumn } from '../../choices.ts';
import { cellText as escapedCell } from '../../lists.ts';
import { wordsInColumn } from './context.ts';
import { openChoice } from './labels.ts';
import type { MarkContext, RecordWord, VerdictRecord } from './model.ts';
import { slotWithin } from '../../slotWithin.ts';
import { noteOf } from './note.ts';
import { styledWord, wordAndNote } from './runs.ts';

/** A table's row: its status and notes cells. Throws `breaks_structure` where the table has no column for a record. */
export function writeRow(context: MarkContext, place: CheckPlace, record: VerdictRecord): Splice[] {
  const row = context.places.get(place.id);
  const { status, notes } = context.columnsOf(place.id) ?? {};
  if (row?.kind !== 'row') return [];
  if (status === undefined && notes === undefined) throw noColumn(row);
  const note = noteOf(context, record);
  const further = furtherVerdicts(context, row, [status, notes], record.word);
  if (record.word === undefined) {
    const cleared = [status, notes, ...further].filter((column) => column !== undefined);
    // In the plan's own list a row is a principle by the verdict that stands in it.
    const [first] = cleared;
    return cleared.flatMap((column) =>
      context.isOwnList && column === first
        ? setCells(context, row, [[column, openChoice(context)]])
        : clearCell(row, column),
    );
  }
  const word = record.word;
  const others = further.map((column): [string, string] => [column, wordInColumn(context, row, column, word, '')]);
  if (status === undefined || notes === undefined) {
    const column = status ?? notes ?? '';
    return setCells(context, row, [[column, wordInColumn(context, row, column, word, note)], ...others]);
  }
  const chosen = chosenIn(context, row, status, word);
  return setCells(context, row, [
    [status, chosen ?? wordInColumn(context, row, status, word, '')],
    [notes, note],
    ...others,
  ]);
}

/** Other columns of the row that say a bare verdict which is not this one: a check before and one after the design. */
function furtherVerdicts(
  context: MarkContext,
  row: Row,
  known: readonly (string | undefined)[],
  word: RecordWord | undefined,
): readonly string[] {
  return row.table.columns.filter((column, at) => {
    if (at === 0 || known.includes(column)) return false;
    const said = context.vocabulary.opening(cellText(context, row, at));
    return said !== undefined && said.note === '' && said.said !== word;
  });
}

function noColumn(row: Row): PlanError {
  return new PlanError('breaks_structure', `The table of ${row.id} has no column for a verdict.`, {
    where: row.id,
    fix: `Give it one: its columns are ${row.table.columns.join(', ')}.`,
  });
}

/** The word in the style of the cell or of its column, with a note behind it. */
function wordInColumn(context: MarkContext, row: Row, column: string, word: RecordWord, note: string): string {
  const { vocabulary } = context;
  const at = row.table.columns.indexOf(column);
  const cells = row.table.rows.map((each) => cellText(context, each, at));
  const siblings = wordsInColumn(context, cells);
  const old = cellText(context, row, at);
  if (vocabulary.opening(old) !== undefined && !isSlot(context, row, at)) {
    return wordAndNote(old, word, note, siblings, vocabulary);
  }
  const styled = styledWord(word, undefined, siblings, vocabulary);
  return note === '' ? styled : `${styled}: ${note}`;
}

function isSlot({ subject }: MarkContext, row: Row, at: number): boolean {
  const cell = row.cells[at];
  return cell !== undefined && slotWithin(subject, cell.span) !== undefined;
}

function cellText({ subject }: MarkContext, row: Row, at: number): string {
  const cell = row.cells[at];
  return cell === undefined ? '' : subject.document.text.slice(cell.span.from, cell.span.to).replace(/\\\|/g, '|');
}

/** The option of the column's choice that says a word. */
function chosenIn(context: MarkContext, row: Row, column: string, word: RecordWord): string | undefined {
  const { subject, sectionOf, vocabulary } = context;
  const cell = row.cells[row.table.columns.indexOf(column)];
  const section = sectionOf.get(row.id);
  const here = cell === undefined ? [] : optionsIn(subject, cell.outer);
  const options = here.length > 0 || section === undefined ? here : optionsOfColumn(subject, section, column);
  return options.find((option) => vocabulary.opening(option)?.said === word);
}

/** Writes cells as they are given: a note is free text whatever the cell held. A row that lacks cells is written whole. */
function setCells(context: MarkContext, row: Row, cells: readonly (readonly [string, string])[]): Splice[] {
  const texts = new Map(cells.map(([column, value]) => [row.table.columns.indexOf(column), value]));
  const isShort = [...texts.keys()].some((at) => row.cells[at] === undefined);
  const { document } = context.subject;
  if (isShort) {
    const all = row.table.columns.map((_, at) => {
      const given = texts.get(at);
      const span = row.cells[at]?.span;
      if (given !== undefined) return escapedCell(given, row.id);
      return span === undefined ? '' : document.text.slice(span.from, span.to);
    });
    return [{ ...row.span, text: `| ${all.join(' | ')} |` }];
  }
  return [...texts].flatMap(([at, value]) => {
    const cell = row.cells[at];
    if (cell === undefined || cellText(context, row, at) === value) return [];
    const { span, outer } = cell;
    const text = escapedCell(value, row.id);
    if (span.from < span.to) return [{ ...span, text }];
    return [{ ...span, text: `${span.from > outer.from ? '' : ' '}${text}${span.to < outer.to ? '' : ' '}` }];
  });
}

function clearCell(row: Row, column: string | undefined): Splice[] {
  const cell = column === undefined ? undefined : row.cells[row.table.columns.indexOf(column)];
  return cell === undefined || cell.span.from === cell.span.to ? [] : [{ ...cell.span, text: '' }];
}
