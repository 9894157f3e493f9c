import type { Document, Field, Item, Section, Table } from '../../../markdown/model.ts';
import type { Value } from '../model.ts';

/** One more of what a section holds, as the caller named it. */
export interface Addition {
  readonly section: string;
  readonly values: Readonly<Record<string, Value>>;
  readonly after?: string | undefined;
}

/** A plan with something added. */
export interface Made {
  /** Parsed; the same document that came in where nothing was added. */
  readonly document: Document;
  /** Ids of the new places, as they stand in `document`; empty where nothing was added. */
  readonly places: readonly string[];
  readonly warnings: readonly string[];
}

/** What stands there already, equal to what would be added. */
export function unchanged(document: Document): Made {
  return { document, places: [], warnings: [] };
}

/** A list that takes one more item. */
export interface ListTarget {
  readonly section: Section;
  /** What refusals call it: its label's address, else its section's. */
  readonly where: string;
  readonly items: readonly Item[];
  /** The template's items there. */
  readonly model: readonly Item[];
}

/** A table that takes one more row. */
export interface TableTarget {
  readonly section: Section;
  readonly table: Table;
}

/** A place whose list begins with what is added: a section without text, a label, or an item that introduces one. */
export type NewList = { readonly section: Section; readonly where: string; readonly model: readonly Item[] } & (
  | { readonly kind: 'body' }
  | { readonly kind: 'label'; readonly field: Field }
);
