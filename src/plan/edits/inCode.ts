import { PlanError } from '../../errors.ts';
import { codeSpans } from '../../markdown/inline.ts';
import { lineAt } from '../../markdown/lines.ts';
import type { Document, Span } from '../../markdown/model.ts';

/**
 * A value for a place in a code span, without backticks of its own around it: one pair is enough. Anywhere else it stays as it is.
 * Throws `breaks_structure` for backticks that would end the code early.
 */
export function inCode(document: Document, span: Span, value: string, where: string): string {
  if (!value.includes('`')) return value;
  const line = linesAround(document, span);
  const words = document.text.slice(line.from, line.to);
  const [from, to] = [span.from - line.from, span.to - line.from];
  const code = codeSpans(words).find((each) => each.from < from && to < each.to);
  if (code === undefined) return value;
  const text = withoutBackticks(value);
  const written = words.slice(0, from) + text + words.slice(to);
  const end = code.to + written.length - words.length;
  if (codeSpans(written).some((each) => each.from === code.from && each.to === end)) return text;
  throw new PlanError('breaks_structure', `${where} stands in code, which backticks in the text would end.`, {
    where,
    fix: 'Send the text without backticks.',
  });
}

/** The words of a text that is one code span; any other text as it is. */
function withoutBackticks(value: string): string {
  const text = value.trim();
  const [code] = codeSpans(text);
  if (code === undefined || code.from !== 0 || code.to !== text.length) return value;
  const marks = /^`+/.exec(text)?.[0].length ?? 0;
  return text.slice(marks, -marks).trim();
}

function linesAround(document: Document, span: Span): Span {
  const first = document.lines[lineAt(document.lines, span.from)];
  const last = document.lines[lineAt(document.lines, span.to)];
  return { from: first?.from ?? span.from, to: last?.to ?? span.to };
}
