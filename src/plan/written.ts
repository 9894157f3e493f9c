import { plainText } from '../markdown/inline.ts';
import type { Span } from '../markdown/model.ts';
import { outermost, overlapsAny } from '../markdown/spans.ts';
import type { Subject } from './edits/model.ts';

/** Longest text of one place that is read. */
const longest = 2000;

/** Reads what somebody wrote in a span, as plain words on one line: empty where nothing stands, undefined where a place waits to be filled. */
export type ReadWritten = (span: Span) => string | undefined;

/** A plan's reader of written text; its unfilled places are gone through once. */
export function writtenReader({ document, slots, instructions }: Subject): ReadWritten {
  const spans = [...slots, ...instructions].map(({ slot }) => slot.span);
  const waiting = outermost(spans.filter((span) => span.from < span.to));
  const empty = new Set(spans.filter((span) => span.from === span.to).map((span) => span.from));
  return (span) => {
    if (span.from === span.to) return empty.has(span.from) ? undefined : '';
    if (overlapsAny(waiting, span)) return undefined;
    return plainText(document.text.slice(span.from, Math.min(span.to, span.from + longest)))
      .replace(/\s+/g, ' ')
      .trim();
  };
}
