import { gateStatus, passedBy } from '../lifecycle.ts';
import type { PlanReading } from '../planReading.ts';
import { constitution } from '../rules/constitution.ts';
import { gateList } from '../rules/gate-list.ts';
import type { Found, Rule } from '../rules/model.ts';
import { openQuestion } from '../rules/open-question.ts';
import { reviews } from '../rules/reviews.ts';
import { unfilled } from '../rules/unfilled.ts';
import { approvalPlace, approvalOf, textOf } from './place.ts';
import { type ApprovalRecord, parseRecord } from './record.ts';
import { changedSince } from './substance.ts';

/** How a plan stands with its people: its status, and whether the approval on record is still one of this text. */
export interface Standing {
  /** The plan's own word for its status, with the sections that were changed after its approval. */
  readonly status: string;
  /** Who approved, and when; a person's own words where no tool recorded it. Undefined where nobody did. */
  readonly approval: string | undefined;
  /** The approval as `set_status` recorded it. */
  readonly record: ApprovalRecord | undefined;
  /** What the recorded approval was not given to: addresses. Empty where it stands, or none is recorded. */
  readonly reopened: readonly string[];
  /** A recorded approval that stands: of this text, and of a plan that could be approved as it is. */
  readonly isEffective: boolean;
}

/** What an approval stands on besides the text that it was given to. */
const grounds: readonly Rule[] = [unfilled, openQuestion, constitution, gateList, reviews];

export function standingOf(reading: PlanReading): Standing {
  const { document, setting, status } = reading;
  const place = approvalPlace(document, setting);
  const record = place === undefined ? undefined : parseRecord(textOf(document, place));
  const reopened = record === undefined ? [] : reopenedIn(reading, record);
  return {
    status: shownStatus(status?.value, reopened, reading),
    approval: record === undefined ? approvalOf(document, setting) : `${record.by}, ${record.on}`,
    record,
    reopened,
    isEffective: record !== undefined && reopened.length === 0,
  };
}

/** What stands in the way of an approval, whatever files lie around the plan. */
function groundsLost(reading: PlanReading): readonly Found[] {
  const { statuses, setting } = reading;
  const approved = gateStatus(statuses, 'approved', setting.words);
  const passed = new Set(approved === undefined ? [] : passedBy(statuses, statuses[0], approved));
  const isPassed = ({ gate }: Found): boolean =>
    gate === 'approved' || (gate !== undefined && passed.has(gateStatus(statuses, gate, setting.words) ?? ''));
  return grounds.flatMap((rule) => {
    const found = rule.check({ reading, companions: undefined });
    return typeof found === 'string' ? [] : found.filter(isPassed);
  });
}

function reopenedIn(reading: PlanReading, record: ApprovalRecord): readonly string[] {
  const changed = changedSince(reading.subject, record.substance);
  if (changed.length > 0) return changed;
  return [...new Set(groundsLost(reading).map(({ section }) => section))];
}

/** `Approved (reopened: risks)`; of a plan that went on, `In Progress (approval reopened: risks)`. */
function shownStatus(value: string | undefined, reopened: readonly string[], { setting }: PlanReading): string {
  const said = value ?? 'no status';
  if (reopened.length === 0) return said;
  const what = setting.words.status('approved').opens(said) > 0 ? 'reopened' : 'approval reopened';
  const most = 8;
  const named = reopened.slice(0, most).join(', ');
  return `${said} (${what}: ${named}${reopened.length > most ? ` and ${reopened.length - most} more` : ''})`;
}
