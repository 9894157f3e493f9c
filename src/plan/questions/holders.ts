import { codeSpans, commentSpans, isInside } from '../../markdown/inline.ts';
import { labelsIn } from '../../markdown/labels.ts';
import type { Block, Field, Item, Row, Section, Span } from '../../markdown/model.ts';
import { createFinder } from '../../markdown/spans.ts';
import type { PlanSource } from './entry.ts';
import { allItems, oneLine, textOf } from './reading.ts';

/** The smallest part of a plan that holds a marker. */
export interface Holder {
  readonly kind: 'cell' | 'value' | 'item' | 'heading' | 'prose';
  readonly place: string;
  readonly span: Span;
  readonly item?: Item | undefined;
  readonly row?: Row | undefined;
  /** The label, or the column with its row, that a value stands for. */
  readonly label: string;
}

/** Finds what holds a span of a section; undefined where code or a comment does. */
export function createHolders(source: PlanSource): (section: Section, at: Span) => Holder | undefined {
  const { document } = source;
  const hidden = once((block: Block) => hiddenSpans(source, block));
  const partsOf = once(
    (section: Section): Parts => ({
      rows: createFinder(
        section.content.tables.flatMap((table) => table.rows),
        (row) => row.span,
      ),
      items: createFinder(allItems(section.content.items), (item) => item.text),
      fields: createFinder(section.content.fields, (field) => field.value),
    }),
  );
  return (section, at) => {
    const line = lineAt(source, at.from);
    const block = leafAt(document.blocks, line);
    if (block === undefined || isInside(hidden(block), at.from)) return undefined;
    if (block.kind === 'heading') return { kind: 'heading', place: section.id, span: section.words, label: '' };
    const paragraph = {
      from: document.lines[block.first]?.from ?? at.from,
      to: document.lines[block.end - 1]?.to ?? at.to,
    };
    const parts = partsOf(section);
    return (
      cellHolder(source, parts.rows(at), at) ??
      labelHolder(source, section, parts, at, line) ?? { kind: 'prose', place: section.id, span: paragraph, label: '' }
    );
  };
}

interface Parts {
  rows(at: Span): readonly Row[];
  items(at: Span): readonly Item[];
  fields(at: Span): readonly Field[];
}

/** Remembers what a function gave for each argument: several markers stand in one place. */
export function once<Key extends object, Value>(read: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, { readonly value: Value }>();
  return (key) => {
    const found = known.get(key) ?? { value: read(key) };
    known.set(key, found);
    return found.value;
  };
}

/** The 0-based line of an offset. */
export function lineAt(source: PlanSource, offset: number): number {
  const { lines } = source.document;
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.next ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function leafAt(blocks: readonly Block[], line: number): Block | undefined {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle]?.first ?? 0) <= line) low = middle + 1;
    else high = middle;
  }
  // Siblings stand below each other: the last that begins here or above holds the line, or none does.
  const block = blocks[low - 1];
  if (block === undefined || line >= block.end) return undefined;
  return block.children.length === 0 || block.kind === 'table' ? block : (leafAt(block.children, line) ?? block);
}

/** What is code or comment in a leaf block. In a table each line stands for itself. */
function hiddenSpans(source: PlanSource, block: Block): Span[] {
  const { text, lines } = source.document;
  const whole = { from: lines[block.first]?.from ?? 0, to: lines[block.end - 1]?.to ?? 0 };
  if (block.kind === 'fence' || block.kind === 'code' || block.kind === 'html') return [whole];
  const pieces = block.kind === 'table' ? lines.slice(block.first, block.end) : [whole];
  return pieces.flatMap(({ from, to }) => {
    const inline = text.slice(from, to);
    return [...codeSpans(inline), ...commentSpans(inline)].map((span) => ({
      from: from + span.from,
      to: from + span.to,
    }));
  });
}

function cellHolder(source: PlanSource, rows: readonly Row[], at: Span): Holder | undefined {
  const row = rows.find((each) => holds(each.span, at));
  const index = row?.cells.findIndex((cell) => holds(cell.span, at)) ?? -1;
  const cell = row?.cells[index];
  if (row === undefined || cell === undefined) return undefined;
  const first = row.cells[0];
  const column = row.table.columns[index] ?? '';
  const name = index === 0 || first === undefined ? '' : oneLine(textOf(source, first.span));
  return {
    kind: 'cell',
    place: row.id,
    span: cell.span,
    row,
    label: [name, column].filter((part) => part !== '').join(': '),
  };
}

/** An item, or the value of a label in it or in a paragraph. */
function labelHolder(source: PlanSource, section: Section, parts: Parts, at: Span, line: number): Holder | undefined {
  const { text, lines } = source.document;
  const item = parts.items(at).findLast((each) => holds(each.text, at));
  const field = parts.fields(at).find((each) => holds(each.value, at));
  const place = item?.id ?? field?.id;
  if (field !== undefined) return { kind: 'value', place: field.id, span: field.value, item, label: field.label };
  const blanks = /^[ \t>]*/.exec(text.slice(lines[line]?.from ?? at.from, at.from))?.[0].length ?? 0;
  const from = Math.max((lines[line]?.from ?? at.from) + blanks, item?.text.from ?? 0);
  const label = labelsIn(text, from, lines[line]?.to ?? at.to, item === undefined ? 'prose' : 'item').find((each) =>
    holds(each.value, at),
  );
  if (label !== undefined)
    return { kind: 'value', place: place ?? section.id, span: label.value, item, label: label.label };
  return item === undefined ? undefined : { kind: 'item', place: item.id, span: item.text, item, label: '' };
}

function holds(span: Span, at: Span): boolean {
  return span.from <= at.from && at.to <= span.to;
}
