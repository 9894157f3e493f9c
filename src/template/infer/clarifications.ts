import { opensWith, slotWords } from './words.ts';

/** `NEEDS CLARIFICATION`, alone or with what is unclear behind a colon. */
export function isClarification(inner: string): boolean {
  return opensWith(inner, slotWords.clarification);
}
