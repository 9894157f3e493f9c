import { labelsIn } from '../../markdown/labels.ts';
import type { Span } from '../../markdown/model.ts';
import type { Words } from '../words.ts';
import type { Pair } from './entry.ts';
import { marksIn, without } from './marks.ts';
import { isDetailLabel } from './pairs.ts';
import { oneLine } from './reading.ts';

/** Whether a question is settled: ticked, struck out, answered, decided, or marked as resolved. */
export function isClosed(words: Words, markdown: string, pairs: readonly Pair[], box?: string): boolean {
  if (box === 'x' || box === 'X') return true;
  if (isStruck(markdown) || isMarkedResolved(markdown, words)) return true;
  return pairs.some((pair) => settles(words, pair, pairs));
}

/** Whether a value decides something; 'TBD', 'pending' and a marker don't. */
export function isDecision(value: string, words: Words): boolean {
  const plain = oneLine(
    without(
      value,
      marksIn(value, words).map((mark) => mark.span),
    ),
  );
  if (!/[\p{L}\p{N}]/u.test(plain)) return false;
  const clause = plain.split(/[.;,—–(。；，、：（]|\s-\s/u, 1)[0]?.trim() ?? '';
  return !words.question('undecided').is(plain) && !words.question('undecided').is(clause);
}

/** What the plan answers in a label, column or behind an arrow, in Markdown; undefined where nothing there decides. */
export function answerIn(words: Words, pairs: readonly Pair[]): string | undefined {
  return pairs.find((pair) => answers(words, pair, pairs))?.value;
}

/** An arrow in a question's line with what it leads to: ` → **Answer**: text`. Offsets into the line. */
export interface Arrow {
  readonly label: string;
  /** Where the arrow begins, the blanks before it left out. */
  readonly from: number;
  readonly value: Span;
}

/** The arrows with a label of a question's details behind them; each value ends where the next begins. */
export function arrowsIn(markdown: string, words: Words): Arrow[] {
  const found = [...markdown.matchAll(/→|⇒|->|=>/g)].flatMap((arrow): Arrow[] => {
    const start = arrow.index + arrow[0].length;
    const rest = markdown.slice(start, start + 600);
    const label = labelsIn(rest, 0, rest.length, 'prose')[0];
    if (label === undefined || !isDetailLabel(label.label, words)) return [];
    return [
      { label: label.label, from: arrow.index, value: { from: start + label.value.from, to: start + label.value.to } },
    ];
  });
  return found.map((arrow, index) => {
    const next = found[index + 1]?.from ?? markdown.length;
    const blanks =
      /(?<!\s)\s*$/.exec(markdown.slice(arrow.value.from, Math.max(arrow.value.from, next)))?.[0].length ?? 0;
    return next < arrow.value.to ? { ...arrow, value: { from: arrow.value.from, to: next - blanks } } : arrow;
  });
}

/** A question's line without the answer, deferral or owner behind its arrows, and what stands there. */
export function splitArrow(markdown: string, words: Words): { readonly text: string; readonly pairs: readonly Pair[] } {
  const arrows = arrowsIn(markdown, words);
  const pairs = arrows.map(({ label, value }) => ({ label, value: markdown.slice(value.from, value.to) }));
  return { text: markdown.slice(0, arrows[0]?.from ?? markdown.length), pairs };
}

function settles(words: Words, pair: Pair, all: readonly Pair[]): boolean {
  if (words.label('status').is(pair.label)) return isResolvedWord(pair.value, words);
  return answers(words, pair, all);
}

function answers(words: Words, pair: Pair, all: readonly Pair[]): boolean {
  return isAnswerLabel(words, pair.label, all) && isDecision(pair.value, words);
}

/** Whether a label or column asks for the answer; an `A` beside a `B` names an option. */
export function isAnswerLabel(words: Words, label: string, all: readonly { readonly label: string }[]): boolean {
  const isOption = /^a$/i.test(label) && all.some((other) => /^b$/i.test(other.label));
  return !isOption && ['answer', 'decision', 'approval'].some((name) => words.label(name).is(label));
}

/** 'Resolved', 'Closed (2026-05-04)', '✅ done'; not 'to be decided'. */
export function isResolvedWord(value: string, words: Words): boolean {
  const plain = oneLine(value);
  if (words.question('ticked').opens(plain) > 0 || words.resolved.opens(plain) > 0) return true;
  return words.resolved.is(plain);
}

/** Struck from its first word on, with no question behind. */
function isStruck(markdown: string): boolean {
  const match = /^[^\p{L}\p{N}~]{0,10}(?:[A-Z]{1,8}-?\d{1,5}[.:)]?[^\p{L}\p{N}~]{0,6})?~~([^~]{1,3000})~~/u.exec(
    markdown,
  );
  return match !== null && !/[?？]/.test(markdown.slice(match[0].length));
}

/** `✅ …`, `(resolved) …`, `… [answered: Postgres]`, `Resolved: …`. */
function isMarkedResolved(markdown: string, words: Words): boolean {
  const plain = oneLine(markdown);
  if (words.question('ticked').opens(plain) > 0) return true;
  const label = labelsIn(plain, 0, plain.length, 'prose')[0];
  if (label !== undefined && words.resolved.is(label.label)) return true;
  if (leadsToResolved(plain, words)) return true;
  const edges = [/^[([]([^()[\]]{1,80})[)\]]/.exec(plain), /[([]([^()[\]]{1,200})[)\]][.\s]{0,3}$/.exec(plain)];
  return edges.some((edge) => {
    const inner = edge?.[1] ?? '';
    if (/[?？]/.test(inner)) return false;
    const length = words.resolved.opens(inner);
    return length > 0 && /^\s*(?:$|[:：,;—–-]|\d|\p{L}{2,3}\s)/u.test(inner.slice(length));
  });
}

/** `Cover images → now: served from the bucket, done`: behind the last arrow stands, first or last, that it is settled. */
function leadsToResolved(plain: string, words: Words): boolean {
  const behind = /(?:→|⇒|->|=>)\s{0,3}([^→⇒]{1,600})$/u.exec(plain)?.[1];
  if (behind === undefined || /[?？]/.test(behind)) return false;
  const opening = words.resolved.opens(behind);
  if (opening > 0 && /^\s*(?:$|[:：,;—–(（-])/u.test(behind.slice(opening))) return true;
  const last = words.resolved.findAll(behind).at(-1);
  if (last === undefined || /[\p{L}\p{N}]/u.test(behind.slice(last.to))) return false;
  const before = behind.slice(Math.max(0, last.from - 40), last.from);
  return words.question('ahead').find(before) === undefined && words.negations.find(before) === undefined;
}
