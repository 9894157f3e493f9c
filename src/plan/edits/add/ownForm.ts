import { lineAt } from '../../../markdown/lines.ts';
import type { Block, Document, Field, Section, Table } from '../../../markdown/model.ts';
import type { Subject } from '../model.ts';
import { headingOf, nameOfHeading } from './headings.ts';
import { listLines, placeFor, valueFor } from './ownLists.ts';

/**
 * The form of a section of the plan, for one more like it: what stands below its heading, labels, child headings and the forms of lists
 * kept, every value a place to fill that is named by its label. Text without a label is left out where there is anything else.
 */
export function ownForm(subject: Subject, section: Section): string {
  const { document } = subject;
  const body = bodyForm(subject, section);
  const children = section.children.map((child) => {
    const { text } = headingOf(document, child);
    return gapBefore(document, child) + text + ownForm(subject, child);
  });
  return body + children.join('');
}

/** Lines of the form with the lines of the plan that they stand for. */
interface Piece {
  readonly first: number;
  readonly end: number;
  readonly lines: readonly string[];
}

function bodyForm(subject: Subject, section: Section): string {
  const { document } = subject;
  const above = lineAt(document.lines, section.heading.to) + 1;
  const blocks = section.content.blocks.filter((block) => block.end > above);
  const pieces = blocks.flatMap((block) => pieceOf(subject, section, block, above));
  const onlyProse = pieces.length === 0 && blocks.length > 0 && section.children.length === 0;
  const [first] = blocks;
  const all =
    onlyProse && first !== undefined
      ? [{ first: Math.max(first.first, above), end: first.end, lines: [placeFor(titleOf(document, section))] }]
      : pieces;
  return all
    .map((piece, index) => gapBetween(document, all[index - 1]?.end ?? above, piece) + piece.lines.join(document.eol))
    .join('');
}

/** The blank lines of the plan, as far as nothing was left out there. */
function gapBetween(document: Document, from: number, piece: Piece): string {
  const blank = document.lines
    .slice(from, piece.first)
    .every((line) => document.text.slice(line.from, line.to).trim() === '');
  return document.eol.repeat(blank ? piece.first - from + 1 : 2);
}

function gapBefore({ text, eol }: Document, child: Section): string {
  const before = /(?:(?:(?<![ \t])[ \t]+)?(?:\r\n|\r|\n)){1,4}$/.exec(
    text.slice(Math.max(0, child.heading.from - 40), child.heading.from),
  );
  return before?.[0] ?? eol + eol;
}

/** The name of a section in words: what it counts, else its title. */
function titleOf(document: Document, section: Section): string {
  return headingOf(document, section).counter?.word ?? section.title;
}

function pieceOf(subject: Subject, section: Section, block: Block, above: number): Piece[] {
  const { document } = subject;
  const first = Math.max(block.first, above);
  const opener = section.content.fields.find(
    (field) => field.block !== undefined && isAt(document, field.block.from, block),
  );
  const name = opener?.label ?? titleOf(document, section);
  const piece = (lines: readonly string[]): Piece[] => (lines.length === 0 ? [] : [{ first, end: block.end, lines }]);
  if (block.kind === 'paragraph') {
    const labels = labelLines(subject, section, first, block.end);
    return piece(labels.length > 0 || opener === undefined ? labels : [placeFor(name)]);
  }
  if (block.kind === 'bullets' || block.kind === 'numbers') {
    const items = section.content.items.filter((item) => item.line >= block.first && item.line < block.end);
    return piece(listLines(subject, section, items, name));
  }
  if (block.kind === 'table') {
    const table = section.content.tables.find((each) => each.line === block.first);
    return piece(table === undefined ? [] : tableLines(document, table));
  }
  return piece(opener === undefined ? [] : [placeFor(name)]);
}

function isAt(document: Document, offset: number, block: Block): boolean {
  return document.lines[block.first]?.from === offset;
}

/** The labels of a paragraph, line by line, each with a place for its value; labels of units keep their number. */
function labelLines(subject: Subject, section: Section, first: number, end: number): string[] {
  const { document } = subject;
  const lines: string[] = [];
  for (let index = first; index < end; index += 1) {
    const unit = section.units.find((each) => each.line === index);
    if (unit !== undefined) lines.push(unitLine(document, unit));
    const fields = section.content.fields.filter((field) => field.line === index && field.item === undefined);
    if (unit === undefined && fields.length > 0) lines.push(fieldsLine(subject, fields, index));
  }
  return lines;
}

function unitLine(document: Document, unit: Section): string {
  const heading = headingOf(document, unit);
  const { counter, name, text } = heading;
  return counter === undefined || nameOfHeading(heading) === ''
    ? text
    : text.slice(0, name.from) + placeFor(counter.word) + text.slice(name.to);
}

function fieldsLine(subject: Subject, fields: readonly Field[], index: number): string {
  const { text, lines } = subject.document;
  let result = '';
  let at = lines[index]?.from ?? 0;
  for (const field of fields) {
    const isEmpty = field.value.from === field.value.to;
    result += text.slice(at, isEmpty ? field.labelSpan.to : field.value.from);
    result += isEmpty ? '' : valueFor(subject, field.label, field.value);
    at = isEmpty ? field.labelSpan.to : field.value.to;
  }
  // The blanks of a hard break stand behind the value, whose last line may be a later one.
  return result + (/^[ \t]*/.exec(text.slice(at, at + 20))?.[0] ?? '');
}

/** Header and one empty row. */
function tableLines({ text, lines }: Document, table: Table): string[] {
  const lineOf = (index: number): string => text.slice(lines[index]?.from ?? 0, lines[index]?.to ?? 0);
  return [lineOf(table.line), lineOf(table.line + 1), `|${'  |'.repeat(table.columns.length)}`];
}
