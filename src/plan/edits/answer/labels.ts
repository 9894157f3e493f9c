import { labelsIn } from '../../../markdown/labels.ts';
import { holdsBlankLine, lineAt } from '../../../markdown/lines.ts';
import type { Field, Item, Section, Span } from '../../../markdown/model.ts';
import type { Splice } from '../../../markdown/splices.ts';
import { isAnswerLabel, isDecision, isResolvedWord } from '../../questions/closed.ts';
import type { QuestionKind } from '../../questions/entry.ts';
import { isDetailLabel } from '../../questions/pairs.ts';
import { ownContent, textOf, writtenText } from '../../questions/reading.ts';
import type { Words } from '../../words.ts';
import { slotWithin } from '../slotWithin.ts';
import { writeField } from '../writeField.ts';
import type { Reading } from './reading.ts';

/** A label that says something of a question: below its item, or in the body of its heading. */
export interface LabelPlace {
  readonly label: string;
  readonly labelSpan: Span;
  readonly value: Span;
  /** The item that it opens, if it opens one. */
  readonly item: Item | undefined;
  /** As a field of its section, where it is below a heading. */
  readonly field?: Field;
}

/** The labels in the own text of a heading or unit. */
export function labelsOfPart(part: Section): LabelPlace[] {
  return ownContent(part).fields.map((field) => ({
    label: field.label,
    labelSpan: field.labelSpan,
    value: field.value,
    item: field.item,
    field,
  }));
}

/** The labels of an item's further lines and of its children. */
export function labelsOfItem({ source }: Reading, item: Item): LabelPlace[] {
  const { text, lines } = source.document;
  const last = lineAt(lines, item.text.to);
  const further = lines.slice(item.line + 1, Math.max(item.line, last) + 1).flatMap((line) => {
    const from = line.from + (/^[ \t>]*/.exec(text.slice(line.from, line.to))?.[0].length ?? 0);
    return labelsIn(text, from, Math.min(line.to, item.text.to), 'prose').map((label) => ({
      ...label,
      item: undefined,
    }));
  });
  const children = item.children.flatMap((child) => {
    const end = Math.min(child.text.to, lines[child.line]?.to ?? child.text.to);
    const [label] = labelsIn(text, child.text.from, end, 'item');
    return label === undefined ? [] : [{ ...label, item: child }];
  });
  return [...further, ...children];
}

/** The first label of a name. */
export function labelNamed(places: readonly LabelPlace[], words: Words, name: string): LabelPlace | undefined {
  return places.find((place) => words.label(name).is(place.label));
}

/** The label that waits for the answer: nothing stands there yet, or nothing that decides. Who approved answers an approval alone. */
export function openAnswerLabel(
  reading: Reading,
  places: readonly LabelPlace[],
  kind: QuestionKind,
): LabelPlace | undefined {
  const { words } = reading.source;
  const waiting = places.filter(
    (place) =>
      isAnswerLabel(words, place.label, places) &&
      (kind === 'approval' || !words.label('approval').is(place.label)) &&
      isOpen(reading, place),
  );
  // Where a plan asks for both, the answer to a question is its decision.
  return waiting.find((place) => words.label('decision').is(place.label)) ?? waiting[0];
}

/** Whether a label still waits: it has no value, a slot, or one that decides nothing. */
export function isOpen({ source }: Reading, { value, field }: LabelPlace): boolean {
  const written = writtenText(source, value);
  if (written !== '') return !isDecision(written, source.words);
  const below = field?.block === undefined ? '' : writtenText(source, field.block);
  return below === '' || !isDecision(below, source.words);
}

/** The status label that does not say yet that its question is settled. */
export function openStatus({ source }: Reading, places: readonly LabelPlace[]): LabelPlace | undefined {
  const place = labelNamed(places, source.words, 'status');
  return place === undefined || isResolvedWord(textOf(source, place.value), source.words) ? undefined : place;
}

/** Writes a label's value; a slot in marks of its own keeps them. */
export function writeLabel(
  { subject }: Reading,
  section: Section | undefined,
  place: LabelPlace,
  text: string,
): Splice[] {
  if (place.field !== undefined && section !== undefined)
    return [...writeField(subject, section, place.field, text).splices];
  const span = slotWithin(subject, place.value) ?? place.value;
  const needsBlank = span.from === span.to && /\S/.test(subject.document.text.charAt(span.from - 1));
  return [{ ...span, text: needsBlank ? ` ${text}` : text }];
}

