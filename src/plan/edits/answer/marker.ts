import type { Span } from '../../../markdown/model.ts';
import type { Splice } from '../../../markdown/splices.ts';
import { arrowsIn } from '../../questions/closed.ts';
import { marksIn } from '../../questions/marks.ts';
import type { FoundQuestion } from '../../questions/questions.ts';
import { cellText } from '../lists.ts';
import { endOfWords } from './arrow.ts';
import type { Decision } from './model.ts';
import { placeOf, type Reading } from './reading.ts';

/** A marker makes way for the answer, brackets and all; what stood behind its arrows goes with it, the sentence around it stays. */
export function answerMarker(reading: Reading, question: FoundQuestion, decision: Decision): Splice[] {
  const { text } = reading.source.document;
  const behind = behindMarker(reading, question);
  const to = behind.arrows.at(-1) ?? endOfWords(text, question.span);
  const isInCell = placeOf(reading, question)?.kind === 'row';
  // The sentence's own full stop is enough.
  const closes = /^[.。]/.test(text.slice(to, to + 1));
  const answer = closes ? decision.text.replace(/[.。]$/u, '') : decision.text;
  return [{ from: question.span.from, to, text: isInCell ? cellText(answer, question.id) : answer }];
}

/** What a line says right behind a marker: where each arrow's value ends, and whether nothing else follows. */
export function behindMarker(
  { source }: Reading,
  { span }: FoundQuestion,
): { readonly arrows: readonly number[]; readonly isLast: boolean } {
  const { text } = source.document;
  const length = text.slice(span.to, span.to + 600).search(/[\r\n]|(?<!\\)\|/);
  const line = text.slice(span.to, length === -1 ? span.to + 600 : span.to + length);
  const arrows = arrowsIn(line, source.words);
  const isApart = line.slice(0, arrows[0]?.from ?? 0).trim() !== '';
  return {
    arrows: isApart ? [] : arrows.map((arrow) => endOfWords(text, { from: span.to, to: span.to + arrow.value.to })),
    isLast: !/[\p{L}\p{N}]/u.test(line.slice(0, arrows[0]?.from ?? line.length)),
  };
}

/** Takes the marks of a clarification off the words of a listed question: it is listed already. */
export function unmarked({ source }: Reading, span: Span): Splice[] {
  const { text } = source.document;
  const words = text.slice(span.from, span.to);
  return marksIn(words, source.words).flatMap((mark) => {
    const rest = words.slice(0, mark.span.from) + mark.text + words.slice(mark.span.to);
    if (!/[\p{L}\p{N}]/u.test(rest)) return [];
    const blanks = mark.text === '' ? (/(?<![ \t])[ \t]*$/.exec(words.slice(0, mark.span.from))?.[0].length ?? 0) : 0;
    const to = endOfWords(words, mark.span);
    return [{ from: span.from + mark.span.from - blanks, to: span.from + to, text: mark.text }];
  });
}
