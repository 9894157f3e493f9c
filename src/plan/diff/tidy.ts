import type { Span } from '../../markdown/model.ts';

/** A text as it is compared: line endings, blank lines and blanks at line ends left out. */
export function tidy(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n');
}

/** The words of a text on one line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A stretch of a text without some ordered, disjoint spans. */
export function without(text: string, span: Span, cuts: readonly Span[]): string {
  const parts: string[] = [];
  let at = span.from;
  for (const cut of cuts) {
    if (cut.to <= at || cut.from >= span.to) continue;
    parts.push(text.slice(at, Math.max(at, cut.from)));
    at = Math.min(cut.to, span.to);
  }
  parts.push(text.slice(at, span.to));
  return parts.join('');
}
