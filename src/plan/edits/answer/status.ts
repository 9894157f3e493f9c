import type { Row } from '../../../markdown/model.ts';
import { isResolvedWord } from '../../questions/closed.ts';
import { textOf } from '../../questions/reading.ts';
import type { Reading } from './reading.ts';

/** The word for a settled question: the one that a status column uses, else ours. */
export function resolvedWord(reading?: Reading, row?: Row, column?: number): string {
  if (reading === undefined || row === undefined || column === undefined) return 'Resolved';
  const used = row.table.rows
    .flatMap((each) => each.cells[column] ?? [])
    .map((cell) => textOf(reading.source, cell.span))
    .find((text) => isResolvedWord(text, reading.source.words));
  return used ?? 'Resolved';
}
