import { align } from './align.ts';
import type { FieldPart } from './bodyParts.ts';
import type { Found, Side, Sides, Within } from './model.ts';
import { added, kept, moved, removed } from './partners.ts';
import { oneLine } from './tidy.ts';

/** What changed in labels and their values. */
export function fieldChanges(
  sides: Sides,
  within: Within,
  before: readonly FieldPart[],
  after: readonly FieldPart[],
): Found[] {
  const aligned = { before, after, partners: align(before, after) };
  return [
    ...kept(aligned).flatMap((pair) => keptField(sides, within, pair)),
    ...moved(aligned).map(({ part, behind }): Found => {
      return { kind: 'moved', ...said(within, part), behind: behind?.field.label ?? '' };
    }),
    ...removed(aligned, (part) => part.field.span, within.from).map(({ part, at }): Found => {
      return { kind: 'removed', ...said(within, part), at, before: valueOf(sides.before, part) };
    }),
    ...added(aligned).map((part): Found => {
      return { kind: 'added', ...said(within, part), after: valueOf(sides.after, part) };
    }),
  ];
}

function keptField(sides: Sides, within: Within, pair: { before: FieldPart; after: FieldPart }): Found[] {
  const values = { before: valueOf(sides.before, pair.before), after: valueOf(sides.after, pair.after) };
  const what = said(within, pair.after);
  const found: Found[] = [];
  if (pair.before.key !== pair.after.key)
    found.push({ kind: 'renamed', ...what, before: pair.before.field.label, after: pair.after.field.label });
  if (oneLine(values.before) !== oneLine(values.after)) found.push({ kind: 'changed', ...what, ...values });
  return found;
}

function said(within: Within, { field }: FieldPart): Omit<Found, 'kind'> {
  return { what: 'field', place: field.id, section: within.id, name: field.label, at: field.span.from };
}

function valueOf({ document }: Side, { field }: FieldPart): string {
  return document.text.slice(field.value.from, field.value.to);
}
