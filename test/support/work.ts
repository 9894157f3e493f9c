import { parseDocument } from '../../src/markdown/document.ts';
import type { Mark } from '../../src/plan/edits/mark/model.ts';
import { markTask } from '../../src/plan/edits/mark/markTask.ts';
import type { Subject } from '../../src/plan/edits/model.ts';
import { subjectOf } from '../../src/plan/edits/subject.ts';
import type { Progress, Task } from '../../src/plan/progress/model.ts';
import { progressOf } from '../../src/plan/progress/progress.ts';
import { builtInWords } from '../../src/plan/words.ts';
import type { Template } from '../../src/template/model.ts';

export function workSubject(text: string, template?: Template): Subject {
  return subjectOf(parseDocument(text), {
    template,
    constitution: undefined,
    path: 'plans/kiosk.md',
    words: builtInWords,
    today: '2026-11-21',
  });
}

export function progressIn(text: string, template?: Template): Progress {
  return progressOf(workSubject(text, template));
}

/** `1 done Lay the cable` for each task: line, state, text. */
export function taskLines(text: string, template?: Template): string[] {
  return progressIn(text, template).tasks.map((task) => `${task.line} ${task.state} ${task.text}`);
}

/** The task of these words or with this id; throws where there is not just one. */
export function taskNamed(subject: Subject, name: string): Task {
  const found = progressOf(subject).tasks.filter((task) => task.text === name || task.id === name);
  const [task] = found;
  if (task === undefined || found.length !== 1) throw new Error(`${found.length} tasks are named ${name}.`);
  return task;
}

/** A plan's text with one task marked. */
export function marked(text: string, name: string, mark: Omit<Mark, 'item'>, template?: Template): string {
  const subject = workSubject(text, template);
  const task = taskNamed(subject, name);
  return markTask(subject, task, { item: task.id, ...mark });
}

/** The lines of a text that another lacks, and those that it lacks: `- old`, `+ new`. */
export function lineDiff(before: string, after: string): string[] {
  const old = before.split('\n');
  const fresh = after.split('\n');
  let start = 0;
  while (start < old.length && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;
  return [
    ...old.slice(start, old.length - end).map((line) => `- ${line}`),
    ...fresh.slice(start, fresh.length - end).map((line) => `+ ${line}`),
  ];
}
