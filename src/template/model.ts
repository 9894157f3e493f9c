import type { Document, Span } from '../markdown/model.ts';

/** What kind of place is left open: see the dialects in `infer/`. */
export type SlotClass = 'token' | 'choice' | 'empty_field' | 'empty_cell' | 'empty_item' | 'clarification' | 'stub';

/** A place of a text that waits to be filled. Spans are offsets into the text that it was found in. */
export interface Slot {
  readonly class: SlotClass;
  /** The inner words: `FEATURE_NAME`, `Phase Name`; of an empty place the label or column that asks for a value. */
  readonly name: string;
  /** The exact source text of the span. */
  readonly text: string;
  readonly span: Span;
  /** The words to choose from, in order; empty for every class but `choice`. */
  readonly options: readonly string[];
  /** 0–1. */
  readonly confidence: number;
  /** Whether it counts as unfilled; the others are listed only. */
  readonly sure: boolean;
  /** In a few words: 'declared', 'whole line', 'value after a label'. */
  readonly reason: string;
  /** It stands in a code fence: listed, and counted only where a known template has it. */
  readonly fenced: boolean;
  /** A whole-line instruction above other structure: shown, not counted. */
  readonly guidance: boolean;
}

/** What must hold before a plan is made from the template. */
export type Prerequisite = 'spec_exists' | 'spec_approved' | 'spec_clarified';

/** How a source becomes text: `handlebars` is rendered, `plain` is the text itself. */
export type TemplateEngine = 'handlebars' | 'plain';

/** What a template says of itself; only `id`, `title`, `description` and `engine` are there without a `plankeeper:` map. */
export interface TemplateMeta {
  readonly id: string;
  readonly title: string;
  /** One line: when to choose it. */
  readonly description: string;
  /** In the order of a plan's life. */
  readonly statuses?: readonly string[];
  /** Ids of sections that must stay. */
  readonly required?: readonly string[];
  /** Ids of sections that may stay unfilled or go. */
  readonly optional?: readonly string[];
  /** Ids of sections or units of which there may be more: as declared, else as its markers and counted siblings tell. */
  readonly repeat?: readonly string[];
  /** Role → address of the section that has it. */
  readonly roles?: Readonly<Record<string, string>>;
  /** Kind → pattern of its ids, such as `plan: PLAN-{AREA}-{NNN}`. */
  readonly ids?: Readonly<Record<string, string>>;
  /** Pattern of the branch's name. */
  readonly branch?: string;
  readonly prerequisites?: readonly Prerequisite[];
  /** File name of the default constitution. */
  readonly constitution?: string;
  readonly engine: TemplateEngine;
}

/** A principle of a constitution, as far as a template writes it. */
export interface PrincipleData {
  readonly title: string;
  readonly number?: string;
  /** One line for a check box; may be empty. */
  readonly question: string;
  readonly text: string;
  /** `MUST`, `SHOULD`, `NON-NEGOTIABLE`; may be empty. */
  readonly strength: string;
  readonly rules: readonly string[];
}

/** What a plan starts from. All spans are offsets into `text`. */
export interface RenderedTemplate {
  readonly text: string;
  readonly document: Document;
  /** In the order of the text. */
  readonly slots: readonly Slot[];
  /** Instructions to the author: comments, italic lines, quoted notes, whole-line instructions. */
  readonly guidance: readonly Span[];
  /** Text that came from a constitution; never a slot. Empty for a plain template. */
  readonly generated: readonly Span[];
}

export type TemplateOrigin = 'built-in' | 'workspace';

/** One template, of either kind of source. Its own text is rendered with its default constitution. */
export interface Template extends RenderedTemplate {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly source: TemplateOrigin;
  /** Workspace-relative; of a built-in template relative to `templates/`. */
  readonly path?: string;
  readonly engine: TemplateEngine;
  /** 12 hex digits of the source. */
  readonly revision: string;
  readonly meta: TemplateMeta;
  /** The default constitution that `meta.constitution` names. */
  readonly constitution?: { readonly path: string; readonly text: string };
  /** Field labels in document order, each once. */
  readonly labels: readonly string[];
  /** The same template with the principles of another constitution; a plain template gives back itself. */
  render(principles: readonly PrincipleData[]): RenderedTemplate;
}
