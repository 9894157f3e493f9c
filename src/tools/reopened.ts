import type { Document } from '../markdown/model.ts';
import { approvalPlace } from '../plan/approval/place.ts';
import { standingOf } from '../plan/approval/standing.ts';
import type { FillSetting } from '../plan/edits/subject.ts';
import { readingOf } from '../plan/planReading.ts';
import { onOneLine } from '../plan/quote.ts';

/** How a plan stands whose recorded approval is not one of this text any more: `Approved (reopened: risks)`; undefined for all others. */
export function reopenedStatus(document: Document, setting: FillSetting): string | undefined {
  if (approvalPlace(document, setting) === undefined) return undefined;
  const { status, reopened } = standingOf(readingOf(document, setting));
  return reopened.length === 0 ? undefined : onOneLine(status, 400);
}

/** What an answer says of it, as a line; none where nothing reopened. */
export function reopenedLine(status: string | undefined): readonly string[] {
  return status === undefined ? [] : [`The plan is now ${status}: a person approves it again with set_status.`];
}
