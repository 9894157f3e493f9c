import { hasQuestionSection } from '../questions/questions.ts';
import { inThePlan, onOneLine } from '../quote.ts';
import type { Rule } from './model.ts';

/** Open questions whose deadline has passed. */
export const questionOverdue: Rule = {
  id: 'question-overdue',
  wants: 'Open questions are answered by the date that the plan sets for them.',
  check({ reading }) {
    const { document, questions, setting } = reading;
    if (questions.length === 0 && !hasQuestionSection(document, setting)) return 'it has no open questions';
    return questions
      .filter(({ overdue }) => overdue === true)
      .map(({ id, place, line, text, due, owner }) => ({
        section: place,
        line,
        message: `${inThePlan(text, 160)} was due ${onOneLine(due ?? '', 60)}${owner === undefined ? '' : ` (${onOneLine(owner, 60)})`} and is open.`,
        fix: `answer_question ${JSON.stringify({ plan: setting.path ?? '<plan>', answers: [{ question: id, answer: '<answer>' }] })}`,
      }));
  },
};
