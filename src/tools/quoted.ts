import { onOneLine } from '../plan/quote.ts';

/** Words as they stand in a text that a model reads as ours: in JSON's quotes, on one line, without what nobody sees, at most `most` characters. */
export function quoted(words: string, most = 300): string {
  return JSON.stringify(onOneLine(words, most));
}
