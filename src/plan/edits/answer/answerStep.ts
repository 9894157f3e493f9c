import { PlanError } from '../../../errors.ts';
import type { FoundQuestion } from '../../questions/questions.ts';
import { oneLine } from '../../questions/reading.ts';
import type { FillSetting } from '../subject.ts';
import { answerSplices } from './answerSplices.ts';
import { assignSplices } from './assign.ts';
import { decisionOf, line, requireSense } from './decision.ts';
import { deferred } from './defer.ts';
import { findQuestion } from './findQuestion.ts';
import { logSplices } from './log.ts';
import type { AnswerContext, Decision, QuestionAnswer } from './model.ts';
import { requireSameQuestions } from './readBack.ts';
import type { Reading } from './reading.ts';
import { isSettled } from './settled.ts';
import { type Answering, readAfter, shifted, type State, stay, stepOf } from './state.ts';

/** Works out one answer. Throws PlanError; the same text where the plan says it already. */
export function answerStep(
  reading: Reading,
  name: string,
  answer: QuestionAnswer,
  setting: FillSetting,
  context: AnswerContext,
): Answering {
  requireSense(answer);
  const question = findQuestion(reading, name);
  const start: State = { reading, question, splices: [] };
  const decision =
    answer.answer === undefined
      ? undefined
      : decisionOf(question, answer, context, reading.source.words, reading.today);
  if (isSettled(reading, question, answer, decision)) return stepOf(start);
  requireHolder(question, answer);
  const assigned = assign(start, answer, setting);
  if (decision !== undefined) return answered(assigned, decision, setting, context.keepsLog === true);
  if (answer.defer === undefined) return stepOf(assigned);
  return deferred(
    assigned,
    { until: line(answer.defer, 'defer', question), rationale: reasonOf(answer, question) },
    setting,
  );
}

/** A marker makes way for its answer: nothing is left that could have an owner or a date. */
function requireHolder({ form, id }: FoundQuestion, { answer, owner, due }: QuestionAnswer): void {
  if (form !== 'marker' || answer === undefined || (owner === undefined && due === undefined)) return;
  throw new PlanError(
    'invalid_input',
    `${id} is a marker that its answer replaces: no owner or date can stand beside it.`,
    {
      where: id,
      fix: 'Send the answer without owner and due.',
    },
  );
}

function reasonOf({ rationale }: QuestionAnswer, question: FoundQuestion): string | undefined {
  const reason = rationale === undefined ? '' : line(rationale, 'rationale', question).replace(/^because\s+/i, '');
  return reason === '' ? undefined : reason;
}

function assign(state: State, { owner, due }: QuestionAnswer, setting: FillSetting): State {
  const { reading, question } = state;
  const given = {
    owner: owner === undefined ? undefined : line(owner, 'owner', question),
    due: due === undefined ? undefined : line(due, 'due', question),
  };
  const next = stay(state, assignSplices(reading, question, given), setting);
  const isRead = (name: 'owner' | 'due'): boolean =>
    given[name] === undefined || isSameDetail(given[name], next.question[name]);
  if (isRead('owner') && isRead('due')) return next;
  const isOwner = isRead('due');
  throw new PlanError(
    'invalid_input',
    `The ${isOwner ? 'owner' : 'date'} given for ${question.id} would not be read as such.`,
    {
      where: question.id,
      fix:
        question.kind === 'deferred' && !isOwner
          ? 'It is deferred: send defer with what it waits for now.'
          : `Send a plain ${isOwner ? 'name' : 'date (YYYY-MM-DD)'}, or write it with fill_section.`,
    },
  );
}

function isSameDetail(given: string, read: string | undefined): boolean {
  const plain = (text: string): string => oneLine(text).replace(/\.$/, '');
  return read !== undefined && plain(given) === plain(read);
}

function answered(state: State, decision: Decision, setting: FillSetting, keepsLog: boolean): Answering {
  const { reading, question } = state;
  const next = stay(state, answerSplices(reading, question, decision), setting, true);
  const told = logSplices(next.reading, question, decision.text, keepsLog);
  if (told.length === 0) return stepOf(next);
  const after = readAfter(next.reading, told, setting);
  requireSameQuestions(next.reading, after, question);
  const { span, ...rest } = next.question;
  const from = shifted(span.from, told);
  return stepOf({
    reading: after,
    question: { ...rest, span: { from, to: from + span.to - span.from } },
    splices: [...next.splices, told],
  });
}
