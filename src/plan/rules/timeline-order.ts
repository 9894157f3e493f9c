import type { Row } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { dateIn } from '../dates.ts';
import { once } from '../once.ts';
import { ownPartsOf } from '../ownParts.ts';
import type { PlanReading } from '../planReading.ts';
import { parallelIn, type Parallel } from '../schedule/parallel.ts';
import { knownPhases, phaseNumbersIn } from '../schedule/phaseNames.ts';
import { phaseOfRow, type ScheduleTable, scheduleTables } from '../schedule/scheduleTables.ts';
import { type ReadWritten, writtenReader } from '../written.ts';
import type { Found, Rule } from './model.ts';

/** Ends come after starts, and phases after those that they follow. */
export const timelineOrder: Rule = {
  id: 'timeline-order',
  wants: 'Everything ends after it starts, starts after what it follows has ended, and follows phases that exist.',
  check({ reading }) {
    const tables = scheduleTables(reading.subject);
    const timed = timedFields(reading);
    if (tables.length === 0 && timed.length === 0) return 'it has no dates and no dependencies of phases';
    const written = writtenReader(reading.subject);
    const parallel = once(() => parallelIn(reading.document, reading.setting.words));
    const known = once(() => knownPhases(reading.document, reading.setting.words));
    const found = tables.flatMap((schedule) => {
      const rows = schedule.table.rows.map((row) => readRow(reading, schedule, row, written));
      return [
        ...rows.flatMap((row) => endsTooEarly(row.row, row)),
        ...rows.flatMap((_, index) => startsTooEarly(schedule, rows, index, parallel)),
        ...rows.flatMap((row) => followsNothing(row, known)),
      ];
    });
    return [...found, ...timed].toSorted((a, b) => a.line - b.line);
  },
};

interface TimedRow {
  readonly row: Row;
  readonly phase: string | undefined;
  /** YYYY-MM-DD. */
  readonly start: string | undefined;
  readonly end: string | undefined;
  /** What its Dependencies say; undefined where they are not written. */
  readonly after: string | undefined;
  readonly follows: readonly string[];
}

function readRow(reading: PlanReading, schedule: ScheduleTable, row: Row, written: ReadWritten): TimedRow {
  const { words } = reading.setting;
  const textAt = (column: number | undefined): string | undefined => {
    const cell = column === undefined ? undefined : row.cells[column];
    return cell === undefined ? undefined : written(cell.span);
  };
  const after = textAt(schedule.dependencies);
  return {
    row,
    phase: phaseOfRow(reading.subject, row),
    start: dateIn(textAt(schedule.start) ?? '', words),
    end: dateIn(textAt(schedule.end) ?? '', words),
    after,
    follows: phaseNumbersIn(after ?? '', words),
  };
}

function endsTooEarly(
  { id, line }: { readonly id: string; readonly line: number },
  { start, end }: Pick<TimedRow, 'start' | 'end'>,
): Found[] {
  if (start === undefined || end === undefined || end >= start) return [];
  return [
    {
      section: id,
      line: line + 1,
      message: `The end ${end} is before the start ${start}.`,
      expected: `an end on ${start} or later`,
    },
  ];
}

/** A phase starts when what it depends on has ended; without a column for that, when the phase above it has. */
function startsTooEarly(
  { section, dependencies }: ScheduleTable,
  rows: readonly TimedRow[],
  index: number,
  parallel: () => Parallel,
): Found[] {
  const own = rows[index];
  const before = rows[index - 1];
  if (own?.start === undefined || own.phase === undefined) return [];
  const { row, phase, start } = own;
  const above = before?.phase === undefined ? [] : [before];
  const followed =
    dependencies === undefined
      ? above
      : rows.filter((each) => each.phase !== undefined && own.follows.includes(each.phase));
  const late = followed.find((each) => each !== own && each.end !== undefined && start < each.end);
  if (late?.end === undefined) return [];
  const isSaid = [phase, late.phase ?? ''].some((each) => parallel().phases.has(each)) || parallel().around(section);
  if (isSaid) return [];
  return [
    {
      section: row.id,
      line: row.line + 1,
      message: `Phase ${phase} starts on ${start}, before phase ${late.phase ?? ''} that it follows ends on ${late.end}.`,
      expected: `a start on ${late.end} or later`,
      fix: 'Move the dates, or say in the row or below the table that the phases run in parallel.',
    },
  ];
}

function followsNothing({ row, after, follows, phase }: TimedRow, known: () => ReadonlySet<string>): Found[] {
  const missing = follows.filter((number) => number === phase || !known().has(number));
  if (after === undefined || missing.length === 0 || known().size < 2) return [];
  const isItself = missing.includes(phase ?? '');
  const names = missing.map((number) => `phase ${number}`).join(', ');
  return [
    {
      section: row.id,
      line: row.line + 1,
      message: isItself
        ? `Phase ${phase ?? ''} depends on itself.`
        : `It depends on ${names}, which the plan does not have.`,
    },
  ];
}

/** Start and end that stand as labels in one section. */
function timedFields({ document, setting: { words } }: PlanReading): readonly Found[] {
  return listSections(document).flatMap((section) => {
    const { fields } = ownPartsOf(section);
    const valueOf = (name: 'start' | 'end'): string[] =>
      fields
        .filter(({ label }) => words.label(name).is(label))
        .map(({ value }) => document.text.slice(value.from, value.to));
    const [starts, ends] = [valueOf('start'), valueOf('end')];
    // Several of a kind tell of several things.
    if (starts.length !== 1 || ends.length !== 1) return [];
    const last = fields.find(({ label }) => words.label('end').is(label));
    const dates = { start: dateIn(starts[0] ?? '', words), end: dateIn(ends[0] ?? '', words) };
    return last === undefined ? [] : endsTooEarly(last, dates);
  });
}
