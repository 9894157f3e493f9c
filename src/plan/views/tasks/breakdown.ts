import type { Document, Item, Row } from '../../../markdown/model.ts';
import { listSections, placesIn } from '../../../markdown/outline.ts';
import { idOf } from '../../ids/mentions.ts';
import type { PlanReading } from '../../planReading.ts';
import type { Task } from '../../progress/model.ts';
import { writtenReader } from '../../written.ts';
import { freeNumbers } from './freeNumbers.ts';
import { parallelReader } from './parallel.ts';
import { phaseWords } from './phaseWords.ts';
import { type TaskGroup, taskGroups } from './taskGroups.ts';
import { taskWords } from './taskWords.ts';

/** A line of the work breakdown. */
export interface Step {
  /** The plan's own ID, else the next free T-number, which names the task within the view and nowhere else. */
  readonly id: string;
  /** Of a task without an ID in the plan: what it is addressed by. */
  readonly address: string | undefined;
  readonly text: string;
  readonly isParallel: boolean;
  readonly story: string | undefined;
  /** The plan's task; undefined where it names an ID alone. */
  readonly task: Task | undefined;
  /** Where it stands in the plan's text. */
  readonly at: number;
}

/** Steps under one heading. */
export interface Part {
  readonly title: string;
  /** The id of the phase that it is. */
  readonly phase: string | undefined;
  readonly goal: string | undefined;
  readonly criteria: string | undefined;
  readonly steps: readonly Step[];
}

/** The plan's work: task groups first, then its phases in order, then what belongs to none. Parts without a step are left out. */
export function breakdownOf({ subject, progress }: PlanReading): readonly Part[] {
  const { document } = subject;
  const groups = taskGroups(subject);
  const places = new Set(groups.map(({ place }) => place));
  const tasks = progress.tasks.filter(({ id }) => !places.has(id));
  const steps = stepsOf({ subject, progress: { ...progress, tasks } }, groups);
  const grouped = new Set<Step>();
  const byId = new Map([...steps.values()].map((step) => [idOf(step.id).key, step]));
  const groupParts = groups.map((group) => groupPart(group, byId, grouped));
  const written = writtenReader(subject);
  const sections = new Map(listSections(document).map((section) => [section.id, section]));
  const byPhase = new Map<string | undefined, Step[]>();
  for (const [task, step] of steps) {
    if (grouped.has(step)) continue;
    const list = byPhase.get(task.phase);
    if (list === undefined) byPhase.set(task.phase, [step]);
    else list.push(step);
  }
  const phases = progress.phases.map(({ id, title }): Part => {
    const section = sections.get(id);
    const said =
      section === undefined ? { title, goal: undefined, criteria: undefined } : phaseWords(subject, section, written);
    return { ...said, phase: id, steps: byPhase.get(id) ?? [] };
  });
  const known = [...groupParts, ...phases].filter((part) => part.steps.length > 0);
  const rest = byPhase.get(undefined) ?? [];
  const title = known.length === 0 ? 'Tasks' : 'Other Tasks';
  return rest.length === 0 ? known : [...known, { ...unsaid, title, steps: rest }];
}

const unsaid = { phase: undefined, goal: undefined, criteria: undefined };

function stepsOf(
  { subject, progress: { tasks } }: Pick<PlanReading, 'subject' | 'progress'>,
  groups: readonly TaskGroup[],
): ReadonlyMap<Task, Step> {
  const { document } = subject;
  const nextId = freeNumbers(document, [
    ...tasks.flatMap(({ label }) => label ?? []),
    ...groups.flatMap(({ ids }) => ids),
  ]);
  const places = placesById(document);
  const isParallel = parallelReader(subject);
  return new Map(
    tasks.map((task) => {
      const place = places.get(task.id);
      const words = taskWords(document, task, place);
      const step: Step = {
        ...words,
        id: task.label ?? nextId(),
        address: task.label === undefined ? task.id : undefined,
        isParallel: words.isParallel || isParallel(task, place),
        task,
        at: task.span.from,
      };
      return [task, step];
    }),
  );
}

function placesById(document: Document): ReadonlyMap<string, Item | Row> {
  const places = listSections(document).flatMap((section) => placesIn(section));
  return new Map(places.flatMap((place) => (place.kind === 'field' ? [] : [[place.id, place] as const])));
}

/** Of an ID that no task of the plan has, all that is known is what its group is about. */
function groupPart(group: TaskGroup, byId: ReadonlyMap<string, Step>, grouped: Set<Step>): Part {
  const steps = group.ids.map((id, index): Step => {
    const known = byId.get(idOf(id).key);
    if (known !== undefined && !grouped.has(known)) {
      grouped.add(known);
      return known;
    }
    const count = group.ids.length === 1 ? '' : ` (${index + 1} of ${group.ids.length})`;
    const text = `${group.about}${count}`;
    return { id, address: undefined, text, isParallel: false, story: undefined, task: undefined, at: group.span.from };
  });
  return { ...unsaid, title: group.title, steps };
}
