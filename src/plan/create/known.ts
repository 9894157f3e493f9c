import type { Field, Span } from '../../markdown/model.ts';
import type { Splice } from '../../markdown/splices.ts';
import type { Subject } from '../edits/model.ts';
import type { PlacedSlot } from '../slots.ts';
import { statusesOf } from '../status.ts';
import type { Facts } from './model.ts';

/** Splices that fill what can be known: the title, and by their labels in header, footer and front matter dates, author, branch, spec, status. */
export function knownSplices(subject: Subject, facts: Facts): Splice[] {
  const fields = metadataFields(subject);
  const titled = titleSplices(subject, facts);
  return [...titled, ...fields.flatMap((field) => fieldSplices(subject, field, facts))];
}

function titleSplices(subject: Subject, facts: Facts): Splice[] {
  const { title } = subject.document;
  if (title === undefined) return [];
  const slots = slotsIn(subject, title.heading);
  const [only] = slots;
  return only !== undefined && slots.length === 1 ? [{ ...only.slot.span, text: facts.title }] : [];
}

function metadataFields(subject: Subject): Field[] {
  const { document } = subject;
  const sections = document.top.filter((section) => section.kind === 'header' || section.kind === 'footer');
  return [...(document.frontMatter?.fields ?? []), ...sections.flatMap((section) => section.content.fields)];
}

function fieldSplices(subject: Subject, field: Field, facts: Facts): Splice[] {
  const slots = slotsIn(subject, field.value.from < field.value.to ? field.value : { from: field.value.from, to: field.value.to });
  const [first] = slots;
  if (first === undefined) return [];
  const { text } = subject.document;
  const whole = slots.length === 1 && /^[`"'“”_*]*$/.test(text.slice(field.value.from, first.slot.span.from) + text.slice(first.slot.span.to, field.value.to));
  if (whole) {
    const value = valueFor(subject, field, first, facts);
    return value === undefined ? [] : [{ ...first.slot.span, text: spaced(text, first.slot.span, value) }];
  }
  // A pattern such as feature/{issue}-{slug}: the parts that are known.
  const { words } = subject;
  if (!words.label('branch').is(field.label)) return [];
  return slots.flatMap(({ slot }) => (words.label('slug').is(slot.name) ? [{ ...slot.span, text: facts.slug }] : []));
}

function valueFor(subject: Subject, field: Field, placed: PlacedSlot, facts: Facts): string | undefined {
  const { words } = subject;
  const is = (name: string): boolean => words.label(name).is(field.label);
  if (is('created') || is('lastUpdated') || is('date')) return dateIn(placed.slot.name, facts.today);
  if (is('author')) return facts.author;
  if (is('branch')) return facts.branch;
  if (is('spec')) return facts.spec?.link;
  if (is('title')) return facts.title;
  if (is('status')) return placed.slot.options[0] ?? statusesOf(subject.document, subject)[0];
  return undefined;
}

/** A date in the form of its mask, where the slot is one: `DD.MM.YYYY`; else as ISO 8601. */
function dateIn(mask: string, today: string): string {
  const [year = '', month = '', day = ''] = today.split('-');
  const plain = mask.trim();
  if (!/^(?:YYYY|MM|DD)([-./ ])(?:YYYY|MM|DD)\1(?:YYYY|MM|DD)$/i.test(plain)) return today;
  return plain.replace(/YYYY/i, year).replace(/MM/i, month).replace(/DD/i, day);
}

function slotsIn(subject: Subject, span: Span): PlacedSlot[] {
  return subject.slots.filter(({ slot }) => span.from <= slot.span.from && slot.span.to <= span.to);
}

function spaced(text: string, span: Span, value: string): string {
  return span.from === span.to && /\S/.test(text.charAt(span.from - 1)) ? ` ${value}` : value;
}
