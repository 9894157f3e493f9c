import { parseDocument } from '../../markdown/document.ts';
import { labelsIn } from '../../markdown/labels.ts';
import type { Block, Document, Line, Span } from '../../markdown/model.ts';
import { readTable } from '../../markdown/tables.ts';
import type { LabelledValue, Stretch, StretchPlace } from './candidate.ts';
import { plainStretch, shifted, stretchOf } from './stretch.ts';

const itemMarker = /[ \t>]*(?:[-+*]|\d{1,9}[.)])(?=\s|$)[ \t]*(?:\[[ xX~!?/>*-]\](?=\s|$)[ \t]*)?/y;

/** Reads a document as stretches, in order: every text that a slot can stand in. */
export function readStretches(document: Document): readonly Stretch[] {
  const reader = new StretchReader(document);
  return [...frontMatterStretches(document), ...reader.read()];
}

/** Values of front matter, quotes and comments left out. */
function frontMatterStretches(document: Document): Stretch[] {
  const yaml = document.frontMatter?.span;
  if (yaml === undefined) return [];
  const fields = new Map(document.frontMatter?.fields.map((field) => [field.line, field]));
  return document.lines.flatMap((line, index) => {
    if (line.from <= yaml.from || line.from >= yaml.to) return [];
    const span = fields.get(index)?.value ?? trimmed(document.text, line.from, line.to);
    const comment = /(?:^|[ \t])#[ \t]/.exec(document.text.slice(span.from, span.to));
    const own = comment === null ? span : { from: span.from, to: span.from + comment.index };
    return own.from < own.to ? [plainStretch(document.text, 'frontMatter', own, index)] : [];
  });
}

class StretchReader {
  private readonly text: string;
  private readonly lines: readonly Line[];
  private readonly document: Document;
  private readonly found: Stretch[] = [];

  constructor(document: Document) {
    this.document = document;
    this.text = document.text;
    this.lines = document.lines;
  }

  read(): readonly Stretch[] {
    const first = this.document.blocks[0]?.first ?? this.lines.length;
    const behind = this.document.frontMatter?.span.to ?? 0;
    const start =
      behind === 0
        ? 0
        : Math.min(
            first,
            this.lines.findIndex((line) => line.from >= behind),
          );
    this.walk(this.document.blocks, start < 0 ? this.lines.length : start, this.lines.length, 0, 'paragraph');
    return this.found;
  }

  /** `from` is where the text of the first line begins, behind the marks of lists around it. */
  private walk(blocks: readonly Block[], first: number, end: number, from: number, place: StretchPlace): void {
    let line = first;
    for (const block of blocks) {
      this.gap(line, block.first, from, place);
      this.block(block, from, place);
      line = Math.max(line, block.end);
    }
    this.gap(line, end, from, place);
  }

  /** Lines that no block holds: CommonMark takes `[Name]: [Purpose]` for a link definition and drops it. */
  private gap(first: number, end: number, from: number, place: StretchPlace): void {
    for (let line = first; line < end; line += 1) this.prose(line, line + 1, from, place);
  }

  private block(block: Block, from: number, place: StretchPlace): void {
    if (block.kind === 'heading') this.heading(block);
    else if (block.kind === 'paragraph') this.prose(block.first, block.end, from, place);
    else if (block.kind === 'html') this.prose(block.first, block.end, from, 'markup');
    else if (block.kind === 'table') this.table(block);
    else if (block.kind === 'fence' || block.kind === 'code') this.code(block);
    else if (block.kind === 'quote') this.walk(block.children, block.first, block.end, from, place);
    else if (block.kind === 'bullets' || block.kind === 'numbers')
      for (const item of block.children) this.item(item, from);
  }

  private item(item: Block, from: number): void {
    this.walk(item.children, item.first, item.end, itemTextFrom(this.document, item, from), 'item');
  }

  private prose(first: number, end: number, from: number, place: StretchPlace): void {
    const span = this.spanOf(first, end, from);
    if (span === undefined) return;
    const values: LabelledValue[] = [];
    for (let index = first; index < end; index += 1) {
      const line = this.spanOf(index, index + 1, from);
      if (line !== undefined) values.push(...this.valuesOf(line, index === first ? place : 'paragraph'));
    }
    this.found.push(this.stretch(place, span, first, values));
  }

  private valuesOf(line: Span, place: StretchPlace): LabelledValue[] {
    const { from, to } = unwrapped(this.text, line);
    return labelsIn(this.text, from, to, place === 'item' ? 'item' : 'prose')
      .filter((label) => label.value.from < label.value.to)
      .map((label) => ({ label: label.label, from: label.value.from, to: label.value.to }));
  }

