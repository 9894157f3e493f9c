import type { Span } from '../../../markdown/model.ts';
import type { Splice } from '../../../markdown/splices.ts';
import { arrowsIn } from '../../questions/closed.ts';
import type { Words } from '../../words.ts';

/** The splice that says something of a question behind its own words: ` → **Answer**: text`. */
export function arrowSplice(text: string, words: Span, label: string, value: string): Splice {
  const at = endOfWords(text, words);
  return { from: at, to: at, text: ` → **${label}**: ${value}` };
}

/** Where a question's own words end: before a hard break, the blanks and marks of the next line. */
export function endOfWords(text: string, { from, to }: Span): number {
  const own = text.slice(from, to);
  let end = own.length;
  for (let at = lastEnding(own, end); at !== -1 && !/[^ \t>]/.test(own.slice(at + 1, end)); at = lastEnding(own, end)) {
    end = own.slice(at - 1, at + 1) === '\r\n' ? at - 1 : at;
    if (own[end - 1] === '\\') end -= 1;
  }
  return from + own.slice(0, end).trimEnd().length;
}

function lastEnding(text: string, before: number): number {
  return before === 0 ? -1 : Math.max(text.lastIndexOf('\n', before - 1), text.lastIndexOf('\r', before - 1));
}

/** Where the words of a question end before what its arrows say of it. */
export function endBeforeArrows(text: string, span: Span, words: Words): number {
  const first = arrowsIn(text.slice(span.from, span.to), words)[0];
  return endOfWords(text, first === undefined ? span : { from: span.from, to: span.from + first.from });
}

/** The value behind the arrow with one of the labels, by offsets into the text. */
export function arrowValue(
  text: string,
  span: Span,
  words: Words,
  isWanted: (label: string) => boolean,
): Span | undefined {
  const found = arrowsIn(text.slice(span.from, span.to), words).find((arrow) => isWanted(arrow.label));
  return found === undefined
    ? undefined
    : {
        from: span.from + found.value.from,
        to: endOfWords(text, { from: span.from + found.value.from, to: span.from + found.value.to }),
      };
}
