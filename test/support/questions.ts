import { parseDocument } from '../../src/markdown/document.ts';
import { openQuestions, type Question } from '../../src/plan/questions/questions.ts';
import { planSlots } from '../../src/plan/slots.ts';
import { builtInWords } from '../../src/plan/words.ts';

export const today = '2026-11-21';

/** The open questions of a plan's text, with the slots that inference finds in it. */
export function questionsIn(text: string): readonly Question[] {
  const document = parseDocument(text);
  const slots = planSlots(document, undefined).map(({ slot }) => slot.span);
  return openQuestions(document, { words: builtInWords, today, slots });
}

/** Their texts alone. */
export function textsIn(text: string): readonly string[] {
  return questionsIn(text).map((question) => question.text);
}

/** Kind and text of each, for a whole comparison. */
export function kindsIn(text: string): readonly string[] {
  return questionsIn(text).map((question) => `${question.kind}${question.blocking ? '' : ' (open)'}: ${question.text}`);
}
