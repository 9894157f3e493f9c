import { allPlaces } from '../../markdown/addresses.ts';
import type { Document, Section } from '../../markdown/model.ts';
import { onOneLine } from '../quote.ts';
import type { PlanReading } from '../planReading.ts';

/** A call as a finding's fix names it: the tool, then its arguments on one line. */
export function callTo(tool: string, { setting }: PlanReading, args: Readonly<Record<string, unknown>>): string {
  return `${tool} ${JSON.stringify({ plan: setting.path ?? '<the plan>', ...args })}`;
}

/** The call that marks items; of many the first, which stands for the others. */
export function markCall(reading: PlanReading, ids: readonly string[], mark: Readonly<Record<string, string>>): string {
  const shown = ids.length > 2 ? ids.slice(0, 1) : ids;
  const call = callTo('mark_item', reading, { items: shown.map((item) => ({ item, ...mark })) });
  return shown.length < ids.length ? `${call}, likewise the others` : call;
}

/** `a, b, c and 4 more`. */
export function listed(names: readonly string[], most: number): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** A piece of the plan's text between quotation marks: one line, bounded, without the marks of Markdown around it. */
export function quoted(text: string, most = 80): string {
  return `"${onOneLine(text.replace(/\*\*|`/g, ''), most)}"`;
}

/** Why a rule that holds a plan against its template is skipped. */
export const templateUnknown = "the plan's template is not known";

/** Why a rule about tasks is skipped: places for tasks may wait to be filled. */
export const noTasks = 'no task is written in it';

/** `1 place is`, `3 places are`. */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `1 of 3 boxes is open: "a"`; where all are, the first few stand for them. */
export function openOf(names: readonly string[], all: number, kind: string, state: string): string {
  const most = names.length === all ? 3 : 8;
  return `${names.length} of ${all} ${kind} ${names.length === 1 ? 'is' : 'are'} ${state}: ${listed(names, most)}.`;
}

/** Where a finding stands that has no place of its own: the title, else the first section. */
export function startOf(document: Document): { readonly section: string; readonly line: number } {
  const first = document.title ?? document.top[0];
  return { section: first?.id ?? 'header', line: (first?.line ?? 0) + 1 };
}

/** Where a finding about the plan's status stands: a key of front matter is addressed by the title. */
export function statusPlace({ document, status }: PlanReading): { readonly section: string; readonly line: number } {
  const start = startOf(document);
  if (status === undefined) return start;
  return { section: status.place.startsWith('front-matter/') ? start.section : status.place, line: status.line };
}

/** The 1-based line of a place; that of the start where there is none of this id. */
export function lineOf(document: Document, id: string): number {
  const place = allPlaces(document).find((each) => each.id === id);
  return place === undefined ? startOf(document).line : place.line + 1;
}

/** Sections that stand in none of the others, in the order of the document. */
export function outermost(sections: readonly Section[]): readonly Section[] {
  let end = -1;
  return sections
    .toSorted((a, b) => a.span.from - b.span.from || b.span.to - a.span.to)
    .filter(({ span }) => {
      if (span.from < end) return false;
      end = Math.max(span.to, span.from + 1);
      return true;
    });
}

/** The section of the outline's first level that holds another one. */
export function topOf(section: Section): Section {
  let top = section;
  while (top.parent !== undefined) top = top.parent;
  return top;
}

/** Things by a key, keys in the order in which they first come. */
export function groupedBy<Thing>(things: readonly Thing[], keyOf: (thing: Thing) => string): Map<string, Thing[]> {
  const groups = new Map<string, Thing[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [thing]);
    else group.push(thing);
  }
  return groups;
}
