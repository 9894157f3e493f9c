import { lineAt, splitLines } from '../../../markdown/lines.ts';
import { applyEach, type Applied } from '../applyEach.ts';
import type { FillSetting } from '../subject.ts';
import { answerStep } from './answerStep.ts';
import type { AnswerContext, Answered, QuestionAnswer } from './model.ts';
import { type Reading, readQuestions } from './reading.ts';
import { type AnswerStep, shifted } from './state.ts';
import { createTwins } from './twins.ts';

/**
 * Answers, defers or assigns questions of a plan, each in the form that it has; every one stands for itself. A question that stands
 * so already is no change. What is refused comes back with its question as `section`.
 */
export function answerQuestions(
  text: string,
  answers: readonly QuestionAnswer[],
  setting: FillSetting,
  context: AnswerContext = {},
): Applied<Answered> {
  const twins = createTwins();
  let known: Reading | undefined;
  const applied = applyEach<QuestionAnswer, AnswerStep>(
    text,
    answers,
    setting,
    (subject, answer) => {
      const reading =
        known?.source.document.text === subject.document.text ? known : readQuestions(subject, setting.today);
      const { step, reading: after } = answerStep(reading, twins.namedNow(reading, answer), answer, setting, context);
      known = after;
      twins.after(answer, step.text);
      return { text: step.text, result: step, subject: after.subject };
    },
    (answer) => answer.question,
  );
  return { ...applied, done: placed(applied.done) };
}

/** Where each question stands after those that were answered behind it. */
function placed(steps: readonly AnswerStep[]): Answered[] {
  const lines = splitLines(steps.at(-1)?.text ?? '');
  return steps.map(({ question, section, at }, index) => {
    const later = steps.slice(index + 1).flatMap((step) => step.splices);
    return { question, section, line: lineAt(lines, later.reduce(shifted, at)) + 1 };
  });
}