/** One more label below a heading, in the form of those that stand there, else in a line of its own; `behind` is the label that it follows, else the last. */
export function addLabel(reading: Reading, part: Section, name: string, value: string, behind?: LabelPlace): Splice {
  const { document, words } = reading.source;
  const all = labelsOfPart(part);
  const places = all.filter((place) => isDetailLabel(place.label, words));
  const last = behind ?? places.at(-1);
  if (last === undefined) return newParagraph(reading, part, `**${name}**: ${value}`);
  const label = labelLike(document.text, last, name) + value;
  return last.item === undefined
    ? lineBelow(reading, all, last, label)
    : itemBelow(
        reading,
        last.item,
        places.flatMap((place) => place.item ?? []),
        label,
      );
}

/** `**Owner:** ` for `**Impact:** high`: another label with the marks of one that stands there. */
export function labelLike(text: string, { labelSpan, value }: LabelPlace, name: string): string {
  const raw = text.slice(labelSpan.from, labelSpan.to);
  const before = /^[*_]*/.exec(raw)?.[0] ?? '';
  const behind = /(?<![*_:：\s])[*_:：\s]*$/.exec(raw)?.[0] ?? '';
  const blanks = /^[ \t]*/.exec(text.slice(labelSpan.to, Math.max(labelSpan.to, value.from)))?.[0] ?? '';
  return before + name + behind + (blanks === '' && !behind.includes('：') ? ' ' : blanks);
}

/** An item behind another in its form; with a blank line where the list has them. */
function itemBelow({ source }: Reading, last: Item, items: readonly Item[], text: string): Splice {
  const { document } = source;
  const indent = document.text.slice(document.lines[last.line]?.from ?? 0, last.span.from);
  const blanks = document.text.slice(last.span.from + last.marker.length, last.box?.span.from ?? last.text.from) || ' ';
  const before = items.at(-2);
  const gap = before === undefined ? '' : document.text.slice(before.span.to, last.span.from);
  const isLoose = holdsBlankLine(gap);
  const marker = last.marker.replace(/^\d+/, (digits) => String(Number(digits) + 1));
  return {
    from: last.span.to,
    to: last.span.to,
    text: `${isLoose ? document.eol + indent.trimEnd() : ''}${document.eol}${indent}${marker}${blanks}${text}`,
  };
}

/** A line below a run of label lines; where they end in hard breaks, so does the one before it. */
function lineBelow({ source }: Reading, places: readonly LabelPlace[], last: LabelPlace, label: string): Splice {
  const { document } = source;
  const line = document.lines[lineAt(document.lines, last.labelSpan.from)];
  const indent = /^[ \t>]*/.exec(document.text.slice(line?.from ?? 0, last.labelSpan.from))?.[0] ?? '';
  const block = last.field?.block;
  if (block !== undefined && last.value.from === last.value.to)
    return { from: block.to, to: block.to, text: document.eol + indent.trimEnd() + document.eol + indent + label };
  const end = document.lines[lineAt(document.lines, last.value.to)]?.to ?? last.value.to;
  const breaks = places.map((place) => hardBreak(document.text.slice(place.value.to, place.value.to + 4)));
  const own = hardBreak(document.text.slice(last.value.to, end));
  const missing = own === '' && breaks.length > 1 ? (breaks[0] ?? '') : '';
  return { from: end, to: end, text: missing + document.eol + indent + label + own };
}

function hardBreak(behind: string): string {
  return /^(?: {2,3}|\\)(?=[\r\n]|$)/.exec(behind)?.[0] ?? '';
}

/** A paragraph at the end of a part's own text; right below the label of a unit that has none, a list. */
function newParagraph({ source }: Reading, part: Section, text: string): Splice {
  const { document } = source;
  const [unit] = part.units;
  const own = document.text.slice(part.heading.to, unit?.heading.from ?? Math.max(part.heading.to, part.body.to));
  const at = part.heading.to + own.trimEnd().length;
  if (part.kind === 'unit' && part.body.from === part.body.to)
    return { from: at, to: at, text: `${document.eol}- ${text}` };
  // What follows at once, a break above all, must not become part of the paragraph.
  const isTight = /^(?:\r\n|\r|\n)[ \t]*[^\s#]/.test(document.text.slice(at, at + 200));
  return { from: at, to: at, text: `${document.eol}${document.eol}${text}${isTight ? document.eol : ''}` };
}
