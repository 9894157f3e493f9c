import type { Document, Section } from '../../../markdown/model.ts';
import { wordNumberOf } from '../../../markdown/slug.ts';
import type { Splice } from '../../../markdown/splices.ts';
import { isNumbered, numberOf, saysNone, writtenText } from '../../questions/reading.ts';
import { counterpartOf } from '../../slots.ts';
import { ownSplices } from '../content.ts';
import { guidanceRemoval } from '../guidance.ts';
import type { Carried } from './carry.ts';
import { type Deferral, deferredWords } from './deferInPlace.ts';
import { addLabel, isOpen, type LabelPlace, labelLike, labelNamed, labelsOfPart, writeLabel } from './labels.ts';
import type { Reading } from './reading.ts';

/** What one more decision looks like: one of the plan's, or the template's first. */
export interface UnitModel {
  readonly document: Document;
  readonly part: Section;
}

/** The last decision of a section, else the first that its template has; undefined where decisions have no form of their own. */
export function unitModel(
  { source, subject }: Reading,
  section: Section,
  parts: readonly Section[],
): UnitModel | undefined {
  const last = parts.at(-1);
  if (last !== undefined) return { document: source.document, part: last };
  const { template } = subject;
  const there = template === undefined ? undefined : counterpartOf(section, template);
  const part =
    there === undefined
      ? undefined
      : [...there.units, ...there.children].find((each) => isNumbered(each.title, source.words, 'decision'));
  return template === undefined || part === undefined ? undefined : { document: template.document, part };
}

/** One more `**Decision N**: …` with its reason and what brings it back; the first real one fills the place that waits. */
export function deferredUnit(
  reading: Reading,
  section: Section,
  parts: readonly Section[],
  model: UnitModel,
  carried: Carried,
  deferral: Deferral,
): Splice[] {
  const open = parts.find((part) => isOpenPart(reading, part));
  if (open !== undefined) return fillPart(reading, section, open, carried, deferral);
  const { document } = reading.source;
  const number = Math.max(0, ...parts.map((part) => numberOf(part.title) ?? 0)) + 1;
  const text = newUnit(reading, model, number, carried, deferral);
  const last = parts.at(-1);
  if (last !== undefined) {
    const isTight = /^(?:\r\n|\r|\n)[ \t]*\S/.test(document.text.slice(last.span.to, last.span.to + 200));
    const gap = document.eol + document.eol;
    return [{ from: last.span.to, to: last.span.to, text: gap + text + (isTight ? document.eol : '') }];
  }
  const body = document.text.slice(section.body.from, section.body.to);
  if (saysNone(body, reading.source.words)) return ownSplices(document, section, text);
  return [{ from: section.body.to, to: section.body.to, text: document.eol + document.eol + text }];
}

function isOpenPart({ source }: Reading, part: Section): boolean {
  const words = source.document.text.slice(part.words.from, part.words.to);
  return writtenText(source, part.words) === '' || saysNone(words, source.words);
}

function fillPart(reading: Reading, section: Section, part: Section, carried: Carried, deferral: Deferral): Splice[] {
  const { words } = reading.source;
  const places = labelsOfPart(part);
  const trigger = triggerOf(reading, places);
  const reason = labelNamed(places, words, 'rationale');
  const takesReason = deferral.rationale !== undefined && reason !== undefined && isOpen(reading, reason);
  const until = takesReason || deferral.rationale === undefined ? deferral.until : deferredWords(deferral, words);
  const { text } = reading.source.document;
  const needsBlank = part.words.from === part.words.to && /\S/.test(text.charAt(part.words.from - 1));
  const written = [part.words, ...places.map((place) => place.value)];
  return [
    { ...part.words, text: (needsBlank ? ' ' : '') + carried.text },
    ...(takesReason ? writeLabel(reading, part, reason, deferral.rationale) : []),
    ...(trigger === undefined
      ? [addLabel(reading, part, 'Revisit Trigger', until)]
      : writeLabel(reading, part, trigger, until)),
    ...carriedLines(reading, part, carried),
    ...guidanceRemoval(reading.subject, section, written),
  ];
}

