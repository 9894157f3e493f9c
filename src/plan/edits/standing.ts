import { PlanError } from '../../errors.ts';
import { approvalOf, statusOf } from '../status.ts';
import type { Subject } from './model.ts';

/** Status and approval are people's word: `set_status` alone writes them. Throws PlanError `invalid_transition`. */
export function requireSameStanding(before: Subject, after: Subject, where: string): void {
  const was = statusOf(before.document, before);
  const now = statusOf(after.document, after);
  if (was?.value !== now?.value) {
    throw new PlanError(
      'invalid_transition',
      `The plan's status stays ${was?.value === undefined ? 'open' : `"${was.value}"`}: only set_status writes it.`,
      { where, fix: 'Leave the status as it is and call set_status.' },
    );
  }
  if (approvalOf(before.document, before) === approvalOf(after.document, after)) return;
  throw new PlanError('invalid_transition', 'The record of the approval stays as it is: only set_status writes it.', {
    where,
    fix: 'Leave the approval as it is and call set_status.',
  });
}
