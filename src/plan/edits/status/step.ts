import { PlanError } from '../../../errors.ts';
import type { Standing } from '../../approval/standing.ts';
import { gateStatus, passedBy, stageOf } from '../../lifecycle.ts';
import type { PlanReading } from '../../planReading.ts';
import { statusInLife } from '../../status.ts';

/** A step of a plan's life, as the request asks for it. */
export interface Step {
  /** The plan's words before. */
  readonly from: string | undefined;
  readonly status: string;
  readonly isSame: boolean;
  readonly isForward: boolean;
  /** The step passes the approval, and none that stands is on record. */
  readonly needsApproval: boolean;
  /** The status that the approval stands for. */
  readonly approvedAs: string;
  /** Aside (On Hold …) and forward the approval on record stays; back before it, it goes. */
  readonly keepsApproval: boolean;
}

/** Works out a step. Throws PlanError `invalid_choice`, or `invalid_transition` for a step back or aside without its reason. */
export function stepTo(
  reading: PlanReading,
  request: { readonly status: string; readonly reason?: string | undefined },
  standing: Pick<Standing, 'isEffective'>,
): Step {
  const { statuses, setting } = reading;
  const from = reading.status?.status ?? reading.status?.value;
  const status = statusInLife(request.status, statuses, setting.words);
  if (status === undefined) throw noSuchStatus(request.status, reading);
  const isSame = from?.toLowerCase() === status.toLowerCase();
  const passed = passedBy(statuses, from, status);
  const approved = approvalStatus(reading);
  const place = (name: string | undefined): number => (name === undefined ? -1 : statuses.indexOf(name));
  const isAtOrBeyond = approved !== undefined && place(status) >= place(approved);
  const isForward = !isSame && passed.length > 0;
  const step: Step = {
    from,
    status,
    isSame,
    isForward: isForward || (isSame && isAtOrBeyond && !standing.isEffective),
    needsApproval: isAtOrBeyond && !standing.isEffective && stageOf(status, setting.words) !== undefined,
    approvedAs: approved ?? status,
    keepsApproval: place(status) === -1 || isAtOrBeyond,
  };
  requireReason(step, isForward, request.reason, {
    isBackInLife: place(status) !== -1 && place(from) === -1,
    isAside: place(status) === -1,
  });
  return step;
}

/** The status that stands for a person's approval; undefined where the plan's life has none. */
function approvalStatus({ statuses, setting }: PlanReading): string | undefined {
  const named = gateStatus(statuses, 'approved', setting.words);
  return named !== undefined && stageOf(named, setting.words) === 'approved' ? named : undefined;
}

/** Forward, and from aside back into the life, nobody asks why. */
function requireReason(
  step: Step,
  isForward: boolean,
  reason: string | undefined,
  { isBackInLife, isAside }: { readonly isBackInLife: boolean; readonly isAside: boolean },
): void {
  if (step.isSame || isForward || isBackInLife || step.from === undefined) return;
  if (reason !== undefined && reason.trim() !== '') return;
  const kind = isAside ? 'a step aside' : 'a step back';
  const message = `From ${step.from.slice(0, 60)} to ${step.status} is ${kind}: it needs a reason.`;
  throw new PlanError('invalid_transition', message, {
    fix: 'Call set_status again with reason: why, in a sentence.',
  });
}

function noSuchStatus(asked: string, { statuses, setting }: PlanReading): PlanError {
  const known = [...statuses, ...setting.words.status('always').words.filter((each) => /^\p{ASCII}+$/u.test(each))];
  return new PlanError('invalid_choice', `A plan of this kind has no status "${asked.slice(0, 60)}".`, {
    fix: `Choose one of: ${[...new Set(known)].join(', ')}.`,
  });
}
