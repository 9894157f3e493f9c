import { PlanError } from '../../errors.ts';
import type { Document } from '../../markdown/model.ts';
import { reviewBoxes } from '../approval/finalBox.ts';
import { approvalOf } from '../approval/place.ts';
import { type StatusSource, statusOf } from '../status.ts';

/** Status, approval and the final approval's box are people's word: `set_status` alone writes them. Throws PlanError `invalid_transition`. */
export function requireSameStanding(before: Document, after: Document, source: StatusSource, where: string): void {
  const was = statusOf(before, source);
  const now = statusOf(after, source);
  if (was?.value !== now?.value) {
    const stays = was?.value === undefined ? 'open' : `"${was.value.slice(0, 80)}"`;
    throw standing(`The plan's status stays ${stays}: only set_status writes it.`, where);
  }
  if (approvalOf(before, source) !== approvalOf(after, source))
    throw standing('The record of the approval stays as it is: only set_status writes it.', where);
  if (isTicked(before, source) !== isTicked(after, source))
    throw standing('The box of the final approval stays as it is: set_status to Approved ticks it.', where);
}

function isTicked(document: Document, source: StatusSource): boolean {
  return reviewBoxes(document, source).final?.box?.state.toLowerCase() === 'x';
}

function standing(message: string, where: string): PlanError {
  return new PlanError('invalid_transition', message, {
    where,
    fix: 'Leave it as it is; to change it, ask the person who decides and call set_status.',
  });
}
