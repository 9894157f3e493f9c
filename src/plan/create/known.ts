import type { Field, Span } from '../../markdown/model.ts';
import type { Splice } from '../../markdown/splices.ts';
import type { Subject } from '../edits/model.ts';
import { asYaml } from '../edits/writeFrontMatter.ts';
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
  const slots = slotsIn(
    subject,
    field.value.from < field.value.to ? field.value : { from: field.value.from, to: field.value.to },
  );
  const [first] = slots;
  if (first === undefined) return [];
  const { text } = subject.document;
  const whole =
    slots.length === 1 &&
    /^[`"'“”_*]*$/.test(
      text.slice(field.value.from, first.slot.span.from) + text.slice(first.slot.span.to, field.value.to),
    );
  if (whole) {
    const value = valueFor(subject, field, first, facts);
    if (value === undefined) return [];
    const quote = text.slice(field.value.from, first.slot.span.from);
    const written = field.form === 'frontMatter' ? asYaml(value, quote) : value;
    return [{ ...first.slot.span, text: spaced(text, first.slot.span, written) }];
  }
  return subject.words.label('branch').is(field.label) ? branchSplices(subject, field, slots, facts) : [];
}

/** A pattern such as feature/{issue}-{slug}: the branch that is checked out, where it has that form, else the parts that are known. */
function branchSplices(subject: Subject, field: Field, slots: readonly PlacedSlot[], facts: Facts): Splice[] {
  const { words, document } = subject;
  const value = document.text.slice(field.value.from, field.value.to);
  const from = field.value.from + (/^[`"'_*]*/.exec(value)?.[0].length ?? 0);
  const to = field.value.to - (/[`"'_*]*$/.exec(value)?.[0].length ?? 0);
  const ends = [...slots.map(({ slot }) => slot.span.from), to];
  const literals = ends.map((end, index) => document.text.slice(slots[index - 1]?.slot.span.to ?? from, end));
  if (facts.branch !== undefined && hasForm(facts.branch, literals)) return [{ from, to, text: facts.branch }];
  return slots.flatMap(({ slot }) => (words.label('slug').is(slot.name) ? [{ ...slot.span, text: facts.slug }] : []));
}

/** Whether a text has these literals in order, with something between each two. */
function hasForm(text: string, literals: readonly string[]): boolean {
  const [first = '', ...others] = literals;
  const last = others.pop() ?? '';
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const literal of others) {
    const found = text.indexOf(literal, at + 1);
    if (found === -1) return false;
    at = found + literal.length;
  }
  return at < text.length - last.length;
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
