import { textStart } from '../../markdown/lines.ts';
import type { Document, Span } from '../../markdown/model.ts';
import type { Splice } from '../../markdown/splices.ts';

/** Blanks and marks of quotes, lists and boxes: what goes with the place that it opens. */
const marks = /^(?:[ \t>]|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])|\[[ xX]\](?=[ \t]))*$/;
/** What parts the fields of one line. */
const parting = /^[|·•,;/–—-]$/;

/** Takes an item, row or field out with its line; of several on one line, with the mark that parts it from its neighbour. */
export function lineRemoval({ text }: Document, span: Span): Splice {
  const before = text.slice(Math.max(textStart(text), span.from - 400), span.from);
  const lead = /(?<![^\r\n])[^\r\n]*$/.exec(before)?.[0];
  const tail = /^[^\r\n]*/.exec(text.slice(span.to))?.[0] ?? '';
  if (lead === undefined || !marks.test(lead)) {
    const others = (lead ?? before).trimEnd();
    const rest = parting.test(others.slice(-1)) ? others.slice(0, -1).trimEnd() : others;
    return { from: span.from - (lead ?? before).length + rest.length, to: span.to, text: '' };
  }
  if (tail.trim() !== '') {
    const others = tail.trimStart();
    const rest = parting.test(others.slice(0, 1)) ? others.slice(1).trimStart() : others;
    return { from: span.from, to: span.to + tail.length - rest.length, text: '' };
  }
  return wholeLine(text, span.from - lead.length, span.to + tail.length);
}

/** With the line ending behind it, of the last line with the one before. */
function wholeLine(text: string, from: number, to: number): Splice {
  const ending = /^(?:\r\n|\r|\n)/.exec(text.slice(to, to + 2))?.[0] ?? '';
  if (ending !== '') return { from, to: to + ending.length, text: '' };
  const above = /(?:\r\n|\r|\n)$/.exec(text.slice(Math.max(0, from - 2), from))?.[0] ?? '';
  return { from: from - above.length, to, text: '' };
}
