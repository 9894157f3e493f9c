import { PlanError } from '../../../errors.ts';
import type { Document, Section } from '../../../markdown/model.ts';
import { planSlots, unfilledCount } from '../../slots.ts';
import type { Subject, Value } from '../model.ts';
import { type Filled, fillUnit } from './fillUnit.ts';
import { type FilledWaiting, fillWaiting } from './fillWaiting.ts';
import { withFreshIds } from './freshIds.ts';
import type { Group } from './groups.ts';
import { headingOf, nameOfHeading, withoutNumbers } from './headings.ts';
import { insert } from './insert.ts';
import { type Made, unchanged } from './model.ts';
import { subjectWith } from './names.ts';
import { openUnit } from './openUnit.ts';
import { placeFor } from './ownLists.ts';
import { hasSlot } from './samples.ts';
import { stubSplice } from '../stubForm.ts';
import { siblingBefore } from './siblings.ts';
import { unitForm } from './unitForm.ts';
import type { UnitRequest } from './unitRequest.ts';

/** Adds a unit: the template's first of its kind, else the plan's last, with its places open but for the values given. Throws PlanError. */
export function addUnit(subject: Subject, request: UnitRequest): Made {
  const { group, after, valuesFor, more } = request;
  const { document } = subject;
  const where = group.holder?.id ?? subject.path ?? 'the plan';
  const waiting = more === undefined ? fillWaiting(subject, request) : undefined;
  if (waiting !== undefined) return inPlace(document, waiting, where);
  const before = siblingBefore(subject, group.members, after, where);
  const at = before?.span.to ?? endOf(document, group.holder);
  const like = unitForm(subject, group, before ?? group.members.at(-1), more);
  const form = { ...like, body: withFreshIds(document, like.body) };
  const { open, unit } = openUnit(subject, group, at, form);
  const values = valuesFor(open, unit);
  requireName(open, unit, group, values);
  const filled = fillUnit(open, unit, values);
  const neighbour = after === undefined ? before : group.members[group.members.indexOf(before ?? unit) + 1];
  if (neighbour !== undefined && isSame(document, neighbour, filled.document, filled.unit)) return unchanged(document);
  const end = filled.document.text.length - (document.text.length - at);
  const inserted = insert(document, [{ from: at, to: at, text: filled.document.text.slice(at, end) }], where, true);
  return {
    document: inserted.document,
    places: [filled.unit.id],
    warnings: [
      ...inserted.warnings,
      ...orderWarning(group, before),
      ...(form.isOwn ? uncountedWarning(subject, inserted.document, filled, at) : []),
    ],
  };
}

/** Puts a unit where one waited for it; the equal of the one before it is no change. */
function inPlace(document: Document, { stub, before, ...filled }: FilledWaiting, where: string): Made {
  if (before !== undefined && isSame(document, before, filled.document, filled.unit)) return unchanged(document);
  const inserted = insert(document, [stubSplice(document, stub, filled.document.text)], where, true);
  return { document: inserted.document, places: [filled.unit.id], warnings: inserted.warnings };
}

/** Where the first one of a kind goes: behind all that its section holds. */
function endOf(document: Document, holder: Section | undefined): number {
  if (holder !== undefined) return Math.max(holder.span.to, holder.heading.to);
  const sections = document.top.filter((section) => section.kind !== 'footer');
  return sections.at(-1)?.span.to ?? document.title?.span.to ?? document.text.length;
}

/** A heading that has no place for its name needs one from the caller. */
function requireName(subject: Subject, unit: Section, group: Group, values: Readonly<Record<string, Value>>): void {
  const heading = headingOf(subject.document, unit);
  const names = Object.keys(values).map((name) => name.trim().toLowerCase());
  // A word that inference does not take for a place (`[Q]`) would stand for a name.
  const isOpen = nameOfHeading(heading) === placeFor(group.word ?? '') && !hasSlot(subject, unit.heading);
  const lacks = isOpen ? subject.template === undefined : nameOfHeading(heading) === '' && group.word === undefined;
  if (names.includes('heading') || !lacks) return;
  throw new PlanError('invalid_input', `One more in ${group.holder?.id ?? 'the plan'} needs its heading.`, {
    where: group.holder?.id ?? '',
    fix: 'Send values with "heading".',
  });
}

function isSame(before: Document, neighbour: Section, after: Document, unit: Section): boolean {
  return withoutNumbers(before, neighbour) === withoutNumbers(after, unit);
}

function orderWarning(group: Group, before: Section | undefined): string[] {
  const behind = before === undefined ? undefined : group.members[group.members.indexOf(before) + 1];
  if (behind === undefined || group.word === undefined) return [];
  return [`The numbers keep what they name and are out of order now: the new one stands before ${behind.id}.`];
}

/** With a known template only its own places count; those that came from the plan's form are named instead. */
function uncountedWarning(subject: Subject, after: Document, filled: Filled, at: number): string[] {
  if (subject.template === undefined) return [];
  const now = subjectWith(subject, after);
  const { from, to } = filled.unit.span;
  const known = now.slots.filter(({ slot }) => at <= slot.span.from && slot.span.to <= to);
  const inferred = planSlots(after, undefined).filter(
    ({ slot }) => !slot.guidance && from <= slot.span.from && slot.span.to <= to,
  );
  const missed = inferred.filter(({ slot }) => !known.some((each) => each.slot.span.from === slot.span.from));
  if (unfilledCount(known) > 0 || unfilledCount(missed) === 0) return [];
  return [
    `Still open in ${filled.unit.id}, and not counted: ${[...new Set(missed.map(({ slot }) => slot.name))].slice(0, 12).join(', ')}.`,
  ];
}
