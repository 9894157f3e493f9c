import { codeSpans, commentSpans } from '../../markdown/inline.ts';
import type { Span } from '../../markdown/model.ts';
import type { LabelledValue, Stretch, StretchPlace } from './candidate.ts';

/** A stretch with its code and comments. There are thousands in a long file, so each is made once and not copied. */
export function stretchOf(
  text: string,
  place: StretchPlace,
  { from, to }: Span,
  line: number,
  values: readonly LabelledValue[],
  column: string,
  isFirstCell: boolean,
): Stretch {
  const own = text.slice(from, to);
  const absolute = (inner: Span): Span => ({ from: inner.from + from, to: inner.to + from });
  const comments = own.includes('<!--') ? commentsOf(own).map(absolute) : none;
  const codes = own.includes('`') ? codeSpans(own).map(absolute) : none;
  return { place, from, to, line, own, values, codes, comments, column, isFirstCell };
}

/** A line of code or of YAML: nothing in it is marked up. */
export function plainStretch(text: string, place: StretchPlace, { from, to }: Span, line: number): Stretch {
  const own = text.slice(from, to);
  return { place, from, to, line, own, values: none, codes: none, comments: none, column: '', isFirstCell: false };
}

/** A stretch of a part of a text, as the whole text has it. */
export function shifted(stretch: Stretch, by: number, lines: number): Stretch {
  const moved = <Of extends Span>(span: Of): Of => ({ ...span, from: span.from + by, to: span.to + by });
  const { values, codes, comments } = stretch;
  return {
    ...moved(stretch),
    line: stretch.line + lines,
    values: values.map(moved),
    codes: codes.map(moved),
    comments: comments.map(moved),
  };
}

const none: readonly never[] = [];

/** Closed comments, and one that never closes: it hides all behind it. */
function commentsOf(text: string): Span[] {
  const spans = commentSpans(text);
  const open = text.indexOf('<!--', spans.at(-1)?.to ?? 0);
  return open === -1 ? spans : [...spans, { from: open, to: text.length }];
}
