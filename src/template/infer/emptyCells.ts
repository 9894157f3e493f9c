import { plainText } from '../../markdown/inline.ts';
import type { Document, Row, Table } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import type { Slot } from '../model.ts';
import { slotWords } from './words.ts';

/** Empty cells of body rows, one slot each; the row of a total leaves cells empty on purpose. */
export function emptyCellsIn(document: Document): Slot[] {
  const sections = listSections(document).filter(
    (section) => section.kind !== 'unit' && section.body.from < section.body.to,
  );
  const tables = sections.flatMap((section) => section.content.tables);
  return tables.flatMap((table) => table.rows.flatMap((row) => ofRow(document.text, table, row)));
}

function ofRow(text: string, table: Table, row: Row): Slot[] {
  const first = row.cells.find((cell) => cell.span.from < cell.span.to);
  const words =
    first === undefined ? '' : plainText(text.slice(first.span.from, Math.min(first.span.to, first.span.from + 80)));
  if (slotWords.total.has(words.replace(/[:：]$/, '').toLowerCase())) return [];
  return row.cells.flatMap((cell, index) => {
    if (cell.span.from !== cell.span.to) return [];
    const slot: Slot = {
      class: 'empty_cell',
      name: table.columns[index] || `column ${index + 1}`,
      text: '',
      span: cell.span,
      options: [],
      confidence: 0.9,
      sure: true,
      reason: 'empty cell',
      fenced: false,
      guidance: false,
    };
    return [slot];
  });
}
