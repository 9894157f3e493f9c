import type { Span } from '../../markdown/model.ts';
import { spanAt } from '../../markdown/spans.ts';
import type { Candidate, Stretch } from './candidate.ts';
import { fewestInTemplate, type Habits, strongPlace } from './dialects.ts';
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

export function scoreOf(text: string, candidate: Candidate, habits: Habits): Score {
  const place = placeOf(text, candidate);
  const code = codeFactor(text, candidate);
  if (code === 0 && !(isVariable(candidate) && habits.isNamed(candidate)) && !isCodeOfItsOwn(text, candidate, habits))
    return { confidence: 0, reason: 'code in prose' };
  if (candidate.dialect === 'stub' && isReference(candidate, habits)) return { confidence: 0.4, reason: 'reference' };
  if (candidate.dialect === 'parenthesis' && !isAskedFor(candidate, habits))
    return { confidence: 0.4, reason: 'parenthesis' };
  const confidence =
    place.score + shapeOf(candidate, place.score) + habitOf(candidate, place.score, habits) - (code < 1 ? 0.1 : 0);
  return { confidence: Math.min(0.99, Math.max(0, Math.round(confidence * 100) / 100)), reason: place.reason };
}

/** How far a candidate's place alone speaks for a slot, 0–1. */
export function placeScoreOf(text: string, candidate: Candidate): number {
  if (candidate.stretch.place === 'fence' || candidate.dialect === 'looseList') return 0;
  return codeFactor(text, candidate) > 0 ? placeOf(text, candidate).score : 0;
}

/** What the rest of the file says for a candidate or against it. */
function habitOf(candidate: Candidate, place: number, habits: Habits): number {
  const { dialect } = candidate;
  const alike = habits.strong.get(dialect) ?? 0;
  const hasCompany = habits.hasCompany(candidate);
  if (dialect === 'looseList') {
    const isMeant = (hasCompany || habits.isRepeated(candidate)) && habits.total >= fewestInTemplate;
    const isBarred = /[|｜]/.test(candidate.inner) && !habits.isFilled;
    return (isMeant || isBarred) && !candidate.stretch.isFirstCell ? 0.2 : -0.4;
  }
  const isCommon = habits.total >= 10 && habits.isRepeated(candidate);
  const known = place < strongPlace && (hasCompany || isCommon || habits.isNamed(candidate)) ? 0.1 : 0;
  if (alike >= 2) return 0.05 + known;
  if (place < strongPlace && habits.total < fewestInTemplate) return habits.isFilled ? -0.3 : -0.1;
  return known;
}

/** A name that a file uses as its variable, in code and prose too; an ordinary word in brackets is none. */
function isVariable({ dialect, inner }: Candidate): boolean {
  return dialect === 'mustache' || dialect === 'brace' || dialect === 'angle' || /_|^[A-Z][A-Z ]+$/.test(inner);
}

/** In an item or a cell of a template, code that is nothing but a placeholder. */
function isCodeOfItsOwn(text: string, { span, stretch, dialect }: Candidate, habits: Habits): boolean {
  const code = spanAt(stretch.codes, span.from);
  if (code === undefined || (habits.strong.get(dialect) ?? 0) < fewestInTemplate) return false;
  return (stretch.place === 'item' || stretch.place === 'cell') && isWhole(text, code, span);
}

/** `Depends on: Task 32`, or a task's number in a filled plan: it names what stands elsewhere. */
function isReference({ stretch, inner, span }: Candidate, habits: Habits): boolean {
  if (!/\d$/.test(inner)) return false;
  const label = spanAt(stretch.values, span.from)?.label ?? stretch.column;
  if (slotWords.references.has(label.toLowerCase())) return true;
  const others = habits.total - (habits.strong.get('stub') ?? 0);
  return others < 2 && (stretch.place === 'cell' || stretch.values.length > 0);
}

/** A parenthesis is a remark, unless the file writes its places so beside others, or it speaks to the author. */
function isAskedFor({ inner }: Candidate, habits: Habits): boolean {
  const alike = habits.strong.get('parenthesis') ?? 0;
  const others = habits.total - alike;
  if (speaksToAuthor(inner)) return habits.total >= fewestInTemplate;
  return alike >= 3 && others >= 2;
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
  return isLine(text, stretch, span) ? { score: 0.85, reason: 'whole line' } : { score: 0.5, reason: 'in prose' };
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

/** Whether a candidate is the whole of its lines but for some marks. A line may be long: no more than a few characters are looked at. */
function isLine(text: string, stretch: Stretch, span: Span): boolean {
  const before = text.slice(Math.max(stretch.from, span.from - 8), span.from);
  const after = text.slice(span.to, Math.min(stretch.to, span.to + 8));
  const opens = /(?:^|[\r\n])[\s*_`"'>-]*$/.exec(before);
  const isFirst = opens !== null && (/^[\r\n]/.test(opens[0]) || span.from - before.length === stretch.from);
  const closes = /^[\s*_`"'.:;!]*?(?:[\r\n]|$)/.exec(after);
  return isFirst && closes !== null && (/[\r\n]$/.test(closes[0]) || span.to + after.length === stretch.to);
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
  const before = text.slice(Math.max(inner.from, span.from - 2), span.from);
  const opensValue = value.from === code.from;
  return isFirst || opensValue || /[/\-_:"'=.@#]$|[:：] $/.test(before) ? 0.8 : 0;
}

/** `git push <remote>`, `/edit <name>`: a command's argument. */
function isArgument(text: string, span: Span, code: Span): boolean {
  if (span.from === code.from || !/\s/.test(text.charAt(span.from - 1))) return false;
  return /^(?:[/$.~]|[a-z][\w.-]{0,40}\s)/.test(text.slice(code.from, Math.min(code.to, code.from + 60)));
}

function speaksToAuthor(inner: string): boolean {
  return opensWith(inner, slotWords.examples) || opensWith(inner, slotWords.instructions);
}

/** What speaks for a slot or against one in the way it is written. */
function shapeOf({ inner, dialect, stretch, class: kind }: Candidate, place: number): number {
  if (dialect === 'looseList') return -0.2;
  if (kind === 'choice' || kind === 'clarification' || dialect === 'parenthesis' || dialect === 'stub') return 0.05;
  if (dialect === 'mask') return place >= 0.7 || stretch.place === 'heading' ? 0 : -0.2;
  if (dialect === 'sign') return 0.1;
  if (isMask(inner) || /_/.test(inner) || /\.{3}|…|#/.test(inner)) return 0.1;
  if (speaksToAuthor(inner)) return 0.1;
  if (dialect === 'bracket' && /^[a-z\d]+(?:-[a-z\d]+)+$/.test(inner)) return place >= strongPlace ? 0.05 : -0.15;
  if (/^[A-Z]{2,4}\d?$/.test(inner)) return place >= 0.7 ? 0 : -0.15;
  if (dialect === 'bracket' && /^[a-z]{1,12}$/.test(inner)) return place >= 0.7 ? 0 : -0.15;
  return dialect === 'brace' && place < 0.6 ? -0.05 : 0.05;
}
