import type { ErrorCode } from '../../errors.ts';
import type { Aliases } from '../../markdown/addresses.ts';
import type { Document, Place, Span } from '../../markdown/model.ts';
import type { Splice } from '../../markdown/splices.ts';
import type { Template } from '../../template/model.ts';
import type { PlacedSlot } from '../slots.ts';
import type { Words } from '../words.ts';

export type FillMode = 'replace' | 'append' | 'rename' | 'move' | 'remove';

export type Value = string | readonly string[];

/** One fill of a call, as the caller named it. */
export interface Fill {
  readonly section: string;
  readonly values?: Readonly<Record<string, Value>> | undefined;
  readonly content?: string | undefined;
  readonly find?: string | undefined;
  readonly mode?: FillMode | undefined;
  readonly after?: string | undefined;
  readonly expect?: string | undefined;
}

/** What an edit knows of the plan that it changes. */
export interface Subject {
  readonly document: Document;
  /** The plan's template, where it is known. */
  readonly template: Template | undefined;
  /** What refusals call the plan; undefined for one that is being made. */
  readonly path: string | undefined;
  readonly words: Words;
  /** The unfilled places of the document, guidance left out. */
  readonly slots: readonly PlacedSlot[];
  /** Brackets above them that tell the author what to do, as far as they still stand. */
  readonly instructions: readonly PlacedSlot[];
  /** Roles and principle ids, each with the id of its place. */
  readonly aliases: Aliases;
}

/** What an edit would do: splices inside its place, and whose written text they replace. */
export interface Change {
  readonly place: Place;
  readonly splices: readonly Splice[];
  /** Text that somebody wrote in the place's own part would be replaced or removed. */
  readonly replacesOwn: boolean;
  /** The same for what stands below it. */
  readonly replacesBelow: boolean;
  /** The place's own text is wholly this call's afterwards. */
  readonly rewritesOwn: boolean;
  /** What the section must read as afterwards. */
  readonly outcome?: Reading;
}

/** What one name of `values` does: its splices, and the spans whose text they replace. */
export interface Write {
  readonly splices: readonly Splice[];
  readonly spans: readonly Span[];
  /** Written text below a child heading goes too. */
  readonly replacesBelow?: boolean;
}

/** How a section reads: its own text (all of it, or its end), and the slugs of the children that it was given. */
export interface Reading {
  readonly own: string;
  readonly isWhole: boolean;
  readonly children: readonly string[];
}

export interface Refusal {
  readonly section: string;
  readonly code: ErrorCode;
  readonly message: string;
}
