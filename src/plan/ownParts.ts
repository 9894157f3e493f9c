import type { Field, Item, Section, Table } from '../markdown/model.ts';

/** What stands in a section's own body and in none of its units. */
export interface OwnParts {
  /** Those inside list items too. */
  readonly fields: readonly Field[];
  /** Top-level items of every list. */
  readonly items: readonly Item[];
  /** Those with rows. */
  readonly tables: readonly Table[];
}

/** The parts that a section, and no unit of it, holds: their ids stand right below its own. */
export function ownPartsOf({ id, content }: Section): OwnParts {
  const isOwn = (place: { readonly id: string } | undefined): boolean =>
    place !== undefined && place.id.lastIndexOf('/') === id.length;
  return {
    fields: content.fields.filter(isOwn),
    items: content.items.filter(isOwn),
    tables: content.tables.filter((table) => isOwn(table.rows[0])),
  };
}
