import type { Field, Item, Section, Span, Table } from '../../../markdown/model.ts';
import { slugOf } from '../../../markdown/slug.ts';
import type { Slot, Template } from '../../../template/model.ts';
import { isStub } from '../../slots/stub.ts';
import { counterpartOf } from '../../slots.ts';
import type { Subject } from '../model.ts';
import { headingOf } from './headings.ts';

/** What the template has where a section of the plan stands; below a unit that was added, what it has in the first of its kind. */
export function modelOf(subject: Subject, section: Section): Section | undefined {
  const { template } = subject;
  if (template === undefined) return undefined;
  const own = counterpartOf(section, template);
  if (own !== undefined && !isStub(template, own)) return own;
  const above = section.parent === undefined ? undefined : modelOf(subject, section.parent);
  if (section.parent !== undefined && above === undefined) return undefined;
  const beside = above === undefined ? template.document.top : [...above.units, ...above.children];
  const word = headingOf(subject.document, section).counter?.word.toLowerCase();
  if (word === undefined) return own ?? beside.find((each) => slugOf(each.title) === slugOf(section.title));
  const like = beside.filter((each) => headingOf(template.document, each).counter?.word.toLowerCase() === word);
  return like.find((each) => !isStub(template, each)) ?? own;
}

/** The slots of the template that stand in a span of it, instructions left out. */
export function templateSlots(template: Template | undefined, span: Span): readonly Slot[] {
  return (template?.slots ?? []).filter(
    (slot) => !slot.guidance && span.from <= slot.span.from && slot.span.to <= span.to,
  );
}

/** The table of the same columns in a section's model, else its only one. */
export function modelTable(model: Section | undefined, columns: readonly string[]): Table | undefined {
  const tables = model?.content.tables ?? [];
  const same = tables.find((table) => table.columns.map(slugOf).join('|') === columns.map(slugOf).join('|'));
  return same ?? (tables.length === 1 ? tables[0] : undefined);
}

/** The label of the same words in a section's model. */
export function modelField(model: Section | undefined, label: string): Field | undefined {
  return model?.content.fields.find((field) => slugOf(field.label) === slugOf(label));
}

/** The items of the first list of a section's own that no label introduces. */
export function modelItems(model: Section | undefined): readonly Item[] {
  if (model === undefined) return [];
  const labelled = new Set(
    model.content.fields.filter((field) => field.item === undefined).flatMap((field) => field.items),
  );
  return model.content.items.filter((item) => !labelled.has(item) && item.id.lastIndexOf('/') === model.id.length);
}
