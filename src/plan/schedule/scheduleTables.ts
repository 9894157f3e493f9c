import type { Row, Section, Table } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import type { Subject } from '../edits/model.ts';
import { ownPartsOf } from '../ownParts.ts';
import type { WordSet } from '../wordSet.ts';
import { phaseNumberOf } from './phaseNames.ts';

/** A table that says when things are done, and how long they take. Columns count from 0. */
export interface ScheduleTable {
  readonly section: Section;
  readonly table: Table;
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly durations: readonly number[];
  readonly dependencies: number | undefined;
  readonly status: number | undefined;
}

/** The tables of a plan that have columns for start and end, or for durations. */
export function scheduleTables({ document, words }: Pick<Subject, 'document' | 'words'>): readonly ScheduleTable[] {
  const startOf = words.label('start');
  const endOf = words.label('end');
  return listSections(document).flatMap((section) =>
    ownPartsOf(section).tables.flatMap((table) => {
      const start = columnOf(table, startOf);
      const end = columnOf(table, endOf);
      const durations = columnsOf(table, words.label('duration'));
      if ((start === undefined || end === undefined) && durations.length === 0) return [];
      const dependencies = columnOf(table, words.label('dependsOn'));
      return [{ section, table, start, end, durations, dependencies, status: columnOf(table, words.label('status')) }];
    }),
  );
}

/** The number of the phase that a row is about: its first or second cell opens with it. */
export function phaseOfRow({ document, words }: Pick<Subject, 'document' | 'words'>, row: Row): string | undefined {
  const openings = row.cells.slice(0, 2).map(({ span }) => document.text.slice(span.from, span.to));
  return openings.map((text) => phaseNumberOf(text, words)).find((number) => number !== undefined);
}

export function columnOf(table: Table, names: WordSet): number | undefined {
  return columnsOf(table, names)[0];
}

function columnsOf({ columns }: Table, names: WordSet): readonly number[] {
  // A unit in brackets is no part of the name: 'Effort (days)'.
  const bare = columns.map((title) => title.replace(/(?<!\s)\s*[([（][^()（）[\]]{0,40}[)\]）]\s*$/u, ''));
  return columns.flatMap((title, index) => (names.is(title) || names.is(bare[index] ?? '') ? [index] : []));
}
