/**
 * The shapes of a parsed Markdown document. Every span is a pair of UTF-16 offsets into
 * `Document.text`, `to` exclusive; every line number is 0-based.
 */

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** One line: its text runs `from`–`to`, its line ending `to`–`next`. */
export interface Line {
  readonly from: number;
  readonly to: number;
  readonly next: number;
}

export type BlockKind =
  | 'heading'
  | 'paragraph'
  | 'fence'
  | 'code'
  | 'html'
  | 'rule'
  | 'table'
  | 'bullets'
  | 'numbers'
  | 'item'
  | 'quote';

/** A block of CommonMark or a GFM table, by lines `first` to `end` (exclusive, trailing blank lines left out). */
export interface Block {
  readonly kind: BlockKind;
  readonly first: number;
  readonly end: number;
  readonly children: readonly Block[];
  /** 1–6 for headings, else 0. */
  readonly level: number;
  /** What opens it: `##`, `-`, `1.`, the fence's characters, `=` or `-` for setext. */
  readonly markup: string;
  /** The info string of a fence. */
  readonly info: string;
}

export interface FrontMatter {
  /** From the opening `---` to the end of the closing one, line ending included. */
  readonly span: Span;
  /** The YAML between the two lines. */
  readonly yaml: Span;
  /** Top-level keys with scalar values on their own line. */
  readonly fields: readonly Field[];
}

/**
 * A label with a value. `value` is what follows on the label's own line (and, for a paragraph, its continuation lines);
 * empty at the place where a value would be written. `block` is the list, table, code or paragraph below that the label introduces.
 */
export interface Field {
  readonly kind: 'field';
  id: string;
  /** Plain text, without marks and colon. */
  readonly label: string;
  /** From the first mark of the label to its colon and closing marks. */
  readonly labelSpan: Span;
  readonly value: Span;
  readonly block: Span | undefined;
  /** The items of the list that `block` holds, if it holds one. */
  readonly items: readonly Item[];
  readonly form: 'bold' | 'plain' | 'frontMatter';
  /** The list item that the field stands in, if it does. */
  readonly item: Item | undefined;
  readonly line: number;
  /** Label and value, with the block. */
  readonly span: Span;
}

export interface Item {
  readonly kind: 'item';
  id: string;
  readonly form: 'bullet' | 'number' | 'check';
  /** `-`, `*`, `1.` … as written. */
  readonly marker: string;
  /** Columns from the line's start to the item's text, where its children stand. */
  readonly indent: number;
  /** From the marker to the end of all below, last line's text. */
  readonly span: Span;
  /** Its own first paragraph, without marker and box; continuation lines included. */
  readonly text: Span;
  /** The character between the brackets of a task box, and the span of `[x]`. */
  readonly box: { readonly span: Span; readonly state: string } | undefined;
  /** The bold words that open it, without colon. */
  readonly name: string | undefined;
  readonly children: readonly Item[];
  readonly line: number;
}

export interface Cell {
  /** The cell's text without the blanks around it; empty where the text would be written. */
  readonly span: Span;
  /** Everything between the two pipes. */
  readonly outer: Span;
}

export interface Row {
  readonly kind: 'row';
  id: string;
  readonly cells: readonly Cell[];
  readonly span: Span;
  readonly line: number;
  readonly table: Table;
}

export interface Table {
  readonly span: Span;
  /** Column titles as plain text. */
  readonly columns: readonly string[];
  readonly header: readonly Cell[];
  readonly rows: readonly Row[];
  readonly line: number;
}

/** What stands in a section's own body, in document order. Units' contents are included. */
export interface Content {
  readonly blocks: readonly Block[];
  readonly fields: readonly Field[];
  /** Top-level items of every list; their children hang below them. */
  readonly items: readonly Item[];
  readonly tables: readonly Table[];
}

/** The title's line, the header, a heading with its body, a unit inside a section's body, or the footer. */
export interface Section {
  readonly kind: 'title' | 'header' | 'section' | 'unit' | 'footer';
  /** Slug path, unique in the document. */
  id: string;
  /** As written, without marks; empty for header and footer. */
  readonly title: string;
  /** Outline number: `5.3`, `IV`. */
  readonly number: string | undefined;
  /** 1–6; 7 for units; 0 for title, header and footer. */
  readonly level: number;
  /** The heading's lines without the last line ending; empty for header and footer. */
  readonly heading: Span;
  /** What a rename replaces: the heading without its outline number and its `Word N:`; empty at the end of a heading that is nothing else. */
  readonly words: Span;
  /** Own body, from its first to its last non-blank line; empty where a body would be written. */
  readonly body: Span;
  /** Heading to the end of everything below. */
  readonly span: Span;
  readonly parent: Section | undefined;
  readonly children: readonly Section[];
  /** Units of the own body (a unit has none). */
  readonly units: readonly Section[];
  /** Parsed when first asked for. */
  readonly content: Content;
  readonly line: number;
}

export type Place = Section | Row | Item | Field;

export interface Document {
  readonly text: string;
  /** The line ending that inserted text takes: the file's most frequent, `\n` where it has none. */
  readonly eol: string;
  readonly lines: readonly Line[];
  readonly frontMatter: FrontMatter | undefined;
  readonly blocks: readonly Block[];
  /** The document's title: its first heading, if that is of level 1. In no path. */
  readonly title: Section | undefined;
  /** Header, top sections, footer: those that exist, in order. */
  readonly top: readonly Section[];
}
