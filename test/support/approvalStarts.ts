import { builtIns } from './templates.ts';
import type { Caller } from './approvable.ts';
import { createApprovable } from './approvable.ts';
import type { Start } from './approvalRun.ts';
import { ferryPlan } from './ferryPlan.ts';
import { approvalPlace, textOf } from '../../src/plan/approval/place.ts';
import type { TestWorkspace } from './workspace.ts';
import { planAt } from '../../src/tools/openPlan.ts';
import type { Context } from '../../src/tools/context.ts';

/** The plans that sequences begin from: one of each built-in template, and one of no template. */
export const startNames: readonly string[] = [...builtIns.map(({ id }) => id), 'ferry'];

/** What sequences on one plan begin from, and its path. */
export interface Starts {
  readonly plan: string;
  readonly ready: Start;
  readonly approved: Start;
}

/** A plan with nothing in the way of its approval, then the same approved. */
export async function makeStarts(
  name: string,
  workspace: TestWorkspace,
  call: Caller,
  context: Context,
): Promise<Starts> {
  const plan = name === 'ferry' ? 'plans/ferry/plan.md' : await createApprovable(call, name);
  if (name === 'ferry') workspace.write(plan, ferryPlan);
  const ready = { name: `${name}, ready`, text: workspace.read(plan), records: [] };
  const answer = await call('set_status', {
    plan,
    status: 'Approved',
    approval: { by: 'Ada Lovelace', words: 'Good, go ahead.' },
  });
  if (answer.isError) throw new Error(answer.text);
  const text = workspace.read(plan);
  const { document, setting } = await planAt(plan, text, context);
  const place = approvalPlace(document, setting);
  if (place === undefined) throw new Error(`No approval on record: ${answer.text}`);
  return { plan, ready, approved: { name: `${name}, approved`, text, records: [textOf(document, place)] } };
}
