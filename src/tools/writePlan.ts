import { PlanError } from '../errors.ts';
import type { Context } from './context.ts';
import { type OpenPlan, planAt } from './openPlan.ts';

/** What an edit makes of a plan: its text afterwards, and whatever its answer tells. */
interface Worked {
  readonly text: string;
}

/** A plan as a call left it. */
export interface Written<Outcome> {
  readonly path: string;
  /** The text that stands in the file now. */
  readonly text: string;
  readonly outcome: Outcome;
  readonly plan: OpenPlan;
}

/**
 * Finds the plan that a caller names and writes what `work` makes of it, under the plan's lock; `what` names the edit in the history. What
 * `work` throws passes through with nothing changed. Throws PlanError.
 */
export async function writePlan<Outcome extends Worked>(
  name: string,
  what: string,
  context: Context,
  work: (plan: OpenPlan) => Outcome | Promise<Outcome>,
): Promise<Written<Outcome>> {
  const path = await context.workspace.resolvePlan(name);
  let last: { readonly outcome: Outcome; readonly plan: OpenPlan } | undefined;
  const change = async (text: string): Promise<string> => {
    const plan = await planAt(path, text, context);
    // An edit is worked out again where the file changed meanwhile; the last one is what was written.
    last = { outcome: await work(plan), plan };
    return last.outcome.text;
  };
  const edit = await context.workspace.edit(path, what, change, context.signal);
  if (last === undefined) throw new PlanError('internal', 'The edit was never worked out.');
  return { path, text: edit.after, ...last };
}
