import { PlanError } from '../../../errors.ts';
import { plainText } from '../../../markdown/inline.ts';
import type { Document, Item } from '../../../markdown/model.ts';
import type { Splice } from '../../../markdown/splices.ts';
import { withoutMarker } from '../lists.ts';
import { endsInOpenHtml, gapAbove, gapBelow } from './gaps.ts';

/** A note as it is written: one line that opens no list, heading, quote or code of its own. Undefined where it says nothing. */
export function noteLine(note: string, where: string): string | undefined {
  const text = withoutMarker(note);
  if (/[\r\n\u2028\u2029\0]/.test(text)) {
    throw new PlanError('breaks_structure', `The note of ${where} holds one line, the text given has several.`, {
      where,
      fix: 'Send the note as one line.',
    });
  }
  if (text === '') return undefined;
  const opensBlock =
    /^(?:#{1,6}(?:\s|$)|[>|<]|`{3}|~{3}|[-+*=_](?:\s|$)|[-*_]{3,}\s*$|\[[ xX]\]|\d{1,9}[.)](?:\s|$))/.exec(text);
  if (opensBlock === null) return text;
  const at = /^\d{1,9}/.exec(text)?.[0].length ?? 0;
  return `${text.slice(0, at)}\\${text.slice(at)}`;
}

/** Whether a line already stands as a plain item below an item. */
export function hasChild(document: Document, item: Item, line: string): boolean {
  const wanted = onOneLine(line);
  return item.children.some(
    ({ box, text }) => box === undefined && onOneLine(document.text.slice(text.from, text.to)) === wanted,
  );
}

/** The same words, however they wrap and whatever marks they carry. */
export function onOneLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ').trim();
}

/** A further item below an item, as its last. Throws PlanError `breaks_structure` where code or a comment that is not closed would swallow it. */
export function childSplice(document: Document, item: Item, line: string): Splice {
  requireClosed(document, item);
  const last = item.children.findLast((child) => child.line > item.line);
  const marker = last?.marker ?? item.marker;
  const prefix = last === undefined ? prefixBelow(document, item) : prefixOf(document, last);
  const text = `${gapAbove(document, item, prefix)}${document.eol}${prefix}${/^\d/.test(marker) ? '-' : marker} ${line}${gapBelow(document, item)}`;
  return { from: item.span.to, to: item.span.to, text };
}

/** Takes a child item out, with the line ending and the blank lines before it. `isFollowed`: a note is written in the same place. */
export function childRemoval(document: Document, child: Item, isFollowed: boolean): Splice {
  let above = child.line - 1;
  while (above > 0 && isBlankLine(document, above)) above -= 1;
  const text = isFollowed ? '' : gapBelow(document, child);
  return { from: document.lines[above]?.to ?? child.span.from, to: child.span.to, text };
}

/** What stands before an item's marker on its line: blanks and the marks of quotes; marks of other items count as blanks. */
export function prefixOf(document: Document, item: Item): string {
  const from = document.lines[item.line]?.from ?? item.span.from;
  return document.text.slice(from, item.span.from).replace(/[^ \t>]/g, ' ');
}

/** What stands before the marker of an item's first child. */
export function prefixBelow(document: Document, item: Item): string {
  return prefixOf(document, item) + ' '.repeat(contentWidth(document, item));
}

/** Columns from an item's marker to its content; a tab counts up to the next stop. */
export function contentWidth(document: Document, item: Item): number {
  const line = document.lines[item.line]?.from ?? item.span.from;
  const content = item.box?.span.from ?? item.text.from;
  return Math.max(
    2,
    columnsOf(document.text.slice(line, content)) - columnsOf(document.text.slice(line, item.span.from)),
  );
}

function columnsOf(text: string): number {
  let column = 0;
  for (const char of text) column = char === '\t' ? column + 4 - (column % 4) : column + 1;
  return column;
}

function isBlankLine({ lines, text }: Document, index: number): boolean {
  const line = lines[index];
  return line === undefined || /^[ \t>]*$/.test(text.slice(line.from, line.to));
}

function requireClosed(document: Document, item: Item): void {
  const { lines, text } = document;
  let open: string | undefined;
  for (let at = item.line + 1; (lines[at]?.from ?? Infinity) < item.span.to; at += 1) {
    const line = text.slice(lines[at]?.from, lines[at]?.to);
    const fence = /^[ \t>]*(?:[-+*][ \t]+|\d{1,9}[.)][ \t]+)?(`{3,}(?!`)|~{3,}(?!~))(.*)$/.exec(line);
    const marks = fence?.[1];
    if (marks === undefined) continue;
    if (open === undefined) open = marks;
    else if (marks.startsWith(open) && fence?.[2]?.trim() === '') open = undefined;
  }
  if (open === undefined && !endsInOpenHtml(document, item)) return;
  const what = open === undefined ? 'comment or HTML' : 'code block';
  throw new PlanError('breaks_structure', `The ${what} below ${item.id} is not closed: it would swallow a note.`, {
    where: item.id,
    fix: 'Close it with fill_section, then mark again.',
  });
}
