import { expect } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import type { Applied } from '../../src/plan/edits/applyEach.ts';
import { answerQuestions } from '../../src/plan/edits/answer/answerQuestions.ts';
import type { AnswerContext, Answered, QuestionAnswer } from '../../src/plan/edits/answer/model.ts';
import { allQuestions, type FoundQuestion } from '../../src/plan/questions/questions.ts';
import { planSlots } from '../../src/plan/slots.ts';
import { builtInWords } from '../../src/plan/words.ts';
import type { Template } from '../../src/template/model.ts';

export const today = '2026-11-26';

/** What is said to a question, without the question. */
export type Said = Omit<QuestionAnswer, 'question'>;

/** Every question of a plan, settled ones too. */
export function questionsOf(text: string, template?: Template): readonly FoundQuestion[] {
  const document = parseDocument(text);
  const slots = planSlots(document, template).map(({ slot }) => slot.span);
  return allQuestions(document, { words: builtInWords, today, slots, template });
}

/** The open ones as `kind: text`. */
export function openIn(text: string, template?: Template): readonly string[] {
  return questionsOf(text, template).flatMap((each) => (each.closed ? [] : [`${each.kind}: ${each.text}`]));
}

/** The open question with a text that contains `part`; the first where there are several. */
export function openWith(text: string, part: string, template?: Template): FoundQuestion {
  const found = questionsOf(text, template).find((each) => !each.closed && each.text.includes(part));
  if (found === undefined) throw new Error(`No open question has "${part}".`);
  return found;
}

/** Says things to questions that are named by a part of their text. */
export function answer(
  text: string,
  said: Readonly<Record<string, Said>>,
  context: AnswerContext = {},
  template?: Template,
): Applied<Answered> {
  const answers = Object.entries(said).map(([part, each]) => ({
    question: openWith(text, part, template).id,
    ...each,
  }));
  return apply(text, answers, context, template);
}

export function apply(
  text: string,
  answers: readonly QuestionAnswer[],
  context: AnswerContext = {},
  template?: Template,
): Applied<Answered> {
  const setting = { template, path: 'plans/a.md', words: builtInWords, constitution: undefined, today };
  return answerQuestions(text, answers, setting, context);
}

/**
 * Holds what an answer makes of a plan, with either line ending; that the same call again changes nothing; and that every question
 * that was not named stays as it is.
 */
export function expectAnswered(
  before: string,
  said: Readonly<Record<string, Said>>,
  after: string,
  context: AnswerContext = {},
  template?: Template,
): void {
  for (const ending of ['\n', '\r\n']) {
    const text = before.replaceAll('\n', ending);
    const wanted = after.replaceAll('\n', ending);
    const named = Object.keys(said).map((part) => openWith(text, part, template).id);
    const answers = Object.values(said).map((each, index) => ({ question: named[index] ?? '', ...each }));
    const applied = apply(text, answers, context, template);
    expect(applied.refused).toEqual([]);
    expect(applied.text).toBe(wanted);
    expect(apply(wanted, answers, context, template).text).toBe(wanted);
    const others = (plan: string): string[] =>
      questionsOf(plan, template)
        .filter((each) => !named.includes(each.id) && !applied.done.some(({ question }) => question === each.id))
        .filter((each) => !each.closed)
        .map((each) => `${each.id} ${each.kind} ${each.text}`);
    expect(others(wanted)).toEqual(others(text));
  }
}
