import type { RecordColumns } from './model.ts';
import type { CheckPlace } from './places.ts';
import { isPlaceholder, type Reader } from './reader.ts';
import { openingVerdict } from './verdictWords.ts';

/** The columns of a principle's row that take its status and its notes; `rows` may show which one holds verdicts. */
export function recordColumns(row: CheckPlace, rows: readonly CheckPlace[], reader: Reader): RecordColumns {
  const { words, names } = reader;
  // The first column and the one with the principle's name are read as no record.
  const free = row.cells.filter(
    ({ column, text }, index) => index > 0 && column.trim() !== '' && names.match(text) === undefined,
  );
  const titles = row.cells.map(({ column }) => column).join('|');
  const alike = rows.filter((other) => other.cells.map(({ column }) => column).join('|') === titles);
  const holdsVerdicts = (column: string): boolean =>
    alike.some(({ cells }) => cells.some((cell) => cell.column === column && openingVerdict(cell.text, words)));
  const titled = (label: string): string | undefined =>
    free.find(({ column }) => words.label(label).is(column))?.column;
  const status = titled('verdict') ?? free.find(({ column }) => holdsVerdicts(column))?.column;
  const isNotes = (column: string): boolean => column !== status && words.label('evidence').is(column);
  const notes = free.find(({ column }) => isNotes(column))?.column;
  // A row with neither takes its record in its last column.
  const last = status === undefined && notes === undefined ? free.at(-1)?.column : notes;
  const written = free.some(
    ({ column, text }) =>
      (column === last && isWritten(text)) || (column === status && isWritten(text) && !/^pass$/i.test(text.trim())),
  );
  return {
    ...(status === undefined ? {} : { status }),
    ...(last === undefined ? {} : { notes: last }),
    ...(written ? { written } : {}),
  };
}

function isWritten(text: string): boolean {
  return text.trim() !== '' && !isPlaceholder(text);
}
