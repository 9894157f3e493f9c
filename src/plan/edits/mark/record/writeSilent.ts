import { isSection } from '../../../../markdown/addresses.ts';
import type { Row, Section, Table } from '../../../../markdown/model.ts';
import { withDescendants } from '../../../../markdown/outline.ts';
import type { Splice } from '../../../../markdown/splices.ts';
import { isGate } from '../../../constitution/gates.ts';
import type { Principle } from '../../../constitution/model.ts';
import { headingPlace } from '../../../constitution/places.ts';
import { appendTo } from '../../append.ts';
import { cellText } from '../../lists.ts';
import { requireClosedBody } from '../../structure.ts';
import { areSamples } from '../../writeColumns.ts';
import { wordsInColumn } from './context.ts';
import { insertAtEnd } from './listEdits.ts';
import type { MarkContext, Sibling, VerdictRecord } from './model.ts';
import { noteOf } from './note.ts';
import { englishWords, styledWord } from './runs.ts';
import { numbered } from './siblingName.ts';
import { fieldAfter, headingAfter, itemAfter } from './writeSibling.ts';

/** Records a principle that the plan does not name, in the form in which it names the others. */
export function writeSilent(context: MarkContext, principle: Principle, record: VerdictRecord): Splice[] {
  const { section } = context.records;
  if (record.word === undefined) return [];
  if (section === undefined) return [newSection(context, principle, record)];
  const siblings = siblingsIn(context, section);
  const last = siblings.at(-1);
  const place = last === undefined ? undefined : context.places.get(last.named.place.id);
  if (last !== undefined && place?.kind === 'item') return itemAfter(context, siblings, place, principle, record);
  if (last !== undefined && place?.kind === 'row') return rowAfter(context, last, place, principle, record);
  if (last !== undefined && place?.kind === 'field') return fieldAfter(context, siblings, place, principle, record);
  if (last !== undefined && place !== undefined && isSection(place))
    return headingAfter(context, last, place, principle, record);
  const table = readableParts(context, section)
    .flatMap((each) => each.content.tables.map((one) => ({ table: one, section: each })))
    .find((each) => isRecordTable(context, each.table));
  if (table !== undefined) return firstRow(context, table.table, table.section, principle, record);
  const bullet = bulletOf(context, principle, record);
  // At the end of the body it would belong to the last unit there.
  if (section.units.length > 0) return [insertAtEnd(context.subject.document, section, [bullet.slice('- '.length)])];
  return [...appendTo(context.subject, section, bullet).splices];
}

/** The places of other principles in the section, in order; running text is no form to go on with. */
function siblingsIn({ records }: MarkContext, section: Section): readonly Sibling[] {
  const all = records.held.principles.flatMap((principle) =>
    (records.readings.named.get(principle.id) ?? []).map((named) => ({ named, principle })),
  );
  const whole = all
    .filter(({ named }) => named.rule === undefined && named.place.form !== 'prose')
    .toSorted((a, b) => a.named.place.line - b.named.place.line);
  const inside = whole.filter(({ named }) => named.place.id.startsWith(`${section.id}/`));
  return inside.length > 0 ? inside : whole;
}

/** The section with what stands below it, but for gates and lists of violations: a principle's record is read in neither. */
function readableParts({ records, subject }: MarkContext, section: Section): readonly Section[] {
  const apart = [...records.gateSections, ...records.violationSections].flatMap(withDescendants);
  const gates = withDescendants(section).filter((each) => isGate(headingPlace(subject.document, each), records.reader));
  return withDescendants(section).filter(
    (each) => !apart.includes(each) && !gates.some(({ id }) => each.id === id || each.id.startsWith(`${id}/`)),
  );
}

function bulletOf({ subject, isListed }: MarkContext, { title }: Principle, record: VerdictRecord): string {
  const lines = [
    `- **${title}**`,
    ...(record.word === undefined ? [] : [`  - ${englishWords[record.word]}: ${record.note}`]),
    ...(record.justification === undefined || isListed ? [] : [`  - Justification: ${record.justification}`]),
  ];
  return lines.join(subject.document.eol);
}

