import { isSection } from '../../markdown/addresses.ts';
import { parseDocument } from '../../markdown/document.ts';
import type { Document, Place, Section } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { applySplices, type Splice } from '../../markdown/splices.ts';
import { isStub } from '../slots/stub.ts';
import { counterpartOf } from '../slots.ts';
import { groupOf } from './add/groups.ts';
import { subjectWith } from './add/names.ts';
import { unitForm } from './add/unitForm.ts';
import { instructionsIn } from './guidance.ts';
import type { Subject } from './model.ts';

/** A plan in which a unit that only says that another's lines repeat there ('[Repeat structure]') has these lines, with their places open. */
export interface OpenedStub {
  readonly subject: Subject;
  readonly unit: Section;
}

/** Whether a unit of the plan still holds no more than the template's note that the lines of another repeat there. */
export function isOpenStub(subject: Subject, section: Section): boolean {
  const { template, document } = subject;
  if (template === undefined || section.children.length > 0 || section.units.length > 0) return false;
  const own = counterpartOf(section, template);
  if (own === undefined || !isStub(template, own)) return false;
  const notes = instructionsIn(subject, section);
  const rest = applySplices(
    document.text.slice(section.body.from, section.body.to),
    notes.map(({ from, to }) => ({ from: from - section.body.from, to: to - section.body.from, text: '' })),
  );
  return notes.length > 0 && rest.trim() === '';
}

/** Writes the form of its kind into a stub of the plan; undefined for any other place, and where the form is of another level. */
export function openStub(subject: Subject, place: Place): OpenedStub | undefined {
  if (!isSection(place) || !isOpenStub(subject, place)) return undefined;
  const group = groupOf(subject, place);
  if (group?.model === undefined) return undefined;
  const form = unitForm(subject, group, place);
  if (form.isOwn) return undefined;
  const { text } = subject.document;
  const opened = parseDocument(text.slice(0, place.heading.to) + form.body + text.slice(place.span.to));
  const open = subjectWith(subject, opened);
  const unit = listSections(opened).find(
    (section) => section.heading.from === place.heading.from && section.kind === place.kind,
  );
  return unit === undefined ? undefined : { subject: open, unit };
}

/** What makes a stub the unit that it is in `after`, the whole plan with it filled; what both begin with stays. */
export function stubSplice({ text }: Document, { span }: Pick<Place, 'span'>, after: string): Splice {
  const end = after.length - (text.length - span.to);
  let from = span.from;
  while (from < span.to && from < end && text.charCodeAt(from) === after.charCodeAt(from)) from += 1;
  // A line that only begins alike is written whole: a place that begins there is a new one.
  while (from > span.from && !'\r\n'.includes(text.charAt(from - 1))) from -= 1;
  return { from, to: span.to, text: after.slice(from, end) };
}
