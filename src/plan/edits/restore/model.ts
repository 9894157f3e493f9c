import type { Document, Section } from '../../../markdown/model.ts';
import type { Splice } from '../../../markdown/splices.ts';

/** What a restore makes of a plan. */
export interface Restored {
  readonly text: string;
  readonly changed: readonly ChangedSection[];
}

/** A section that reads otherwise than before. */
export interface ChangedSection {
  /** Its id; of one that went, the id that it had. */
  readonly section: string;
  /** 1-based; undefined where the section went. */
  readonly line: number | undefined;
}

/** A text that the plan had. */
export interface Version {
  readonly document: Document;
  /** A revision, or what Git calls it, as a person reads it. */
  readonly name: string;
}

/** A plan's file that is no text of a plan: not UTF-8, or beyond what is read. */
export interface Damage {
  /** What is wrong with it, as the end of a sentence that opens with its path. */
  readonly reason: string;
  /** The revision of the whole file. */
  readonly current: string;
}

/** A stretch of the present text that a refusal quotes. */
export interface Quoted {
  readonly section: string;
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

/** A section that is to read as it did. */
export interface Target {
  /** As it stands; undefined where it went since. */
  readonly now: Section | undefined;
  readonly old: Section;
}

/** A section with the text that it is to have, in the file's line ending. */
export interface Placed extends Target {
  readonly text: string;
}

/** A splice that brings sections, and where in its text each of them begins. */
export interface Placement {
  readonly splice: Splice;
  readonly sections: readonly { readonly placed: Placed; readonly at: number }[];
}
