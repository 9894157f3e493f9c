import { PlanError } from '../../../errors.ts';
import { isSection } from '../../../markdown/addresses.ts';
import type { Section, Span } from '../../../markdown/model.ts';
import type { Splice } from '../../../markdown/splices.ts';
import { inlineDetails } from '../../questions/inline.ts';
import type { FoundQuestion } from '../../questions/questions.ts';
import type { Words } from '../../words.ts';
import { cellText } from '../lists.ts';
import { arrowSplice, arrowValue, endBeforeArrows, endOfWords } from './arrow.ts';
import { addLabel, isOpen, type LabelPlace, labelNamed, labelsOfItem, labelsOfPart, writeLabel } from './labels.ts';
import { behindMarker } from './marker.ts';
import { itemOf, partOf, placeOf, type Reading, rowOf } from './reading.ts';
import { columnNamed, writeCells } from './row.ts';
import { untilWhen } from './decision.ts';

/** Until when or what a question waits, and why that is all right. */
export interface Deferral {
  readonly until: string;
  readonly rationale: string | undefined;
}

/** Says of a question, where it stands, until when it waits. Throws PlanError `invalid_input` for a form that can't say so. */
export function deferInPlace(reading: Reading, question: FoundQuestion, deferral: Deferral): Splice[] {
  switch (question.form) {
    case 'marker':
      return behindTheMarker(reading, question, deferral);
    case 'row':
      return inRow(reading, question, deferral);
    case 'heading':
      return below(reading, partOf(reading, question), question, deferral);
    case 'item': {
      const places = labelsOfItem(reading, itemOf(reading, question));
      return inLabels(reading, undefined, places, deferral) ?? inWords(reading, question.span, deferral);
    }
    case 'field':
    case 'prose':
      return inWords(reading, question.span, deferral);
  }
}

/** `until the beta; because reason`. */
export function deferredWords({ until, rationale }: Deferral, words: Words): string {
  return untilWhen(until, words) + (rationale === undefined ? '' : `; because ${rationale}`);
}

function isDeferralLabel(words: Words, label: string): boolean {
  return words.label('revisit').is(label) || words.verdict('deferred').is(label);
}

/** Behind the words, in place of an earlier deferral. */
function inWords({ source }: Reading, span: Span, deferral: Deferral, isCell = false): Splice[] {
  const { document, words } = source;
  const written = deferredWords(deferral, words);
  const value = isCell ? cellText(written, 'the row') : written;
  const isWanted = (label: string): boolean => isDeferralLabel(words, label);
  const behind = arrowValue(document.text, span, words, isWanted);
  if (behind !== undefined) return [{ ...behind, text: value }];
  const line = document.text.slice(span.from, endBeforeArrows(document.text, span, words));
  const inline = inlineDetails(line, words).find((detail) => !detail.isDated && isWanted(detail.label));
  if (inline === undefined) return [arrowSplice(document.text, span, 'Deferred', value)];
  return [{ from: span.from + inline.value.from, to: span.from + inline.value.to, text: deferral.until }];
}

/** In the label that stands there for it; undefined where none does. */
function inLabels(
  reading: Reading,
  part: Section | undefined,
  places: readonly LabelPlace[],
  deferral: Deferral,
): Splice[] | undefined {
  const { words } = reading.source;
  const home = places.find((place) => isDeferralLabel(words, place.label));
  if (home === undefined) return undefined;
  const reason = labelNamed(places, words, 'rationale');
  const takesReason = deferral.rationale !== undefined && reason !== undefined && isOpen(reading, reason);
  const value = takesReason || deferral.rationale === undefined ? deferral.until : deferredWords(deferral, words);
  return [
    ...writeLabel(reading, part, home, value),
    ...(takesReason ? writeLabel(reading, part, reason, deferral.rationale) : []),
  ];
}

function below(reading: Reading, part: Section, question: FoundQuestion, deferral: Deferral): Splice[] {
  const places = labelsOfPart(part);
  const written = inLabels(reading, part, places, deferral);
  if (written !== undefined) return written;
  const name = question.kind === 'deferred' ? 'Revisit Trigger' : 'Deferred';
  return [addLabel(reading, part, name, deferredWords(deferral, reading.source.words))];
}

function inRow(reading: Reading, question: FoundQuestion, deferral: Deferral): Splice[] {
  const row = rowOf(reading, question);
  const revisit = columnNamed(reading, row, 'revisit');
  const status = columnNamed(reading, row, 'status');
  const texts = new Map<number, string>();
  if (status !== undefined) texts.set(status, 'Deferred');
  if (revisit !== undefined) texts.set(revisit, deferredWords(deferral, reading.source.words));
  return [
    ...(revisit === undefined ? inWords(reading, question.span, deferral, true) : []),
    ...writeCells(reading, row, texts),
  ];
}

/** Behind a marker, where nothing else of its line follows that would be read as part of it. */
function behindTheMarker(reading: Reading, question: FoundQuestion, deferral: Deferral): Splice[] {
  const { document } = reading.source;
  const { arrows, isLast } = behindMarker(reading, question);
  const place = placeOf(reading, question);
  const isHeading = place !== undefined && isSection(place) && question.span.from < place.heading.to;
  if (!isLast || isHeading) {
    throw new PlanError(
      'invalid_input',
      `${question.id} is a marker in ${isHeading ? 'a heading' : 'the midst of a sentence'}: a deferral can't stand behind it.`,
      {
        where: question.id,
        fix: 'Answer it with what holds for now, and add what stays open to the deferred decisions.',
      },
    );
  }
  const isCell = place?.kind === 'row';
  const end = arrows.at(-1) ?? endOfWords(document.text, question.span);
  return inWords(reading, { from: question.span.to, to: Math.max(end, question.span.to) }, deferral, isCell).map(
    (splice) => (splice.from === splice.to ? { ...splice, from: end, to: end } : splice),
  );
}
