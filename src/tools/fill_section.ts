import { z } from 'zod';
import { PlanError } from '../errors.ts';
import { planRevision } from '../markdown/revision.ts';
import { applyFills, type FillOutcome } from '../plan/edits/applyFills.ts';
import { firstUnfilled } from '../plan/views/unfilled.ts';
import { address, plan, values } from './arguments.ts';
import { lostWriteWarnings } from './lostWrites.ts';
import { planAt } from './openPlan.ts';
import { defineTool } from './tool.ts';

const fill = z.strictObject({
  section: address,
  values: values.optional().describe('By label, column, slot, child heading or "heading"'),
  content: z.string().optional().describe('New body, without its heading'),
  find: z.string().optional().describe('Phrase that content replaces'),
  mode: z.enum(['replace', 'append', 'rename', 'move', 'remove']).optional(),
  after: z.string().optional().describe('With move'),
  expect: z.string().optional().describe('Revision as read, to replace what somebody wrote'),
});

const refusal = z.strictObject({ section: z.string(), code: z.string(), message: z.string() });

export const fillSection = defineTool({
  name: 'fill_section',
  title: 'Fill sections',
  description:
    'Write into many places of a plan at once; all else keeps its bytes. Sound fills happen, the others come back refused.',
  hints: { readOnly: false, destructive: true, idempotent: true, openWorld: false },
  input: z.strictObject({ plan, fills: z.array(fill).min(1).max(100) }),
  output: z.strictObject({
    plan: z.string(),
    revision: z.string(),
    changed: z.array(z.strictObject({ section: z.string(), revision: z.string() })),
    unfilled: z.int().min(0).max(1_000_000),
    refused: z.array(refusal).optional(),
    warnings: z.array(z.string()).optional(),
    next: z.string().optional(),
  }),
  async run(request, context) {
    const path = await context.workspace.resolvePlan(request.plan);
    const outcomes: FillOutcome[] = [];
    const edit = await context.workspace.edit(path, 'fill_section', async (text) => {
      const { document, setting } = await planAt(path, text, context);
      const outcome = applyFills(text, request.fills, setting);
      const lost = await lostWriteWarnings(path, document, context);
      outcomes.push({ ...outcome, warnings: [...lost, ...outcome.warnings] });
      if (outcome.refused.length === request.fills.length) throw allRefused(outcome);
      return outcome.text;
    });
    // An edit is worked out again where the file changed meanwhile; the last one is what was written.
    const outcome = outcomes.at(-1);
    if (outcome === undefined) throw new PlanError('internal', 'The edit was never worked out.');
    return answer(path, edit.after, outcome);
  },
});

/** A call of which nothing happened is an error: one refusal as it is, several with their places. */
function allRefused(outcome: FillOutcome): PlanError {
  const [first] = outcome.refused;
  if (first === undefined) return new PlanError('internal', 'A refusal without a reason.');
  if (outcome.refused.length === 1) return new PlanError(first.code, first.message, { where: first.section });
  const lines = outcome.refused.map((refused) => `${refused.section}: [${refused.code}] ${refused.message}`);
  return new PlanError(first.code, `None of the ${lines.length} fills happened.\n${lines.join('\n')}`);
}

function answer(path: string, text: string, outcome: FillOutcome) {
  const open = firstUnfilled(outcome.subject.slots);
  const data = {
    plan: path,
    revision: planRevision(text),
    changed: [...outcome.changed],
    unfilled: outcome.unfilled,
    ...(outcome.refused.length > 0 ? { refused: [...outcome.refused] } : {}),
    ...(outcome.warnings.length > 0 ? { warnings: [...outcome.warnings] } : {}),
    ...(outcome.refused.length === 0 && open !== undefined ? { next: `fill ${open.id}` } : {}),
  };
  const changed = data.changed.map((each) => `${each.section} @${each.revision}`).join(', ') || 'nothing changed';
  const lines = [
    `${path} · revision ${data.revision} · ${changed} · unfilled ${data.unfilled}${data.next === undefined ? '' : ` · next: ${data.next}`}`,
    ...outcome.refused.map((refused) => `refused ${refused.section}: [${refused.code}] ${refused.message}`),
    ...outcome.warnings.map((warning) => `warning: ${warning}`),
  ];
  return { text: lines.join('\n'), data };
}
