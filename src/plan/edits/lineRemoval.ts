import { textStart } from '../../markdown/lines.ts';
import type { Document, Field, Item, Row } from '../../markdown/model.ts';
import type { Splice } from '../../markdown/splices.ts';

/** What stands before a place on its line and goes with it: blanks and marks of quotes, and before a label those of its own item. */
const marks = {
  item: /^[ \t>]*$/,
  row: /^[ \t>]*$/,
  field: /^[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t]{1,9})?(?:\[[ xX]\][ \t]{1,9})?$/,
} as const;
/** Marks of lists that others stand in. */
const listMarks = /^(?:[ \t>]|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))*$/;
/** What parts the fields of one line, a few at most. */
const partedBehind = /^[ \t]{0,9}[|·•,;/–—-]{0,3}[ \t]{0,9}/;
const parting = /^[|·•,;/–—-]$/;

/** Takes an item, row or field out with its line; of several on one line, with the mark that parts it from its neighbour. */
export function lineRemoval({ text }: Document, { span: { from, to: end }, kind }: Item | Row | Field): Splice {
  const span = { from, to: endOfWords(text, from, end) };
  const lead = leadOf(text, from);
  const tail = /^[^\r\n]*/.exec(text.slice(span.to))?.[0] ?? '';
  if (!marks[kind].test(lead)) {
    const parted = listMarks.test(lead) ? 0 : lead.length - withoutParting(lead).length;
    return { from: span.from - parted, to: span.to, text: '' };
  }
  if (tail.trim() !== '')
    return { from: span.from, to: span.to + (partedBehind.exec(tail)?.[0].length ?? 0), text: '' };
  return wholeLine(text, span.from - lead.length, span.to + tail.length);
}

/** What stands before an offset on its line, as far as that matters; a mark of the file's bytes is none of it. */
export function leadOf(text: string, at: number): string {
  const before = text.slice(Math.max(textStart(text), at - 400), at);
  return /(?<![^\r\n])[^\r\n]*$/.exec(before)?.[0] ?? '';
}

/** Where a place ends without lines that hold nothing but marks of quotes: what follows stands apart by them. */
function endOfWords(text: string, from: number, to: number): number {
  const own = text.slice(from, to);
  let end = own.length;
  for (;;) {
    const line = Math.max(own.lastIndexOf('\n', end - 1), own.lastIndexOf('\r', end - 1)) + 1;
    if (line === 0 || !/^[ \t>]*$/.test(own.slice(line, end))) return from + end;
    end = own.slice(line - 2, line) === '\r\n' ? line - 2 : line - 1;
  }
}

function withoutParting(words: string): string {
  let rest = words.trimEnd();
  while (parting.test(rest.slice(-1))) rest = rest.slice(0, -1);
  return rest.trimEnd();
}

/** With the line ending behind it, of the last line with the one before. */
function wholeLine(text: string, from: number, to: number): Splice {
  const ending = /^(?:\r\n|\r|\n)/.exec(text.slice(to, to + 2))?.[0] ?? '';
  if (ending !== '') return { from, to: to + ending.length, text: '' };
  const above = /(?:\r\n|\r|\n)$/.exec(text.slice(Math.max(0, from - 2), from))?.[0] ?? '';
  return { from: from - above.length, to, text: '' };
}
