import type { Field, Item, Row, Section } from '../../markdown/model.ts';

/** Top-level items of a section's own body, its units' left out. */
export function ownItems(section: Section): readonly Item[] {
  return section.units.length === 0
    ? section.content.items
    : section.content.items.filter((item) => isOwn(section, item.id));
}

/** Fields of a section's own body, its units' left out. */
export function ownFields(section: Section): readonly Field[] {
  return section.units.length === 0
    ? section.content.fields
    : section.content.fields.filter((field) => isOwn(section, field.id));
}

/** Rows of a section's own body, its units' left out. */
export function ownRows(section: Section): readonly Row[] {
  return section.content.tables.flatMap((table) => table.rows).filter((row) => isOwn(section, row.id));
}

/** What a unit holds has the unit in its path. */
function isOwn(section: Section, id: string): boolean {
  return id.lastIndexOf('/') === section.id.length;
}
