import { gateStatus, passedBy, stageOf } from '../lifecycle.ts';
import type { PlanReading } from '../planReading.ts';
import { type Standing, standingOf } from '../approval/standing.ts';
import type { Found, Rule } from './model.ts';
import { callTo, listed, statusPlace } from './wording.ts';

/** The approval that a plan's status speaks of. */
export const approval: Rule = {
  id: 'approval',
  gate: 'beyondApproved',
  wants:
    'A plan that is approved, or beyond, has a person’s approval on record, and it was given to the text that stands there.',
  check({ reading }) {
    const standing = standingOf(reading);
    if (standing.record === undefined && !isBeyondApproval(reading)) return 'the plan is not approved yet';
    const message = messageFor(standing);
    return message === undefined ? [] : [foundFor(message, reading)];
  },
};

function messageFor({ record, approval: words, reopened }: Standing): string | undefined {
  if (record !== undefined && reopened.length === 0) return undefined;
  if (record !== undefined)
    return `The approval of ${record.by}, ${record.on}, was not given to what now stands in ${listed(reopened, 8)}.`;
  if (words === undefined) return 'No approval is on record: nobody can tell who approved what.';
  return 'The approval on record does not tell which text it was given to.';
}

/** The word is given where the plan stands: a step back to Approved would undo the work's beginning. */
function foundFor(message: string, reading: PlanReading): Found {
  const named = gateStatus(reading.statuses, 'approved', reading.setting.words) ?? 'Approved';
  return {
    ...statusPlace(reading),
    message,
    gate: 'beyondApproved',
    fix: callTo('set_status', reading, {
      status: isBeyondApproval(reading) ? (reading.status?.status ?? named) : named,
      approval: { by: '<who approves>', words: '<what they said>' },
    }),
  };
}

function isBeyondApproval({ status, statuses, setting }: PlanReading): boolean {
  const approved = gateStatus(statuses, 'approved', setting.words);
  const own = status?.status;
  if (approved === undefined || own === undefined || stageOf(approved, setting.words) !== 'approved') return false;
  return passedBy(statuses, statuses[0], own).includes(approved);
}
