import { resolvePlace } from '../../markdown/addresses.ts';
import type { Row, Section, Span } from '../../markdown/model.ts';
import { isCounted, type PlacedSlot } from '../slots.ts';
import type { Viewed } from './model.ts';

/** What is left to fill, place by place, in the words that `values` takes. Places that do not count (in code, unsure) are listed apart. */
export function unfilledView(viewed: Viewed, addresses: readonly string[] = []): string {
  const scopes = addresses.map((address) => resolvePlace(viewed.document, address, viewed.aliases));
  const isWanted = (placed: PlacedSlot): boolean =>
    scopes.length === 0 || scopes.some((scope) => scope.span.from <= placed.slot.span.from && placed.slot.span.to <= scope.span.to);
  const slots = viewed.slots.filter((placed) => !placed.slot.guidance && isWanted(placed));
  const lines = placeLines(slots.filter(isCounted));
  const others = placeLines(slots.filter((placed) => !isCounted(placed)));
  if (lines.length === 0) lines.push('Nothing is unfilled.');
  if (others.length > 0) lines.push('', 'Not counted (in code, or unsure):', ...others);
  return lines.join('\n');
}

/** A line for each place: a section, a unit, or a table's row. */
function placeLines(slots: readonly PlacedSlot[]): string[] {
  const groups = new Map<string, PlacedSlot[]>();
  for (const placed of slots) {
    const id = rowOf(placed)?.id ?? placed.section.id;
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [placed]);
    else group.push(placed);
  }
  return [...groups].map(([id, group]) => `${id}: ${names(group)}`);
}

function rowOf(placed: PlacedSlot): Row | undefined {
  const rows = placed.section.content.tables.flatMap((table) => table.rows);
  return rows.find((row) => row.span.from <= placed.slot.span.from && placed.slot.span.to <= row.span.to);
}

/** Each name once, with how often it stands, and the options of a choice. */
function names(slots: readonly PlacedSlot[]): string {
  const counts = new Map<string, number>();
  for (const placed of slots) {
    const name = nameOf(placed, slots);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => (count > 1 ? `${name} ×${count}` : name)).join('; ');
}

function nameOf(placed: PlacedSlot, group: readonly PlacedSlot[]): string {
  const { section, slot } = placed;
  const label = isHeadingSlot(section, placed) ? 'heading' : labelOf(section, placed, group);
  const words = slot.class === 'choice' ? `one of ${slot.options.join(', ')}` : slot.name;
  const plain = words.replace(/\s+/g, ' ').replace(/[^\P{C}]/gu, '');
  const short = plain.length > 80 ? `${plain.slice(0, 80)}…` : plain;
  return label === undefined || label === words ? short : `${label} [${short}]`;
}

function isHeadingSlot(section: Section, placed: PlacedSlot): boolean {
  return section.heading.from <= placed.slot.span.from && placed.slot.span.to <= section.heading.to;
}

/** The field or column that a slot stands under. */
function labelOf(section: Section, placed: PlacedSlot, group: readonly PlacedSlot[]): string | undefined {
  const holds = (outer: Span): boolean => contains(outer, placed.slot.span);
  const row = rowOf(placed);
  if (row !== undefined) return row.table.columns[row.cells.findIndex((cell) => holds(cell.outer))];
  // A label that is itself a slot (`[Term]: [Definition]`) is no name to fill by: the label above it is.
  const named = section.content.fields.filter((field) => !group.some((other) => contains(field.labelSpan, other.slot.span)));
  return named.findLast((field) => holds(field.value) || (field.block !== undefined && holds(field.block)))?.label;
}

function contains(outer: Span, inner: Span): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}

/** The first section with something unfilled, for the answers' `next`. */
export function firstUnfilled(slots: readonly PlacedSlot[]): Section | undefined {
  return slots.find(isCounted)?.section;
}
