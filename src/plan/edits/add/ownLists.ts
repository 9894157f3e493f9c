import type { Document, Field, Item, Section, Span } from '../../../markdown/model.ts';
import type { Subject } from '../model.ts';
import { labelOfItem } from './lists.ts';

/** A place to fill in the way that inference knows best. */
export function placeFor(name: string): string {
  return `[${name.replace(/[[\]{}<>\r\n]/g, ' ').trim()}]`;
}

/** A place that still waits stays as it is. */
export function valueFor(subject: Subject, label: string, value: Span): string {
  const slot = subject.slots.find((each) => each.slot.span.from === value.from && each.slot.span.to === value.to);
  return slot?.slot.text ?? placeFor(label);
}

/** The labelled items of a list; of one without labels the first, or two where blank lines part them. */
export function listLines(subject: Subject, section: Section, items: readonly Item[], name: string): string[] {
  const { document } = subject;
  const loose = isLoose(document, items);
  const labelled = items.filter((item) => labelOfItem(section, item) !== undefined);
  const kept = labelled.length > 0 ? labelled : items.slice(0, loose ? 2 : 1);
  return kept.flatMap((item, index) => {
    const field = labelOfItem(section, item);
    const lead = leadOf(document, item);
    const own =
      field === undefined ? [lead + valueFor(subject, name, item.text)] : itemLines(subject, section, field, lead);
    return loose && index > 0 ? ['', ...own] : own;
  });
}

function itemLines(subject: Subject, section: Section, field: Field, lead: string): string[] {
  const { text } = subject.document;
  const label = text.slice(field.labelSpan.from, field.labelSpan.to);
  if (field.value.from < field.value.to) {
    const blank = text.slice(field.labelSpan.to, field.value.from).replace(/[\r\n].*/s, '') || ' ';
    return [lead + label + blank + valueFor(subject, field.label, field.value)];
  }
  return [lead + label, ...listLines(subject, section, field.items, field.label)];
}

/** Indentation, marker and an open box. */
function leadOf({ text, lines }: Document, item: Item): string {
  const from = lines[item.line]?.from ?? item.span.from;
  const lead = text.slice(from, item.text.from);
  return item.box === undefined
    ? lead
    : `${text.slice(from, item.box.span.from)}[ ]${text.slice(item.box.span.to, item.text.from)}`;
}

/** Whether blank lines part the items of a list. */
export function isLoose({ text }: Document, items: readonly Item[]): boolean {
  const [first, second] = items;
  if (first === undefined || second === undefined) return false;
  return /(?:\r\n|\n|\r(?!\n))[ \t>]*(?:\r\n|\n|\r)/.test(text.slice(first.span.to, second.span.from));
}
