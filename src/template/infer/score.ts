import { spanAt } from '../../markdown/spans.ts';
import type { Candidate } from './candidate.ts';
import { fewestInTemplate, type Habits, strongPlace } from './dialects.ts';
import { isMask } from './masks.ts';
import { codeFactor, isWhole, placeOf } from './place.ts';
import { isPlainHere } from './plainHere.ts';
import { isCountedAlone } from './stubs.ts';
import { isTwofold } from './twofold.ts';
import { opensWith, slotWords } from './words.ts';

/** How likely a candidate is a slot, from where it stands, how it is written and what else the file writes so. */
export interface Score {
  readonly confidence: number;
  readonly reason: string;
}

/** From here on a slot is sure. */
export const sureFrom = 0.5;

/** Weighs place, shape and the file's habits. */
export function scoreOf(text: string, candidate: Candidate, habits: Habits): Score {
  const place = placeOf(text, candidate);
  const code = codeFactor(text, candidate);
  if (candidate.dialect === 'looseSign' && code < 1 && !habits.isNamed(candidate))
    return { confidence: 0, reason: 'code' };
  if (code === 0 && !(isVariable(candidate) && habits.isNamed(candidate)) && !isCodeToFill(text, candidate, habits))
    return { confidence: 0, reason: 'code in prose' };
  if (candidate.dialect === 'stub' && isReference(candidate, habits)) return { confidence: 0.4, reason: 'reference' };
  // Where a file has hardly another place, `Node 18` and `Node 20` are what somebody wrote.
  if (isCountedAlone(candidate) && placesBesideStubs(habits) < 2)
    return { confidence: 0.4, reason: 'counted siblings' };
  if (candidate.dialect === 'parenthesis' && !isAskedFor(candidate, habits))
    return { confidence: 0.4, reason: 'parenthesis' };
  if (isTwofold(candidate, place.score >= strongPlace) && !isPlainHere(candidate, place.score, habits))
    return { confidence: 0.4, reason: 'as likely ordinary text' };
  const confidence =
    place.score + shapeOf(candidate, place.score) + habitOf(candidate, place.score, habits) - (code < 1 ? 0.1 : 0);
  return { confidence: Math.min(0.99, Math.max(0, Math.round(confidence * 100) / 100)), reason: place.reason };
}

/** How far a candidate's place alone speaks for a slot, 0–1. */
export function placeScoreOf(text: string, candidate: Candidate): number {
  if (candidate.stretch.place === 'fence' || candidate.dialect === 'looseList') return 0;
  const code = codeFactor(text, candidate);
  if (candidate.dialect === 'looseSign' && code < 1) return 0;
  return code > 0 ? placeOf(text, candidate).score : 0;
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
  // `tags: [roadmap, v20]` is a filled list, unless the file writes its places in brackets.
  if (isPlainList(candidate) && alike < 4) return -0.5;
  // 'they [the operators] must know': words that somebody put in.
  const isInserted = dialect === 'bracket' && place <= 0.5 && /^\p{Ll}[\p{L} ]+$/u.test(candidate.inner);
  if (isInserted && habits.isAlone(candidate) && !isCommon && !speaksToAuthor(candidate.inner)) return -0.2;
  const known = place < strongPlace && (hasCompany || isCommon || habits.isNamed(candidate)) ? 0.1 : 0;
  if (alike >= 2) return 0.05 + known;
  if (place < strongPlace && habits.total < fewestInTemplate) return habits.isFilled ? -0.3 : -0.1;
  return known;
}

/** Words in YAML's form of a list: `[roadmap, v20]`. */
function isPlainList({ dialect, inner, stretch }: Candidate): boolean {
  if (dialect !== 'bracket' || stretch.place === 'frontMatter' || !inner.includes(',')) return false;
  return inner.split(',').every((part) => /^\s{0,4}["']?[a-z0-9][\w./-]{0,40}["']?\s{0,4}$/.test(part));
}

/** A name that a file uses as its variable, in code and prose too; an ordinary word in brackets is none. */
function isVariable({ dialect, inner }: Candidate): boolean {
  if (dialect === 'mustache' || dialect === 'brace' || dialect === 'angle' || dialect === 'looseSign') return true;
  return /_|^[A-Z][A-Z ]+$/.test(inner);
}

/** In an item or a cell of a template, code that is nothing but a placeholder, or a path with places in it. */
function isCodeToFill(text: string, { span, stretch, dialect }: Candidate, habits: Habits): boolean {
  const code = spanAt(stretch.codes, span.from);
  if (code === undefined || (stretch.place !== 'item' && stretch.place !== 'cell')) return false;
  const alike = habits.strong.get(dialect) ?? 0;
  if (isWhole(text, code, span)) return alike >= fewestInTemplate;
  return alike >= 2 * fewestInTemplate && /^`[^\s`/]*\/[^\s`]*`$/.test(text.slice(code.from, code.to));
}

/** `Depends on: Task 32`, or a task's number in a filled plan: it names what stands elsewhere. */
function isReference({ stretch, inner, span }: Candidate, habits: Habits): boolean {
  if (!/\d$/.test(inner)) return false;
  const label = spanAt(stretch.values, span.from)?.label ?? stretch.column;
  if (slotWords.references.has(label.toLowerCase())) return true;
  return placesBesideStubs(habits) < 2 && (stretch.place === 'cell' || stretch.values.length > 0);
}

function placesBesideStubs(habits: Habits): number {
  return habits.total - (habits.strong.get('stub') ?? 0);
}

/** A parenthesis is a remark, unless the file writes its places so beside others, or it speaks to the author. */
function isAskedFor({ inner }: Candidate, habits: Habits): boolean {
  const alike = habits.strong.get('parenthesis') ?? 0;
  const others = habits.total - alike;
  if (speaksToAuthor(inner)) return habits.total >= fewestInTemplate;
  return alike >= 3 && others >= 2;
}

function speaksToAuthor(inner: string): boolean {
  return opensWith(inner, slotWords.examples) || opensWith(inner, slotWords.instructions);
}

/** What speaks for a slot or against one in the way it is written. */
function shapeOf(candidate: Candidate, place: number): number {
  const { inner, dialect, stretch, class: kind } = candidate;
  if (dialect === 'looseList') return -0.2;
  if (kind === 'choice' || kind === 'clarification' || dialect === 'parenthesis' || dialect === 'stub') return 0.05;
  if (dialect === 'mask') return place >= 0.7 || stretch.place === 'heading' ? 0 : -0.2;
  if (dialect === 'looseSign' || dialect === 'sign') return 0.1;
  if (isMask(inner) || /_/.test(inner) || /\.{3}|…|#/.test(inner)) return 0.1;
  if (speaksToAuthor(inner)) return 0.1;
  if (dialect === 'bracket' && /^[a-z\d]+(?:-[a-z\d]+)+$/.test(inner)) return place >= strongPlace ? 0.05 : -0.15;
  if (/^[A-Z]{2,4}\d?$/.test(inner)) return place >= 0.7 ? 0 : -0.15;
  if (dialect === 'bracket' && /^[a-z]{1,12}$/.test(inner)) return place >= 0.7 ? 0 : -0.15;
  return dialect === 'brace' && place < 0.6 ? -0.05 : 0.05;
}
