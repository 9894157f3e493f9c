import type { Document, Field, Item, Place, Row, Section } from './model.ts';
import { oncePer } from './oncePer.ts';

/** Title, header, sections, units and footer in document order; a section's units before its children. Listed once for a document. */
export const listSections = oncePer(sectionsOf);

function sectionsOf(document: Document): readonly Section[] {
  const all: Section[] = document.title === undefined ? [] : [document.title];
  const visit = (section: Section): void => {
    all.push(section);
    for (const unit of section.units) all.push(unit);
    section.children.forEach(visit);
  };
  document.top.forEach(visit);
  return all;
}

/** A section with everything below it, units included. */
export function withDescendants(section: Section): readonly Section[] {
  return [section, ...section.units, ...section.children.flatMap(withDescendants)];
}

/** What has an address in a section's own body: rows, items, and fields that stand outside items; not what its units hold. */
export function placesIn(section: Section): readonly (Row | Item | Field)[] {
  // The content of units is part of the section's: their places have the unit in their path.
  const isOwn = (place: Place): boolean => place.id.lastIndexOf('/') === section.id.length;
  const items: Item[] = [];
  const visit = (item: Item): void => {
    items.push(item);
    item.children.forEach(visit);
  };
  section.content.items.forEach(visit);
  const rows = section.content.tables.flatMap((table) => table.rows);
  const fields = section.content.fields.filter((field) => field.item === undefined);
  return [...rows, ...items, ...fields].filter(isOwn);
}
