import { PlanError } from '../errors.ts';
import type { Refusal } from '../plan/edits/model.ts';
import { findQuestion } from '../plan/edits/answer/findQuestion.ts';
import type { QuestionAnswer } from '../plan/edits/answer/model.ts';
import { readQuestions } from '../plan/edits/answer/reading.ts';
import { type FillSetting, subjectOf } from '../plan/edits/subject.ts';
import { optionNames } from '../plan/questions/optionNames.ts';
import type { FoundQuestion } from '../plan/questions/questions.ts';
import { inThePlan, onOneLine } from '../plan/quote.ts';
import type { Document } from '../markdown/model.ts';
import { type Field, type Form, type Replies, type Reply, saidIn, withoutWord } from './asking.ts';

/** More questions than this are no form that somebody fills in. */
const mostQuestions = 8;
/** More options than these are not shown with a question. */
const mostOptions = 10;

/** A call's answers, with what a person said to the questions that came without one. */
export interface AnswersGiven {
  readonly answers: readonly QuestionAnswer[];
  /** Why questions that a person was asked are still without an answer. */
  readonly unanswered: readonly Refusal[];
}

interface Asked {
  readonly answer: QuestionAnswer;
  readonly question: FoundQuestion;
}

/** Asks a person the questions of which a call says nothing, where the client has a form; elsewhere they are refused with what to ask. */
export function answersByPerson(
  document: Document,
  answers: readonly QuestionAnswer[],
  setting: FillSetting,
  replies: Replies,
): AnswersGiven {
  const asked = openOnes(document, answers.filter(saysNothing), setting).slice(0, mostQuestions);
  const reply = asked.length === 0 ? undefined : replies.to(formOf(asked, setting.path ?? 'the plan'));
  if (reply === undefined) {
    const left = new Set(asked.map(({ answer }) => answer));
    return { answers: answers.filter((answer) => !left.has(answer)), unanswered: asked.map(toBeAsked) };
  }
  const name = saidIn(reply, 'decided_by');
  const given = new Map(asked.map(({ answer }, index) => [answer, saidIn(reply, answerName(index))]));
  const decider = { name, source: 'elicited' } as const;
  return {
    answers: answers.flatMap((answer): QuestionAnswer[] => {
      const words = given.get(answer);
      if (words === undefined) return [answer];
      return words === '' ? [] : [{ ...answer, answer: words, decider }];
    }),
    unanswered: asked
      .filter(({ answer }) => given.get(answer) === '')
      .map(({ answer, question }) => unansweredBy(reply, answer, question)),
  };
}

/** Where nobody can be asked here: what to ask in chat. */
function toBeAsked({ answer, question }: Asked): Refusal {
  const { id, text, owner } = question;
  const whom = owner === undefined ? 'the person who decides' : onOneLine(owner, 80);
  const list = listedOptions(question);
  const choice = list === undefined ? '' : ` Options: ${list}.`;
  return {
    section: answer.question,
    code: 'invalid_input',
    message: `${id} has no answer: ${inThePlan(text, 300)}.${choice} Ask ${whom}, then send answer and decided_by; or defer, owner, due.`,
  };
}

function saysNothing({ answer, defer, owner, due }: QuestionAnswer): boolean {
  return [answer, defer, owner, due].every((text) => text === undefined);
}

/** What can't be found, or is settled, is refused with its reason where it is answered. */
function openOnes(document: Document, answers: readonly QuestionAnswer[], setting: FillSetting): Asked[] {
  if (answers.length === 0) return [];
  const reading = readQuestions(subjectOf(document, setting), setting.today);
  return answers.flatMap((answer): Asked[] => {
    try {
      const question = findQuestion(reading, answer.question);
      return question.closed ? [] : [{ answer, question }];
    } catch (fault) {
      if (fault instanceof PlanError) return [];
      throw fault;
    }
  });
}

function formOf(asked: readonly Asked[], path: string): Form {
  const count = asked.length === 1 ? 'An open question' : `${asked.length} open questions`;
  return {
    message: `${count} of the plan ${onOneLine(path, 200)}. What you write is recorded there as your answer; leave empty what you do not want to decide now.`,
    fields: {
      ...Object.fromEntries(asked.map(({ question }, index) => [answerName(index), fieldOf(question)])),
      decided_by: { type: 'name', title: 'Your name' },
    },
  };
}

/** The question, with whose it is and what it offers. */
function fieldOf(question: FoundQuestion): Field {
  const { text, owner } = question;
  const list = listedOptions(question);
  const parts = [
    ...(owner === undefined ? [] : [`${onOneLine(owner, 80)} has to answer it.`]),
    ...(list === undefined ? [] : [`Name one, or write your own words: ${list}`]),
  ];
  const title = onOneLine(text, 200);
  return { type: 'text', title, ...(parts.length === 0 ? {} : { description: parts.join(' ') }) };
}

/** `A. Postgres · B. SQLite`: the options by what names them. */
function listedOptions({ options = [], optionRow }: FoundQuestion): string | undefined {
  const names = optionNames({ options, optionRow });
  const list = options.slice(0, mostOptions).map((option, index) => `${names[index]}. ${onOneLine(option, 120)}`);
  return list.length === 0 ? undefined : list.join(' · ');
}

function answerName(index: number): string {
  return `answer_${index + 1}`;
}

function unansweredBy(reply: Reply, answer: QuestionAnswer, { id, text }: FoundQuestion): Refusal {
  const isLeft = Object.keys(reply.values).length > 0;
  const why = isLeft ? "The person who was asked through the client's form left it empty." : withoutWord(reply);
  return {
    section: answer.question,
    code: 'invalid_input',
    message: `${id}, ${inThePlan(text, 120)}, stays open. ${why}`,
  };
}
