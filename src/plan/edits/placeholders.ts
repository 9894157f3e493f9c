import { PlanError } from '../../errors.ts';

/** `<text>`, `<what it waits for>`: what our own calls print for words that the caller is to send. Links (`<https://…>`, `<a@b.org>`) are none. */
const printed = /^<[^<>@:/=]{1,120}>$/;

/** Refuses words that are nothing but a place for words: a call that was copied out of an answer and not filled in. Throws PlanError `invalid_input`. */
export function requireWords(texts: readonly (string | undefined)[], where: string): void {
  const found = texts.find((text) => text !== undefined && printed.test(text.trim()));
  if (found === undefined) return;
  throw new PlanError('invalid_input', `"${found.trim()}" is a place for words, not the words.`, {
    where,
    fix: 'Send what is to stand there; where nobody knows it yet, leave it out.',
  });
}
