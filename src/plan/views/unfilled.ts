import { resolvePlace } from '../../markdown/addresses.ts';
import type { Field, Row, Section, Span } from '../../markdown/model.ts';
import { oncePer } from '../../markdown/oncePer.ts';
import { createFinder } from '../../markdown/spans.ts';
import { isCounted, type PlacedSlot } from '../slots.ts';
import { onOneLine } from '../quote.ts';
import { fitting } from './cut.ts';
import type { Viewed } from './model.ts';

/** What is left to fill, place by place, in the words that `values` takes. Places that do not count (in code, unsure) are listed apart. */
export function unfilledView(viewed: Viewed, addresses: readonly string[] = [], most = 25_000): string {
  const scopes = addresses.map((address) => resolvePlace(viewed.document, address, viewed.aliases, viewed.path));
  const isWanted = (placed: PlacedSlot): boolean =>
    scopes.length === 0 ||
    scopes.some((scope) => scope.span.from <= placed.slot.span.from && placed.slot.span.to <= scope.span.to);
  const slots = viewed.slots.filter((placed) => !placed.slot.guidance && isWanted(placed));
  const lines = placeLines(viewed, slots.filter(isCounted));
  const others = placeLines(
    viewed,
    slots.filter((placed) => !isCounted(placed)),
  );
  if (lines.length === 0) lines.push('Nothing is unfilled.');
  others.push(...instructionLines(viewed.instructions.filter(isWanted)));
  if (others.length > 0) lines.push('', 'Not counted (in code, unsure, or an instruction):', ...others);
  const { shown, left } = fitting(lines, most);
  if (left === 0) return lines.join('\n');
  return `${shown.join('\n')}\nCUT at max_tokens ${most}: ${left} more lines. Name sections, or give more max_tokens.`;
}

/** They go with the section's last place, where that is filled by `values`; `find` changes them before. */
function instructionLines(instructions: readonly PlacedSlot[]): string[] {
  const most = 20;
  const shown = instructions.slice(0, most).map((placed) => `${placed.section.id}: instruction "${asksFor(placed)}"`);
  return instructions.length > most ? [...shown, `and ${instructions.length - most} more instructions`] : shown;
}

/** A line for each place: a section, a unit, or a table's row. */
function placeLines(viewed: Parts, slots: readonly PlacedSlot[]): string[] {
  return [...byPlace(slots)].map(([id, group]) => `${id}: ${names(viewed, group)}`);
}

/** What a place is still filled by. */
export interface OpenName {
  /** As `values` takes it. */
  readonly name: string;
  /** Of a choice; else empty. */
  readonly options: readonly string[];
}

/** What is left at each place; a name that stands several times is given once. */
export function namesByPlace(
  viewed: Parts,
  slots: readonly PlacedSlot[],
): readonly { readonly place: string; readonly names: readonly OpenName[] }[] {
  return [...byPlace(slots)].map(([place, group]) => {
    const named = [...entriesOf(viewed, group)].map(
      ([key, { options }]) => [key.split('\0')[0] ?? '', options] as const,
    );
    return { place, names: [...new Map(named)].map(([name, options]) => ({ name, options })) };
  });
}

type Parts = Pick<Viewed, 'document' | 'template'>;

function byPlace(slots: readonly PlacedSlot[]): ReadonlyMap<string, PlacedSlot[]> {
  const groups = new Map<string, PlacedSlot[]>();
  for (const placed of slots) {
    const id = rowOf(placed)?.id ?? placed.section.id;
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [placed]);
    else group.push(placed);
  }
  return groups;
}

function rowOf(placed: PlacedSlot): Row | undefined {
  return findersOf(placed.section)
    .rows(placed.slot.span)
    .find((row) => contains(row.span, placed.slot.span));
}

interface Finders {
  rows(at: Span): readonly Row[];
  /** By label, value and block together. */
  fields(at: Span): readonly Field[];
}

/** A section may have thousands of rows and fields, and a slot in each. */
const findersOf = oncePer(
  ({ content: { tables, fields } }: Section): Finders => ({
    rows: createFinder(
      tables.flatMap((table) => table.rows),
      (row) => row.span,
    ),
    fields: createFinder(fields, (field) => field.span),
  }),
);

