import { PlanError } from '../../errors.ts';
import { labelsIn } from '../../markdown/labels.ts';
import type { Field, Item, Row, Span } from '../../markdown/model.ts';
import { slugOf } from '../../markdown/slug.ts';
import { cellText, oneLine } from './lists.ts';
import type { Change, Subject, Value, Write } from './model.ts';
import { sectionOf } from './targets.ts';
import { writeColumns } from './writeColumns.ts';
import { writeField } from './writeField.ts';
import { writtenLines } from './written.ts';

/** New text for a row, an item or a field: the row's cells, the item's own words (behind its label, if it has one), the field's value. */
export function replacePart(subject: Subject, place: Row | Item | Field, content: string): Change {
  const write = partWrite(subject, place, content);
  const section = sectionOf(subject, place);
  const splices = write.splices.filter((splice) => subject.document.text.slice(splice.from, splice.to) !== splice.text);
  const own: Span = place.kind === 'item' ? { from: place.span.from, to: place.text.to } : place.span;
  const written = section !== undefined && writtenLines(subject, section, own).length > 0;
  return { place, splices, replacesOwn: written, replacesBelow: false, rewritesOwn: true };
}

function partWrite(subject: Subject, place: Row | Item | Field, content: string): Write {
  if (place.kind === 'row') return writeRow(subject, place, content);
  const section = sectionOf(subject, place);
  if (section === undefined)
    throw new PlanError('unknown_address', `${place.id} stands in no section.`, { where: place.id });
  if (place.kind === 'item') requireNoCheck(subject, place);
  if (place.kind === 'field') return writeField(subject, section, place, unlabelled(content, place.label));
  const field = section.content.fields.find((each) => each.item === place);
  if (field !== undefined) return writeField(subject, section, field, unlabelled(content, field.label));
  const text = oneLine(content, place.id).replace(/^(?:[-+*]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?/, '');
  return { splices: [{ ...place.text, text }], spans: [place.text] };
}

/** A check's words are what is checked: evidence and ticks go beside them, not in their place. */
export function requireNoCheck(subject: Subject, item: Item): void {
  const text = subject.document.text.slice(item.text.from, item.text.to);
  const isTemplates = subject.template?.text.includes(text) === true;
  const hasSlot = subject.slots.some(({ slot }) => item.text.from <= slot.span.from && slot.span.to <= item.text.to);
  if (item.box === undefined || hasSlot || !isTemplates || text === '') return;
  throw new PlanError('breaks_structure', `${item.id} is a check of the template: its words stay.`, {
    where: item.id,
    fix: `Say how it stands with mark_item ${JSON.stringify({ plan: subject.path ?? '<plan>', items: [{ item: item.id, state: 'done', note: '<evidence>' }] })}.`,
  });
}

/** A caller may repeat the label; the value is what follows it. */
function unlabelled(content: string, label: string): Value {
  const trimmed = content.trim().replace(/^[-+*][ \t]+(?:\[[ xX]\][ \t]+)?/, '');
  const end = /[\r\n]|$/.exec(trimmed)?.index ?? trimmed.length;
  const own = labelsIn(trimmed, 0, end, 'item')[0];
  if (own === undefined || slugOf(own.label) !== slugOf(label)) return content.trim();
  return trimmed.slice(own.labelSpan.to).trim();
}

function writeRow(subject: Subject, row: Row, content: string): Write {
  const section = sectionOf(subject, row);
  const line = oneLine(content, row.id)
    .replace(/^\|/, '')
    .replace(/(^|[^\\])\|$/, '$1');
  const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
  if (section === undefined || cells.length !== row.table.columns.length) {
    throw new PlanError(
      'breaks_structure',
      `${row.id} has ${row.table.columns.length} cells, the content has ${cells.length}.`,
      {
        where: row.id,
        fix: `Send values by column: ${row.table.columns.join(', ')}.`,
      },
    );
  }
  const target = { kind: 'column', table: row.table, rows: [row], section } as const;
  const writes = writeColumns(
    subject,
    cells.map((cell, column) => ({ target: { ...target, column }, value: cellText(cell, row.id) })),
  );
  return { splices: writes.flatMap((write) => write.splices), spans: [row.span] };
}
