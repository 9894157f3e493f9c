import type { Document, Field, Item, Place, Row, Section, Span, Table } from '../../src/markdown/model.ts';
import { listSections, placesIn } from '../../src/markdown/outline.ts';
import { parseDocument } from '../../src/markdown/document.ts';

/** The value itself; fails the test where there is none. */
export function present<T>(value: T | undefined, what = 'value'): T {
  if (value === undefined) throw new Error(`Expected ${what} to be there.`);
  return value;
}

export function textOf(document: Document, span: Span): string {
  return document.text.slice(span.from, span.to);
}

/** The section or unit of an id; fails where there is none. */
export function sectionOf(document: Document, id: string): Section {
  const sections = listSections(document);
  const found = sections.find((section) => section.id === id);
  return present(found, `section "${id}" among ${sections.map((section) => section.id).join(', ')}`);
}

/** A document with one section `Part`, and that section. */
export function partWith(body: string): { document: Document; section: Section } {
  const document = parseDocument(`# Plan\n\n## Part\n\n${body}\n`);
  return { document, section: sectionOf(document, 'part') };
}

/** Items with all their children, in document order. */
export function itemsOf(section: Section): Item[] {
  const deep = (item: Item): Item[] => [item, ...item.children.flatMap(deep)];
  return section.content.items.flatMap(deep);
}

export function tableOf(section: Section, index = 0): Table {
  return present(section.content.tables[index], `table ${index}`);
}

/** The field of a label in a section's own content; fails where there is none. */
export function fieldOf(section: Section, label: string): Field {
  const fields = section.content.fields;
  const found = fields.find((field) => field.label === label);
  return present(found, `field "${label}" among ${fields.map((field) => field.label).join(', ')}`);
}

export function rowsOf(section: Section): Row[] {
  return section.content.tables.flatMap((table) => [...table.rows]);
}

/** Every place that an outline or a section's listing gives, sections first. */
export function everyPlace(document: Document): Place[] {
  const sections = listSections(document);
  return [...sections, ...sections.flatMap((section) => [...placesIn(section)])];
}
