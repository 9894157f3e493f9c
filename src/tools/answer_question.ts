import { z } from 'zod';
import { planRevision } from '../markdown/revision.ts';
import type { Applied } from '../plan/edits/applyEach.ts';
import { answerQuestions } from '../plan/edits/answer/answerQuestions.ts';
import type { Answered } from '../plan/edits/answer/model.ts';
import type { FillSetting } from '../plan/edits/subject.ts';
import { openQuestions } from '../plan/questions/questions.ts';
import { plan } from './arguments.ts';
import { answersByPerson } from './answersByPerson.ts';
import { withReplies } from './asking.ts';
import { allRefused, refusal, refusalLine } from './refusals.ts';
import { reopenedLine, reopenedStatus } from './reopened.ts';
import { defineTool } from './tool.ts';
import { writePlan } from './writePlan.ts';

const words = z.string().max(4000);

const answer = z.strictObject({
  question: z.string().max(2000).describe('Id'),
  answer: words.optional().describe('Text, or an option by number or letter'),
  defer: words.optional().describe('Until when or what'),
  owner: words.optional(),
  due: words.optional(),
  rationale: words.optional(),
});

const count = z.int().min(0).max(10_000_000);

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
    const decidedBy = request.decided_by;
    const {
      path,
      text,
      outcome,
      plan: opened,
    } = await withReplies(context.ask, (replies) =>
      writePlan(request.plan, `answer_question${replies.hasWord ? ', by form' : ''}`, context, async (own) => {
        const { answers, unanswered } = answersByPerson(own.document, request.answers, own.setting, replies);
        // spec-kit keeps a log of clarifications in its plans.
        const keepsLog = (await context.workspace.existsNear(own.path, '/.specify')) === true;
        const applied = answerQuestions(own.document.text, answers, own.setting, { decidedBy, keepsLog });
        const refused = [...unanswered, ...applied.refused];
        if (refused.length === request.answers.length) throw allRefused(refused, 'answers');
        return { ...applied, refused };
      }),
    );
    return report(path, text, outcome, opened.setting);
  },
});

function report(path: string, text: string, applied: Applied<Answered>, setting: FillSetting) {
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
