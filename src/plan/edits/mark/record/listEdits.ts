import { lineAt } from '../../../../markdown/lines.ts';
import type { Document, Field, Item, Section, Span } from '../../../../markdown/model.ts';
import type { Splice } from '../../../../markdown/splices.ts';
import { requireClosedBody } from '../../structure.ts';
import { gapAbove, gapBelow } from '../gaps.ts';

/** Lines below an item as its children, in the indentation of those that it has. */
export function insertBelow(document: Document, item: Item, texts: readonly string[]): Splice {
  const last = item.children.at(-1);
  const own = prefixOf(document, item).replace(/[^\s>]/g, ' ');
  const below = last === undefined ? undefined : prefixOf(document, last);
  const prefix = below !== undefined && /^[\s>]*$/.test(below) ? below : own.padEnd(item.indent);
  const splice = itemsBehind(document, item, prefix, bulletOf(last), texts);
  return { ...splice, text: gapAbove(document, item, prefix) + splice.text };
}

/** Items behind the last one of the list that stands below a label. */
export function insertInList(document: Document, items: Field['items'], texts: readonly string[]): Splice | undefined {
  const last = items.at(-1);
  return last === undefined ? undefined : insertBehind(document, last, texts);
}

/** Items behind another of the same list, as far apart as its neighbours are. */
export function insertBehind(document: Document, item: Item, texts: readonly string[], isLoose = false): Splice {
  const prefix = prefixOf(document, item).replace(/[^\s>]/g, ' ');
  const blank = isLoose ? document.eol + prefix.trimEnd() : '';
  const splice = itemsBehind(document, item, prefix, bulletOf(item), texts);
  return { ...splice, text: blank + splice.text };
}

/**
 * Items at the end of a section's own body, before the units in it, going on with its last list where that is one of bullets.
 * Throws PlanError `breaks_structure` where the body ends in a fence or comment that is never closed.
 */
export function insertAtEnd(document: Document, section: Section, texts: readonly string[]): Splice {
  requireClosedBody(document, section);
  const { eol } = document;
  const end = section.units[0]?.heading.from ?? section.body.to;
  const block = section.content.blocks.findLast(({ first }) => (document.lines[first]?.from ?? 0) < end);
  const at = endOfContent(document, section, end);
  const isEmpty = at === section.heading.to;
  const isList = !isEmpty && (block?.kind === 'bullets' || block?.kind === 'numbers');
  const inList = isList ? section.content.items.filter(({ line }) => line >= block.first && line < block.end) : [];
  const [first, second] = inList;
  const marker = block?.kind === 'bullets' ? bulletOf(inList.at(-1)) : '-';
  const prefix = first === undefined ? '' : prefixOf(document, first).replace(/[^\s>]/g, ' ');
  const isLoose = first !== undefined && second !== undefined && hasBlankBetween(document, first, second);
  const isUnitStart = isEmpty && section.kind === 'unit';
  const gap = (isList && !isLoose) || isUnitStart ? '' : eol;
  const joint = isLoose ? eol + eol : eol;
  // What follows at once would be read on as part of the last item.
  const below = section.units.length > 0 && !isBlankBelow(document, at) ? eol : '';
  return { from: at, to: at, text: gap + eol + texts.map((text) => `${prefix}${marker} ${text}`).join(joint) + below };
}

/** The end of the last line above an offset that is not blank; that of the heading where the body holds nothing. */
function endOfContent({ lines, text }: Document, { body, heading, units }: Section, end: number): number {
  if (body.from === body.to) return heading.to;
  if (units.length === 0) return body.to;
  let line = lineAt(lines, end) - 1;
  while (line > 0 && text.slice(lines[line]?.from, lines[line]?.to).trim() === '') line -= 1;
  return Math.max(lines[line]?.to ?? end, heading.to);
}

function isBlankBelow({ lines, text }: Document, at: number): boolean {
  const next = lines[lineAt(lines, at) + 1];
  return next === undefined || text.slice(next.from, next.to).trim() === '';
}

/** Whether a blank line stands between two neighbours of a list. */
export function hasBlankBetween(document: Document, first: Item, second: Item): boolean {
  return /(?:\r\n|\r(?!\n)|\n)[ \t>]*[\r\n]/.test(document.text.slice(first.span.to, second.span.from));
}

function itemsBehind(document: Document, item: Item, prefix: string, marker: string, texts: readonly string[]): Splice {
  const at = item.span.to;
  const text = texts.map((each) => `${document.eol}${prefix}${marker} ${each}`).join('');
  return { from: at, to: at, text: text + gapBelow(document, item) };
}

function bulletOf(item: Item | undefined): string {
  return item !== undefined && /^[-+*]$/.test(item.marker) ? item.marker : '-';
}

/** What stands on an item's first line before its marker. */
function prefixOf(document: Document, item: Item): string {
  return document.text.slice(document.lines[item.line]?.from ?? item.span.from, item.span.from);
}

/**
 * Takes whole lines out. Where a blank line or the end follows, the blank lines before go instead of those behind, so that
 * what was put there by an insertion is undone to the byte.
 */
export function removals(document: Document, spans: readonly Span[]): Splice[] {
  const { lines, text } = document;
  const isBlank = (line: number): boolean => text.slice(lines[line]?.from, lines[line]?.to).trim() === '';
  const ranges: { first: number; last: number }[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const first = lineAt(lines, span.from);
    const last = lineAt(lines, Math.max(span.from, span.to - 1));
    const before = ranges.at(-1);
    if (before !== undefined && first <= before.last + 1) before.last = Math.max(before.last, last);
    else ranges.push({ first, last });
  }
  return ranges.map(({ first, last }) => {
    const to = lines[last]?.to ?? text.length;
    const isOpenEnd = last + 1 >= lines.length || isBlank(last + 1);
    if (first === 0) return { from: lines[first]?.from ?? 0, to: lines[last]?.next ?? to, text: '' };
    // From the end of the line above, so that what is put behind the lines that go stays outside.
    let above = first - 1;
    while (isOpenEnd && above > 0 && isBlank(above)) above -= 1;
    return { from: lines[above]?.to ?? 0, to, text: '' };
  });
}
