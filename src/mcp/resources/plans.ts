import { PlanError } from '../../errors.ts';
import type { Context } from '../../tools/context.ts';

/** The paths of the plans that lists show, sorted; none without a workspace. Throws PlanError for a faulty configuration. */
export async function listedPlans(workspace: Context['workspace']): Promise<string[]> {
  try {
    return await workspace.listPlans();
  } catch (error) {
    if (error instanceof PlanError && error.code === 'no_workspace') return [];
    throw error;
  }
}
