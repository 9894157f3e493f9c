import { hiddenIn } from '../../markdown/hidden.ts';
import { lineAt } from '../../markdown/lines.ts';
import type { Document, Span } from '../../markdown/model.ts';

/** How many lines a note names. */
const mostLines = 8;

/**
 * What a reading of some stretches leaves out or can't show, on a line each: characters that nobody sees, by line and code point, and
 * bytes that are no UTF-8. So the text that a model reads is the one that a person sees, and both know what else is there.
 */
export function hiddenNote({ text, lines }: Document, stretches: readonly Span[]): string[] {
  const found = stretches.flatMap(({ from, to }) =>
    hiddenIn(text.slice(from, to)).map((each) => ({ ...each, at: each.at + from })),
  );
  // A byte order mark at the start belongs to the file.
  const hidden = found.filter(({ at, text: character }) => at > 0 || character !== '\uFEFF');
  const broken = stretches.some(({ from, to }) => text.slice(from, to).includes('\uFFFD'));
  return [
    ...(hidden.length === 0 ? [] : [leftOut(hidden.map((each) => ({ ...each, line: lineAt(lines, each.at) + 1 })))]),
    ...(broken
      ? ['\uFFFD stands for what is no UTF-8 in the file; while it has such bytes, no tool writes to it.']
      : []),
  ];
}

function leftOut(hidden: readonly { readonly text: string; readonly line: number }[]): string {
  const byLine = new Map<number, Set<string>>();
  for (const { text, line } of hidden) {
    const codes = byLine.get(line) ?? new Set<string>();
    if (codes.size < 4) codes.add(codeOf(text));
    byLine.set(line, codes);
  }
  const places = [...byLine].slice(0, mostLines).map(([line, codes]) => `line ${line} (${[...codes].join(', ')})`);
  const more =
    byLine.size > mostLines
      ? ` and ${byLine.size - mostLines} more ${byLine.size === mostLines + 1 ? 'line' : 'lines'}`
      : '';
  const [count, be, stand] =
    hidden.length === 1
      ? ['1 invisible character', 'is', 'stands']
      : [`${hidden.length} invisible characters`, 'are', 'stand'];
  return `NOTE: ${count} ${be} left out of this text and ${stand} in the file: ${places.join('; ')}${more}.`;
}

function codeOf(text: string): string {
  return `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
