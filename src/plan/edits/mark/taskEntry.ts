import type { ProgressGroup } from '../../progress/progressLists.ts';
import { textKey, unwrapped } from '../../progress/taskText.ts';
import type { Work, WorkTask } from '../../progress/work.ts';
import type { Subject } from '../model.ts';

/** The progress lists that a task of a phase, or of a Tasks list, goes to: those of its phase, else the plan's. */
export function groupFor({ groups, phases }: Work, { place, phase }: WorkTask): ProgressGroup | undefined {
  if (phase === undefined && (place.kind !== 'item' || place.item.box !== undefined)) return undefined;
  const phaseOf = (group: ProgressGroup): string | undefined =>
    group.holder === undefined ? undefined : phases.of(group.holder)?.section.id;
  const own = phase === undefined ? undefined : groups.find((group) => phaseOf(group) === phase.section.id);
  return own ?? groups.find((group) => phaseOf(group) === undefined);
}

/**
 * The words of a new entry for a task: its own, on one line; where another task has the same, with its phase behind them. Undefined
 * where that would not tell them apart either, and for words that an entry could not be known by.
 */
export function entryWords({ document }: Subject, { tasks }: Work, found: WorkTask): string | undefined {
  const { place, task, phase } = found;
  if (place.kind !== 'item') return undefined;
  const words = unwrapped(document.text.slice(place.item.text.from, place.item.text.to));
  const label = task.label?.toLowerCase();
  if (label !== undefined && !tasks.some((each) => each !== found && each.task.label?.toLowerCase() === label))
    return words;
  const key = textKey(task.text);
  const twins = tasks.filter((each) => each !== found && textKey(each.task.text) === key);
  if (key === '') return undefined;
  if (twins.length === 0) return words;
  const isAlone =
    phase !== undefined && twins.every((each) => each.phase !== undefined && each.phase.head !== phase.head);
  return isAlone ? `${words} (${phase.head})` : undefined;
}
