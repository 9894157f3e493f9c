import { PlanError } from '../../../errors.ts';
import { idOf } from '../../ids/mentions.ts';
import type { PlanReading } from '../../planReading.ts';
import { inThePlan } from '../../quote.ts';
import { breakdownOf } from '../../views/tasks/breakdown.ts';

/**
 * Refuses a number that the view of tasks gave to a task without an ID: after the next task that comes or goes it would mean another.
 * Throws PlanError `unknown_address` with the words and the address of the task that has it now.
 */
export function refuseMadeUpNumber(reading: PlanReading, item: string): void {
  const wanted = item.trim();
  if (!/^t-?\d{1,6}$/i.test(wanted)) return;
  const { key } = idOf(wanted);
  const steps = breakdownOf(reading).flatMap((part) => part.steps);
  const step = steps.find(({ id, address }) => address !== undefined && idOf(id).key === key);
  if (step?.address === undefined) return;
  throw new PlanError(
    'unknown_address',
    `${wanted} is no address: the view of tasks gave that number to ${inThePlan(step.text, 120)}, which has no ID in the plan. Such numbers move when tasks come and go.`,
    { where: wanted, fix: `If that is the task you mean, send "item": ${JSON.stringify(step.address)}.` },
  );
}
