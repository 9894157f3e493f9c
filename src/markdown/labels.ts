import type { Span } from './model.ts';
import { codeSpans, isInside, plainText } from './inline.ts';

export interface Label {
  /** Plain words, without marks and colon. */
  readonly label: string;
  readonly labelSpan: Span;
  /** The rest of the line or of its part between two `|`, blanks around it left out; empty where a value would be written. */
  readonly value: Span;
  readonly form: 'bold' | 'plain';
}

/** Bold, or italic as some write it: `**Label**:`, `__Label:__`, `_Label:_`, `*Label*:`. */
const bold =
  /(?:\*\*([^*\n\r]{1,160}?)\*\*|__([^_\n\r]{1,160}?)__|\*([^*\s][^*\n\r]{0,80}?)\*|_([^_\s][^_\n\r]{0,80}?)_)([ \t]{0,3}[:：])?/y;
const plain = /((?:`[^`\n\r]{1,80}`|[^\s:：|`])(?:`[^`\n\r]{1,80}`|[^:：|\n\r`]){0,119}?)[ \t]{0,3}(?::(?=\s|$)|：)/y;

/**
 * The labels of one line (`from`–`to`, marks of quotes and lists already left out): `**Label**: v`, `**Label:** v`, `Label: v`,
 * several joined by `|`. A plain label in running prose is none: it has at most six words; in an item it may be longer.
 */
export function labelsIn(text: string, from: number, to: number, where: 'item' | 'prose'): Label[] {
  if (!/[:：]/.test(text.slice(from, to))) return [];
  const parts = splitAtPipes(text, from, to);
  const labels = parts.map((part) => labelAt(text, part, where));
  if (parts.length > 1 && labels.filter((label) => label !== undefined).length < 2) {
    const whole = labelAt(text, { from, to }, where);
    return whole === undefined ? [] : [whole];
  }
  return labels.filter((label) => label !== undefined);
}

/** A longer line holds prose or data, not labels joined by `|`. */
const longestJoined = 8_000;

function splitAtPipes(text: string, from: number, to: number): Span[] {
  if (to - from > longestJoined || !text.slice(from, to).includes('|')) return [{ from, to }];
  const spans = codeSpans(text.slice(from, to));
  const parts: Span[] = [];
  let start = from;
  for (let at = from; at < to; at += 1) {
    if (text[at] !== '|' || text[at - 1] === '\\' || isInside(spans, at - from)) continue;
    parts.push({ from: start, to: at });
    start = at + 1;
  }
  parts.push({ from: start, to });
  return parts;
}

function labelAt(text: string, part: Span, where: 'item' | 'prose'): Label | undefined {
  let from = part.from;
  while (from < part.to && ' \t'.includes(text.charAt(from))) from += 1;
  const found = boldLabel(text, from, part.to) ?? plainLabel(text, from, part.to, where);
  if (found === undefined) return undefined;
  let first = found.to;
  let last = part.to;
  while (first < last && ' \t'.includes(text.charAt(first))) first += 1;
  while (last > first && ' \t'.includes(text.charAt(last - 1))) last -= 1;
  // An empty value is written behind the one blank that follows its label.
  const at = Math.min(found.to + 1, part.to);
  const value = first === last ? { from: at, to: at } : { from: first, to: last };
  return { label: found.label, labelSpan: { from, to: found.to }, value, form: found.form };
}

interface Found {
  readonly label: string;
  readonly to: number;
  readonly form: 'bold' | 'plain';
}

function boldLabel(text: string, from: number, to: number): Found | undefined {
  bold.lastIndex = from;
  const match = bold.exec(text);
  if (match === null || bold.lastIndex > to) return undefined;
  const inner = (match[1] ?? match[2] ?? match[3] ?? match[4] ?? '').trim();
  const inside = /[:：]$/.test(inner);
  if (!inside && match[5] === undefined) return undefined;
  const label = plainText(inside ? inner.slice(0, -1) : inner);
  return label === '' ? undefined : { label, to: bold.lastIndex, form: 'bold' };
}

function plainLabel(text: string, from: number, to: number, where: 'item' | 'prose'): Found | undefined {
  plain.lastIndex = from;
  const match = plain.exec(text);
  if (match === null || plain.lastIndex > to) return undefined;
  const raw = match[1] ?? '';
  // A colon inside brackets that are still open is theirs: `kept for [NEEDS CLARIFICATION: how long?]`.
  if (!/^[\p{L}\p{N}`(#]/u.test(raw) || /[.!?。！？][ \t]|\]$|\[[^\][]*$/.test(raw)) return undefined;
  const words = raw.split(/[ \t]+/).length;
  if (words > (where === 'item' ? 16 : 6)) return undefined;
  const label = plainText(raw);
  return label === '' ? undefined : { label, to: plain.lastIndex, form: 'plain' };
}
