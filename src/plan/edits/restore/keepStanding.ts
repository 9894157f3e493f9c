import { PlanError } from '../../../errors.ts';
import type { Document } from '../../../markdown/model.ts';
import { onOneLine } from '../../quote.ts';
import { statusOf } from '../../status.ts';
import { requireSameStanding } from '../standing.ts';
import type { FillSetting } from '../subject.ts';

/**
 * An approval is given by people and taken back by `set_status`: no earlier text brings one back, nor another status. Throws
 * PlanError `invalid_transition` with the call that steps there.
 */
export function keepStanding(now: Document, restored: Document, setting: FillSetting): void {
  const plan = setting.path ?? 'the plan';
  try {
    requireSameStanding(now, restored, setting, plan);
  } catch (fault) {
    if (!(fault instanceof PlanError)) throw fault;
    const wanted = statusOf(restored, setting)?.value;
    const isStep = wanted !== undefined && wanted !== statusOf(now, setting)?.value;
    const step = { plan, status: onOneLine(wanted ?? '', 100), reason: '<why>' };
    const fix = isStep
      ? `To step there, call set_status ${JSON.stringify(step)} (Approved takes a person's approval instead of a reason). For other text, name sections.`
      : 'Name the sections that are to come back; status and approval are for people, through set_status.';
    throw new PlanError(fault.code, `A restore brings back neither status nor approval. ${fault.message}`, {
      where: plan,
      fix,
    });
  }
}
