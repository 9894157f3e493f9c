import { PlanError } from '../errors.ts';

/** What a page ends with. */
interface Last {
  readonly plan: string;
  readonly id: string;
  readonly line: number;
}

/** An opaque mark for the question that a page ended with: a page after it is right whatever was answered or added meanwhile. */
export function cursorAt({ plan, id, line }: Last): string {
  return Buffer.from(`${line} ${id} ${plan}`, 'utf8').toString('base64url');
}

/**
 * The questions behind a cursor, of a list that is sorted by plan and line. Where its question is gone, those below its line.
 * Throws PlanError `invalid_input` for a cursor that is none.
 */
export function afterCursor<Listed extends Last>(questions: readonly Listed[], cursor: string): readonly Listed[] {
  const last = readCursor(cursor);
  const known = questions.findIndex((each) => each.plan === last.plan && each.id === last.id);
  if (known !== -1) return questions.slice(known + 1);
  return questions.filter((each) => each.plan > last.plan || (each.plan === last.plan && each.line >= last.line));
}

function readCursor(cursor: string): Last {
  const match = /^(\d{1,8}) (\S{1,80}) (.{1,4000})$/s.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  const [, line, id, plan] = match ?? [];
  if (line === undefined || id === undefined || plan === undefined) {
    throw new PlanError('invalid_input', 'The cursor is none that list_open_questions gave.', {
      fix: 'Call again without cursor, or with next_cursor of the page before.',
    });
  }
  return { line: Number(line), id, plan };
}
