import { isInside } from '../../markdown/inline.ts';
import type { Block, Document, Field, Item, Section, Span, Table } from '../../markdown/model.ts';
import type { Alignable } from './align.ts';
import type { Side } from './model.ts';
import { oneLine, tidy, without } from './tidy.ts';

/** A paragraph (without its fields), a fence, a comment. */
export interface TextPart extends Alignable {
  readonly span: Span;
}

export interface FieldPart extends Alignable {
  readonly field: Field;
}

export interface ItemPart extends Alignable {
  readonly item: Item;
}

/** What stands in a section's own body, its units left out. Each line is in one of the four. */
export interface BodyParts {
  readonly texts: readonly TextPart[];
  readonly fields: readonly FieldPart[];
  readonly items: readonly ItemPart[];
  readonly tables: readonly Table[];
  /** The field that an item is, where its text has a label. */
  readonly labelled: ReadonlyMap<Item, Field>;
}

/** Reads a body for comparison. Fields, items and tables are those that have an address. */
export function bodyParts(side: Side, section: Section): BodyParts {
  const { content } = section;
  const units = section.units.map((unit) => unit.span);
  const isOwn = (span: Span): boolean => !isInside(units, span.from);
  const items = content.items.filter((item) => isOwn(item.span));
  const lists = items.map((item) => item.span);
  const fields = content.fields.filter(
    (field) => isOwn(field.span) && field.item === undefined && !isInside(lists, field.labelSpan.from),
  );
  const labelled = new Map(
    content.fields.flatMap((field) => (field.item === undefined ? [] : [[field.item, field] as const])),
  );
  const counted = fields.filter((field) => !side.ignored.has(field.value.from));
  return {
    texts: textParts(side.document, section, fields, isOwn),
    fields: fieldParts(side, counted),
    items: itemParts(side, items, labelled, groupsOf(fields)),
    tables: content.tables.filter((table) => isOwn(table.span) && !isInside(lists, table.span.from)),
    labelled,
  };
}

/** A section's own text as a whole: heading and units left out, and what counts as no change. */
export function ownText({ document, ignored }: Side, section: Section): string {
  const masks = section.content.fields.filter((field) => ignored.has(field.value.from)).map((field) => field.value);
  const cuts = [...section.units.map((unit) => unit.span), ...masks].toSorted((a, b) => a.from - b.from);
  return tidy(without(document.text, section.body, cuts));
}

export function fieldParts({ document }: Side, fields: readonly Field[]): FieldPart[] {
  return fields.map((field) => {
    const value = oneLine(slice(document, field.value));
    const key = field.label.toLowerCase();
    return { field, exact: `${key}\n${value}`, key, text: `${key}: ${value}` };
  });
}

/** The items of one list, or of one parent. An item's group is the label that introduces its list. */
export function itemParts(
  { document, ignored }: Side,
  items: readonly Item[],
  labelled: ReadonlyMap<Item, Field>,
  groups: ReadonlyMap<Item, string> = new Map(),
): ItemPart[] {
  return items.map((item) => {
    const label = labelled.get(item);
    const isIgnored = label !== undefined && ignored.has(label.value.from);
    const words = oneLine(slice(document, isIgnored ? label.labelSpan : item.text));
    const group = groups.get(item) ?? '';
    const key = `${group}\n${item.id.slice(item.id.lastIndexOf('/') + 1)}`;
    return { item, exact: `${group}\n${words}`, key, text: words };
  });
}

function groupsOf(fields: readonly Field[]): Map<Item, string> {
  return new Map(fields.flatMap((field) => field.items.map((item) => [item, field.label.toLowerCase()])));
}

function textParts(
  document: Document,
  section: Section,
  fields: readonly Field[],
  isOwn: (span: Span) => boolean,
): TextPart[] {
  const labels = fields
    .map((field) => ({ from: field.labelSpan.from, to: Math.max(field.labelSpan.to, field.value.to) }))
    .toSorted((a, b) => a.from - b.from);
  return leaves(section.content.blocks).flatMap((block) => {
    const first = document.lines[block.first];
    const last = document.lines[block.end - 1];
    if (first === undefined || last === undefined) return [];
    const span = { from: Math.max(first.from, section.body.from), to: Math.min(last.to, section.body.to) };
    if (!isOwn(span) || span.from >= span.to) return [];
    const words =
      block.kind === 'paragraph' ? without(document.text, span, within(labels, span)) : slice(document, span);
    if (!/[^\s>]/.test(words)) return [];
    const exact = `${block.kind}\n${tidy(words)}`;
    return [{ span, exact, key: undefined, text: oneLine(words.slice(0, 1000)) }];
  });
}

/** The blocks that are no list, table or quote, those inside quotes included. */
function leaves(blocks: readonly Block[]): Block[] {
  const holders: readonly Block['kind'][] = ['bullets', 'numbers', 'item', 'table', 'heading', 'rule'];
  return blocks.flatMap((block) => {
    if (block.kind === 'quote') return leaves(block.children);
    return holders.includes(block.kind) ? [] : [block];
  });
}

function slice(document: Document, span: Span): string {
  return document.text.slice(span.from, span.to);
}

/** Those of some ordered, disjoint spans that touch a stretch; the search halves. */
function within(ordered: readonly Span[], stretch: Span): readonly Span[] {
  const firstBehind = (offset: number): number => {
    let low = 0;
    let high = ordered.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ordered[middle]?.from ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return ordered.slice(Math.max(0, firstBehind(stretch.from) - 1), firstBehind(stretch.to));
}
