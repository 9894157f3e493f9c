import { plainText } from '../../../markdown/inline.ts';
import type { Splice } from '../../../markdown/splices.ts';
import type { TaskState } from '../../progress/model.ts';
import { ownRows } from '../../progress/own.ts';
import { type PhasePlace, phaseHeadOf } from '../../progress/phases.ts';
import { isOver } from '../../progress/progress.ts';
import { statusColumn } from '../../progress/taskRows.ts';
import { textKey } from '../../progress/taskText.ts';
import { sectionsBelow } from '../../progress/tracking.ts';
import type { Work, WorkTask } from '../../progress/work.ts';
import { bareTitle } from '../../roles.ts';
import type { Subject } from '../model.ts';
import { cellSplice, readStatus, type StatusCell, statusWord } from './taskStatusCell.ts';

/** What the timeline's Status of a task's phase becomes when the task gets a state. */
export function timelineSplices(subject: Subject, work: Work, marked: WorkTask, state: TaskState): readonly Splice[] {
  const { phase } = marked;
  if (phase === undefined) return [];
  const states = work.tasks
    .filter((each) => each.phase?.section === phase.section)
    .map((each) => (each === marked ? state : each.task.state));
  return phaseCells(subject, work, phase).flatMap((cell) => {
    const now = readStatus(subject, cell)?.state;
    const next = nextStatus(states, state, now);
    const place = cell.row.cells[cell.column];
    const word = next === undefined || next === now ? undefined : statusWord(subject, cell, next);
    return place === undefined || word === undefined ? [] : [cellSplice(subject, place, word)];
  });
}

/** Completed with the last task, In Progress with the first that starts or when one is opened again; words of the team's own stay till the end. */
function nextStatus(
  states: readonly TaskState[],
  marked: TaskState,
  now: TaskState | undefined,
): TaskState | undefined {
  if (states.every(isOver)) return 'done';
  if (now === 'done') return isOver(marked) ? undefined : 'in_progress';
  const hasBegun = states.some((state) => state === 'done' || state === 'in_progress' || state === 'blocked');
  return now === 'open' && hasBegun ? 'in_progress' : undefined;
}

/** The status cells of the timeline's rows that name a phase. */
function phaseCells(subject: Subject, work: Work, phase: PhasePlace): readonly StatusCell[] {
  const { document, words } = subject;
  return sectionsBelow(document, subject, 'timeline').flatMap((section) =>
    ownRows(section).flatMap((row): StatusCell[] => {
      const column = statusColumn(row, words);
      const first = row.cells[0];
      if (column === undefined || first === undefined) return [];
      const name = plainText(document.text.slice(first.span.from, first.span.to));
      return names(subject, work, phase, name) ? [{ section, row, column }] : [];
    }),
  );
}

/** `Phase 1`, `Phase 1: Groundwork` or `Groundwork` name it; where two phases have one number, the one under the role `phases`. */
function names({ words }: Subject, work: Work, phase: PhasePlace, name: string): boolean {
  const title = bareTitle(phase.section);
  const own = textKey(title.slice(title.indexOf(phase.head) + phase.head.length));
  const key = textKey(name);
  if (key === '') return false;
  if (key === textKey(title) || key === own) return true;
  const head = textKey(phaseHeadOf(name, words) ?? '');
  if (head !== textKey(phase.head)) return false;
  const declared = work.phases.declared.filter((each) => textKey(each.head) === head);
  return declared.length === 0 || declared.some((each) => each.section === phase.section);
}
