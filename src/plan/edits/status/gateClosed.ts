import { PlanError } from '../../../errors.ts';
import type { PlanReading } from '../../planReading.ts';
import type { Finding } from '../../rules/model.ts';
import { findingLine } from '../../findingLine.ts';

const most = 25;

/** The refusal of a step whose gate is closed: the same findings as `check_plan` gives, those alone that stand in the way. */
export function gateClosed(reading: PlanReading, status: string, errors: readonly Finding[]): PlanError {
  const lines = errors.slice(0, most).map(findingLine);
  const more = errors.length > most ? [`… and ${errors.length - most} more: check_plan lists all.`] : [];
  const isOne = errors.length === 1;
  const count = isOne ? 'One finding stands' : `${errors.length} findings stand`;
  return new PlanError('gate_closed', `${count} in the way of ${status}:\n${[...lines, ...more].join('\n')}`, {
    fix: `\nMend ${isOne ? 'it' : 'them'}, then call set_status again; check_plan with for_status "${status}" shows what is left.`,
    ...(reading.setting.path === undefined ? {} : { where: reading.setting.path }),
  });
}
