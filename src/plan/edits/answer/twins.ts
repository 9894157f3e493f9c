import { PlanError } from '../../../errors.ts';
import type { FoundQuestion } from '../../questions/questions.ts';
import type { QuestionAnswer } from './model.ts';
import { keyOf, type Reading } from './reading.ts';

/** Keeps apart, through the edits of one call, questions of the same words in the same section: their ids count. */
export interface Twins {
  /** What a question of the call is called now. Throws PlanError `invalid_input` for one that this call has answered away. */
  namedNow(reading: Reading, answer: QuestionAnswer): string;
  /** What the edit for a question came to. */
  after(answer: QuestionAnswer, text: string): void;
}

export function createTwins(): Twins {
  const gone = new Set<string>();
  let first: readonly FoundQuestion[] | undefined;
  let last: { readonly id: string; readonly text: string } | undefined;
  const twinsOf = (reading: Reading, all: readonly FoundQuestion[], question: FoundQuestion): FoundQuestion[] =>
    all.filter((each) => keyOf(reading, each) === keyOf(reading, question));
  const left = (reading: Reading, question: FoundQuestion): FoundQuestion[] =>
    twinsOf(reading, first ?? [], question).filter((each) => !gone.has(each.id));
  const asked = (name: string): FoundQuestion | undefined =>
    first?.find((each) => each.id.toLowerCase() === name.trim().toLowerCase());
  const settle = (reading: Reading): void => {
    const question = last === undefined || last.text !== reading.source.document.text ? undefined : asked(last.id);
    if (question === undefined) return;
    if (twinsOf(reading, reading.questions, question).length < left(reading, question).length) gone.add(question.id);
  };
  return {
    namedNow: (reading, { question: name }) => {
      first ??= reading.questions;
      settle(reading);
      const question = asked(name);
      if (question === undefined) return name;
      if (gone.has(question.id)) throw answeredAway(question);
      const index = left(reading, question).indexOf(question);
      return twinsOf(reading, reading.questions, question)[index]?.id ?? name;
    },
    after: (answer, text) => {
      last = { id: answer.question, text };
    },
  };
}

function answeredAway({ id }: FoundQuestion): PlanError {
  return new PlanError('invalid_input', `${id} was settled by this call already.`, {
    where: id,
    fix: 'Send one answer for each question.',
  });
}
