import { PlanError } from '../errors.ts';
import { onOneLine } from '../plan/quote.ts';
import type { Context } from './context.ts';
import { nextTurn } from './nextTurn.ts';
import { type OpenPlan, openPlan } from './openPlan.ts';

/** What was found in every plan of a workspace. */
export interface InPlans<Found> {
  readonly found: readonly Found[];
  /** How many plans there are. */
  readonly plans: number;
  /** Plans that could not be read, with the reason and the next step. */
  readonly skipped: readonly string[];
}

/** Reads every listed plan, by path; one that can't be read hides none of the others. Stops when the call is cancelled. Throws PlanError. */
export async function eachPlan<Found>(context: Context, read: (plan: OpenPlan) => Found): Promise<InPlans<Found>> {
  const paths = await context.workspace.listPlans();
  const found: Found[] = [];
  const skipped: string[] = [];
  for (const [index, path] of paths.entries()) {
    // Between two plans a cancel is heard, and others are served; nobody waits for the answer of a cancelled call.
    await nextTurn();
    if (context.signal.aborted) break;
    try {
      found.push(read(await openPlan(path, context)));
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
      const fix = error.fix === undefined ? '' : ` ${onOneLine(error.fix)}`;
      skipped.push(`${onOneLine(path)}: [${error.code}] ${onOneLine(error.message)}${fix}`);
    }
    if (index % 100 === 99) context.progress(index + 1, paths.length);
  }
  return { found, plans: paths.length, skipped };
}

/** How many plans that could not be read are named. */
const mostNamed = 5;

/** The plans that could not be read, each on a line, beyond the first few their number; nothing where all could. */
export function unreadLines(skipped: readonly string[]): string[] {
  const more = skipped.length - mostNamed;
  return [
    ...skipped.slice(0, mostNamed).map((each) => `Not read: ${each}`),
    ...(more > 0 ? [`Not read: ${more} more plan${more === 1 ? '' : 's'}.`] : []),
  ];
}
