import { checkPlan, type PlanCheck } from '../plan/check.ts';
import { readingOf } from '../plan/planReading.ts';
import { companionsOf } from './companions.ts';
import type { Context } from './context.ts';
import { type OpenPlan, requireReadable } from './openPlan.ts';

/** Checks a plan with the files around it, for a status or for its next. Throws PlanError `invalid_choice`, and where the plan or its constitution can't be read. */
export async function checkOpened(opened: OpenPlan, context: Context, forStatus?: string): Promise<PlanCheck> {
  requireReadable(opened);
  const companions = await companionsOf(opened, context);
  return checkPlan({ reading: readingOf(opened.document, opened.setting), companions }, forStatus);
}
