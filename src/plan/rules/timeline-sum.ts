import type { Row } from '../../markdown/model.ts';
import { replaceCall } from '../fixCalls.ts';
import type { PlanReading } from '../planReading.ts';
import { onOneLine } from '../quote.ts';
import { type Duration, durationIn, unitOfTitle } from '../schedule/durations.ts';
import { scheduleTables, type ScheduleTable } from '../schedule/scheduleTables.ts';
import { comparable, type Range, sumInWords, sumOf } from '../schedule/sums.ts';
import { type ReadWritten, writtenReader } from '../written.ts';
import type { Found, Rule } from './model.ts';

/** A Total is what the rows above it add up to. */
export const timelineSum: Rule = {
  id: 'timeline-sum',
  wants: 'The total of a timeline is the sum of its rows.',
  check({ reading }) {
    const totals = scheduleTables(reading.subject).flatMap((schedule) => totalOf(reading, schedule) ?? []);
    if (totals.length === 0) return 'no table of durations has a total';
    const written = writtenReader(reading.subject);
    return totals.flatMap((total) =>
      total.schedule.durations.flatMap((column) => wrongSum(reading, total, column, written)),
    );
  },
};

interface Total {
  readonly schedule: ScheduleTable;
  readonly row: Row;
  /** The rows that it adds up. */
  readonly rows: readonly Row[];
}

/** The only total of a table, with the rows above it; none where totals of parts or rows of rows stand among them. */
function totalOf({ document, setting: { words } }: PlanReading, schedule: ScheduleTable): Total | undefined {
  const { rows } = schedule.table;
  const named = rows.filter((row) => words.label('total').is(nameOf(document.text, row)));
  const [row] = named;
  if (row === undefined || named.length > 1) return undefined;
  const above = rows.slice(0, rows.indexOf(row));
  const isNested = above.some((each) =>
    /^(?:\d{1,3}\.\d{1,3}(?!\d)|[-–—└├↳•·]|&nbsp;)/u.test(nameOf(document.text, each)),
  );
  return above.length < 2 || isNested ? undefined : { schedule, row, rows: above };
}

/** The words of a row's first cell that has any. */
function nameOf(text: string, row: Row): string {
  const cell = row.cells.find(({ span }) => span.from < span.to)?.span;
  return cell === undefined
    ? ''
    : text
        .slice(cell.from, Math.min(cell.to, cell.from + 120))
        .replace(/[*_`]/g, '')
        .trim();
}

function wrongSum(reading: PlanReading, { schedule, row, rows }: Total, column: number, written: ReadWritten): Found[] {
  const { words } = reading.setting;
  const unit = unitOfTitle(schedule.table.columns[column] ?? '', words);
  const said = valueIn(row, column, written);
  const total = said === undefined ? undefined : durationIn(said, words, unit);
  const durations = rows.map((each) => partIn(reading, each, column, unit, written));
  const known = durations.flatMap((duration) => duration ?? []);
  if (said === undefined || total === undefined || known.length < durations.length || total.note !== '') return [];
  const parts = known.filter((duration) => duration !== 'nothing');
  const readings = comparable([...parts, total]);
  if (parts.length < 2 || readings === undefined) return [];
  const isParallel = mayOverlap(reading, schedule);
  const slack = slackOf([...parts, total]);
  const fits = readings.some((ranges) => agrees(ranges.slice(0, -1), ranges.at(-1), slack, isParallel));
  if (fits) return [];
  const sum = sumInWords(parts);
  return [
    {
      section: row.id,
      line: row.line + 1,
      message: `The total says ${onOneLine(said, 60)}, its rows add up to ${sum}.`,
      fix: replaceCall(reading, row.id, said, sum),
    },
  ];
}

function valueIn(row: Row, column: number, written: ReadWritten): string | undefined {
  const cell = row.cells[column];
  return cell === undefined ? undefined : written(cell.span);
}

/** Undefined where a row can't be added up. */
function partIn(
  { setting: { words } }: PlanReading,
  row: Row,
  column: number,
  unit: ReturnType<typeof unitOfTitle>,
  written: ReadWritten,
): Duration | 'nothing' | undefined {
  const value = valueIn(row, column, written);
  if (value === undefined) return undefined;
  return value === '' || words.none.is(value) ? 'nothing' : durationIn(value, words, unit);
}

/** Where rows run side by side, a total is at least the longest of them. */
function mayOverlap({ document, setting: { words } }: PlanReading, { section }: ScheduleTable): boolean {
  return words.label('parallel').find(document.text.slice(section.heading.from, section.body.to)) !== undefined;
}

/** The share by which a total may be off: none for whole numbers of one unit, a little where units are converted, more where they are rough. */
function slackOf(durations: readonly Duration[]): number {
  if (durations.some(({ isRough }) => isRough)) return 0.15;
  const isWhole = durations.every(({ parts }) =>
    [...parts.values()].every(({ low, high }) => Number.isInteger(low) && Number.isInteger(high)),
  );
  return isWhole && new Set(durations.flatMap(({ parts }) => [...parts.keys()])).size === 1 ? 0 : 0.03;
}

function agrees(rows: readonly Range[], total: Range | undefined, slack: number, isParallel: boolean): boolean {
  if (total === undefined) return true;
  const sum = sumOf(rows);
  const near = (a: number, b: number): boolean => Math.abs(a - b) <= slack * Math.max(a, b) + 1e-9;
  if (near(sum.low, total.low) && near(sum.high, total.high)) return true;
  // One number for a sum that is a range, or the other way round.
  if (total.low === total.high && sum.low <= total.low && total.high <= sum.high) return true;
  if (sum.low === sum.high && total.low <= sum.low && sum.high <= total.high) return true;
  const longest = Math.max(...rows.map(({ low }) => low));
  return isParallel && total.high >= longest && total.low <= sum.high;
}
