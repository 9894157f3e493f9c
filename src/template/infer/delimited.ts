import type { Span } from '../../markdown/model.ts';
import { outermost } from '../../markdown/spans.ts';

/** How long a placeholder may be, delimiters included. */
export const longest = 700;

/**
 * The outermost pairs of two delimiters in `from`–`to`, escaped ones and those inside `skip` left out; a pair longer than
 * `longest` counts as none, so that what stands in it is found. Linear in the length.
 */
export function pairsIn(
  text: string,
  from: number,
  to: number,
  open: string,
  close: string,
  skip: readonly Span[] = [],
): Span[] {
  const opened: number[] = [];
  const pairs: Span[] = [];
  let next = 0;
  for (let at = from; at < to; at += 1) {
    while (next < skip.length && (skip[next]?.to ?? 0) <= at) next += 1;
    const hidden = skip[next];
    if (hidden !== undefined && at >= hidden.from) {
      at = hidden.to - 1;
      continue;
    }
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === open) opened.push(at);
    else if (char === close) {
      const start = opened.pop();
      if (start !== undefined && at + 1 - start <= longest) pairs.push({ from: start, to: at + 1 });
    }
  }
  return outermost(pairs);
}

/** The parts of a stretch that are scanned apart: its text without code, then each code span. */
export function partsOf(
  stretch: Span & { codes: readonly Span[]; comments: readonly Span[] },
): { span: Span; skip: readonly Span[] }[] {
  const hidden = outermost([...stretch.codes, ...stretch.comments]);
  const known = new Set(stretch.codes);
  const codes = hidden.filter((span) => known.has(span));
  return [{ span: stretch, skip: hidden }, ...codes.map((span) => ({ span, skip: [] }))];
}
