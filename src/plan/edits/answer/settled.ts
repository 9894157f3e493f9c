import { PlanError } from '../../../errors.ts';
import type { FoundQuestion } from '../../questions/questions.ts';
import { inThePlan } from '../../quote.ts';
import { isSameAnswer } from './decision.ts';
import type { Decision, QuestionAnswer } from './model.ts';
import { type Reading, sectionWith } from './reading.ts';

/** Whether a settled question says already what the call says. Throws `invalid_input` where it says something else. */
export function isSettled(
  reading: Reading,
  question: FoundQuestion,
  answer: QuestionAnswer,
  decision: Decision | undefined,
): boolean {
  // One that is ticked or struck without words may still be given them.
  if (!question.closed || (question.answer === undefined && decision !== undefined)) return false;
  const present = question.answer ?? question.text;
  const isSame = decision !== undefined && isSameAnswer(present, decision.text);
  const isAssigned =
    (answer.owner === undefined || answer.owner === question.owner) &&
    (answer.due === undefined || answer.due === question.due);
  if (isSame && isAssigned && isReasoned(reading, question, decision)) return true;
  const says = question.answer === undefined ? 'is settled' : `is answered already: ${inThePlan(present, mostQuoted)}`;
  const home = homeOf(reading, question, present);
  throw new PlanError('invalid_input', `${question.id} ${says}.`, {
    where: question.id,
    fix:
      present.length > mostQuoted
        ? `To change it, call fill_section with section "${home}", and in find a phrase of it.`
        : `To change it, call fill_section with section "${home}", find ${inThePlan(present, mostQuoted)} and the new text as content.`,
  });
}

/** A longer answer is cut where it is quoted: no phrase to be found. */
const mostQuoted = 200;

function isReasoned(reading: Reading, question: FoundQuestion, { rationale }: Decision): boolean {
  if (rationale === undefined) return true;
  const { text } = reading.source.document;
  const task = question.research === undefined ? undefined : sectionWith(reading, question.research);
  return [question.whole, ...(task === undefined ? [] : [task.span])].some(({ from, to }) =>
    text.slice(from, to).includes(rationale),
  );
}

/** The place that the present answer stands in: its research task's, where the decision is there. */
function homeOf(reading: Reading, question: FoundQuestion, present: string): string {
  const { text } = reading.source.document;
  const isThere = text.slice(question.whole.from, question.whole.to).includes(present);
  return isThere ? question.place : (question.research ?? question.section);
}
