import type { Context } from '../../tools/context.ts';
import { quoted } from '../../tools/quoted.ts';

/** The path of the plan that a user names, as it can stand in a prompt. Throws PlanError. */
export async function planNamed({ plan = '' }: Readonly<Record<string, string>>, context: Context): Promise<string> {
  return quoted(await context.workspace.resolvePlan(plan), 1000);
}
