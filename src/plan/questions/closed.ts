import { labelsIn } from '../../markdown/labels.ts';
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
  const clause = plain.split(/[.;,—–(]|\s-\s/, 1)[0]?.trim() ?? '';
  return !words.question('undecided').is(plain) && !words.question('undecided').is(clause);
}

/** What an arrow in a text leads to: ` → **Answer**: text`. `before` is the text in front of it. */
function arrowPair(markdown: string, words: Words): (Pair & { readonly before: string }) | undefined {
  for (const arrow of markdown.matchAll(/→|⇒|->|=>/g)) {
    const rest = markdown.slice(arrow.index + arrow[0].length, arrow.index + 600);
    const label = labelsIn(rest, 0, rest.length, 'prose')[0];
    if (label === undefined || !isDetailLabel(label.label, words)) continue;
    return {
      label: label.label,
      value: rest.slice(label.value.from, label.value.to),
      before: markdown.slice(0, arrow.index),
    };
  }
  return undefined;
}

/** A question's line without the answer, deferral or owner behind its arrow, and what stands there. */
export function splitArrow(markdown: string, words: Words): { readonly text: string; readonly pairs: readonly Pair[] } {
  const found = arrowPair(markdown, words);
  return found === undefined ? { text: markdown, pairs: [] } : { text: found.before, pairs: [found] };
}

function settles(words: Words, pair: Pair, all: readonly Pair[]): boolean {
  if (words.label('status').is(pair.label)) return isResolvedWord(pair.value, words);
  const isOption = /^a$/i.test(pair.label) && all.some((other) => /^b$/i.test(other.label));
  const answers = ['answer', 'decision', 'approval'].some((name) => words.label(name).is(pair.label));
  return answers && !isOption && isDecision(pair.value, words);
}

/** 'Resolved', 'Closed (2026-05-04)', '✅ done'; not 'to be decided'. */
function isResolvedWord(value: string, words: Words): boolean {
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
  const edges = [/^[([]([^()[\]]{1,80})[)\]]/.exec(plain), /[([]([^()[\]]{1,200})[)\]][.\s]{0,3}$/.exec(plain)];
  return edges.some((edge) => {
    const inner = edge?.[1] ?? '';
    if (/[?？]/.test(inner)) return false;
    const length = words.resolved.opens(inner);
    return length > 0 && /^\s*(?:$|[:：,;—–-]|\d|\p{L}{2,3}\s)/u.test(inner.slice(length));
  });
}
