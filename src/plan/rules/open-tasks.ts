import type { PlanReading } from '../planReading.ts';
import type { Task } from '../progress/model.ts';
import type { Found, Rule } from './model.ts';
import { groupedBy, markCall, noTasks, openOf, quoted } from './wording.ts';

/** Work that is not done. */
export const openTasks: Rule = {
  id: 'open-tasks',
  wants: 'Every task is done or not applicable.',
  gate: 'completed',
  check({ reading }) {
    const { tasks } = reading.progress;
    if (tasks.length === 0) return noTasks;
    const groups = groupedBy(tasks, (task) => task.phase ?? task.section);
    return [...groups].flatMap(([place, group]) => openIn(place, group, reading)).toSorted((a, b) => a.line - b.line);
  },
};

function openIn(place: string, group: readonly Task[], reading: PlanReading): readonly Found[] {
  const open = group.filter(({ state }) => state !== 'done' && state !== 'not_applicable');
  const [first] = open;
  if (first === undefined) return [];
  const names = open.map(({ label, text, state }) => {
    const name = label === undefined ? quoted(text, 60) : `${label} ${quoted(text, 60)}`;
    return state === 'open' ? name : `${name} (${state.replace('_', ' ')})`;
  });
  return [
    {
      section: place,
      line: first.line,
      message: openOf(names, group.length, 'tasks', 'not done'),
      gate: 'completed',
      fix: markCall(
        reading,
        open.map(({ id }) => id),
        { state: 'done' },
      ),
    },
  ];
}
