import { keepRefusal, PlanError, together } from '../../errors.ts';
import { parseDocument } from '../../markdown/document.ts';
import type { Section } from '../../markdown/model.ts';
import { slugOf } from '../../markdown/slug.ts';
import { applySplices, type Splice } from '../../markdown/splices.ts';
import { planFill } from '../edits/fill.ts';
import { oneLine } from '../edits/lists.ts';
import type { Subject, Value } from '../edits/model.ts';
import { type FillSetting, subjectOf } from '../edits/subject.ts';
import type { Target } from '../edits/targets.ts';
import { writeChild } from '../edits/writeChild.ts';
import { type NamedPlace, placeNamed } from './placeNamed.ts';
import { severalPlaces, unknownValues, wholeRow } from './valueRefusals.ts';

/** More faults than this help nobody. */
const mostFaults = 8;

/** The text of a new plan with the values that were given by name. Throws PlanError with all that is wrong with the first of them. */
export function withValues(text: string, values: Readonly<Record<string, Value>>, setting: FillSetting): string {
  const faults: PlanError[] = [];
  const unknown: string[] = [];
  let subject = subjectOf(parseDocument(text), setting);
  for (const [name, value] of Object.entries(values)) {
    if (faults.length + unknown.length >= mostFaults) break;
    const at = subject;
    const valued = noted(faults, () => {
      const found = withValue(at, name, value, setting);
      if (found === undefined) unknown.push(name);
      return found;
    });
    if (valued !== undefined && valued !== at.document.text) subject = subjectOf(parseDocument(valued), setting);
  }
  if (unknown.length > 0) faults.unshift(unknownValues(subject, unknown));
  if (faults.length > 0) throw together(faults);
  return subject.document.text;
}

function noted<Found>(faults: PlanError[], act: () => Found): Found | undefined {
  try {
    return act();
  } catch (fault) {
    keepRefusal(faults, fault);
    return undefined;
  }
}

/** Undefined where nothing has the name. */
function withValue(subject: Subject, name: string, value: Value, setting: FillSetting): string | undefined {
  const { text } = subject.document;
  const found = placeNamed(subject, name);
  if (found !== undefined) {
    const repeated = sameSlots(found.targets, value);
    return repeated === undefined ? filled(subject, name, found, value) : applySplices(text, repeated);
  }
  const section = sectionNamed(subject, name);
  if (section !== undefined) return fillSection(subject, section, value);
  if (isFilledAlready(setting, name)) return text;
  const row = wholeRow(subject, name);
  if (row !== undefined) throw row;
  return undefined;
}

function filled(subject: Subject, name: string, found: NamedPlace, value: Value): string {
  try {
    return planFill(subject, { section: found.place.id, values: { [found.label]: value } }).text;
  } catch (fault) {
    if (!(fault instanceof PlanError) || fault.code !== 'unknown_field') throw fault;
    throw severalPlaces(subject, name, found, value) ?? fault;
  }
}

/** A part of an ID that was written already. */
function isFilledAlready(setting: FillSetting, name: string): boolean {
  const part = `{${name.toLowerCase()}}`;
  return Object.values(setting.template?.meta.ids ?? {}).some((pattern) => pattern.toLowerCase().includes(part));
}

/** The top sections are the plan's own child headings. */
function sectionNamed({ document }: Subject, name: string): Section | undefined {
  const wanted = slugOf(name);
  return document.top.find(
    (section) => section.kind === 'section' && wanted !== '' && slugOf(section.title) === wanted,
  );
}

function fillSection(subject: Subject, section: Section, value: Value): string {
  if (typeof value === 'string') return planFill(subject, { section: section.id, content: value }).text;
  return applySplices(subject.document.text, writeChild(subject, section, value).splices);
}

/** A name such as AREA that stands several times in one place of a new plan is one variable: each gets the text. */
function sameSlots(targets: readonly Target[], value: Value): Splice[] | undefined {
  if (targets.length < 2 || typeof value !== 'string') return undefined;
  const slots = targets.flatMap((target) => (target.kind === 'slot' ? [target.slot] : []));
  if (slots.length !== targets.length) return undefined;
  return slots.map(({ slot }) => ({ ...slot.span, text: oneLine(value, slot.name) }));
}
