import type { Splice } from '../../../markdown/splices.ts';

/** What a call says to one question: an answer, or until when or what it waits; and who is to see to it. */
export interface QuestionAnswer {
  /** A question's id, or the address of its place. */
  readonly question: string;
  /** The decision in words, or an option by number, letter or text. */
  readonly answer?: string | undefined;
  /** Until when or what. */
  readonly defer?: string | undefined;
  readonly owner?: string | undefined;
  readonly due?: string | undefined;
  readonly rationale?: string | undefined;
  /** Who decided, where it is not whom the call names for all its answers. */
  readonly decider?: Decider | undefined;
}

/** Who decided, and how the server came to know: by the client's form, or as the agent quotes it. */
export interface Decider {
  readonly name: string;
  readonly source: 'quoted' | 'elicited';
}

/** What holds for all answers of a call. */
export interface AnswerContext {
  /** Who decided, in the caller's words. */
  readonly decidedBy?: string | undefined;
  /** A log of clarifications is kept even where the plan and its template have none yet. */
  readonly keepsLog?: boolean | undefined;
}

/** What one answer did. */
export interface Answered {
  /** The question's id; the new one where it was moved. */
  readonly question: string;
  /** The section that it stands in now. */
  readonly section: string;
  /** 1-based. */
  readonly line: number;
}

/** An answer as it is to be written. */
export interface Decision {
  readonly text: string;
  /** Who, when, and how the server knows: `Ada, 2026-11-26, quoted`. */
  readonly by: string | undefined;
  readonly rationale: string | undefined;
}

/** What one part of an edit does to the plan, in terms of the text before it. */
export type Splices = readonly Splice[];
