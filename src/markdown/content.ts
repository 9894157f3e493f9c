import type { Block, Content, Item, Line, Row, Section, Table } from './model.ts';
import { type BodySource, readFields } from './fields.ts';
import { isInside } from './inline.ts';
import { createItemReader, itemLabel } from './items.ts';
import { unique } from './unique.ts';
import { itemSlugOf, slugOf } from './slug.ts';
import { readTable } from './tables.ts';

/** Reads what stands in a section's own body and gives each part its id. What belongs to a unit is read, and named, by the unit. */
export function readContent(
  source: { readonly text: string; readonly lines: readonly Line[] },
  section: Section,
  blocks: readonly Block[],
  firstLine: number,
): Content {
  const units = section.units.map((unit) => unit.span);
  const own = blocks.filter((block) => !isInside(units, source.lines[block.first]?.from ?? 0));
  const itemsOf = createItemReader(source.text, source.lines);
  const body: BodySource = { text: source.text, lines: source.lines, itemsOf };
  const content = {
    blocks,
    fields: readFields(body, own, firstLine).filter((field) => !isInside(units, field.span.from)),
    items: listsIn(own).flatMap((list) => itemsOf(list)),
    tables: tablesIn(own).flatMap((block) => readTable(source.text, source.lines, block) ?? []),
  };
  nameParts(source.text, section, content);
  const parts = [content, ...section.units.map((unit) => unit.content)];
  return {
    blocks,
    fields: parts.flatMap((part) => part.fields),
    items: parts.flatMap((part) => part.items),
    tables: parts.flatMap((part) => part.tables),
  };
}

/** Lists at the top of a body and inside its quotes; those inside items are the items' own. */
function listsIn(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'bullets' || block.kind === 'numbers') return [block];
    return block.kind === 'quote' ? listsIn(block.children) : [];
  });
}

function tablesIn(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => (block.kind === 'table' ? [block] : tablesIn(block.children)));
}

/** Ids: rows and items first, then the fields that stand outside items; twins get `-2`, `-3`. */
function nameParts(text: string, section: Section, content: Content): void {
  const taken = [...section.children, ...section.units].map((child) => child.id.slice(section.id.length + 1));
  const used = new Set(taken);
  const name = (slug: string): string => `${section.id}/${unique(slug, used)}`;
  nameRows(text, content.tables, name);
  nameItems(text, content.items, name);
  for (const field of content.fields) field.id = field.item?.id ?? name(slugOf(field.label) || 'field');
}

function nameRows(text: string, tables: readonly Table[], name: (slug: string) => string): void {
  const rows: Row[] = tables.flatMap((table) => [...table.rows]);
  rows.forEach((row, index) => {
    const first = row.cells[0]?.span;
    row.id = name((first === undefined ? '' : slugOf(text.slice(first.from, first.to))) || `row-${index + 1}`);
  });
}

function nameItems(text: string, items: readonly Item[], name: (slug: string) => string): void {
  let count = 0;
  const visit = (item: Item): void => {
    count += 1;
    // Six words name an item; the rest of a long one need not be read.
    const words = text.slice(item.text.from, Math.min(item.text.to, item.text.from + 400));
    item.id = name(itemSlugOf(words, itemLabel(text, item)) || `item-${count}`);
    item.children.forEach(visit);
  };
  items.forEach(visit);
}
