import type { Span } from '../../../../markdown/model.ts';
import type { Splice } from '../../../../markdown/splices.ts';
import type { Inline } from './inline.ts';
import type { MarkContext, RecordWord } from './model.ts';
import { styledWord } from './runs.ts';

/** Another word in place of one in running text; none where it says so already. */
export function swapSplices(
  context: MarkContext,
  inline: Inline | undefined,
  word: RecordWord | undefined,
  isLine = false,
): Splice[] {
  if (inline === undefined || inline.said === word) return [];
  const { text } = context.subject.document;
  const { run } = inline;
  if (word !== undefined) {
    return [{ ...run, text: styledWord(word, text.slice(run.from, run.to), context.siblings, context.vocabulary) }];
  }
  const span = withMarks(text, run);
  if (inline.kind === 'lead') {
    // Without its sign a line of text could become a label, and what follows its value.
    return isLine ? [{ ...span, text: nothing }] : [{ from: span.from, to: skipBlanks(text, span.to), text: '' }];
  }
  const before =
    /(?<![ \t])[ \t]*(?:[:：—–-][ \t]*)?$/u.exec(text.slice(Math.max(0, span.from - 20), span.from))?.[0] ?? '';
  const from = span.from - before.length;
  // A word that was a sentence of its own goes with its full stop.
  const isSentence = /[.。!！?？]$/u.test(text.slice(0, from).slice(-1)) && /[.。!！]/u.test(text.charAt(span.to));
  return [{ from, to: isSentence ? span.to + 1 : span.to, text: '' }];
}

/** Stands where a record was taken out of a line that would read otherwise without it. */
export const nothing = '–';

/** A word with the bold marks or brackets around it. */
function withMarks(text: string, { from, to }: Span): Span {
  const before = /(?:\*{1,2}|_{1,2}|`|[(（[])$/u.exec(text.slice(Math.max(0, from - 2), from))?.[0] ?? '';
  const after = /^(?:\*{1,2}|_{1,2}|`|[)）\]])/u.exec(text.slice(to, to + 2))?.[0] ?? '';
  return before !== '' && after !== '' ? { from: from - before.length, to: to + after.length } : { from, to };
}

function skipBlanks(text: string, at: number): number {
  let to = at;
  while (' \t'.includes(text.charAt(to)) && to < text.length) to += 1;
  return to;
}
