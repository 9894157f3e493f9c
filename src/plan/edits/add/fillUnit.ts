import { PlanError } from '../../../errors.ts';
import { parseDocument } from '../../../markdown/document.ts';
import type { Document, Section } from '../../../markdown/model.ts';
import { listSections } from '../../../markdown/outline.ts';
import { applySplices } from '../../../markdown/splices.ts';
import { planFill } from '../fill.ts';
import { oneLine } from '../lists.ts';
import type { Subject, Value } from '../model.ts';
import { findTargets, knownNames } from '../targets.ts';
import { headingOf, renaming } from './headings.ts';
import { oneText, subjectWith, unknownNames } from './names.ts';
import { hasSlot } from './samples.ts';

/** A plan with a unit whose values stand in it. */
export interface Filled {
  readonly document: Document;
  readonly unit: Section;
}

/** Fills a unit that stands open, by the names that `fill_section` takes. Throws PlanError. */
export function fillUnit(open: Subject, unit: Section, values: Readonly<Record<string, Value>>): Filled {
  const names = Object.keys(values);
  const unknown = names.filter((name) => findTargets(open, unit, name).length === 0);
  if (unknown.length > 0)
    throw unknownNames(unknown, ['heading', ...knownNames(open, unit)], unit.parent?.id ?? unit.id);
  const named = withName(open, unit, values);
  const planned =
    Object.keys(named.rest).length === 0
      ? undefined
      : planFill(named.subject, { section: named.id, values: named.rest });
  const document = planned === undefined ? named.subject.document : parseDocument(planned.text);
  const after = listSections(document).find((section) => section.id === (planned?.idAfter ?? named.id));
  if (after === undefined) throw new PlanError('internal', 'A unit that was filled is gone.');
  return { document, unit: after };
}

/** Where the heading has no place for its name (`Q3:`, `Phase IV:`), the name goes behind its numbers. */
function withName(
  open: Subject,
  unit: Section,
  values: Readonly<Record<string, Value>>,
): { subject: Subject; id: string; rest: Readonly<Record<string, Value>> } {
  const key = Object.keys(values).find((name) => name.trim().toLowerCase() === 'heading');
  if (key === undefined || hasSlot(open, unit.heading)) return { subject: open, id: unit.id, rest: values };
  const name = oneLine(oneText(key, values[key] ?? '', unit.id), `The heading of ${unit.id}`);
  if (name === '') throw new PlanError('invalid_input', 'The heading of the new unit is empty.', { where: unit.id });
  const { from, to, text } = renaming(headingOf(open.document, unit), name);
  const at = unit.heading.from;
  const document = parseDocument(applySplices(open.document.text, [{ from: at + from, to: at + to, text }]));
  const renamed = listSections(document).find((section) => section.heading.from === at);
  if (renamed === undefined)
    throw new PlanError('breaks_structure', `"${name.slice(0, 80)}" would not be read as a heading.`, {
      where: unit.id,
    });
  const rest = Object.fromEntries(Object.entries(values).filter(([each]) => each !== key));
  return { subject: subjectWith(open, document), id: renamed.id, rest };
}
