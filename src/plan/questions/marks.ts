import type { Span } from '../../markdown/model.ts';
import type { Words } from '../words.ts';

/** A marker that asks for a clarification, by offsets into the text that it was found in. */
export interface Mark {
  readonly span: Span;
  /** What is asked; empty for a bare marker. */
  readonly text: string;
  /** `[…]`; the others count only as a whole value. */
  readonly bracketed: boolean;
}

/** How far a marker's closing bracket may be. */
const longestMark = 2000;

/** The markers in a text: `[NEEDS CLARIFICATION: …]`, and without brackets or in round ones. Those that only show the form (`…`) are none. */
export function marksIn(text: string, words: Words): Mark[] {
  return words
    .question('marker')
    .findAll(text)
    .flatMap((found) => {
      const before = text.slice(Math.max(0, found.from - 4), found.from);
      const open = /[[(][*_ ]{0,3}$/.exec(before);
      const from = open === null ? found.from : found.from - open[0].length;
      const to = open === null ? lineEnd(text, found.to) : closing(text, from);
      if (to === undefined || to < found.to) return [];
      const inner = text.slice(found.to, open === null ? to : to - 1);
      if (!/^\s{0,3}(?:\?|[*_]{0,2}\s{0,3}(?:[:：]|[—–-](?=\s))|[*_\s]{0,4}$)/.test(inner)) return [];
      const asked = inner.replace(/^[\s*_?:：—–-]{0,10}/, '').trim();
      const showsForm = /^[.…\s]+$/.test(asked);
      return showsForm ? [] : [{ span: { from, to }, text: asked, bracketed: text[from] === '[' }];
    });
}

/** A text with what its markers ask in their place. */
export function unmarkedText(text: string, words: Words): string {
  const marks = marksIn(text, words);
  let rest = '';
  let at = 0;
  for (const { span, text: asked } of marks) {
    if (span.from < at) continue;
    rest += text.slice(at, span.from) + asked;
    at = span.to;
  }
  return rest + text.slice(at);
}

/** Cuts spans out of a text. */
export function without(text: string, spans: readonly Span[], instead = ' '): string {
  let rest = '';
  let at = 0;
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    if (span.to <= at) continue;
    rest += text.slice(at, Math.max(at, span.from)) + instead;
    at = span.to;
  }
  return rest + text.slice(at);
}

function closing(text: string, from: number): number | undefined {
  const [open, close] = text[from] === '[' ? ['[', ']'] : ['(', ')'];
  let depth = 0;
  for (let at = from; at < Math.min(text.length, from + longestMark); at += 1) {
    if (text[at] === open) depth += 1;
    if (text[at] === close) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return undefined;
}

function lineEnd(text: string, from: number): number {
  const end = text.slice(from, from + longestMark).search(/[\r\n]/);
  return end === -1 ? Math.min(text.length, from + longestMark) : from + end;
}
