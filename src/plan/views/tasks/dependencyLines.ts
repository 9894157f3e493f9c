import type { PlanReading } from '../../planReading.ts';
import { textKey } from '../../progress/taskText.ts';
import { onOneLine } from '../../quote.ts';
import type { Part, Step } from './breakdown.ts';
import { namedWork, parallelWork } from './parallel.ts';
import { waitsOf } from './waits.ts';

/** What the plan says of the order of its work, a line each: phases, critical path, parallel work, what waits for what. */
export function dependencyLines({ subject, progress }: PlanReading, parts: readonly Part[]): readonly string[] {
  const phases = parts.filter(({ phase }) => phase !== undefined);
  const titles = new Map(phases.map(({ phase, title }) => [phase, title]));
  const steps = parts.flatMap((part) => part.steps);
  const ids = new Map(steps.map(({ task, id }) => [task, id]));
  const named = namer(steps);
  const waits = waitsOf(
    subject,
    progress.tasks,
    progress.phases.map(({ id }) => id),
  );
  const lines = [
    ...(phases.length < 2 ? [] : [`**Phase order**: ${phases.map(({ title }) => title).join(' → ')}`]),
    ...namedWork(subject, subject.words.label('criticalPath')).map(
      (list) => `**Critical path**: ${list.map(named).join(' → ')}`,
    ),
    ...parallelWork(subject).map((list) => `**In parallel**: ${list.map(named).join('; ')}`),
    ...waits.flatMap(({ task, phase, row, on }) => {
      const owner = task === undefined ? (row ?? titles.get(phase)) : ids.get(task);
      return owner === undefined ? [] : [`${owner} depends on ${on}`];
    }),
  ];
  const unique = [...new Set(lines)];
  return unique.length === 0 ? ['The plan names none.'] : unique;
}

/** Puts a task's ID before words that are the task's own. */
function namer(steps: readonly Step[]): (text: string) => string {
  const byText = new Map(steps.map((step) => [textKey(step.text), step.id]));
  return (text) => {
    const id = byText.get(textKey(text));
    return `${id === undefined ? '' : `${id} `}${onOneLine(text, 500)}`;
  };
}
