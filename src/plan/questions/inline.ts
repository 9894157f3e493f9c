import type { Span } from '../../markdown/model.ts';
import { dateIn } from '../dates.ts';
import type { Words } from '../words.ts';
import { blockingMark } from './blocking.ts';
import type { Pair } from './entry.ts';

/** The brackets that may hold details, each with the one that closes it at the same place. */
const opening = ['(', '[', '（', '【'];
const closing = [')', ']', '）', '】'];

/** Longest date that is looked for behind a word such as 'by': `30 de septiembre de 2026`. */
const longestDate = 26;

/** Label names that may stand inside a question's own line. */
const inlineLabels = ['owner', 'impact', 'blocking', 'due', 'answer', 'decision', 'revisit', 'approval'];

/**
 * What stands inside a line after its question: `(not blocking, owner: Ada, by 2026-12-05)`, ` — **Owner**: Ada`.
 * `rest` is the line without it; brackets that hold nothing else go with it.
 */
export function inlinePairs(line: string, words: Words): { pairs: Pair[]; rest: string } {
  const starts = startsIn(line, words);
  const pairs: Pair[] = [];
  const cuts: Span[] = [];
  starts.forEach((start, index) => {
    const end = valueEnd(line, start.value, starts[index + 1]?.from ?? line.length);
    const { value, marks } = withoutMarks(trimmed(line.slice(start.value, end)), words);
    pairs.push({ label: start.label, value }, ...marks);
    cuts.push({ from: start.from, to: end });
  });
  const brackets = bracketsAround(line, starts);
  const whole = brackets.flatMap((bracket) => {
    const first = starts.find((start) => start.from >= bracket.from && start.from < bracket.to);
    const before = trimmed(line.slice(bracket.from + 1, Math.max(bracket.from + 1, first?.from ?? bracket.to)));
    const marks = marksOf(before, words);
    if (marks === undefined) return [];
    pairs.push(...marks);
    return [bracket];
  });
  // Brackets that also hold words of the question keep them, and both their ends.
  const cut = [...cuts, ...whole].map((span) => withoutOpening(span, brackets, whole));
  return { pairs, rest: tidied(line, cut) };
}

/** Where a detail stands inside a line: from its label, or the word before its date, to the end of its value. */
export interface InlineDetail {
  readonly label: string;
  readonly from: number;
  readonly value: Span;
  /** It is a date with the word before it, without a label: `by 2026-12-05`. */
  readonly isDated: boolean;
}

/** The details that stand inside a line after its question, with their offsets into it. */
export function inlineDetails(line: string, words: Words): InlineDetail[] {
  const starts = startsIn(line, words);
  return starts.map((start, index) => {
    const raw = line.slice(start.value, valueEnd(line, start.value, starts[index + 1]?.from ?? line.length));
    const { value } = withoutMarks(trimmed(raw), words);
    const from = start.value + Math.max(0, raw.indexOf(value));
    return { label: start.label, from: start.at, value: { from, to: from + value.length }, isDated: start.isDated };
  });
}

interface Start {
  /** Where the marks before the label begin. */
  readonly from: number;
  /** Where the label, or the word before a date, begins. */
  readonly at: number;
  readonly label: string;
  readonly value: number;
  readonly isDated: boolean;
}

function startsIn(line: string, words: Words): Start[] {
  const labelled = inlineLabels
    .flatMap((name) => words.label(name).findAll(line))
    .flatMap((found) => (found.to - found.from < 2 ? [] : (labelStart(line, found) ?? [])));
  const dated = words
    .question('by')
    .findAll(line)
    .flatMap((found) => dateStart(line, found, words) ?? []);
  return [...labelled, ...dated]
    .toSorted((a, b) => a.from - b.from)
    .filter((start, index, all) => index === 0 || start.from >= (all[index - 1]?.value ?? 0));
}

/** A label inside a line: behind an opening bracket or a mark that parts, and before a colon (a date may do without). */
function labelStart(line: string, label: Span): Start | undefined {
  const after =
    /^[*_]{0,3}[:：][*_]{0,3}\s{0,3}/.exec(line.slice(label.to, label.to + 10)) ??
    /^\s(?=\d{1,4}\D)/.exec(line.slice(label.to, label.to + 6));
  const from = after === null ? undefined : partingMark(line, label.from);
  if (after === null || from === undefined) return undefined;
  const value = label.to + after[0].length;
  return { from, at: label.from, label: line.slice(label.from, label.to), value, isDated: false };
}

/** `by 2026-12-05` in brackets or after the question's end: a date with the word before it, and nothing else. */
function dateStart(line: string, word: Span, words: Words): Start | undefined {
  const [label] = words.label('due').words;
  const from = partingMark(line, word.from);
  const isApart = bracketAround(line, word.from) !== undefined || /[?？]/.test(line.slice(0, word.from));
  const after = line.slice(word.to, word.to + 40).split(/[;)\]|—–；）】]/u, 1)[0] ?? '';
  const isDate = /^\s(?=\S)/.test(after) && after.trim().length <= longestDate && dateIn(after, words) !== undefined;
  if (label === undefined || from === undefined || !isApart || !(isDate || opensDated(after, words))) return undefined;
  return { from, at: word.from, label, value: word.to + 1, isDated: true };
}