/** The last level-2 section, before a footer, under the name that the template has for it. */
function newSection(context: MarkContext, principle: Principle, record: VerdictRecord): Splice {
  const { document, template } = context.subject;
  const id = template?.meta.roles?.['constitution'];
  const title = template?.document.top.find((section) => section.id === id)?.title ?? 'Constitution Check';
  const { top } = document;
  const at =
    top.findLast(({ kind }) => kind === 'section')?.span.to ??
    top.findLast(({ kind }) => kind === 'header')?.span.to ??
    document.title?.span.to ??
    document.text.length;
  top.flatMap(withDescendants).forEach((section) => requireClosedBody(document, section));
  const gap = at === 0 ? '' : document.eol + document.eol;
  const body = bulletOf(context, principle, record);
  return { from: at, to: at, text: `${gap}## ${title}${document.eol}${document.eol}${body}` };
}

function isRecordTable({ subject }: MarkContext, { columns }: Table): boolean {
  return columns.some((column) => subject.words.label('verdict').is(column) || subject.words.label('principle').is(column));
}

/** A row below another's, its cells where the other has them. */
function rowAfter(
  context: MarkContext,
  { named, principle: other }: Sibling,
  row: Row,
  principle: Principle,
  record: VerdictRecord,
): Splice[] {
  const cells = named.place.cells.map(({ text }) => text);
  const at = Math.max(
    cells.findIndex((text) => context.records.reader.names.match(text) === other),
    0,
  );
  const { status, notes } = context.columnsOf(row.id) ?? {};
  const name = nameCell(cells[at] ?? '', other, principle);
  const text = rowText(context, row.table, { at, name, number: principle.number, status, notes }, record);
  const line = context.subject.document.lines[row.line];
  const indent = context.subject.document.text.slice(line?.from ?? row.span.from, row.span.from);
  return [{ from: row.span.to, to: row.span.to, text: `${context.subject.document.eol}${indent}${text}` }];
}

function nameCell(cell: string, other: Principle, principle: Principle): string {
  const marks = /^(\*\*|__|\*|_)(?=\S)/.exec(cell)?.[0] ?? '';
  const name = numbered(cell, other, principle);
  return cell.endsWith(marks) ? `${marks}${name}${marks}` : name;
}

interface RowShape {
  /** The column of the name. */
  readonly at: number;
  readonly name: string;
  readonly number: string | undefined;
  readonly status: string | undefined;
  readonly notes: string | undefined;
}

function rowText(context: MarkContext, table: Table, shape: RowShape, record: VerdictRecord): string {
  const { document } = context.subject;
  const { status, notes } = shape;
  const cellsOf = (column: string): string[] =>
    table.rows.map((row) => {
      const span = row.cells[table.columns.indexOf(column)]?.span;
      return span === undefined ? '' : document.text.slice(span.from, span.to);
    });
  const note = noteOf(context, record);
  const word =
    record.word === undefined
      ? ''
      : styledWord(record.word, undefined, wordsInColumn(context, cellsOf(status ?? notes ?? '')), context.vocabulary);
  const cells = table.columns.map((column, index) => {
    if (index === shape.at) return shape.name;
    if (index < shape.at) return shape.number ?? '';
    if (column === status) return notes === undefined ? `${word}: ${note}` : word;
    if (column === notes) return status === undefined ? `${word}: ${note}` : note;
    return '';
  });
  return `| ${cells.map((cell) => cellText(cell, shape.name)).join(' | ')} |`;
}

/** The first row of a table that has none of a principle: samples make way for it. */
function firstRow(
  context: MarkContext,
  table: Table,
  section: Section,
  principle: Principle,
  record: VerdictRecord,
): Splice[] {
  const { subject } = context;
  const titled = (label: string): string | undefined =>
    table.columns.find((column, index) => index > 0 && subject.words.label(label).is(column));
  const at = Math.max(
    table.columns.findIndex((column) => subject.words.label('principle').is(column)),
    0,
  );
  const status = titled('verdict');
  const notes = table.columns.find(
    (column, index) => index > 0 && index !== at && column !== status && subject.words.label('evidence').is(column),
  );
  const last = status === undefined && notes === undefined ? table.columns.at(-1) : notes;
  const shape = { at, name: principle.title, number: principle.number, status, notes: last };
  const text = rowText(context, table, shape, record);
  const [first] = table.rows;
  const end = table.rows.at(-1);
  if (first !== undefined && end !== undefined && areSamples(subject, section, table.rows))
    return [{ from: first.span.from, to: end.span.to, text }];
  return [{ from: table.span.to, to: table.span.to, text: subject.document.eol + text }];
}
