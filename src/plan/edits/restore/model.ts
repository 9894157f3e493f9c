import type { Document } from '../../../markdown/model.ts';

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

/** A stretch of the present text that a refusal quotes. */
export interface Quoted {
  readonly section: string;
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}
