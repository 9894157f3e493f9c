import type { Document, Section } from '../markdown/model.ts';
import { listSections } from '../markdown/outline.ts';
import { readMark } from '../template/mark.ts';
import type { Template } from '../template/model.ts';

/** How a plan stands to its template, which was changed after the plan was made from it. */
export interface Drift {
  /** 12 hex digits: the template's revision when the plan was made, and now. */
  readonly from: string;
  readonly to: string;
  /** Sections that both have. */
  readonly kept: number;
  /** Ids of the template's sections that the plan has not; what stands below a missing one is not named. */
  readonly lacks: readonly string[];
  /** Ids of the plan's sections that the template has not. */
  readonly added: readonly string[];
}

/** Whether the template that a plan names was changed since. A plan without a mark tells nothing of it. */
export function isChangedSince(document: Document, template: Pick<Template, 'revision'>): boolean {
  const mark = readMark(document);
  return mark !== undefined && mark.revision !== template.revision;
}

/** What the plan kept of its template, lacks and added; undefined where the template is as it was. */
export function driftOf(document: Document, template: Template): Drift | undefined {
  const from = readMark(document)?.revision;
  if (from === undefined || !isChangedSince(document, template)) return undefined;
  const own = sectionsOf(document);
  const theirs = sectionsOf(template.document);
  return {
    from,
    to: template.revision,
    kept: own.filter((section) => has(theirs, section)).length,
    lacks: topmost(theirs.filter((section) => !has(own, section))),
    added: topmost(own.filter((section) => !has(theirs, section))),
  };
}

function sectionsOf(document: Document): readonly Section[] {
  return listSections(document).filter((section) => section.kind === 'section');
}

function has(sections: readonly Section[], wanted: Section): boolean {
  return sections.some((section) => section.id === wanted.id);
}

function topmost(sections: readonly Section[]): string[] {
  const ids = sections.map((section) => section.id);
  return ids.filter((id) => !ids.some((other) => id.startsWith(`${other}/`)));
}