function triggerOf({ source }: Reading, places: readonly LabelPlace[]): LabelPlace | undefined {
  return places.find(
    (place) => source.words.label('revisit').is(place.label) || source.words.verdict('deferred').is(place.label),
  );
}

/** What the question takes along, below the labels that stand there. */
function carriedLines({ source }: Reading, part: Section, carried: Carried): Splice[] {
  const lines = belowLines(carried);
  const { eol } = source.document;
  return lines.length === 0 ? [] : [{ from: part.span.to, to: part.span.to, text: eol + lines.join(eol) }];
}

function belowLines({ inline, below }: Carried): string[] {
  return [...inline.map((pair) => `- **${pair.label}**: ${pair.value}`), ...below.flatMap((part) => part.lines)];
}

/** The text of one more: heading with the next number, the reason, the trigger, and what the question takes along. */
function newUnit(reading: Reading, model: UnitModel, number: number, carried: Carried, deferral: Deferral): string {
  const { document, part } = model;
  const { words } = reading.source;
  const places = labelsOfPart(part);
  const trigger = triggerOf(reading, places);
  const reason = labelNamed(places, words, 'rationale');
  const rationale = deferral.rationale ?? templateReason(reading, model);
  const takesReason = reason !== undefined && rationale !== undefined;
  const until = takesReason || deferral.rationale === undefined ? deferral.until : deferredWords(deferral, words);
  const lines = places.flatMap((place) => {
    if (place === reason && takesReason) return [labelLine(document, place, rationale)];
    return place === trigger ? [labelLine(document, place, until)] : [];
  });
  const added = trigger === undefined ? [`- **Revisit Trigger**: ${until}`] : [];
  const body = [...lines, ...added, ...belowLines(carried)].join(reading.source.document.eol);
  const { eol } = reading.source.document;
  return heading(model, number, carried.text) + (part.kind === 'section' ? eol + eol : eol) + body;
}

/** The heading of another decision with the next number and other words. */
function heading({ document, part }: UnitModel, number: number, text: string): string {
  const raw = document.text.slice(part.heading.from, part.heading.to);
  const from = part.words.from - part.heading.from;
  const to = part.words.to - part.heading.from;
  const before = raw.slice(0, from);
  const at = before.search(/\p{L}/u);
  const word = wordNumberOf(before.slice(at).replace(/(?<![*_:：\s])[*_:：\s]+$/u, ''));
  const lead =
    word === undefined
      ? before
      : before.slice(0, at) +
        word.words.replace(/(?<!\d)\d{1,9}(?:\.\d{1,9}){0,8}$/, String(number)) +
        before.slice(at + word.length);
  return lead + (/\s$/.test(lead) || lead.endsWith('：') ? '' : ' ') + text + raw.slice(to);
}

/** A label's line with another value; blanks of a hard break stay. */
function labelLine({ text, lines }: Document, place: LabelPlace, value: string): string {
  const line = lines.find((each) => each.from <= place.labelSpan.from && place.labelSpan.from <= each.to);
  const before = text.slice(line?.from ?? place.labelSpan.from, place.labelSpan.from);
  const end = lines.find((each) => each.from <= place.value.to && place.value.to <= each.to)?.to ?? place.value.to;
  const blanks = /^[ \t]*$/.exec(text.slice(place.value.to, end))?.[0] ?? '';
  return before + labelLike(text, place, place.label) + value + (place.item === undefined ? blanks : '');
}

/** Where nobody gave a reason: the place that the template keeps for one. */
function templateReason({ subject, source }: Reading, { document, part }: UnitModel): string | undefined {
  const { template } = subject;
  if (template === undefined) return undefined;
  const there =
    document === template.document ? part : firstOf(counterpartOf(part.parent ?? part, template), source.words);
  const field = there === undefined ? undefined : labelNamed(labelsOfPart(there), source.words, 'rationale');
  const value = field === undefined ? '' : template.text.slice(field.value.from, field.value.to);
  return value === '' ? undefined : value;
}

function firstOf(section: Section | undefined, words: Reading['source']['words']): Section | undefined {
  return section === undefined
    ? undefined
    : [...section.units, ...section.children].find((part) => isNumbered(part.title, words, 'decision'));
}
