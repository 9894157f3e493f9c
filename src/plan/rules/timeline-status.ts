import type { Row, Table } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { ownPartsOf } from '../ownParts.ts';
import type { PlanReading } from '../planReading.ts';
import type { PhaseProgress } from '../progress/model.ts';
import { statusColumn } from '../progress/taskRows.ts';
import { cellState } from '../progress/taskState.ts';
import { inThePlan, onOneLine } from '../quote.ts';
import { sectionsWithRole } from '../roles.ts';
import { phaseNumberOf } from '../schedule/phaseNames.ts';
import { phaseOfRow, scheduleTables } from '../schedule/scheduleTables.ts';
import { writtenReader } from '../written.ts';
import type { Found, Rule } from './model.ts';

/** A timeline says one thing of a phase, its tasks another. */
export const timelineStatus: Rule = {
  id: 'timeline-status',
  wants: 'The status of a phase in the timeline is what its tasks say.',
  check({ reading }) {
    const rows = timelineRows(reading);
    if (rows.length === 0) return 'it has no timeline that gives its phases a status';
    const phases = phasesByNumber(reading);
    if (phases.size === 0) {
      const hasTasks = reading.progress.phases.some(({ total }) => total > 0);
      return hasTasks ? 'no number of their own tells its phases apart' : 'no task is written in its phases';
    }
    const written = writtenReader(reading.subject);
    return rows.flatMap(({ row, column }) => {
      const cell = row.cells[column];
      const said = cell === undefined ? undefined : written(cell.span);
      const phase = phases.get(phaseOfRow(reading.subject, row) ?? '');
      return said === undefined || phase === undefined ? [] : contradiction(reading, row, said, phase);
    });
  },
};

/** Rows about a phase, with their status column, in tables of dates and durations and in those of a timeline. */
function timelineRows({ document, subject, setting }: PlanReading): readonly { row: Row; column: number }[] {
  const { words, template } = setting;
  const scheduled = new Set(scheduleTables(subject).map(({ table }) => table));
  const timeline = new Set(sectionsWithRole(document, words, 'timeline', template));
  const rowsOf = ({ rows }: Table): { row: Row; column: number }[] =>
    rows.flatMap((row) => {
      const column = statusColumn(row, words);
      return column === undefined || phaseOfRow(subject, row) === undefined ? [] : [{ row, column }];
    });
  return listSections(document).flatMap((section) =>
    ownPartsOf(section)
      .tables.filter((table) => scheduled.has(table) || timeline.has(section))
      .flatMap(rowsOf),
  );
}

/** The phases that have tasks, by number; a number that two of them have tells of neither. */
function phasesByNumber({ progress, setting: { words } }: PlanReading): ReadonlyMap<string, PhaseProgress> {
  const found = new Map<string, PhaseProgress>();
  const twice = new Set<string>();
  for (const phase of progress.phases.filter(({ total }) => total > 0)) {
    const number = phaseNumberOf(phase.title, words);
    if (number === undefined) continue;
    if (found.has(number)) twice.add(number);
    found.set(number, phase);
  }
  twice.forEach((number) => found.delete(number));
  return found;
}

function contradiction(
  { progress, setting: { words } }: PlanReading,
  row: Row,
  said: string,
  phase: PhaseProgress,
): Found[] {
  const state = said === '' ? undefined : cellState(said, words)?.state;
  const open = progress.tasks.filter(
    (task) =>
      task.phase === phase.id && (task.state === 'open' || task.state === 'in_progress' || task.state === 'blocked'),
  );
  const [first] = open;
  const isAhead = state === 'done' && first !== undefined;
  const isBehind = state === 'open' && phase.done === phase.total;
  if (!isAhead && !isBehind) return [];
  const title = onOneLine(phase.title, 80);
  const count = open.length === 1 ? '' : ` and ${open.length - 1} more`;
  const message = isAhead
    ? `"${title}" is ${onOneLine(said, 40)} here, but ${inThePlan(first.text, 100)}${count} ${count === '' ? 'is' : 'are'} open.`
    : `"${title}" is ${onOneLine(said, 40)} here, but its tasks are done.`;
  return [
    {
      section: row.id,
      line: row.line + 1,
      message,
      fix: isAhead
        ? 'Mark with mark_item the tasks that are done, or take the status back.'
        : 'Bring the status up to date.',
    },
  ];
}
