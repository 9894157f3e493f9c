import { PlanError } from '../../../errors.ts';
import type { Item } from '../../../markdown/model.ts';
import { applySplices } from '../../../markdown/splices.ts';
import type { Task } from '../../progress/model.ts';
import { stateWords } from '../../progress/taskState.ts';
import { workOf } from '../../progress/work.ts';
import type { Subject } from '../model.ts';
import type { Mark, MarkState } from './model.ts';
import { requireSameAddresses } from './taskAddresses.ts';
import { placeSplices } from './taskPlaceSplices.ts';
import { itemSplices } from './taskItem.ts';
import { soundMark, taskStates } from './taskRefusals.ts';
import { timelineSplices } from './timelineStatus.ts';

const boxStates: readonly MarkState[] = ['open', 'done', 'pass', 'not_applicable'];

/**
 * The plan's text with a task's state written where the plan keeps it: its box, its entry in the progress lists, its status cell; the
 * timeline follows. The same mark again gives the same text. Throws PlanError `invalid_choice`, `invalid_input`, `breaks_structure`.
 */
export function markTask(subject: Subject, task: Task, mark: Mark): string {
  const work = workOf(subject);
  const found = work.tasks.find((each) => each.task.id === task.id);
  if (found === undefined) {
    throw new PlanError('unknown_address', `${task.id} is no task of the plan.`, {
      where: task.id,
      fix: 'Call read_plan with view "tasks" for its tasks.',
    });
  }
  const sound = soundMark(
    subject,
    {
      id: task.id,
      text: found.task.text,
      kind: 'task',
      states: taskStates,
      needsNote: { blocked: 'what it waits for', deferred: 'until when or what' },
    },
    mark,
  );
  const splices = [...placeSplices(subject, work, found, sound), ...timelineSplices(subject, work, found, sound.state)];
  const text = applySplices(subject.document.text, splices);
  if (sound.note !== undefined) requireSameAddresses(subject, work, text, task.id);
  return text;
}

/** The plan's text with the box of a checklist marked; the note says why, or who looked at it. Throws PlanError as `markTask`. */
export function markBox(subject: Subject, item: Item, mark: Mark): string {
  const text = subject.document.text.slice(item.text.from, item.text.to);
  const needsNote = { not_applicable: 'why it does not apply' };
  const sound = soundMark(subject, { id: item.id, text, kind: 'box', states: boxStates, needsNote }, mark);
  const word = stateWords(sound.state, subject.words)[0] ?? '';
  const splices = itemSplices(subject, item, { ...sound, isTold: false, gainsBox: true, word });
  const after = applySplices(subject.document.text, splices);
  if (sound.note !== undefined) requireSameAddresses(subject, workOf(subject), after, item.id);
  return after;
}
