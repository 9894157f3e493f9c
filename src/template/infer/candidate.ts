import type { Span } from '../../markdown/model.ts';
import type { SlotClass } from '../model.ts';

/** Where a stretch stands. `fence` is any code block; `markup` is an HTML block. */
export type StretchPlace = 'heading' | 'paragraph' | 'item' | 'cell' | 'head' | 'frontMatter' | 'fence' | 'markup';

/** A label's value inside a stretch. */
export interface LabelledValue extends Span {
  readonly label: string;
}

/** A run of text that is read as one: a heading's words, a paragraph, an item's own text, a cell, a line of code, a front-matter value. */
export interface Stretch extends Span {
  readonly place: StretchPlace;
  readonly line: number;
  /** Its text. */
  readonly own: string;
  /** The values of the labels in it, in order; of a cell none. */
  readonly values: readonly LabelledValue[];
  /** Code spans with their backticks. */
  readonly codes: readonly Span[];
  /** HTML comments. */
  readonly comments: readonly Span[];
  /** The title of a cell's column, else empty. */
  readonly column: string;
  /** Whether it is a row's first cell, which names the row. */
  readonly isFirstCell: boolean;
}

/** The way in which a place is written. */
export type Dialect =
  | 'bracket'
  | 'brace'
  | 'mustache'
  | 'angle'
  | 'sign'
  /** `${name}` in small letters, or of a script that has no capitals: in code it is a program's own. */
  | 'looseSign'
  | 'lenticular'
  | 'mask'
  | 'parenthesis'
  /** A bare list of words that people choose from. */
  | 'list'
  /** A bare list of short words: a choice only where the file speaks for it. */
  | 'looseList'
  | 'stub';

/** Something that looks like a slot, before it is judged. */
export interface Candidate {
  readonly class: SlotClass;
  readonly dialect: Dialect;
  readonly span: Span;
  /** The words inside its delimiters. */
  readonly inner: string;
  readonly options: readonly string[];
  readonly stretch: Stretch;
}
