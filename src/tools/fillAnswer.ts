import { z } from 'zod';
import { planRevision } from '../markdown/revision.ts';
import type { WriteOutcome } from '../plan/edits/applyFills.ts';
import type { FillSetting } from '../plan/edits/subject.ts';
import { firstUnfilled } from '../plan/views/unfilled.ts';
import type { Context } from './context.ts';
import { lostWriteWarnings } from './lostWrites.ts';
import { allRefused, refusal, refusalLine } from './refusals.ts';
import { reopenedLine, reopenedStatus } from './reopened.ts';
import { writePlan } from './writePlan.ts';

/** What the tools that write at many places of a plan answer. */
export const fillOutput = z.strictObject({
  plan: z.string(),
  revision: z.string(),
  changed: z.array(z.strictObject({ section: z.string(), revision: z.string() })),
  unfilled: z.int().min(0).max(1_000_000),
  refused: z.array(refusal).optional(),
  warnings: z.array(z.string()).optional(),
  approval: z.string().optional(),
  next: z.string().optional(),
});

/** One call that writes at many places, each of which may be refused. */
export interface FillCall {
  /** The plan as the caller names it. */
  readonly plan: string;
  /** What the history calls the edit. */
  readonly what: string;
  readonly count: number;
  /** What a refusal calls those that it counts: 'fills'. */
  readonly noun: string;
  readonly apply: (text: string, setting: FillSetting) => WriteOutcome;
}

/** Writes and answers. Throws PlanError where everything was refused, and what the workspace throws. */
export async function writeFills(
  { plan, what, count, noun, apply }: FillCall,
  context: Context,
): Promise<{ text: string; data: z.input<typeof fillOutput> }> {
  const { path, text, outcome } = await writePlan(plan, what, context, async ({ document, setting, path: own }) => {
    const worked = apply(document.text, setting);
    const lost = await lostWriteWarnings(own, document, context);
    if (worked.refused.length === count) throw allRefused(worked.refused, noun);
    const approval = reopenedStatus(worked.subject.document, setting);
    return { ...worked, warnings: [...lost, ...worked.warnings], approval };
  });
  return answer(path, text, outcome);
}

function answer(
  path: string,
  text: string,
  outcome: WriteOutcome & { readonly approval: string | undefined },
): { text: string; data: z.input<typeof fillOutput> } {
  const open = firstUnfilled(outcome.subject.slots);
  const data = {
    plan: path,
    revision: planRevision(text),
    changed: outcome.changed.map(({ section, revision }) => ({ section, revision })),
    unfilled: outcome.unfilled,
    ...(outcome.refused.length > 0 ? { refused: [...outcome.refused] } : {}),
    ...(outcome.warnings.length > 0 ? { warnings: [...outcome.warnings] } : {}),
    ...(outcome.approval === undefined ? {} : { approval: outcome.approval }),
    ...(outcome.refused.length === 0 && open !== undefined ? { next: `fill ${open.id}` } : {}),
  };
  const changed = outcome.changed.map(
    ({ section, revision, isGone }) => `${section} ${isGone === true ? 'removed' : `@${revision}`}`,
  );
  const lines = [
    `${path} · revision ${data.revision} · ${changed.join(', ') || 'nothing changed'} · unfilled ${data.unfilled}${data.next === undefined ? '' : ` · next: ${data.next}`}`,
    ...outcome.refused.map(refusalLine),
    ...outcome.warnings.map((warning) => `warning: ${warning}`),
    ...reopenedLine(outcome.approval),
  ];
  return { text: lines.join('\n'), data };
}
