import { PlanError } from '../../../errors.ts';
import { isDecision } from '../../questions/closed.ts';
import { optionNamed, optionNames } from '../../questions/optionNames.ts';
import { marksIn } from '../../questions/marks.ts';
import { oneLine } from '../../questions/reading.ts';
import type { FoundQuestion } from '../../questions/questions.ts';
import { inThePlan } from '../../quote.ts';
import type { Words } from '../../words.ts';
import { oneLine as requireOneLine } from '../lists.ts';
import { requireWords } from '../placeholders.ts';
import type { AnswerContext, Decision, QuestionAnswer } from './model.ts';

/** Throws PlanError `invalid_input` for a call that says nothing, or both that a question is answered and that it waits. */
export function requireSense({ question, answer, defer, owner, due }: QuestionAnswer): void {
  const texts = { answer, defer, owner, due };
  requireWords(Object.values(texts), question);
  const where = { where: question };
  if (Object.values(texts).every((text) => text === undefined)) {
    throw new PlanError('invalid_input', `Nothing is said of ${inThePlan(question, 120)}.`, {
      ...where,
      fix: 'Send answer, defer, owner or due.',
    });
  }
  if (answer !== undefined && defer !== undefined) {
    throw new PlanError('invalid_input', `${inThePlan(question, 120)} can't be answered and deferred at once.`, {
      ...where,
      fix: 'Send either answer or defer.',
    });
  }
  const empty = Object.entries(texts).find(([, text]) => text !== undefined && !/[\p{L}\p{N}\p{So}]/u.test(text));
  if (empty === undefined) return;
  throw new PlanError('invalid_input', `The ${empty[0]} for ${inThePlan(question, 120)} is empty.`, {
    ...where,
    fix: 'Send its words, or leave it out.',
  });
}

/** The answer as it is to be written. Throws PlanError `invalid_input`, `invalid_choice`, and `breaks_structure` for several lines. */
export function decisionOf(
  question: FoundQuestion,
  { answer = '', rationale, decider }: QuestionAnswer,
  { decidedBy }: AnswerContext,
  words: Words,
  today: string,
): Decision {
  const text = chosen(question, line(answer, 'answer', question), words);
  const asksAgain = marksIn(text, words).length > 0;
  if (asksAgain || !isDecision(text, words)) {
    throw new PlanError(
      'invalid_input',
      asksAgain
        ? `The answer ${inThePlan(text, 120)} asks for a clarification itself.`
        : `${inThePlan(text, 120)} decides nothing, so ${question.id} would stay open.`,
      { where: question.id, fix: 'Send the decision, or defer with what it waits for.' },
    );
  }
  const { name = '', source } = decider ?? { name: decidedBy, source: 'quoted' };
  const who = name.trim() === '' ? [] : [line(name, 'decided_by', question)];
  // Of an answer that the agent gives without a name, nothing is said: nobody claims that a person decided.
  const by = who.length === 0 && source === 'quoted' ? undefined : [...who, today, source].join(', ');
  const reason = rationale === undefined ? '' : line(rationale, 'rationale', question).replace(/^because\s+/i, '');
  return {
    text,
    by,
    rationale: reason === '' ? undefined : reason,
  };
}

/** One line of a call's text. Throws PlanError `breaks_structure`. */
export function line(text: string, name: string, question: FoundQuestion): string {
  return requireOneLine(text, `${name} for ${question.id}`).replace(/\t/g, ' ');
}

/** `text (Ada, 2026-11-26, quoted); because reason`. */
export function inOneLine({ text, by, rationale }: Decision): string {
  const tail = `${by === undefined ? '' : ` (${by})`}${rationale === undefined ? '' : `; because ${rationale}`}`;
  return tail === '' ? text : withoutStop(text) + tail;
}

/** Whether a plan's answer says what a call says, whoever decided and why. */
export function isSameAnswer(present: string, text: string): boolean {
  const plain = oneLine(present.replace(/\\\|/g, '|'));
  const bare = withoutStop(oneLine(text.replace(/\\\|/g, '|')));
  if (!plain.startsWith(bare)) return false;
  return /^[.。]?(?: \((?:.{1,200}, )?\d{4}-\d{2}-\d{2}(?:, (?:quoted|elicited))?\))?(?:; because .*)?$/su.test(
    plain.slice(bare.length),
  );
}

/** `until the beta`; words that tell a time or condition themselves stay as they are. */
export function untilWhen(defer: string, words: Words): string {
  const opens = words.question('by').opens(defer) > 0 || words.conditional.opens(defer) > 0;
  return opens ? defer : `until ${defer}`;
}

function withoutStop(text: string): string {
  return text.replace(/(?<=[^\s.])\.$|。$/u, '');
}

/** An option's text where the answer names one by text, letter or number; else the answer as it was given. */
function chosen({ id, options = [], optionRow }: FoundQuestion, answer: string, words: Words): string {
  const offered = { options, optionRow };
  const found = optionNamed(offered, answer, words);
  if (found !== 'none') return found ?? answer;
  const names = optionNames(offered);
  const list = options.map((each, at) => `${names[at]}. ${inThePlan(each, 80)}`).join(', ');
  throw new PlanError('invalid_choice', `${id} has no option ${inThePlan(answer, 40)}. It has: ${list}.`, {
    where: id,
    fix: 'Name one of them, or write the answer out in words.',
  });
}
