import type { Span } from '../../markdown/model.ts';
import type { Candidate, Stretch } from './candidate.ts';
import { spanAt } from './delimited.ts';
import { isMask } from './masks.ts';
import { bare } from './stretches.ts';
import { opensWith, slotWords } from './words.ts';

/** How likely a candidate is a slot, from where it stands, how it is written and what else the file writes so. */
export interface Score {
  readonly confidence: number;
  readonly reason: string;
}

/** From here on a slot is sure. */
export const sureFrom = 0.5;

/** `strong` tells how many candidates of each dialect stand in a place that only slots take. */
export function scoreOf(text: string, candidate: Candidate, strong: ReadonlyMap<string, number>): Score {
  const place = placeOf(text, candidate);
  const code = codeFactor(text, candidate);
  if (code === 0) return { confidence: 0, reason: 'code in prose' };
  const alike = strong.get(candidate.dialect) ?? 0;
  if (
    candidate.dialect === 'parenthesis' &&
    alike < 3 &&
    !opensWith(candidate.inner, [...slotWords.instructions, ...slotWords.examples])
  ) {
    return { confidence: 0.4, reason: 'parenthesis' };
  }
  const habit = alike >= 2 ? 0.05 : place.score < 0.8 && totalOf(strong) < 3 ? -0.1 : 0;
  const confidence = place.score + shapeOf(candidate, place.score) + habit - (code < 1 ? 0.1 : 0);
  return { confidence: Math.min(0.99, Math.max(0, Math.round(confidence * 100) / 100)), reason: place.reason };
}

/** A file with hardly any slots is a filled one, its brackets its own. */
function totalOf(strong: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const count of strong.values()) total += count;
  return total;
}

/** Whether a candidate stands where only a slot, or what was filled in for one, can stand. */
export function isStrong(text: string, candidate: Candidate): boolean {
  return (
    candidate.stretch.place !== 'fence' && placeOf(text, candidate).score >= 0.8 && codeFactor(text, candidate) > 0
  );
}

function placeOf(text: string, { span, stretch }: Candidate): { score: number; reason: string } {
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
  return { score: 0.5, reason: 'in prose' };
}

function wholeReason(stretch: Stretch): string {
  if (stretch.place === 'item') return 'whole item';
  if (stretch.place === 'cell' || stretch.place === 'head') return 'whole cell';
  return stretch.place === 'frontMatter' ? 'value after a label' : 'whole line';
}

/** Whole but for emphasis, quotes and a final mark. */
function isWhole(text: string, whole: Span, span: Span): boolean {
  const outer = bare(text, whole);
  if (span.from < outer.from || span.from - outer.from > 4 || outer.to - span.to > 4) return false;
  return !/[\p{L}\p{N}]/u.test(text.slice(outer.from, span.from) + text.slice(span.to, Math.max(span.to, outer.to)));
}

function spanHolding(stretch: Stretch, span: Span): Span | undefined {
  return spanAt(stretch.values, span.from);
}

/** 1 outside code, 0 where a placeholder in code is part of a rule or a command, between them where the code is a value. */
function codeFactor(text: string, candidate: Candidate): number {
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
  return isFirst || /[/\-_:"'=.@#]/.test(text.charAt(span.from - 1)) ? 0.8 : 0;
}

/** `git push <remote>`, `/edit <name>`: a command's argument. */
function isArgument(text: string, span: Span, code: Span): boolean {
  if (span.from === code.from || !/\s/.test(text.charAt(span.from - 1))) return false;
  return /^(?:[/$.~]|[a-z][\w.-]{0,40}\s)/.test(text.slice(code.from, Math.min(code.to, code.from + 60)));
}

/** What speaks for a slot or against one in the way it is written. */
function shapeOf({ inner, dialect, stretch, class: kind }: Candidate, place: number): number {
  if (kind === 'choice' || kind === 'clarification' || dialect === 'parenthesis' || dialect === 'stub') return 0.05;
  if (dialect === 'mask') return place >= 0.7 || stretch.place === 'heading' ? 0 : -0.2;
  if (isMask(inner) || /_/.test(inner) || /\.{3}|…|#/.test(inner)) return 0.1;
  if (opensWith(inner, slotWords.examples) || opensWith(inner, slotWords.instructions)) return 0.1;
  if (/^[A-Z]{2,4}\d?$/.test(inner)) return place >= 0.7 ? 0 : -0.15;
  if (dialect === 'bracket' && /^[a-z]{1,12}$/.test(inner)) return place >= 0.7 ? 0 : -0.15;
  return dialect === 'brace' && place < 0.6 ? -0.05 : 0.05;
}
