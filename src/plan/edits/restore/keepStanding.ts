import { PlanError } from '../../../errors.ts';
import type { Document } from '../../../markdown/model.ts';
import { reviewBoxes } from '../../approval/finalBox.ts';
import { approvalOf } from '../../approval/place.ts';
import { onOneLine } from '../../quote.ts';
import { isApproved, statusOf } from '../../status.ts';
import { requireSameStanding } from '../standing.ts';
import type { FillSetting } from '../subject.ts';
import type { Version } from './model.ts';
import { isEmptied } from './readablePart.ts';
import { isStatusInConflict, isStatusLost } from './statusLost.ts';

/** What comes back, as far as it bears on what people said. */
export interface Coming {
  /** A whole earlier text, the last edit, or sections. */
  readonly what: 'whole' | 'edit' | 'sections';
  /** The newest text on record that says something; looked for where the plan itself does not tell how it stands. */
  readonly onRecord: Version | undefined;
}

/**
 * An approval is given by people and taken back by `set_status`: no earlier text brings one back, nor another status. But a file that
 * was emptied took nothing back, and a status that was lost is none that somebody gave. Throws PlanError `invalid_transition` with
 * what can be done.
 */
export function keepStanding(now: Document, restored: Document, setting: FillSetting, coming: Coming): void {
  const fault = differenceOf(now, restored, setting);
  if (fault === undefined) return;
  if (coming.what !== 'sections' && isEmptied(now.text)) return keepOnRecord(restored, setting, coming.onRecord);
  if (
    coming.what === 'whole' &&
    approvalOf(now, setting) === undefined &&
    isLost(now, restored, setting, coming.onRecord)
  ) {
    if (!isApprovedIn(restored, setting)) return;
    throw mayBeTakenAway(restored, setting);
  }
  throw refused(now, restored, setting, fault);
}

/** The plan as it was last on record decides in the place of one that says nothing. Throws PlanError `invalid_transition`. */
export function keepOnRecord(restored: Document, setting: FillSetting, onRecord: Version | undefined): void {
  if (onRecord === undefined || !isApprovedIn(restored, setting)) return;
  const fault = differenceOf(onRecord.document, restored, setting);
  if (fault === undefined) return;
  const plan = setting.path ?? 'the plan';
  throw new PlanError(
    'invalid_transition',
    `The approval that this text has does not stand in ${onOneLine(onRecord.name, 100)}, the newest on record. A restore brings no approval back.`,
    {
      where: plan,
      fix: `Restore that one: restore_plan ${JSON.stringify({ plan, revision: onRecord.name })}; then ${stepTo(restored, setting)}`,
    },
  );
}

function differenceOf(now: Document, restored: Document, setting: FillSetting): PlanError | undefined {
  try {
    requireSameStanding(now, restored, setting, setting.path ?? 'the plan');
    return undefined;
  } catch (fault) {
    if (fault instanceof PlanError) return fault;
    throw fault;
  }
}

/** Marks of a merge can be written through our tools, too: then the newest text on record, which has them, says what the status is. */
function isLost(now: Document, restored: Document, setting: FillSetting, onRecord: Version | undefined): boolean {
  if (isStatusLost(now, restored, setting)) return true;
  if (!isStatusInConflict(now, setting)) return false;
  return (
    onRecord === undefined ||
    isApprovedIn(restored, setting) ||
    differenceOf(onRecord.document, restored, setting) === undefined
  );
}

/** In a record, by its word or by the ticked box of the final approval. */
function isApprovedIn(document: Document, setting: FillSetting): boolean {
  const status = statusOf(document, setting)?.value;
  return (
    approvalOf(document, setting) !== undefined ||
    (status !== undefined && isApproved(status, setting.words)) ||
    reviewBoxes(document, setting).final?.box?.state.toLowerCase() === 'x'
  );
}

function refused(now: Document, restored: Document, setting: FillSetting, fault: PlanError): PlanError {
  const wanted = statusOf(restored, setting)?.value;
  const isStep = wanted !== undefined && wanted !== statusOf(now, setting)?.value;
  const fix = isStep
    ? `To step there, ${stepTo(restored, setting)} For other text, name sections.`
    : 'Name the sections that are to come back; status and approval are for people, through set_status.';
  return new PlanError(fault.code, `A restore brings back neither status nor approval. ${fault.message}`, {
    where: setting.path ?? 'the plan',
    fix,
  });
}

function mayBeTakenAway(restored: Document, setting: FillSetting): PlanError {
  return new PlanError(
    'invalid_transition',
    "The plan's status can't be read, and the earlier text has an approval: somebody may have taken it away.",
    {
      where: setting.path ?? 'the plan',
      fix: `Restore a text without one, or sections; or let a person mend the status line by hand, then ${stepTo(restored, setting)}`,
    },
  );
}

function stepTo(restored: Document, setting: FillSetting): string {
  const status = onOneLine(statusOf(restored, setting)?.value ?? 'Approved', 100);
  const plan = setting.path ?? 'the plan';
  if (!isApproved(status, setting.words))
    return `call set_status ${JSON.stringify({ plan, status, reason: '<why>' })}.`;
  const approval = { by: '<name>', words: '<their words>' };
  return `call set_status ${JSON.stringify({ plan, status, approval })}: only a person gives it.`;
}