/** `2026-12-05, owner: Ada`: the part before the comma is the date. */
function opensDated(after: string, words: Words): boolean {
  const [first = ''] = after.split(/[,.]\s|[，。、]/u, 1);
  return /^\s(?=\S)/.test(first) && first.trim().length <= longestDate && dateIn(first, words) !== undefined;
}

/** Where the bracket, dash or point begins that stands right before an offset. */
function partingMark(line: string, at: number): number | undefined {
  const first = Math.max(0, at - 12);
  const before = /(?:[([,;|.?!？。！（【，；、]\s{0,3}|\s[—–-]{1,2}\s{1,3}|——\s{0,3})[*_]{0,3}$/u.exec(
    line.slice(first, at),
  );
  if (before === null) return undefined;
  return first + before.index + (/^[.?!？。！]/u.test(before[0]) ? 1 : 0);
}

/** Up to the bracket that closes around the label, else to the limit. */
function valueEnd(line: string, from: number, limit: number): number {
  let depth = 0;
  for (let at = from; at < limit; at += 1) {
    const mark = line.charAt(at);
    if (opening.includes(mark)) depth += 1;
    if (closing.includes(mark) && depth === 0) return at;
    if (closing.includes(mark)) depth -= 1;
    if (mark === '\n' || mark === '\r' || mark === '→') return at;
  }
  return limit;
}

/** The closed brackets that hold a label, each once. */
function bracketsAround(line: string, starts: readonly Start[]): Span[] {
  const found = new Map<number, Span>();
  for (const start of starts) {
    const bracket = bracketAround(line, start.value);
    if (bracket !== undefined) found.set(bracket.from, bracket);
  }
  return [...found.values()];
}

/** The innermost pair of brackets around an offset. */
function bracketAround(line: string, at: number): Span | undefined {
  let depth = 0;
  for (let from = at - 1; from >= 0; from -= 1) {
    const mark = line.charAt(from);
    if (closing.includes(mark)) depth += 1;
    if (!opening.includes(mark)) continue;
    if (depth > 0) {
      depth -= 1;
      continue;
    }
    const to = valueEnd(line, at, line.length);
    return to < line.length && closing.includes(line.charAt(to)) ? { from, to: to + 1 } : undefined;
  }
  return undefined;
}

/** The parts of a text that are marks such as 'not blocking', as pairs; undefined where one is something else. */
function marksOf(text: string, words: Words): Pair[] | undefined {
  const parts = text.split(/[,;|，；、]/u).map(trimmed);
  const marks = parts.filter((part) => part !== '').map((part) => markPair(part, words));
  return marks.every((mark) => mark !== undefined) ? marks : undefined;
}

/** A value without the marks that follow it: `Ada, not blocking`. */
function withoutMarks(text: string, words: Words): { value: string; marks: Pair[] } {
  const parts = text.split(/([,;|，；、])/u);
  const marks: Pair[] = [];
  while (parts.length > 2) {
    const mark = markPair(trimmed(parts.at(-1) ?? ''), words);
    if (mark === undefined) break;
    marks.push(mark);
    parts.splice(-2);
  }
  return { value: trimmed(parts.join('')), marks };
}

/** 'Blocking' says whether it blocks, 'low' what impact it has. */
function markPair(part: string, words: Words): Pair | undefined {
  const isMark = words.question('blocks').is(part) || words.notBlocking.is(part) || words.blocking.is(part);
  if (!isMark || blockingMark(part, words) === undefined) return undefined;
  const name = words.question('blocks').find(part) === undefined ? 'impact' : 'blocking';
  const [label] = words.label(name).words;
  return label === undefined ? undefined : { label, value: part };
}

/** A cut inside brackets that stay leaves the bracket that opens them. */
function withoutOpening(cut: Span, brackets: readonly Span[], whole: readonly Span[]): Span {
  const opens = brackets.some((bracket) => bracket.from === cut.from && !whole.includes(bracket));
  return opens ? { from: cut.from + 1, to: cut.to } : cut;
}

function trimmed(text: string): string {
  return text.replace(/^[\s*_]{1,6}|[\s*_,;|(—–（，；、]{1,10}$/gu, '');
}

/** A line without the cuts, no blank left before a mark that ends it. */
function tidied(line: string, cuts: readonly Span[]): string {
  let rest = '';
  let at = 0;
  for (const cut of cuts.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    if (cut.to <= at) continue;
    rest += line.slice(at, Math.max(at, cut.from));
    at = cut.to;
    if (/^[?？.!,;。！，；]/u.test(line.slice(at, at + 1))) rest = rest.trimEnd();
  }
  const text = (rest + line.slice(at)).trim();
  return cuts.length === 0 ? text : text.replace(/([?？!！])[.。]$/u, '$1');
}
