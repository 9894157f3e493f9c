import type { Span } from '../../markdown/model.ts';
import { spanAt } from '../../markdown/spans.ts';
import type { Candidate, Stretch } from './candidate.ts';
import { bare } from './stretches.ts';

/** How far a candidate's place speaks for a slot, 0–1, and what the place is. */
export interface PlaceScore {
  readonly score: number;
  readonly reason: string;
}

/** From where a candidate stands: what is the whole of a line, value, item or cell can hardly be anything else. */
export function placeOf(text: string, { span, stretch }: Candidate): PlaceScore {
  if (isWhole(text, stretch, span)) return { score: 0.9, reason: wholeReason(stretch) };
  const value = spanHolding(stretch, span);
  if (value !== undefined) {
    return isWhole(text, value, span)
      ? { score: 0.9, reason: 'value after a label' }
      : { score: 0.7, reason: 'in a value' };
  }
  if (stretch.place === 'heading') return { score: 0.8, reason: 'in a heading' };
  if (stretch.place === 'cell' || stretch.place === 'head') return { score: 0.7, reason: 'in a cell' };
  if (stretch.place === 'frontMatter') return { score: 0.8, reason: 'in front matter' };
  if (stretch.place === 'item') {
    const code = spanAt(stretch.codes, span.from);
    if (code !== undefined && isWhole(text, stretch, bare(text, code)))
      return { score: 0.8, reason: 'in code that is the item' };
    return bare(text, stretch).from === bare(text, span).from || stretch.from === span.from
      ? { score: 0.75, reason: 'opens an item' }
      : { score: 0.55, reason: 'in an item' };
  }
  return isLine(text, stretch, span) ? { score: 0.85, reason: 'whole line' } : { score: 0.5, reason: 'in prose' };
}

function wholeReason(stretch: Stretch): string {
  if (stretch.place === 'item') return 'whole item';
  if (stretch.place === 'cell' || stretch.place === 'head') return 'whole cell';
  return stretch.place === 'frontMatter' ? 'value after a label' : 'whole line';
}

/** Whole but for emphasis, quotes and a final mark. */
export function isWhole(text: string, whole: Span, span: Span): boolean {
  const outer = bare(text, whole);
  // The marks of `__NAME__` are its own.
  if (span.from < whole.from || span.from - outer.from > 4 || outer.to - span.to > 4) return false;
  return !/[\p{L}\p{N}]/u.test(text.slice(outer.from, span.from) + text.slice(span.to, Math.max(span.to, outer.to)));
}

/** Whether a candidate is the whole of its lines but for some marks. A line may be long: no more than a few characters are looked at. */
function isLine(text: string, stretch: Stretch, span: Span): boolean {
  const before = text.slice(Math.max(stretch.from, span.from - 8), span.from);
  const after = text.slice(span.to, Math.min(stretch.to, span.to + 8));
  const opens = /(?:^|[\r\n])[\s*_`"'>-]{0,8}$/.exec(before);
  const isFirst = opens !== null && (/^[\r\n]/.test(opens[0]) || span.from - before.length === stretch.from);
  const closes = /^[\s*_`"'.:;!]*?(?:[\r\n]|$)/.exec(after);
  return isFirst && closes !== null && (/[\r\n]$/.test(closes[0]) || span.to + after.length === stretch.to);
}

function spanHolding(stretch: Stretch, span: Span): Span | undefined {
  return spanAt(stretch.values, span.from);
}

/** 1 outside code, 0 where a placeholder in code is part of a rule or a command, between them where the code is a value. */
export function codeFactor(text: string, candidate: Candidate): number {
  const { span, stretch } = candidate;
  const code = spanAt(stretch.codes, span.from);
  if (code === undefined) return 1;
  const opens = stretch.from === code.from;
  const inner = bare(text, code);
  const isFirst = span.from === inner.from;
  if (isArgument(text, span, inner)) return 0;
  if (isWhole(text, stretch, inner) || (opens && stretch.place !== 'paragraph' && stretch.place !== 'markup'))
    return 0.9;
  const value = spanHolding(stretch, code);
  if (value === undefined) return stretch.place === 'cell' || stretch.place === 'heading' ? 0.8 : 0;
  if (isWhole(text, value, inner) || (isFirst && value.from === code.from)) return 0.9;
  const before = text.slice(Math.max(inner.from, span.from - 2), span.from);
  const opensValue = value.from === code.from;
  return isFirst || opensValue || /[/\-_:"'=.@#]$|[:：] $/.test(before) ? 0.8 : 0;
}

/** `git push <remote>`, `/edit <name>`: a command's argument. */
function isArgument(text: string, span: Span, code: Span): boolean {
  if (span.from === code.from || !/\s/.test(text.charAt(span.from - 1))) return false;
  return /^(?:[/$.~]|[a-z][\w.-]{0,40}\s)/.test(text.slice(code.from, Math.min(code.to, code.from + 60)));
}
