import { PlanError } from '../../../errors.ts';
import { isSection } from '../../../markdown/addresses.ts';
import type { Field, Place, Section } from '../../../markdown/model.ts';
import { ownContent } from '../../questions/reading.ts';
import type { Subject } from '../model.ts';
import { sectionOf } from '../targets.ts';
import { instructionsIn } from '../guidance.ts';
import { type Group, groupOf, groupsIn } from './groups.ts';
import { labelOfItem, listAt, listsOf } from './lists.ts';
import { modelField, modelItems, modelOf } from './models.ts';
import type { ListTarget, NewList, TableTarget } from './model.ts';
import { hasSlot } from './samples.ts';
import { saysNothing } from './names.ts';

/** Something in a section of which there may be one more. */
export type Holding =
  | { readonly kind: 'unit'; readonly where: string; readonly group: Group }
  | { readonly kind: 'row'; readonly where: string; readonly target: TableTarget }
  | { readonly kind: 'item'; readonly where: string; readonly target: ListTarget }
  | { readonly kind: 'first'; readonly where: string; readonly target: NewList };

/** All that a place holds and that grows: units, tables, lists, and lists that are yet to begin. */
export function holdingsOf(subject: Subject, place: Place): readonly Holding[] {
  if (!isSection(place)) return partHoldings(subject, place);
  const own = groupOf(subject, place);
  const units = [...(own?.word === undefined ? [] : [own]), ...groupsIn(subject, place)];
  const tables = ownContent(place).tables.map((table) => ({ section: place, table }));
  const all = listsOf(subject, place);
  const openers = new Map(all.map((list) => [list, openersOf(place, list)]));
  const lists = all.filter((list) => openers.get(list)?.length === 0);
  const found: Holding[] = [
    ...units.map((group): Holding => ({ kind: 'unit', where: whereOf(group, place), group })),
    ...tables.map((target): Holding => ({ kind: 'row', where: place.id, target })),
    ...lists.map((target): Holding => ({ kind: 'item', where: target.where, target })),
    ...[...openers.values()]
      .flat()
      .flatMap((field) => (field.items.length > 0 ? [] : (labelHolding(subject, place, field) ?? []))),
  ];
  const isEmpty = tables.length === 0 && all.length === 0;
  return isEmpty && (isBare(subject, place) || found.length === 0) ? [...found, ...firstOf(subject, place)] : found;
}

/** The labels without a value in a list that is nothing but labels: it grows below them, not beside them. */
function openersOf(section: Section, list: ListTarget): readonly Field[] {
  const fields = list.items.map((item) => labelOfItem(section, item));
  if (fields.some((field) => field === undefined)) return [];
  return fields.flatMap((field) => (field !== undefined && field.value.from === field.value.to ? [field] : []));
}

function whereOf(group: Group, place: Section): string {
  return group.members.includes(place) ? place.id : (group.members[0]?.id ?? place.id);
}

function partHoldings(subject: Subject, place: Exclude<Place, Section>): readonly Holding[] {
  const section = sectionOf(subject, place);
  if (section === undefined) return [];
  requireName(subject, section, place);
  if (place.kind === 'row') return [{ kind: 'row', where: section.id, target: { section, table: place.table } }];
  const list = listAt(subject, section, place);
  if (list !== undefined && list.where === place.id) return [{ kind: 'item', where: place.id, target: list }];
  const field = place.kind === 'field' ? place : section.content.fields.find((each) => each.item === place);
  const table =
    field?.block === undefined
      ? undefined
      : section.content.tables.find(
          (each) => each.span.from >= (field.block?.from ?? 0) && each.span.to <= (field.block?.to ?? 0),
        );
  if (table !== undefined) return [{ kind: 'row', where: place.id, target: { section, table } }];
  const first = field === undefined ? undefined : labelHolding(subject, section, field);
  if (first !== undefined) return [first];
  return list === undefined ? [] : [{ kind: 'item', where: list.where, target: list }];
}

/** `item-2` may be another list's once something is added: a call that is sent again would go there. */
function requireName(subject: Subject, section: Section, place: Exclude<Place, Section>): void {
  if (place.kind === 'field' || !/\/(?:item|row)-\d+$/.test(place.id)) return;
  const where = listAt(subject, section, place)?.where ?? section.id;
  throw new PlanError('invalid_input', `${place.id} is named by its position, which changes with what is added.`, {
    where: place.id,
    fix: `Send "${where}" as section.`,
  });
}

/** A label that has no value yet, or 'None', takes a list: where the template has one there, or it asks for nothing else. */
function labelHolding(subject: Subject, section: Section, field: Field): Holding | undefined {
  const { text } = subject.document;
  const value =
    text.slice(field.value.from, field.value.to) +
    (field.block === undefined ? '' : text.slice(field.block.from, field.block.to));
  const model = modelField(modelOf(subject, section), field.label);
  const isOpen =
    value.trim() === '' ||
    saysNothing(subject, value) ||
    (hasSlot(subject, field.value) && (model?.items.length ?? 0) > 0);
  if (!isOpen) return undefined;
  return {
    kind: 'first',
    where: field.id,
    target: { kind: 'label', section, where: field.id, field, model: model?.items ?? [] },
  };
}

/** A section without text of its own begins the list that its template has, or that 'None' stood for. */
function firstOf(subject: Subject, section: Section): readonly Holding[] {
  const model = modelItems(modelOf(subject, section));
  const own = subject.document.text.slice(section.body.from, section.body.to);
  if (!isBare(subject, section) || (model.length === 0 && !saysNothing(subject, own))) return [];
  return [{ kind: 'first', where: section.id, target: { kind: 'body', section, where: section.id, model } }];
}

/** Nothing but 'None' and instructions to the author stands in a section's own body. */
export function isBare(subject: Subject, section: Section): boolean {
  const { text } = subject.document;
  const { from, to } = section.body;
  let rest = text.slice(from, to);
  for (const span of instructionsIn(subject, section).toReversed()) {
    if (from <= span.from && span.to <= to) rest = rest.slice(0, span.from - from) + rest.slice(span.to - from);
  }
  return rest.trim() === '' || saysNothing(subject, rest);
}
