import type { Document, Section, Span } from '../../markdown/model.ts';
import type { Template } from '../../template/model.ts';
import type { Words } from '../words.ts';

export type QuestionKind = 'clarification' | 'question' | 'unknown' | 'deferred' | 'approval';

/** How a question stands in its plan; `marker` is one anywhere outside the listed forms, `heading` a unit's too. */
export type QuestionForm = 'marker' | 'item' | 'row' | 'field' | 'heading' | 'prose';

/** What the forms of questions are read from. */
export interface PlanSource {
  readonly document: Document;
  readonly words: Words;
  /** Unfilled slots; markers that ask for a clarification are none here. */
  readonly slots: readonly Span[];
  readonly template?: Pick<Template, 'meta'> | undefined;
}

/** The answers that a question offers, where that is sure. */
export interface Offered {
  readonly options: readonly string[];
  /** The letters or numbers that the plan names them by, in order. */
  readonly optionRow?: string | undefined;
}

/** What a plan says of a question besides its words. */
export interface Details extends Offered {
  readonly owner?: string | undefined;
  readonly impact?: string | undefined;
  readonly due?: string | undefined;
  /** As the plan says outright: 'Blocking: no'. */
  readonly blocking?: boolean | undefined;
}

/** What a section, heading or label says for all questions below it. */
export interface Frame {
  readonly kind: QuestionKind;
  readonly details: Details;
  /** The section holds other things too: only what has a question mark is a question. */
  readonly mixed: boolean;
}

/** A question as one of its forms was found, open or not. */
export interface Entry {
  readonly kind: QuestionKind;
  readonly form: QuestionForm;
  /** The section that it stands in. */
  readonly section: Section;
  /** The id of its own place. */
  readonly place: string;
  /** The place that its decision goes to besides, where the plan keeps one. */
  readonly research?: string;
  /** 0-based. */
  readonly line: number;
  /** All that belongs to it; a marker inside is no question of its own. */
  readonly span: Span;
  /** The span of its words. */
  readonly asked: Span;
  /** Plain words, without its own ID and label. */
  readonly text: string;
  /** The ID that the plan gives it: `Q2`. */
  readonly ownId?: string | undefined;
  readonly details: Details;
  readonly closed: boolean;
  /** What the plan says in answer to it, in Markdown, where it says so in a place of its own. */
  readonly answer?: string | undefined;
  /** It is one question with an unknown, which is listed in its stead. */
  readonly joined?: boolean;
}

/** A label with its value, in Markdown; the value is empty where a slot waits. */
export interface Pair {
  readonly label: string;
  readonly value: string;
}
