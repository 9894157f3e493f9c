import { lineAt } from '../../../markdown/lines.ts';
import type { Document, Item, Section, Span } from '../../../markdown/model.ts';
import { splitArrow } from '../../questions/closed.ts';
import type { Pair } from '../../questions/entry.ts';
import { inlinePairs } from '../../questions/inline.ts';
import { unmarkedText } from '../../questions/marks.ts';
import type { FoundQuestion } from '../../questions/questions.ts';
import { questionWords, writtenText } from '../../questions/reading.ts';
import { isNumber } from '../../questions/tables.ts';
import { endOfWords } from './arrow.ts';
import { labelsOfItem, labelsOfPart, type LabelPlace } from './labels.ts';
import { itemOf, partOf, placeOf, type Reading, rowOf } from './reading.ts';

/** What a question takes along when it moves. */
export interface Carried {
  /** Its words in Markdown on one line, its own ID among them, without details. */
  readonly text: string;
  /** Details that stood in its line. */
  readonly inline: readonly Pair[];
  /** What stood below it: list items without indentation, each with the label that it is, if it is one. */
  readonly below: readonly { readonly lines: readonly string[]; readonly pair: Pair | undefined }[];
}

/** All that a question holds; undefined where some of it has no place beside a deferred decision. */
export function carriedOf(reading: Reading, question: FoundQuestion): Carried | undefined {
  const place = placeOf(reading, question);
  const words = wordsOf(reading, question);
  switch (question.form) {
    case 'item': {
      const below = belowItem(reading, itemOf(reading, question));
      return below === undefined ? undefined : { ...words, below };
    }
    case 'heading': {
      const below = belowPart(reading, partOf(reading, question));
      return below === undefined ? undefined : { ...words, below };
    }
    case 'row':
      return { ...words, below: besideInRow(reading, question) };
    case 'field':
      return place?.kind === 'field' && place.block !== undefined ? undefined : { ...words, below: [] };
    case 'prose':
      return { ...words, below: [] };
    case 'marker':
      return undefined;
  }
}

function wordsOf({ source }: Reading, { id, span }: FoundQuestion): Pick<Carried, 'text' | 'inline'> {
  const { document, words } = source;
  const raw = document.text
    .slice(span.from, endOfWords(document.text, span))
    .replace(/(?:(?<![ \t])[ \t]+)?(?:\r\n|\r|\n)[ \t>]*/g, ' ');
  const arrow = splitArrow(raw, words);
  const inline = inlinePairs(unmarkedText(arrow.text, words), words);
  const own = questionWords(inline.rest, words).ownId;
  const text = own === undefined && !/^q-[0-9a-f]{6}/.test(id) ? `${id}: ${inline.rest}` : inline.rest;
  const stays = (pair: Pair): boolean => ['owner', 'impact'].some((name) => words.label(name).is(pair.label));
  return { text, inline: [...arrow.pairs, ...inline.pairs].filter(stays) };
}

/** Labels that no longer hold once a question is put off, or that nobody has filled. */
function isDropped({ source }: Reading, label: string, value: Span): boolean {
  const { words } = source;
  const isOver =
    ['due', 'revisit', 'status', 'blocking', 'answer', 'decision'].some((name) => words.label(name).is(label)) ||
    words.verdict('deferred').is(label);
  return isOver || writtenText(source, value) === '';
}

function belowItem(reading: Reading, item: Item): Carried['below'] | undefined {
  const { document } = reading.source;
  const places = labelsOfItem(reading, item);
  const last = lineAt(document.lines, item.text.to);
  const covered = [{ first: item.line, end: last + 1 }, ...item.children.map((child) => linesOf(document, child.span))];
  if (!isCovered(document, linesOf(document, item.span), covered)) return undefined;
  const further = places.filter((place) => place.item === undefined);
  return [
    ...further.flatMap((place) => labelLine(reading, place)),
    ...item.children.flatMap((child) =>
      itemLines(
        reading,
        child,
        places.find((place) => place.item === child),
      ),
    ),
  ];
}

