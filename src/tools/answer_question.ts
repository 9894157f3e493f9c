import { z } from 'zod';
import { PlanError } from '../errors.ts';
import { planRevision } from '../markdown/revision.ts';
import type { Applied } from '../plan/edits/applyEach.ts';
import { answerQuestions } from '../plan/edits/answer/answerQuestions.ts';
import type { Answered } from '../plan/edits/answer/model.ts';
import type { FillSetting } from '../plan/edits/subject.ts';
import { openQuestions } from '../plan/questions/questions.ts';
import { plan } from './arguments.ts';
import { planAt } from './openPlan.ts';
import { allRefused, refusal, refusalLine } from './refusals.ts';
import { reopenedLine, reopenedStatus } from './reopened.ts';
import { defineTool } from './tool.ts';

const words = z.string().max(4000);

const answer = z.strictObject({
  question: z.string().describe('Id'),
  answer: words.optional().describe('Decision, or an option by number, letter or text'),
  defer: words.optional().describe('Until when or what'),
  owner: words.optional(),
  due: words.optional(),
  rationale: words.optional(),
});

const count = z.int().min(0).max(10_000_000);

interface Outcome {
  readonly applied: Applied<Answered>;
  readonly setting: FillSetting;
}

export const answerQuestion = defineTool({
  name: 'answer_question',
  title: 'Answer questions',
  description: 'Answer, defer or assign open questions of a plan; each is recorded where it stands.',
  hints: { readOnly: false, destructive: true, idempotent: true, openWorld: false },
  input: z.strictObject({
    plan,
    answers: z.array(answer).min(1).max(100),
    decided_by: z.string().max(200).optional(),
  }),
  output: z.strictObject({
    plan: z.string(),
    revision: z.string(),
    changed: z.array(z.strictObject({ question: z.string(), section: z.string(), line: count })),
    remaining: count,
    refused: z.array(refusal).optional(),
    approval: z.string().optional(),
  }),
  async run(request, context) {
    const path = await context.workspace.resolvePlan(request.plan);
    // spec-kit keeps a log of clarifications in its plans.
    const keepsLog = (await context.workspace.existsNear(path, '/.specify')) === true;
    const outcomes: Outcome[] = [];
    const edit = await context.workspace.edit(path, 'answer_question', async (text) => {
      const { setting } = await planAt(path, text, context);
      const applied = answerQuestions(text, request.answers, setting, { decidedBy: request.decided_by, keepsLog });
      outcomes.push({ applied, setting });
      if (applied.refused.length === request.answers.length) throw allRefused(applied.refused, 'answers');
      return applied.text;
    });
    // An edit is worked out again where the file changed meanwhile; the last one is what was written.
    const outcome = outcomes.at(-1);
    if (outcome === undefined) throw new PlanError('internal', 'The edit was never worked out.');
    return report(path, edit.after, outcome);
  },
});

function report(path: string, text: string, { applied, setting }: Outcome) {
  const { document, slots } = applied.subject;
  const open = openQuestions(document, { ...setting, slots: slots.map(({ slot }) => slot.span) });
  const approval = reopenedStatus(document, setting);
  const data = {
    plan: path,
    revision: planRevision(text),
    changed: [...applied.done],
    remaining: open.length,
    ...(applied.refused.length > 0 ? { refused: [...applied.refused] } : {}),
    ...(approval === undefined ? {} : { approval }),
  };
  const changed =
    data.changed.map((each) => `${each.question} in ${each.section}, line ${each.line}`).join('; ') ||
    'nothing changed';
  const head = `${path} · revision ${data.revision} · ${changed} · ${data.remaining} open`;
  return { text: [head, ...applied.refused.map(refusalLine), ...reopenedLine(approval)].join('\n'), data };
}
