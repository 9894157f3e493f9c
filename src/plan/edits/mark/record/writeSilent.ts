import { isSection } from '../../../../markdown/addresses.ts';
import type { Section, Table } from '../../../../markdown/model.ts';
import { withDescendants } from '../../../../markdown/outline.ts';
import type { Splice } from '../../../../markdown/splices.ts';
import { isGate } from '../../../constitution/gates.ts';
import type { Principle } from '../../../constitution/model.ts';
import { headingPlace } from '../../../constitution/places.ts';
import { appendTo } from '../../append.ts';
import { requireClosedBody } from '../../structure.ts';
import { insertAtEnd } from './listEdits.ts';
import type { MarkContext, Sibling, VerdictRecord } from './model.ts';
import { englishWords } from './runs.ts';
import { firstRow, rowAfter } from './silentRow.ts';
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
  return columns.some(
    (column) => subject.words.label('verdict').is(column) || subject.words.label('principle').is(column),
  );
}