function belowPart(reading: Reading, part: Section): Carried['below'] | undefined {
  const { document } = reading.source;
  if (part.children.length > 0 || part.units.length > 0) return undefined;
  const places = labelsOfPart(part);
  const loose = places.filter((place) => place.item === undefined && place.field?.block === undefined);
  const covered = [
    ...part.content.items,
    ...loose.map((place) => ({ span: { from: place.labelSpan.from, to: place.value.to } })),
  ];
  const heading = linesOf(document, part.heading);
  const body = { first: heading.end, end: linesOf(document, part.span).end };
  if (
    !isCovered(
      document,
      body,
      covered.map(({ span }) => linesOf(document, span)),
    )
  )
    return undefined;
  return [
    ...loose.flatMap((place) => labelLine(reading, place)),
    ...part.content.items.flatMap((item) =>
      itemLines(
        reading,
        item,
        places.find((place) => place.item === item),
      ),
    ),
  ];
}

function besideInRow(reading: Reading, question: FoundQuestion): Carried['below'] {
  const row = rowOf(reading, question);
  const { text } = reading.source.document;
  return row.table.columns.flatMap((label, index) => {
    const cell = row.cells[index];
    if (cell === undefined || cell.span.from === question.span.from) return [];
    const raw = text.slice(cell.span.from, cell.span.to);
    if (isDropped(reading, label, cell.span) || (index === 0 && isNumber(raw))) return [];
    const value = raw.replace(/\\\|/g, '|');
    return [{ lines: [`- **${label}**: ${value}`], pair: { label, value } }];
  });
}

function labelLine(reading: Reading, place: LabelPlace): Carried['below'] {
  if (isDropped(reading, place.label, place.value)) return [];
  const { text } = reading.source.document;
  const value = text
    .slice(place.value.from, place.value.to)
    .replace(/(?:(?<![ \t])[ \t]+)?(?:\r\n|\r|\n)[ \t>]*/g, ' ');
  const label = text.slice(place.labelSpan.from, place.labelSpan.to);
  return [{ lines: [`- ${label} ${value}`], pair: { label: place.label, value } }];
}

/** An item's lines as they stand, indentation apart. */
function itemLines(reading: Reading, item: Item, place: LabelPlace | undefined): Carried['below'] {
  const { source } = reading;
  const { document } = source;
  const isEmpty = item.children.length === 0 && writtenText(source, item.text) === '';
  if (isEmpty) return [];
  if (place !== undefined && item.children.length === 0 && isDropped(reading, place.label, place.value)) return [];
  const indent = item.span.from - (document.lines[item.line]?.from ?? item.span.from);
  const { first, end } = linesOf(document, item.span);
  const lines = document.lines.slice(first, end).map((line) => {
    const raw = document.text.slice(line.from, line.to);
    return raw.slice(Math.min(indent, /^[ \t>]*/.exec(raw)?.[0].length ?? 0)).trimEnd();
  });
  const pair =
    place === undefined || item.children.length > 0
      ? undefined
      : { label: place.label, value: document.text.slice(place.value.from, place.value.to) };
  return [{ lines, pair }];
}

interface Lines {
  readonly first: number;
  readonly end: number;
}

function linesOf(document: Document, span: Span): Lines {
  return { first: lineAt(document.lines, span.from), end: lineAt(document.lines, Math.max(span.from, span.to)) + 1 };
}

/** Whether every line that holds something is one of those given. */
function isCovered(document: Document, all: Lines, parts: readonly Lines[]): boolean {
  const known = new Set(
    parts.flatMap(({ first, end }) => Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index)),
  );
  return document.lines
    .slice(all.first, all.end)
    .every(({ from, to }, index) => known.has(all.first + index) || !/[^\s>]/.test(document.text.slice(from, to)));
}
