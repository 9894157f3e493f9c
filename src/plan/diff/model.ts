import type { Document, Section } from '../../markdown/model.ts';

/** What a change is said of. `text` is a paragraph, a fence or a comment; `box` the state of a task box; `heading` its level. */
export type Thing = 'section' | 'heading' | 'field' | 'table' | 'columns' | 'row' | 'cell' | 'item' | 'box' | 'text';

/** One thing that a later text of a plan says otherwise than an earlier one. */
export interface PlanChange {
  readonly kind: 'added' | 'removed' | 'renamed' | 'moved' | 'changed';
  readonly what: Thing;
  /** Its address in the later text; of what is gone, the address that it had. */
  readonly place: string;
  /** The id, in the later text, of the innermost section or unit that it stands in, or of what it is; of a section that is gone, its own. */
  readonly section: string;
  /** 1-based, in the later text; of what is gone, where it would stand. */
  readonly line: number;
  /** The label of a field, the column of a cell. */
  readonly name?: string;
  /** The address that it had, where that was another. */
  readonly from?: string;
  /** Of something moved among its siblings: the one that it stands behind now; empty where it is the first. */
  readonly behind?: string;
  /** Source text, of any length; undefined where there was none. */
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  /** How many sections are added or removed with it. */
  readonly below?: number;
}

/** A change with its offset in the later text, in place of its line. */
export interface Found extends Omit<PlanChange, 'line'> {
  readonly at: number;
}

/** One of the two texts, with where its Last Updated values begin: they count as no change. */
export interface Side {
  readonly document: Document;
  readonly ignored: ReadonlySet<number>;
}

/** The two texts that are compared. */
export interface Sides {
  readonly before: Side;
  readonly after: Side;
}

/** Where changes are found: the section's id in the later text, and the offset of what stands before the first part there. */
export interface Within {
  readonly id: string;
  readonly from: number;
}

/** Two sections that are one, before and after. */
export interface SectionPair {
  readonly before: Section;
  readonly after: Section;
}