  private heading(block: Block): void {
    const isSetext = block.markup === '=' || block.markup === '-';
    const span = this.spanOf(block.first, isSetext ? Math.max(block.first + 1, block.end - 1) : block.end, 0);
    if (span === undefined) return;
    const marks = /^#{1,6}[ \t]*/.exec(this.text.slice(span.from, Math.min(span.to, span.from + 16)))?.[0].length ?? 0;
    const own = { from: span.from + (isSetext ? 0 : marks), to: span.to };
    if (own.from < own.to) this.found.push(this.stretch('heading', own, block.first, this.valuesOf(own, 'heading')));
  }

  private table(block: Block): void {
    const table = readTable(this.text, this.lines, block);
    if (table === undefined) return;
    const add = (place: StretchPlace, span: Span, line: number, index: number): void => {
      const column = table.columns[index] ?? '';
      if (span.from < span.to) this.found.push(stretchOf(this.text, place, span, line, [], column, index === 0));
    };
    table.header.forEach((cell, index) => add('head', cell.span, table.line, index));
    for (const row of table.rows) row.cells.forEach((cell, index) => add('cell', cell.span, row.line, index));
  }

  /** A diagram's brackets are its own. */
  private code(block: Block): void {
    if (/^\s*(?:mermaid|plantuml|dot|graphviz)/i.test(block.info)) return;
    const first = block.kind === 'fence' ? block.first + 1 : block.first;
    const prose = this.swallowed(block, first);
    if (prose !== undefined) {
      this.found.push(...prose);
      return;
    }
    for (let line = first; line < block.end; line += 1) {
      const span = this.spanOf(line, line + 1, 0);
      if (
        span !== undefined &&
        !/^(?:`{3,}|~{3,})$/.test(this.text.slice(span.from, Math.min(span.to, span.from + 80)))
      ) {
        this.found.push(plainStretch(this.text, 'fence', span, line));
      }
    }
  }

  /** One fence too many swallows the rest of a file, headings and all: its author meant prose. Undefined for code. */
  private swallowed(block: Block, first: number): readonly Stretch[] | undefined {
    const start = this.lines[first];
    const last = this.lines[block.end - 1];
    if (block.kind !== 'fence' || start === undefined || last === undefined || !/^(?:|md|markdown)$/i.test(block.info))
      return undefined;
    if (this.document.blocks.at(-1) !== block || this.text.slice(last.from, last.to).trim().startsWith(block.markup))
      return undefined;
    const inner = parseDocument(this.text.slice(start.from));
    if (!inner.blocks.some((each) => each.kind === 'heading')) return undefined;
    return readStretches(inner).map((stretch) => shifted(stretch, start.from, first));
  }

  private stretch(place: StretchPlace, span: Span, line: number, values: readonly LabelledValue[]): Stretch {
    return stretchOf(this.text, place, span, line, values, '', false);
  }

  private spanOf(first: number, end: number, from: number): Span | undefined {
    const firstLine = this.lines[first];
    const lastLine = this.lines[end - 1];
    if (firstLine === undefined || lastLine === undefined) return undefined;
    let start = Math.max(firstLine.from, Math.min(from, firstLine.to));
    while (start < firstLine.to && ' \t>'.includes(this.text.charAt(start))) start += 1;
    const span = trimmed(this.text, start, lastLine.to);
    return span.from < span.to ? span : undefined;
  }
}

/** Where an item's text begins, behind its marker and box; `from` is where its line's own part begins. */
export function itemTextFrom(document: Document, item: Block, from: number): number {
  const line = document.lines[item.first];
  if (line === undefined) return from;
  itemMarker.lastIndex = Math.max(line.from, Math.min(from, line.to));
  return itemMarker.test(document.text) ? Math.min(itemMarker.lastIndex, line.to) : line.from;
}

/** A line without the emphasis that it is set in from end to end: `*Project: [Name]*`. */
function unwrapped(text: string, { from, to }: Span): Span {
  const mark = text.charAt(from);
  const isWrapped = (mark === '*' || mark === '_') && text.charAt(to - 1) === mark && text.charAt(from + 1) !== mark;
  const isOnly = isWrapped && text.indexOf(mark, from + 1) === to - 1;
  return isOnly ? { from: from + 1, to: to - 1 } : { from, to };
}

/** A span without the blanks at its ends. */
export function trimmed(text: string, from: number, to: number): Span {
  let first = from;
  let last = to;
  while (first < last && /\s/.test(text.charAt(first))) first += 1;
  while (last > first && /\s/.test(text.charAt(last - 1))) last -= 1;
  return { from: first, to: last };
}

/** A span without emphasis, backticks, quotes and comments at its ends: what a reader takes for the whole of it. */
export function bare(text: string, span: Span): Span {
  let { from, to } = trimmed(text, span.from, span.to);
  while (from < to && '*_`"\'“”「」 \t@'.includes(text.charAt(from))) from += 1;
  while (to > from && '*_`"\'“”「」 \t'.includes(text.charAt(to - 1))) to -= 1;
  return { from, to };
}
