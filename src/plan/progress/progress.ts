import type { Subject } from '../edits/model.ts';
import type { PhaseProgress, Progress, Task } from './model.ts';
import { workOf } from './work.ts';

export { groundSpans, trackingSpans } from './tracking.ts';

/** The plan's work and how far it has come. */
export function progressOf(subject: Subject): Progress {
  const work = workOf(subject);
  const sections = new Map(work.phases.declared.map(({ section }) => [section.id, section]));
  const byPhase = new Map<string, Task[]>();
  for (const { task, phase } of work.tasks) {
    if (phase === undefined) continue;
    sections.set(phase.section.id, phase.section);
    const tasks = byPhase.get(phase.section.id);
    if (tasks === undefined) byPhase.set(phase.section.id, [task]);
    else tasks.push(task);
  }
  const phases = [...sections.values()]
    .toSorted((a, b) => a.line - b.line)
    .map(({ id, title }): PhaseProgress => ({ id, title, ...counts(byPhase.get(id) ?? []) }));
  const tasks = work.tasks.map(({ task }) => task);
  return { tasks, phases, ...counts(tasks) };
}

/** Whether nothing is left to do on a task. */
export function isOver(state: Task['state']): boolean {
  return state === 'done' || state === 'not_applicable';
}

function counts(tasks: readonly Task[]): { done: number; total: number } {
  return { done: tasks.filter(({ state }) => isOver(state)).length, total: tasks.length };
}
