import { isSubstance, type Reader } from './reader.ts';
import type { Said } from './verdictWords.ts';

/** One verdict that a place states, with what is said beside it. The line is 0-based. */
export interface Statement {
  readonly said: Said;
  readonly note: string;
  readonly line: number;
}

/** The author's words beside a verdict. The line is 0-based. */
export interface Remark {
  readonly text: string;
  readonly line: number;
}

/** Stands between what different places say. */
export const between = ' · ';

/** Words of the author's own that say something. */
export function isEvidence(text: string, reader: Reader): boolean {
  return isSubstance(text, reader.words) && isSubstance(beyondOwn(text, reader), reader.words);
}

/** What a text says beyond known words and beyond the questions that open it. */
export function beyondOwn(text: string, reader: Reader): string {
  const beyond = reader.own.beyond(text);
  const asked = Math.max(...[...beyond.matchAll(/[?？](?=\s|$|["'”)*])/gu)].map((match) => match.index + 1), 0);
  return reader.own.beyond(beyond.slice(asked).replace(/^[\s*_"'”)]*(?:[—–→-]+\s)?/u, ''));
}
