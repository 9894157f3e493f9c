import type { Span } from '../../markdown/model.ts';
import { overlaps } from '../../markdown/spans.ts';
import type { Splice } from '../../markdown/splices.ts';
import { isMask } from '../../template/infer/masks.ts';
import type { Subject } from '../edits/model.ts';
import { asYaml } from '../edits/writeFrontMatter.ts';
import type { PlacedSlot } from '../slots.ts';
import { saysStatus, statusesOf, statusOf } from '../status.ts';
import { type Metadatum, metadataOf } from './metadata.ts';
import type { Facts } from './model.ts';

/**
 * Splices that fill what can be known: the title in its heading, the plan's number and name wherever a mask asks for them, and by
 * their labels in front matter, header, footer and a section of metadata dates, author, branch, spec, status.
 */
export function knownSplices(subject: Subject, facts: Facts): Splice[] {
  const titled = titleSplices(subject, facts);
  const told = metadataOf(subject).flatMap((metadatum) => valueSplices(subject, metadatum, facts));
  const named = nameSplices(subject, facts);
  const taken = [...titled, ...told];
  return [...taken, ...named.filter((splice) => !taken.some((other) => overlaps(other, splice)))];
}

/** The title goes into the only place of its heading, or into the one that is named so; a mask beside it takes the number. */
function titleSplices(subject: Subject, facts: Facts): Splice[] {
  const { title } = subject.document;
  if (title === undefined) return [];
  const slots = slotsIn(subject, title.heading);
  const [only] = slots;
  if (only !== undefined && slots.length === 1 && !isNumber(only)) return [{ ...only.slot.span, text: facts.title }];
  const named = slots.filter(({ slot }) => subject.words.label('title').is(slot.name));
  const [chosen] =
    named.length > 0
      ? named
      : slots.filter(({ slot }) => slot.class === 'token' && /^[[{<$_]/.test(slot.text) && !isMask(slot.name));
  return [
    ...(chosen === undefined ? [] : [{ ...chosen.slot.span, text: facts.title }]),
    ...slots.filter(isNumber).flatMap(({ slot }) => numberSplice(slot.text, slot.span, facts)),
  ];
}

/** `NNN`, `[###]`: digits to come. */
function isNumber({ slot }: PlacedSlot): boolean {
  return /^[[{<]?(?:N{2,5}|X{2,5}|#{2,5})[\]}>]?$/.test(slot.text);
}

function numberSplice(mask: string, span: Span, { name }: Facts): Splice[] {
  const digits = /^\d+/.exec(name ?? '')?.[0];
  if (digits === undefined) return [];
  const width = mask.replace(/[^NX#]/g, '').length;
  return [{ ...span, text: String(Number(digits)).padStart(width, '0') }];
}

/** `[###-feature-name]`, in code and paths too: the plan's number and name are one. */
function nameSplices(subject: Subject, { name }: Facts): Splice[] {
  if (name === undefined) return [];
  return subject.slots
    .filter(({ slot }) => /^#{2,5}[-_ ]\p{L}[\p{L}\p{M}\d _-]{0,60}$/u.test(slot.name.trim()))
    .map(({ slot }) => ({ ...slot.span, text: name }));
}

function valueSplices(subject: Subject, metadatum: Metadatum, facts: Facts): Splice[] {
  const { value } = metadatum;
  const slots = slotsIn(subject, value);
  const [first] = slots;
  if (first === undefined) return [];
  const { text } = subject.document;
  const around = text.slice(value.from, first.slot.span.from) + text.slice(first.slot.span.to, value.to);
  if (slots.length === 1 && /^[`"'“”_*]*$/.test(around)) {
    const known = valueFor(subject, metadatum, first, facts);
    if (known === undefined) return [];
    const quote = text.slice(value.from, first.slot.span.from);
    const written = metadatum.isKey ? asYaml(known, quote) : known;
    return [{ ...first.slot.span, text: spaced(text, first.slot.span, written) }];
  }
  return subject.words.label('branch').is(metadatum.label) ? branchSplices(subject, value, slots, facts) : [];
}

/** A pattern such as feature/{issue}-{slug}: the branch that is checked out, where it has that form, else the parts that are known. */
function branchSplices(subject: Subject, span: Span, slots: readonly PlacedSlot[], facts: Facts): Splice[] {
  const { words, document } = subject;
  const value = document.text.slice(span.from, span.to);
  const from = span.from + (/^[`"'_*]*/.exec(value)?.[0].length ?? 0);
  const to = span.to - (/(?<![`"'_*])[`"'_*]*$/.exec(value)?.[0].length ?? 0);
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

function valueFor(subject: Subject, { label }: Metadatum, placed: PlacedSlot, facts: Facts): string | undefined {
  const { words, document } = subject;
  const is = (name: string): boolean => words.label(name).is(label);
  const firstStatus = (): string | undefined => placed.slot.options[0] ?? statusesOf(document, subject)[0];
  const status = statusOf(document, subject);
  if (status !== undefined && overlaps(status.span, placed.slot.span)) return firstStatus();
  // A second place for the status, under a label that can mean a day: nobody knows what it is for.
  if (is('lastUpdated') && saysStatus(placed.slot.text, words)) return undefined;
  if (is('created') || is('lastUpdated')) return dateIn(placed.slot.name, facts.today);
  if (is('author')) return facts.author;
  if (is('branch')) return facts.branch ?? (/^#{2,5}-/.test(placed.slot.name) ? facts.name : undefined);
  if (is('spec')) return facts.spec?.link;
  if (is('title')) return facts.title;
  if (is('status')) return firstStatus();
  return undefined;
}

/** A year, a month and a day as masks have them in several languages. */
const masks = { year: 'YYYY|ГГГГ|JJJJ|AAAA', month: 'MM|ММ', day: 'DD|ДД|TT|JJ' };
const anyPart = `(?:${masks.year}|${masks.month}|${masks.day})`;
const dateMask = new RegExp(`${anyPart}(?:[-./ 年月日]{0,2}${anyPart}){1,2}[日.]?`, 'i');

/** A date in the form of its mask, where the slot has one: `DD.MM.YYYY`, `TT.MM.`, `YYYY年MM月DD日`; else as ISO 8601. Undefined where the mask asks for a time. */
function dateIn(mask: string, today: string): string | undefined {
  const [year = '', month = '', day = ''] = today.split('-');
  const found = dateMask.exec(mask)?.[0];
  if (/HH/i.test(mask)) return undefined;
  if (found === undefined) return today;
  return found
    .replace(new RegExp(masks.year, 'i'), year)
    .replace(new RegExp(masks.month, 'i'), month)
    .replace(new RegExp(masks.day, 'i'), day);
}

function slotsIn(subject: Subject, span: Span): PlacedSlot[] {
  return subject.slots.filter(({ slot }) => span.from <= slot.span.from && slot.span.to <= span.to);
}

function spaced(text: string, span: Span, value: string): string {
  return span.from === span.to && /\S/.test(text.charAt(span.from - 1)) ? ` ${value}` : value;
}
