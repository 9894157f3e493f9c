import { commentSpans } from '../../../markdown/inline.ts';
import type { Document, Section, Span } from '../../../markdown/model.ts';
import { listSections } from '../../../markdown/outline.ts';
import { spanAt } from '../../../markdown/spans.ts';
import type { Subject } from '../../edits/model.ts';
import { idOf, mentionsIn } from '../../ids/mentions.ts';
import type { Task } from '../../progress/model.ts';
import { onOneLine } from '../../quote.ts';
import { dependenciesIn, type Dependency } from '../../schedule/dependencies.ts';

/** What the plan says that a task or phase waits for. */
export interface Wait {
  /** Of a task. */
  readonly task?: Task;
  /** The id of a phase, or the first cell of its row in a timeline. */
  readonly phase?: string;
  readonly row?: string;
  /** The plan's words. */
  readonly on: string;
}

/** Every `Depends on` whose owner is a task, a phase or a row of a timeline, in order. */
export function waitsOf(subject: Subject, tasks: readonly Task[], phases: readonly string[]): readonly Wait[] {
  const { document, words } = subject;
  const owners = innermost(tasks);
  const labels = fieldValues(subject);
  const rows = rowSpans(subject);
  const known = new Set(phases);
  const told = dependenciesIn(subject).filter(({ text }) => !words.none.is(text));
  return told.flatMap((dependency): Wait[] => {
    const on = onOneLine(dependency.text.replace(/^[\s:：]{1,10}/, ''), 200);
    const task = owners(dependency.span);
    if (task !== undefined) return isMeant(document, dependency, task) ? [{ task, on }] : [];
    const row = dependency.isScheduled ? spanAt(rows, dependency.span.from) : undefined;
    if (row !== undefined) return [{ row: onOneLine(document.text.slice(row.name.from, row.name.to), 100), on }];
    const holder = labels.get(dependency.span.from);
    const phase = holder === undefined ? undefined : phaseAround(holder, known);
    return phase === undefined ? [] : [{ phase, on }];
  });
}

/** The phase that a section is, or is part of. */
function phaseAround(section: string, phases: ReadonlySet<string>): string | undefined {
  for (let id = section; id !== ''; id = id.slice(0, Math.max(0, id.lastIndexOf('/')))) if (phases.has(id)) return id;
  return undefined;
}

/** The innermost of some ordered tasks that holds a span. */
function innermost(tasks: readonly Task[]): (span: Span) => Task | undefined {
  return (span) => {
    let low = 0;
    let high = tasks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tasks[middle]?.span.from ?? 0) <= span.from) low = middle + 1;
      else high = middle;
    }
    // A task's child items stand behind it: a few steps back is the one that holds them.
    for (let at = low - 1; at >= Math.max(0, low - 20); at -= 1) {
      const task = tasks[at];
      if (task !== undefined && span.to <= task.span.to) return task;
    }
    return undefined;
  };
}

/** 'A check that the build depends on Node' is a task's own words: in these only another's ID is meant. */
function isMeant(document: Document, { text, span }: Dependency, task: Task): boolean {
  // A reason is shown with the task.
  if (task.reason !== undefined && text.includes(task.reason)) return false;
  const { from } = task.span;
  // An address may stand before the words.
  const before = commentSpans(document.text.slice(from, Math.min(span.from, from + 2000)));
  const at = span.from - from - before.reduce((sum, comment) => sum + comment.to - comment.from, 0);
  const isOwnText = at < task.text.length + 40 && task.text.includes(text.slice(0, 40));
  const others = mentionsIn(text).filter(({ key }) => task.label === undefined || key !== idOf(task.label).key);
  return !isOwnText || others.length > 0;
}

/** Where the values of such labels begin, with the section that holds them. */
function fieldValues({ document, words }: Subject): ReadonlyMap<number, string> {
  const names = words.label('dependsOn');
  const held = (section: Section): [number, string][] =>
    section.content.fields
      .filter(({ label }) => names.is(label))
      .flatMap(({ value, items }) =>
        [value, ...items.map(({ text }) => text)].map(({ from }) => [from, section.id] as const),
      )
      .map(([from, id]) => [from, id]);
  return new Map(listSections(document).flatMap(held));
}

interface NamedRow extends Span {
  readonly name: Span;
}

function rowSpans({ document }: Subject): readonly NamedRow[] {
  const units = listSections(document).filter(({ kind }) => kind !== 'unit');
  return units
    .flatMap((section) => section.content.tables.flatMap((table) => table.rows))
    .flatMap((row) => (row.cells[0] === undefined ? [] : [{ ...row.span, name: row.cells[0].span }]))
    .toSorted((a, b) => a.from - b.from);
}