/** Each name once, with how often it stands, what it asks for, and the options of a choice; a labelled list once, with how many items. */
function names(viewed: Parts, group: readonly PlacedSlot[]): string {
  return [...entriesOf(viewed, group)]
    .map(([key, entry]) => {
      const asks = entry.asks.size === 0 ? '' : ` [${[...entry.asks].join(', ')}]`;
      const count = entry.isList ? entry.lines.size : entry.count;
      return `${key.split('\0')[0]}${asks}${count > 1 ? ` ×${count}` : ''}`;
    })
    .join('; ');
}

interface Entry {
  readonly asks: Set<string>;
  readonly lines: Set<number>;
  readonly isList: boolean;
  readonly options: readonly string[];
  count: number;
}

/** What a place is filled by: its name, before a zero character what it asks for where names alone would fall together. */
function entriesOf(viewed: Parts, group: readonly PlacedSlot[]): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const placed of group) {
    const label = isHeadingSlot(placed) ? undefined : labelOf(viewed, placed, group);
    const asked = asksFor(placed);
    const name = isHeadingSlot(placed) ? 'heading' : (label?.name ?? asked);
    const key = label?.isList === true ? name : `${name}\0${asked}`;
    const entry = entries.get(key) ?? {
      asks: new Set(),
      lines: new Set(),
      isList: label?.isList === true,
      options: placed.slot.options,
      count: 0,
    };
    entries.set(key, entry);
    if (asked !== name) entry.asks.add(asked);
    entry.lines.add(placed.line);
    entry.count += 1;
  }
  return entries;
}

/** The slot's own words, or its options. */
function asksFor({ slot }: PlacedSlot): string {
  const words = slot.class === 'choice' ? `one of ${slot.options.join(', ')}` : slot.name;
  return onOneLine(words, 80);
}

function isHeadingSlot({ section, slot }: PlacedSlot): boolean {
  return contains(section.heading, slot.span);
}

/** The field or column that a slot stands under. A label that is itself a slot (`[Term]: [Definition]`) is no name to fill by: the one above it is. */
function labelOf(
  viewed: Parts,
  placed: PlacedSlot,
  group: readonly PlacedSlot[],
): { name: string; isList: boolean } | undefined {
  const { span } = placed.slot;
  const key = viewed.document.frontMatter?.fields.find((each) => contains(each.value, span));
  if (key !== undefined) return { name: key.label, isList: false };
  const row = rowOf(placed);
  if (row !== undefined) {
    const column = row.table.columns[row.cells.findIndex((cell) => contains(cell.outer, span))];
    return column === undefined ? undefined : { name: column, isList: false };
  }
  const field = findersOf(placed.section)
    .fields(span)
    .filter((each) => contains(each.value, span) || (each.block !== undefined && contains(each.block, span)))
    .findLast((each) => !slotsOf(group)(each.labelSpan).some(({ slot }) => contains(each.labelSpan, slot.span)));
  if (field === undefined || isHalfFilled(viewed, field, group)) return undefined;
  return { name: field.label, isList: field.items.length > 0 && !contains(field.value, span) };
}

/** A value that holds more than the template's words around its slots: the label would replace what is there already. */
function isHalfFilled({ document, template }: Parts, field: Field, group: readonly PlacedSlot[]): boolean {
  const { from, to } = field.value;
  const value = document.text.slice(from, to);
  if (template?.text.includes(value) === true) return false;
  const inside = slotsOf(group)(field.value).filter(({ slot }) => contains(field.value, slot.span));
  const rest = inside.reduce((text, { slot }) => text.replace(slot.text, ''), value);
  return inside.length > 0 && /[\p{L}\p{N}]/u.test(rest);
}

const slotsOf = oncePer((group: readonly PlacedSlot[]) => createFinder(group, ({ slot }) => slot.span));

function contains(outer: Span, inner: Span): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}

/** The first section with something unfilled, for the answers' `next`. */
export function firstUnfilled(slots: readonly PlacedSlot[]): Section | undefined {
  return slots.find(isCounted)?.section;
}
