import { z } from 'zod';
import { PlanError } from '../errors.ts';
import { planRevision } from '../markdown/revision.ts';
import { setStatus as set, type StatusOutcome } from '../plan/edits/status/setStatus.ts';
import { readingOf } from '../plan/planReading.ts';
import { plan } from './arguments.ts';
import { companionsOf } from './companions.ts';
import { planAt } from './openPlan.ts';
import { defineTool } from './tool.ts';

export const setStatus = defineTool({
  name: 'set_status',
  title: "Set a plan's status",
  description:
    "Set the plan's own status; a step forward passes every gate on the way. Approved needs a person's name and words: ask them, never answer for them.",
  hints: { readOnly: false, destructive: true, idempotent: true, openWorld: false },
  input: z.strictObject({
    plan,
    status: z.string().min(1).max(100),
    approval: z
      .strictObject({ by: z.string().min(1).max(200), words: z.string().min(1).max(1000) })
      .optional()
      .describe("A person's word"),
    reason: z.string().max(500).optional().describe('For a step back or aside'),
  }),
  output: z.strictObject({
    plan: z.string(),
    revision: z.string(),
    from: z.string(),
    status: z.string(),
    approval: z.string().optional(),
  }),
  async run(request, context) {
    const path = await context.workspace.resolvePlan(request.plan);
    const outcomes: StatusOutcome[] = [];
    const edit = await context.workspace.edit(path, `set_status ${request.status}`, async (text) => {
      const opened = await planAt(path, text, context);
      const companions = await companionsOf(opened, context);
      const outcome = set(readingOf(opened.document, opened.setting), companions, {
        status: request.status,
        source: 'quoted',
        ...(request.approval === undefined ? {} : { approval: request.approval }),
        ...(request.reason === undefined ? {} : { reason: request.reason }),
      });
      outcomes.push(outcome);
      return outcome.text;
    });
    // An edit is worked out again where the file changed meanwhile; the last one is what was written.
    const outcome = outcomes.at(-1);
    if (outcome === undefined) throw new PlanError('internal', 'The status was never worked out.');
    const { approval } = outcome.standing;
    const data = {
      plan: path,
      revision: planRevision(edit.after),
      from: outcome.from ?? 'no status',
      status: outcome.standing.status,
      ...(approval === undefined ? {} : { approval }),
    };
    const change = data.from === data.status ? `${data.status} (no change)` : `${data.from} → ${data.status}`;
    return { text: `${path} · revision ${data.revision} · ${change} · approval ${approval ?? 'none'}`, data };
  },
});
