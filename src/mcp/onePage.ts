import { PlanError } from '../errors.ts';

/** For a list that is one page and gives no cursors. Throws PlanError `invalid_input`. */
export function refuseCursor(method: string, cursor: string | undefined): void {
  if (cursor === undefined) return;
  throw new PlanError('invalid_input', `${method} has one page and gives no cursors.`, {
    fix: 'Ask again without cursor.',
  });
}
