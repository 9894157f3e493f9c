import { z } from 'zod';
import { PlanError } from '../errors.ts';
import type { Refusal } from '../plan/edits/model.ts';

/** An edit of a call that did not happen, as the answer tells of it. */
export const refusal = z.strictObject({ section: z.string(), code: z.string(), message: z.string() });

/** A call of which nothing happened is an error: one refusal as it is, several with their places. `noun` is what it counts: 'fills'. */
export function allRefused(refused: readonly Refusal[], noun: string): PlanError {
  const [first] = refused;
  if (first === undefined) return new PlanError('internal', 'A refusal without a reason.');
  if (refused.length === 1) return new PlanError(first.code, first.message, { where: first.section });
  const lines = refused.map((each) => `${each.section}: [${each.code}] ${each.message}`);
  return new PlanError(first.code, `None of the ${lines.length} ${noun} happened.\n${lines.join('\n')}`);
}

/** The same of an edit among others that happened, as a line of text. */
export function refusalLine({ section, code, message }: Refusal): string {
  return `refused ${section}: [${code}] ${message}`;
}
