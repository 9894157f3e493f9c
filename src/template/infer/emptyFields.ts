import { commentSpans } from '../../markdown/inline.ts';
import { labelsIn } from '../../markdown/labels.ts';
import type { Document, Field, Item, Section } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import type { Slot } from '../model.ts';

/** Labels with nothing behind them and nothing that they introduce. */
export function emptyFieldsIn(document: Document): Slot[] {
  const ofFrontMatter = document.frontMatter?.fields ?? [];
  // A section's content holds what its units hold.
  const sections = listSections(document).filter(
    (section) => section.kind !== 'unit' && section.body.from < section.body.to,
  );
  return [
    ...ofFrontMatter
      .filter((field) => isEmptyKey(document, field))
      .map((field) => emptySlot(field, whyKey(document, field))),
    ...sections.flatMap((section) => ofSection(document, section)),
  ];
}

function ofSection(document: Document, section: Section): Slot[] {
  const fields = section.content.fields;
  const items = itemsByLine(section.content.items);
  const short = fields.filter(
    (field) => field.form === 'plain' && !isLong(field) && isBlank(document.text, field),
  ).length;
  return fields.flatMap((field, index) => {
    if (field.block !== undefined || !isBlank(document.text, field)) return [];
    const below = lineBelow(document, field);
    if (!isInRun(fields, index) && introducesBlock(document, field, below)) return [];
    const groups = introducesSiblings(document, field, items.get(field.line + 1));
    return [emptySlot(field, groups ? 'introduces the items below' : doubtOf(document, section, index, below, short))];
  });
}

function isLong(field: Field): boolean {
  return field.label.split(/\s+/).length > 3;
}

function itemsByLine(items: readonly Item[], known = new Map<number, Item>()): ReadonlyMap<number, Item> {
  for (const item of items) {
    known.set(item.line, item);
    itemsByLine(item.children, known);
  }
  return known;
}

function doubtOf(
  document: Document,
  section: Section,
  index: number,
  below: string,
  short: number,
): string | undefined {
  const field = section.content.fields[index];
  if (field === undefined || field.item !== undefined) return undefined;
  if (section.children.length > 0 && field.span.to >= section.body.to - 2) return 'introduces the headings below';
  // `Before:` over a line of code, which looks like a label where it has a colon.
  if (document.lines[field.line + 1] !== undefined && /^[ \t>]{0,20}[^\s:：]{0,40}[({=;]/.test(below))
    return 'introduces the text below';
  if (introducesFields(document, section.content.fields, index)) return 'introduces the fields below';
  if (
    field.form === 'bold' &&
    /^[ >]*\p{L}/u.test(below) &&
    labelsIn(below, below.search(/[^ >]/), below.length, 'prose').length > 0
  )
    return 'introduces the text below';
  if (field.form !== 'plain' || !isLong(field)) return undefined;
  // Among empty labels of its kind a long one is one, too.
  return short < 2 ? 'reads as a sentence' : undefined;
}

/** Nothing but blanks and comments. */
function isBlank(text: string, field: Field): boolean {
  if (field.value.from === field.value.to) return true;
  const value = text.slice(field.value.from, field.value.to);
  if (!value.startsWith('<!--')) return false;
  let at = 0;
  for (const span of commentSpans(value)) {
    if (value.slice(at, span.from).trim() !== '') return false;
    at = span.to;
  }
  return value.slice(at).trim() === '';
}

/** The next line with text, at most three lines on; empty where there is none. */
function lineBelow(document: Document, field: Field): string {
  for (let index = field.line + 1; index <= field.line + 3; index += 1) {
    const line = document.lines[index];
    if (line === undefined) return '';
    const words = document.text.slice(line.from, Math.min(line.to, line.from + 200)).trimEnd();
    if (/[^\s>]/.test(words)) return words;
  }
  return '';
}

/** Labels in a list one below the other are fields of equal rank; what stands behind the list is not the last one's own. */
function isInRun(fields: readonly Field[], index: number): boolean {
  const field = fields[index];
  const above = fields[index - 1];
  if (field?.item === undefined || above?.item === undefined) return false;
  return above.block === undefined && above.line === field.line - 1;
}

/** In a flat list a label groups the items behind it, where the next one is a place or code and has no label of its own. */
function introducesSiblings(document: Document, field: Field, next: Item | undefined): boolean {
  if (next === undefined || next.form !== field.item?.form || next.box !== undefined) return false;
  if (next.indent !== field.item.indent) return false;
  // By its line: `<name>` alone is HTML to CommonMark and no text of the item's.
  const line = document.lines[next.line];
  const words = document.text.slice(next.span.from + next.marker.length, line?.to).trim();
  return /^[[<{`]/.test(words) && labelsIn(words, 0, words.length, 'item').length === 0;
}

/** A list, table or code right below that Markdown keeps apart from the label, but a reader does not. */
function introducesBlock(document: Document, field: Field, below: string): boolean {
  if (field.form === 'frontMatter') return false;
  if (/^[\s>]{0,40}(?:\||```|~~~)/.test(below)) return true;
  const next = /^([\s>]{0,40})(?:([-+*])|\d{1,9}[.)])[ \t]+\S/.exec(below);
  const line = document.lines[field.line];
  if (next === null || line === undefined) return false;
  const before = document.text.slice(line.from, Math.min(field.labelSpan.from, line.from + 100));
  const own = /([-+*])|\d[.)]/.exec(before);
  if (own === null) return (next[1] ?? '').length >= before.length;
  return (own[1] === undefined) !== (next[2] === undefined) && !/^\s/.test(before);
}

/** A label of several words over two or more filled ones in the very next lines names their group. */
function introducesFields(document: Document, fields: readonly Field[], index: number): boolean {
  const field = fields[index];
  if (field === undefined || field.form !== 'bold' || field.item !== undefined || !/\s/.test(field.label)) return false;
  const before = fields[index - 1];
  if (before !== undefined && before.line === field.line - 1) return false;
  return [1, 2].every((step) => {
    const next = fields[index + step];
    return next !== undefined && next.line === field.line + step && !isBlank(document.text, next);
  });
}

/** Front matter: `key:` without value, list or block below. */
function isEmptyKey(document: Document, field: Field): boolean {
  const line = document.lines[field.line];
  const below = document.lines[field.line + 1];
  if (field.value.from !== field.value.to || line === undefined || below === undefined) return false;
  return !/^(?:[ \t]|-[ \t])/.test(document.text.slice(below.from, below.to));
}

/** A key with a comment behind it is often for later. */
function whyKey(document: Document, field: Field): string | undefined {
  return document.text.slice(field.labelSpan.to, field.span.to).includes('#') ? 'explained by a comment' : undefined;
}

function emptySlot(field: Field, doubt: string | undefined): Slot {
  const at = field.value.from;
  return {
    class: 'empty_field',
    name: field.label,
    text: '',
    span: { from: at, to: at },
    options: [],
    confidence: doubt === undefined ? 0.9 : 0.3,
    sure: doubt === undefined,
    reason: doubt ?? 'label without a value',
    fenced: false,
    guidance: false,
  };
}
