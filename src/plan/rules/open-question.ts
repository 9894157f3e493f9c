import { hasQuestionSection, type Question } from '../questions/questions.ts';
import type { PlanReading } from '../planReading.ts';
import type { Found, Rule } from './model.ts';
import { callTo, listed, quoted } from './wording.ts';

/** Questions that nobody has answered yet. */
export const openQuestion: Rule = {
  id: 'open-question',
  wants: 'Every question that blocks is answered, deferred or marked as not blocking.',
  gate: 'approved',
  check({ reading }) {
    const { questions, document, setting } = reading;
    if (questions.length === 0 && !hasQuestionSection(document, setting))
      return 'the plan has no section for questions';
    return questions.filter(({ blocking }) => blocking).map((question) => foundFor(question, reading));
  },
};

const kinds = {
  clarification: 'Needs clarification',
  question: 'Open question',
  unknown: 'Unknown without a decision',
  deferred: 'Deferred decision',
  approval: 'Required approval',
} as const;

function foundFor(question: Question, reading: PlanReading): Found {
  const { id, place, line, text, kind, owner, due, overdue, options } = question;
  const about = [
    id,
    ...(owner === undefined ? [] : [`owner ${quoted(owner, 60)}`]),
    ...(due === undefined ? [] : [`due ${quoted(due, 60)}${overdue === true ? ', overdue' : ''}`]),
  ];
  return {
    section: place,
    line,
    message: `${kinds[kind]} ${quoted(text, 200)} (${about.join(', ')}).`,
    ...(options === undefined
      ? {}
      : {
          expected: `one of ${listed(
            options.map((option) => quoted(option, 60)),
            6,
          )}`,
        }),
    gate: 'approved',
    fix: callTo('answer_question', reading, { answers: [{ question: id, answer: '<answer>' }] }),
  };
}
