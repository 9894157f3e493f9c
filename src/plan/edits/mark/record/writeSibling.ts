import type { Document, Field, Item, Section } from '../../../../markdown/model.ts';
import { withDescendants } from '../../../../markdown/outline.ts';
import type { Splice } from '../../../../markdown/splices.ts';
import type { Principle } from '../../../constitution/model.ts';
import { requireClosedBody } from '../../structure.ts';
import { inlineIn } from './inline.ts';
import { hasBlankBetween } from './listEdits.ts';
import type { MarkContext, Sibling, VerdictRecord } from './model.ts';
import { noteOf } from './note.ts';
import { partsOf } from './parts.ts';
import { englishWords, styledWord } from './runs.ts';
import { nameLength, nameLike, numbered } from './siblingName.ts';

/** A box or bullet behind the last one: its record on its own line where the others have it there, else below. */
export function itemAfter(
  context: MarkContext,
  siblings: readonly Sibling[],
  item: Item,
  principle: Principle,
  record: VerdictRecord,
): Splice[] {
  const sibling = siblings.at(-1);
  if (sibling === undefined || record.word === undefined) return [];
  const { document } = context.subject;
  const { text, eol } = document;
  const own = text.slice(item.text.from, item.text.to);
  const name = nameLike(own, sibling.principle, principle);
  const inline = inlineIn(context, sibling.named.place);
  const styled = styledWord(record.word, undefined, context.siblings, context.vocabulary);
  const isInline = inline?.kind === 'opening';
  const joint = isInline ? jointOf(text.slice(item.text.from + nameLength(own), inline.run.from), name) : '';
  const asks = item.box !== undefined && !isInline && principle.question !== '' ? ` ${principle.question}` : '';
  const lead = inline?.kind === 'lead' ? `${styled} ` : '';
  const isTicked = record.word === 'pass' || record.word === 'not_applicable';
  const box = item.box === undefined ? '' : isTicked ? '[x] ' : '[ ] ';
  const prefix = text.slice(document.lines[item.line]?.from ?? item.span.from, item.span.from).replace(/[^\s>]/g, ' ');
  const marker = nextMarker(item.marker);
  const below = prefix + ' '.repeat(marker.length + 1);
  const lines = [
    `${prefix}${marker} ${box}${lead}${name}${asks}${isInline ? `${joint}${styled}: ${record.note}` : ''}`,
    ...(isInline ? [] : [`${below}- ${englishWords[record.word]}: ${record.note}`]),
    ...(record.justification === undefined || context.isListed
      ? []
      : [`${below}- Justification: ${record.justification}`]),
  ];
  const before = siblings.at(-2);
  const previous = before === undefined ? undefined : context.places.get(before.named.place.id);
  const isLoose = previous?.kind === 'item' && isNeighbour(previous, item) && hasBlankBetween(document, previous, item);
  const gap = isLoose ? eol + prefix.trimEnd() : '';
  return [{ from: item.span.to, to: item.span.to, text: `${gap}${eol}${lines.join(eol)}` }];
}

function isNeighbour(first: Item, second: Item): boolean {
  return first.span.to < second.span.from && first.marker.length === second.marker.length;
}

/** What leads from a name over to the verdict behind it. */
function jointOf(between: string, name: string): string {
  if (/^[\s:：—–>→-]{1,6}$/u.test(between)) return between;
  return /[:：]\**$/u.test(name) ? ' ' : ': ';
}

function nextMarker(marker: string): string {
  const match = /^(\d{1,9})([.)])$/.exec(marker);
  return match === null ? marker : `${Number(match[1]) + 1}${match[2]}`;
}

/** A label behind the last one, as far from it as that from the one before. */
export function fieldAfter(
  context: MarkContext,
  siblings: readonly Sibling[],
  field: Field,
  principle: Principle,
  record: VerdictRecord,
): Splice[] {
  const sibling = siblings.at(-1);
  if (sibling === undefined || record.word === undefined) return [];
  const { document } = context.subject;
  const { eol, text } = document;
  const label = nameLike(text.slice(field.labelSpan.from, field.labelSpan.to), sibling.principle, principle);
  const word = styledWord(record.word, undefined, context.siblings, context.vocabulary);
  const note = noteOf(context, record);
  const fresh =
    field.items.length > 0 ? `${label}${eol}- ${englishWords[record.word]}: ${note}` : `${label} ${word}: ${note}`;
  return [{ from: field.span.to, to: field.span.to, text: gapBefore(document, context, siblings, field) + fresh }];
}

function gapBefore(document: Document, context: MarkContext, siblings: readonly Sibling[], field: Field): string {
  const before = siblings.at(-2);
  const previous = before === undefined ? undefined : context.places.get(before.named.place.id);
  const between = previous?.kind === 'field' ? document.text.slice(previous.span.to, field.span.from) : '';
  return field.items.length === 0 && /^[ \t]*(?:\r\n|\r|\n)\s*$/.test(between) ? between : document.eol + document.eol;
}

/** A heading or unit behind the last one, with labels where that has them, else with an item. */
export function headingAfter(
  context: MarkContext,
  { named, principle: other }: Sibling,
  section: Section,
  principle: Principle,
  record: VerdictRecord,
): Splice[] {
  if (record.word === undefined) return [];
  const { document } = context.subject;
  withDescendants(section).forEach((each) => requireClosedBody(document, each));
  const { eol, text } = document;
  const raw = text.slice(section.words.from, section.words.to);
  const title = numbered(section.number === undefined ? raw : section.title, other, principle);
  const heading = section.kind === 'unit' ? `**${title}**` : `${'#'.repeat(section.level)} ${title}`;
  const labels = labelLines(context, named.place, record);
  const lines = labels ?? [
    `- ${englishWords[record.word]}: ${record.note}`,
    ...(record.justification === undefined || context.isListed ? [] : [`- Justification: ${record.justification}`]),
  ];
  const at = Math.max(section.span.to, section.heading.to, section.body.to);
  return [{ from: at, to: at, text: eol + eol + [heading, '', ...lines].join(eol) }];
}

/** The Status and notes labels of a sibling, written anew; undefined where it has none. */
function labelLines(
  context: MarkContext,
  place: Sibling['named']['place'],
  record: VerdictRecord,
): string[] | undefined {
  const { document } = context.subject;
  const parts = partsOf(context, place);
  const status = parts.find(({ kind }) => kind === 'status')?.field;
  const notes = parts.find(({ kind }) => kind === 'notes')?.field;
  const reason = parts.find(({ kind }) => kind === 'reason')?.field;
  if (status === undefined || record.word === undefined) return undefined;
  const labelled = (field: Field, value: string): string => {
    const from = document.lines[field.line]?.from ?? field.labelSpan.from;
    return `${document.text.slice(from, field.labelSpan.to)} ${value}`;
  };
  const word = styledWord(record.word, undefined, context.siblings, context.vocabulary);
  const lines = [
    labelled(status, notes === undefined ? `${word}: ${record.note}` : word),
    ...(notes === undefined ? [] : [labelled(notes, record.note)]),
    ...(record.justification === undefined || (reason === undefined && context.isListed)
      ? []
      : [reason === undefined ? `Justification: ${record.justification}` : labelled(reason, record.justification)]),
  ];
  // Labels that follow each other line by line read as one paragraph: a hard break keeps them apart.
  const hasBreaks = /^ {2}(?:\r\n|\r|\n)/.test(document.text.slice(status.value.to, status.value.to + 4));
  return lines.map((line, index) => (hasBreaks && index < lines.length - 1 ? `${line}  ` : line));
}
