import type { Row, Section, Table } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { bareTitle } from '../roles.ts';
import { isAnswerLabel, isDecision } from './closed.ts';
import type { Entry, PlanSource } from './entry.ts';
import { isSettledTitle } from './frames.ts';
import { columnLabel } from './pairs.ts';
import { allItems, textOf } from './reading.ts';
import { questionColumn } from './tables.ts';

/** An ID that opens a cell or an item, marks before it left out: `**Q11**: …`, `OQ-3 glossary`. */
const openingId = /^[\s*_`~([]{0,6}([A-Z]{1,8}(?:-[A-Z]{1,10}){0,2}-?\d{1,5}[a-z]?)(?![\p{L}\p{N}])/u;

/**
 * Closes the questions whose own ID another place of the plan settles: a row of a table with a column for the answer, or an item
 * under a heading such as 'Resolved'. An ID that two questions have tells nothing.
 */
export function closeSettled(source: PlanSource, entries: readonly Entry[]): Entry[] {
  const asked = new Map<string, number>();
  for (const { ownId } of entries) if (ownId !== undefined) asked.set(ownId, (asked.get(ownId) ?? 0) + 1);
  if (asked.size === 0) return [...entries];
  const settled = new Set(listSections(source.document).flatMap((section) => settledIn(source, section)));
  return entries.map((entry) => {
    const { ownId } = entry;
    const isSettled = ownId !== undefined && asked.get(ownId) === 1 && settled.has(ownId);
    return isSettled ? { ...entry, closed: true } : entry;
  });
}

function settledIn(source: PlanSource, section: Section): readonly string[] {
  // A unit's contents are its section's too.
  if (section.kind === 'unit') return [];
  const { items, tables } = section.content;
  const listed = isSettledTitle(source.words, bareTitle(section))
    ? allItems(items).flatMap((item) => openingId.exec(textOf(source, item.text))?.[1] ?? [])
    : [];
  return [...listed, ...tables.flatMap((table) => settledRows(source, table))];
}

function settledRows(source: PlanSource, table: Table): readonly string[] {
  const columns = table.columns.map((title) => ({ label: columnLabel(title) }));
  // A table of deferred decisions has what is asked below 'Decision'.
  const asked = questionColumn(source, table);
  const isAsked = (label: string, index: number): boolean => index === asked && !source.words.label('answer').is(label);
  const at = columns.findIndex(
    ({ label }, index) => index > 0 && !isAsked(label, index) && isAnswerLabel(source.words, label, columns),
  );
  if (at === -1) return [];
  return table.rows.flatMap((row) => (isDecision(cellAt(source, row, at), source.words) ? idOf(source, row) : []));
}

function idOf(source: PlanSource, row: Row): readonly string[] {
  const id = openingId.exec(cellAt(source, row, 0))?.[1];
  return id === undefined ? [] : [id];
}

function cellAt(source: PlanSource, row: Row, column: number): string {
  const cell = row.cells[column];
  return cell === undefined ? '' : textOf(source, cell.span);
}
