import { holdsBlankLine } from '../../../markdown/lines.ts';
import type { Field, Item, Section, Table } from '../../../markdown/model.ts';
import type { Splice } from '../../../markdown/splices.ts';
import { isDeferredTitle } from '../../questions/deferred.ts';
import type { FoundQuestion } from '../../questions/questions.ts';
import { isNumbered, ownContent, saysNone, writtenText } from '../../questions/reading.ts';
import { sectionsWithRole } from '../../roles.ts';
import { ownSplices } from '../content.ts';
import { guidanceRemoval } from '../guidance.ts';
import type { Carried } from './carry.ts';
import { type Deferral, deferredWords } from './deferInPlace.ts';
import { deferredRow } from './deferredRow.ts';
import { deferredUnit, unitModel } from './deferredUnit.ts';
import { type Reading, sectionWith } from './reading.ts';

/** Puts a question among the deferred decisions, in the form that stands there; undefined where the plan has none, or no place for all that the question holds. */
export function deferredEntry(
  reading: Reading,
  question: FoundQuestion,
  carried: Carried,
  deferral: Deferral,
): Splice[] | undefined {
  const section = deferredSection(reading, question);
  if (section !== undefined) return inSection(reading, section, carried, deferral);
  const field = followUps(reading, question);
  return field === undefined ? undefined : inField(reading, field, carried, deferral);
}

/** The section of the deferred decisions; never the one that the question itself is, or that holds it. */
function deferredSection({ source }: Reading, question: FoundQuestion): Section | undefined {
  const { document, words, template } = source;
  const [section] = sectionsWithRole(document, words, 'deferred', template);
  const isAround =
    section !== undefined && section.span.from <= question.span.from && question.span.to <= section.span.to;
  return isAround ? undefined : section;
}

/** `Follow-up items if shortcuts are taken:` beside the question. */
function followUps(reading: Reading, question: FoundQuestion): Field | undefined {
  const section = sectionWith(reading, question.section);
  const { words } = reading.source;
  return section?.content.fields.find(
    (field) =>
      isDeferredTitle(words, field.label) &&
      !(field.span.from <= question.span.from && question.span.to <= field.span.to),
  );
}

function inSection(reading: Reading, section: Section, carried: Carried, deferral: Deferral): Splice[] | undefined {
  const { words } = reading.source;
  const parts = [...section.units, ...section.children].filter((part) => isNumbered(part.title, words, 'decision'));
  const own = ownContent(section);
  const model = unitModel(reading, section, parts);
  if (model !== undefined && (parts.length > 0 || (own.tables.length === 0 && isBare(reading, own.items))))
    return deferredUnit(reading, section, parts, model, carried, deferral);
  const table: Table | undefined = own.tables.at(-1);
  if (table !== undefined) return deferredRow(reading, table, carried, deferral);
  if (section.children.length > 0 || section.units.length > 0) return undefined;
  const lines = entryLines(reading, carried, deferral);
  if (own.items.length > 0) return [inList(reading, own.items, lines), ...guidance(reading, section)];
  const body = reading.source.document.text.slice(section.body.from, section.body.to);
  const text = [`- ${lines[0] ?? ''}`, ...lines.slice(1).map((line) => `  ${line}`)].join(reading.source.document.eol);
  if (saysNone(body, words)) return ownSplices(reading.subject.document, section, text);
  const { eol } = reading.source.document;
  return [{ from: section.body.to, to: section.body.to, text: eol + eol + text }, ...guidance(reading, section)];
}

function guidance({ subject }: Reading, section: Section): Splice[] {
  return guidanceRemoval(subject, section, [section.body]);
}

/** Behind a label for follow-ups: in its list, else as the first item of one. */
function inField(reading: Reading, field: Field, carried: Carried, deferral: Deferral): Splice[] | undefined {
  const { document, words } = reading.source;
  const lines = entryLines(reading, carried, deferral);
  if (field.items.length > 0) return [inList(reading, field.items, lines)];
  if (field.item === undefined || field.block !== undefined) return undefined;
  const isEmpty =
    writtenText(reading.source, field.value) === '' ||
    saysNone(document.text.slice(field.value.from, field.value.to), words);
  const line = document.text.slice(document.lines[field.line]?.from ?? 0, field.item.span.from);
  const indent = document.eol + line + ' '.repeat(Math.max(0, field.item.indent - line.length));
  const text = [`- ${lines[0] ?? ''}`, ...lines.slice(1).map((each) => `  ${each}`)]
    .map((each) => indent + each)
    .join('');
  // An empty list item keeps the blanks behind its label as they are.
  return [
    isEmpty
      ? { from: field.labelSpan.to, to: Math.max(field.labelSpan.to, field.value.to), text }
      : { from: field.value.to, to: field.value.to, text },
  ];
}

/** An entry's lines, without marker and indentation. */
function entryLines({ source }: Reading, carried: Carried, deferral: Deferral): string[] {
  const details = carried.inline.map((pair) => `${pair.label}: ${pair.value}`).join(', ');
  const first = `${carried.text}${details === '' ? '' : ` (${details})`} → **Deferred**: ${deferredWords(deferral, source.words)}`;
  return [first, ...carried.below.flatMap((part) => part.lines)];
}

/** Behind the last item; in place of items that nobody has written. */
function inList(reading: Reading, items: readonly Item[], lines: readonly string[]): Splice {
  const { document } = reading.source;
  const [first] = items;
  const isFirst = isBare(reading, items);
  const last = isFirst ? first : items.at(-1);
  if (first === undefined || last === undefined) return { from: 0, to: 0, text: '' };
  const line = document.text.slice(document.lines[last.line]?.from ?? last.span.from, last.span.from);
  const blanks = document.text.slice(last.span.from + last.marker.length, last.box?.span.from ?? last.text.from) || ' ';
  const marker = isFirst ? last.marker : last.marker.replace(/^\d+/, (digits) => String(Number(digits) + 1));
  const indent = line + ' '.repeat(marker.length + blanks.length);
  const text = `${marker}${blanks}${last.box === undefined ? '' : '[ ] '}${[lines[0] ?? '', ...lines.slice(1).map((each) => indent + each)].join(document.eol)}`;
  if (isFirst) return { from: first.span.from, to: items.at(-1)?.span.to ?? first.span.to, text };
  const before = items.at(-2);
  const gap = before === undefined ? '' : document.text.slice(before.span.to, last.span.from);
  const isLoose = holdsBlankLine(gap);
  const loose = isLoose ? document.eol + line.trimEnd() : '';
  return { from: last.span.to, to: last.span.to, text: loose + document.eol + line + text };
}

/** Items that wait to be filled, or say that there are none. */
function isBare({ source }: Reading, items: readonly Item[]): boolean {
  return items.every(
    (item) =>
      item.children.length === 0 &&
      (writtenText(source, item.text) === '' ||
        saysNone(source.document.text.slice(item.text.from, item.text.to), source.words)),
  );
}
