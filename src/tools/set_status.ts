import { z } from 'zod';
import { oncePer } from '../markdown/oncePer.ts';
import { planRevision } from '../markdown/revision.ts';
import { readingOf } from '../plan/planReading.ts';
import { approvedByPerson } from './approvalForm.ts';
import { AskedApprovals } from './askedApprovals.ts';
import { plan } from './arguments.ts';
import { withReplies } from './asking.ts';
import type { Context } from './context.ts';
import { companionsOf } from './companions.ts';
import { requireReadable } from './openPlan.ts';
import { defineTool } from './tool.ts';
import { writePlan } from './writePlan.ts';

/** Calls are many, and what people were asked outlives them. */
const askedOf = oncePer((_workspace: Context['workspace']) => new AskedApprovals());

export const setStatus = defineTool({
  name: 'set_status',
  title: "Set a plan's status",
  description:
    "Set the plan's status; a step forward passes every gate on the way. Approved needs a person's words: ask, never answer for them.",
  hints: { readOnly: false, destructive: true, idempotent: true, openWorld: false },
  input: z.strictObject({
    plan,
    status: z.string().min(1).max(100),
    approval: z
      .strictObject({ by: z.string().max(200), words: z.string().max(1000) })
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
    const { status, approval: word, reason } = request;
    const {
      path,
      text,
      outcome,
      plan: before,
    } = await withReplies(context.ask, (replies) =>
      writePlan(request.plan, `set_status ${status}${replies.hasWord ? ', by form' : ''}`, context, async (opened) => {
        requireReadable(opened);
        const companions = await companionsOf(opened, context);
        const reading = readingOf(opened.document, opened.setting);
        return approvedByPerson(
          reading,
          companions,
          { status, approval: word, reason },
          replies,
          askedOf(context.workspace),
        );
      }),
    );
    const { approval } = outcome.standing;
    const data = {
      plan: path,
      revision: planRevision(text),
      from: outcome.from ?? 'no status',
      status: outcome.standing.status,
      ...(approval === undefined ? {} : { approval }),
    };
    const isSame = text === before.document.text;
    const change = isSame ? `${data.status} (no change)` : `${data.from} → ${data.status}`;
    return { text: `${path} · revision ${data.revision} · ${change} · approval ${approval ?? 'none'}`, data };
  },
});
