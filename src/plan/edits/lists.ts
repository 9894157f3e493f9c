import { PlanError } from '../../errors.ts';
import type { Document, Item } from '../../markdown/model.ts';
import type { Splice } from '../../markdown/splices.ts';

/** Replaces a run of sibling items by others in the form that stands there: bullets, numbers or boxes. */
export function replaceItems(
  document: Document,
  items: readonly Item[],
  texts: readonly string[],
  where: string,
): Splice | undefined {
  const first = items[0];
  const last = items.at(-1);
  if (first === undefined || last === undefined || texts.length === 0) return undefined;
  const gap = gapBetween(document, items);
  const text = texts.map((value, index) => itemLine(document, first, value, index, where)).join(gap);
  return { from: first.span.from, to: last.span.to, text };
}

/** A list in bullets below a label that has none. */
export function newList(texts: readonly string[], ending: string, where: string): string {
  return texts.map((value) => `- ${oneLine(withoutMarker(value), where)}`).join(ending);
}

function itemLine(document: Document, first: Item, value: string, index: number, where: string): string {
  const { text } = document;
  const box = first.box === undefined ? '' : '[ ] ';
  const blanks = text.slice(first.span.from + first.marker.length, first.box?.span.from ?? first.text.from) || ' ';
  const given = /^\s*(?:(?:[-+*]|\d{1,9}[.)])\s*)?(\[[ xX]\] )/.exec(value)?.[1];
  return `${markerAt(first.marker, index)}${blanks}${first.box === undefined ? '' : (given ?? box)}${oneLine(withoutMarker(value), where)}`;
}

function markerAt(marker: string, index: number): string {
  const number = /^(\d+)([.)])$/.exec(marker);
  return number === null ? marker : `${Number(number[1]) + index}${number[2]}`;
}

/** Callers often send list marks along; they are the list's own affair. */
export function withoutMarker(value: string): string {
  return value
    .trim()
    .replace(/^(?:[-+*]|\d{1,9}[.)])[ \t]+/, '')
    .replace(/^\[[ xX]\][ \t]+/, '');
}

/** What stands between two items: a line ending with the indentation, and a blank line in a loose list. */
function gapBetween(document: Document, items: readonly Item[]): string {
  const [first, second] = items;
  const line = document.lines[first?.line ?? 0];
  const indent = document.text.slice(line?.from ?? 0, first?.span.from ?? 0);
  const isLoose =
    first !== undefined &&
    second !== undefined &&
    /(?:\r\n|\r(?!\n)|\n)[ \t>]*[\r\n]/.test(document.text.slice(first.span.to, second.span.from));
  return (isLoose ? document.eol + indent.trimEnd() : '') + document.eol + indent;
}

/** Refuses text for a place that holds one line. */
export function oneLine(value: string, where: string): string {
  const text = value.trim();
  if (!/[\r\n\u2028\u2029\0]/.test(text)) return text;
  throw new PlanError('breaks_structure', `${where} holds one line, the text given has several.`, {
    where,
    fix: 'Send one line, or a list of texts where a list stands.',
  });
}

/** The text of a table's cell: one line, its pipes escaped. */
export function cellText(value: string, where: string): string {
  return oneLine(value, where)
    .replace(/(^|[^\\])\|/g, '$1\\|')
    .replace(/(^|[^\\])\|/g, '$1\\|');
}
