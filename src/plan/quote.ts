import { withoutHidden } from '../markdown/hidden.ts';

/** Text of a plan as a refusal or answer quotes it: one line, bounded, without control and invisible characters. */
export function inThePlan(text: string, most = 300): string {
  return `"${onOneLine(text, most)}"`;
}

/** The same without the quotation marks, for a field of its own in an answer. */
export function onOneLine(text: string, most = 300): string {
  return cut(withoutHidden(start(text, most)).replace(/\s+/g, ' ').trim(), most);
}

/** A longer quotation, each line marked as the plan's words. `isCut` tells that not all of it is there. */
export function quoteBlock(text: string, most = 4000): { quote: string; isCut: boolean } {
  const plain = withoutHidden(start(text, most));
  const isCut = plain.length > most;
  return {
    quote: cut(plain, most)
      .split(/\r\n|\r|\n/)
      .map((line) => `> ${line}`)
      .join('\n'),
    isCut,
  };
}

/** As much of a text as a quotation can need: a line of a plan may have a million characters. What is left out is longer than `most`. */
function start(text: string, most: number): string {
  const enough = most * 4 + 4000;
  return text.length <= enough ? text : `${text.slice(0, enough)}${'…'.repeat(most + 1)}`;
}

/** No half of a surrogate pair stays at the end. */
function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
