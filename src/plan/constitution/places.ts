import type { Document, Field, Item, Row, Section, Span } from '../../markdown/model.ts';
import { reachOf } from '../reach.ts';
import type { RecordPlace } from './model.ts';

/** A place of a plan that may name a principle and say something of it, with what stands below it. Lines are 0-based. */
export interface CheckPlace {
  readonly form: Exclude<RecordPlace['form'], 'section'> | 'prose';
  readonly id: string;
  readonly line: number;
  /** The words that may name a principle: a heading, a bold name, a label; empty where it has none. */
  readonly name: string;
  /** What follows the name on its own lines; without a name, all of it. */
  readonly text: string;
  /** All of its own words, name and text, as written. */
  readonly whole: string;
  /** The name stands in bold. */
  readonly isBold: boolean;
  /** The character in its box. */
  readonly box: string | undefined;
  /** Of a table row; else empty. */
  readonly cells: readonly { readonly column: string; readonly text: string }[];
  readonly children: readonly CheckPlace[];
}

/** What stands in a section's own body, its units and subsections, as places in order. */
export function placesBelow(document: Document, section: Section): readonly CheckPlace[] {
  const { text } = document;
  const inUnit = within(
    section.units.map(({ heading, span }) => ({ from: heading.from, to: Math.max(span.to, heading.to) })),
  );
  const fields = section.content.fields.filter((field) => field.item === undefined && !inUnit(field.span.from));
  const labels = new Map(
    section.content.fields.flatMap((field) => (field.item === undefined ? [] : [[field.item, field] as const])),
  );
  const below = new Set(fields.flatMap((field) => field.items));
  const items = section.content.items.filter((item) => !below.has(item) && !inUnit(item.span.from));
  const rows = section.content.tables.flatMap((table) => table.rows).filter((row) => !inUnit(row.span.from));
  const places = [
    ...fields.map((field) => fieldPlace(text, field, labels)),
    ...items.map((item) => itemPlace(text, item, labels)),
    ...rows.map((row) => rowPlace(text, row)),
    ...proseLines(document, section, fields, inUnit),
    ...[...section.units, ...section.children].map((child) => headingPlace(document, child)),
  ];
  return places.toSorted((a, b) => a.line - b.line);
}

/** Whether an offset lies in one of some spans. */
function within(spans: readonly Span[]): (at: number) => boolean {
  const reach = reachOf(spans);
  return (at) => reach(at + 1) > at;
}

/** A heading or unit with what stands below it. */
export function headingPlace(document: Document, section: Section): CheckPlace {
  const name = document.text.slice(section.heading.from, section.heading.to).replace(/^\s{0,3}#{1,6}\s*|\s#+\s*$/g, '');
  return {
    form: 'heading',
    id: section.id,
    line: section.line,
    name,
    text: '',
    whole: name,
    isBold: false,
    box: undefined,
    cells: [],
    children: placesBelow(document, section),
  };
}

type Labels = ReadonlyMap<Item, Field>;

function itemPlace(text: string, item: Item, labels: Labels): CheckPlace {
  const own = text.slice(item.text.from, item.text.to);
  const label = labels.get(item);
  const bold = /^(?:\*\*|__)([^*\n\r]{1,200}?)[:：]?(?:\*\*|__)[:：]?/.exec(own);
  const named =
    label !== undefined
      ? { name: label.label, rest: text.slice(label.labelSpan.to, item.text.to) }
      : { name: bold?.[1] ?? '', rest: own.slice(bold?.[0].length ?? 0) };
  return {
    form: item.box === undefined ? 'bullet' : 'box',
    id: item.id,
    line: item.line,
    name: named.name.trim(),
    text: named.rest.trim(),
    whole: own.trim(),
    isBold: bold !== null,
    box: item.box?.state,
    cells: [],
    children: [...looseText(text, item), ...item.children.map((child) => itemPlace(text, child, labels))],
  };
}

/** A paragraph of its own inside an item, before its first child. */
function looseText(text: string, item: Item): readonly CheckPlace[] {
  const end = item.children[0]?.span.from ?? item.span.to;
  const more = text.slice(item.text.to, end).replace(/(?<![ \t])[ \t]*$/, '');
  if (more.trim() === '') return [];
  return [prose(item.id, item.line, more.trim())];
}

function prose(id: string, line: number, text: string): CheckPlace {
  return {
    form: 'prose',
    id,
    line,
    name: '',
    text,
    whole: text,
    isBold: false,
    box: undefined,
    cells: [],
    children: [],
  };
}

function fieldPlace(text: string, field: Field, labels: Labels): CheckPlace {
  const block = field.block === undefined || field.items.length > 0 ? '' : text.slice(field.block.from, field.block.to);
  const value = `${text.slice(field.value.from, field.value.to)}\n${block}`.trim();
  return {
    form: 'field',
    id: field.id,
    line: field.line,
    name: field.label,
    text: value,
    whole: `${field.label}: ${value}`,
    isBold: field.form === 'bold',
    box: undefined,
    cells: [],
    children: field.items.map((item) => itemPlace(text, item, labels)),
  };
}

function rowPlace(text: string, row: Row): CheckPlace {
  const cells = row.cells.map((cell, index) => ({
    column: row.table.columns[index] ?? '',
    text: text.slice(cell.span.from, cell.span.to).replace(/\\\|/g, '|'),
  }));
  return {
    form: 'row',
    id: row.id,
    line: row.line,
    name: '',
    text: '',
    whole: '',
    isBold: false,
    box: undefined,
    cells,
    children: [],
  };
}

/** The lines of running text: no labels, no headings of units, no line that is wholly in italics. */
function proseLines(
  document: Document,
  section: Section,
  fields: readonly Field[],
  inUnit: (at: number) => boolean,
): readonly CheckPlace[] {
  const isField = within(fields.map((field) => field.span));
  return section.content.blocks
    .filter((block) => block.kind === 'paragraph')
    .flatMap((block) =>
      document.lines.slice(block.first, block.end).map((line, index) => ({ line, at: block.first + index })),
    )
    .flatMap(({ line, at }) => {
      const raw = document.text.slice(line.from, line.to);
      const from = line.from + (raw.length - raw.trimStart().length);
      const text = raw.trim();
      if (text === '' || isField(from) || inUnit(from) || /^([*_])(?![*_])[^\n]{1,2000}\1$/.test(text)) return [];
      return [prose(section.id, at, text)];
    });
}
