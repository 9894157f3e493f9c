import type { Section, Span } from '../../../markdown/model.ts';
import type { Splice } from '../../../markdown/splices.ts';
import { inlineDetails } from '../../questions/inline.ts';
import { marksIn } from '../../questions/marks.ts';
import type { FoundQuestion } from '../../questions/questions.ts';
import { cellText } from '../lists.ts';
import { arrowSplice, arrowValue, endBeforeArrows, endOfWords } from './arrow.ts';
import { addLabel, labelNamed, type LabelPlace, labelsOfItem, labelsOfPart, writeLabel } from './labels.ts';
import { itemOf, partOf, placeOf, type Reading, rowOf } from './reading.ts';
import { columnNamed, writeCells } from './row.ts';

/** What a question is given besides an answer: who sees to it, until when. */
export interface Assignment {
  readonly owner?: string | undefined;
  readonly due?: string | undefined;
}

type Detail = readonly ['owner' | 'due', string];

/** Names a question's owner and date where its form has a place for them, else in brackets behind its words. */
export function assignSplices(reading: Reading, question: FoundQuestion, { owner, due }: Assignment): Splice[] {
  const details: Detail[] = [
    ...(owner === undefined || owner === question.owner ? [] : [['owner', owner] as const]),
    ...(due === undefined || due === question.due ? [] : [['due', due] as const]),
  ];
  switch (question.form) {
    case 'marker':
      return inMarker(reading, question, details);
    case 'row':
      return inRow(reading, question, details);
    case 'heading':
      return below(reading, partOf(reading, question), details);
    case 'item':
      return inItem(reading, question, details);
    case 'field':
    case 'prose':
      return inWords(reading, question.span, details);
  }
}

function inItem(reading: Reading, question: FoundQuestion, details: readonly Detail[]): Splice[] {
  const places = labelsOfItem(reading, itemOf(reading, question));
  const { splices, rest } = inLabels(reading, undefined, places, details);
  return [...splices, ...inWords(reading, question.span, rest)];
}

function below(reading: Reading, part: Section, details: readonly Detail[]): Splice[] {
  const { splices, rest } = inLabels(reading, part, labelsOfPart(part), details);
  return [...splices, ...rest.map(([name, value]) => addLabel(reading, part, titles[name], value))];
}

/** How a label is called that a question has not had yet. */
const titles = { owner: 'Owner', due: 'Due' } as const;

/** Writes into the labels that stand there; `rest` has none. */
function inLabels(
  reading: Reading,
  part: Section | undefined,
  places: readonly LabelPlace[],
  details: readonly Detail[],
): { splices: Splice[]; rest: Detail[] } {
  const found = details.map((detail) => ({ detail, place: labelNamed(places, reading.source.words, detail[0]) }));
  return {
    splices: found.flatMap(({ detail, place }) =>
      place === undefined ? [] : writeLabel(reading, part, place, detail[1]),
    ),
    rest: found.flatMap(({ detail, place }) => (place === undefined ? [detail] : [])),
  };
}

function inRow(reading: Reading, question: FoundQuestion, details: readonly Detail[]): Splice[] {
  const row = rowOf(reading, question);
  const columns = details.map((detail) => ({ detail, column: columnNamed(reading, row, detail[0]) }));
  const texts = columns.flatMap(({ detail, column }) => (column === undefined ? [] : [[column, detail[1]] as const]));
  const rest = columns.flatMap(({ detail, column }) => (column === undefined ? [detail] : []));
  return [...writeCells(reading, row, new Map(texts)), ...inWords(reading, question.span, rest, true)];
}

/** Inside the question's own line: another value for a detail that stands there, the others in brackets behind the words. */
function inWords(reading: Reading, span: Span, details: readonly Detail[], isCell = false): Splice[] {
  const { document, words } = reading.source;
  const to = endBeforeArrows(document.text, span, words);
  const standing = inlineDetails(document.text.slice(span.from, to), words);
  const shown = (text: string): string => (isCell ? cellText(text, 'the row') : text);
  const fresh: string[] = [];
  const splices = details.flatMap(([name, value]): Splice[] => {
    const isNamed = (label: string): boolean => words.label(name).is(label);
    const inline = standing.find((each) => isNamed(each.label));
    const behind = arrowValue(document.text, span, words, isNamed);
    if (inline !== undefined) {
      const from = span.from + (inline.isDated ? inline.from : inline.value.from);
      return [{ from, to: span.from + inline.value.to, text: shown(inline.isDated ? `${name}: ${value}` : value) }];
    }
    if (behind !== undefined) return [{ ...behind, text: shown(value) }];
    fresh.push(shown(`${name}: ${value}`));
    return [];
  });
  if (fresh.length === 0) return splices;
  // A detail that stands in the line takes the others beside it.
  const last = standing.at(-1);
  const at = last === undefined ? to : span.from + last.value.to;
  return [
    ...splices,
    { from: at, to: at, text: last === undefined ? ` (${fresh.join(', ')})` : `, ${fresh.join(', ')}` },
  ];
}

/** Inside a marker's brackets, behind what it asks; a bare marker has it behind an arrow. */
function inMarker(reading: Reading, question: FoundQuestion, details: readonly Detail[]): Splice[] {
  const { document, words } = reading.source;
  const { span } = question;
  const mark = marksIn(document.text.slice(span.from, span.to), words)[0];
  const isCell = placeOf(reading, question)?.kind === 'row';
  if (mark === undefined || mark.text === '') {
    return details.map(([name, value]) => arrowSplice(document.text, span, titles[name], value));
  }
  const end = endOfWords(document.text, span) - (mark.bracketed || document.text[span.from] === '(' ? 1 : 0);
  const from = document.text.indexOf(mark.text, span.from);
  return inWords(reading, { from, to: Math.max(from, end) }, details, isCell);
}
