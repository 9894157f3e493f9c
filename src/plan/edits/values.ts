import { PlanError, together } from '../../errors.ts';
import { isSection } from '../../markdown/addresses.ts';
import type { Place, Section, Span } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import type { Splice } from '../../markdown/splices.ts';
import { overlaps } from '../../markdown/spans.ts';
import { guidanceRemoval } from './guidance.ts';
import type { Change, Subject, Value, Write } from './model.ts';
import { requireNoCheck } from './parts.ts';
import { findTargets, sectionOf, type Target } from './targets.ts';
import { unknownName } from './unknownName.ts';
import { writeChild } from './writeChild.ts';
import { type ColumnWrite, writeColumns } from './writeColumns.ts';
import { writeField } from './writeField.ts';
import { isInFrontMatter, writeKey, writePlace } from './writeFrontMatter.ts';
import { writeHeading } from './writeHeading.ts';
import { writeSlot, writeSlots } from './writeSlot.ts';
import { isHeadingWritten, writtenLines } from './written.ts';

/** Fills labels, choices, slots, columns and child headings by name. Throws PlanError with all faults of the values at once. */
export function fillValues(subject: Subject, place: Place, values: Readonly<Record<string, Value>>): Change {
  const writes: Write[] = [];
  const columns: ColumnWrite[] = [];
  const faults: PlanError[] = [];
  for (const [name, value] of Object.entries(values)) {
    try {
      const targets = findTargets(subject, place, name);
      for (const aimed of spread(targets, value, name, subject, place)) {
        if (aimed.target === 'written') writes.push(aimed.write);
        else if (aimed.target.kind === 'column') columns.push({ target: aimed.target, value: aimed.value });
        else writes.push(writeTarget(subject, aimed.target, aimed.value));
      }
    } catch (fault) {
      if (!(fault instanceof PlanError)) throw fault;
      faults.push(fault);
    }
  }
  if (faults.length === 0) collect(faults, () => writes.push(...writeColumns(subject, columns)));
  if (faults.length > 0) throw together(faults);
  return changeOf(subject, place, writes);
}

function collect(faults: PlanError[], act: () => void): void {
  try {
    act();
  } catch (fault) {
    if (!(fault instanceof PlanError)) throw fault;
    faults.push(fault);
  }
}

type Aimed = { readonly target: Target; readonly value: Value } | { readonly target: 'written'; readonly write: Write };

/** Gives each place that a name stands for its value: one place the whole, several a text each. */
function spread(targets: readonly Target[], value: Value, name: string, subject: Subject, place: Place): Aimed[] {
  const [first] = targets;
  if (first === undefined) throw unknownName(subject, place, name);
  if (targets.length === 1) return [{ target: first, value }];
  const slots = targets.flatMap((target) => (target.kind === 'slot' ? [target.slot] : []));
  if (slots.length === targets.length && typeof value !== 'string') {
    const list = writeSlots(subject, slots, value);
    if (list !== undefined) return [{ target: 'written', write: list }];
  }
  if (typeof value === 'string' || value.length !== targets.length)
    throw standsOften(name, place, targets.length, value);
  return targets.map((target, index) => ({ target, value: value[index] ?? '' }));
}

function writeTarget(subject: Subject, target: Exclude<Target, { kind: 'column' }>, value: Value): Write {
  switch (target.kind) {
    case 'heading':
      return writeHeading(subject, target.section, value);
    case 'field':
      if (target.field.form === 'frontMatter') return writeKey(subject, target.field, value);
      if (target.field.item !== undefined) requireNoCheck(subject, target.field.item);
      return writeField(subject, target.section, target.field, value);
    case 'child':
      return writeChild(subject, target.section, value);
    case 'slot':
      return isInFrontMatter(subject.document, target.slot.slot.span)
        ? writePlace(subject, target.slot.slot.span, target.slot.slot.name, value)
        : writeSlot(subject, target.slot, value);
  }
}

function changeOf(subject: Subject, place: Place, writes: readonly Write[]): Change {
  const splices = writes
    .flatMap((write) => write.splices)
    .filter((splice) => subject.document.text.slice(splice.from, splice.to) !== splice.text);
  const spans = writes.flatMap((write) => write.spans);
  requireDisjoint(splices, place);
  const section = isSection(place) ? place : sectionOf(subject, place);
  const replaced = spans.filter((span) =>
    splices.some((splice) => overlaps(splice, span) || splice.from === span.from),
  );
  const replacesOwn = replaced.some((span) => span.from < span.to && isWrittenSpan(subject, span));
  return {
    place,
    splices: splices.length === 0 ? [] : [...splices, ...guidanceRemoval(subject, place, spans)],
    replacesOwn,
    replacesBelow: writes.some((write) => write.replacesBelow === true),
    rewritesOwn: section !== undefined && isWhollyRewritten(subject, section, spans),
  };
}

/** Written text in a span, whichever section holds it. */
function isWrittenSpan(subject: Subject, span: Span): boolean {
  const headed = listSections(subject.document).find(
    (section) => section.heading.from <= span.from && span.to <= section.heading.to,
  );
  if (headed !== undefined && headed.heading.from < headed.heading.to) return isHeadingWritten(subject, headed);
  return sectionsAt(subject, span).some((section) => writtenLines(subject, section, span).length > 0);
}

function sectionsAt(subject: Subject, span: Span): Section[] {
  return bodiesOf(subject).filter((section) => section.body.from <= span.from && span.to <= section.body.to);
}

function bodiesOf(subject: Subject): Section[] {
  return listSections(subject.document).filter((section) => section.kind !== 'unit' && section.kind !== 'title');
}

/** Everything that was written around a place stands in the spans that this call replaces. */
function isWhollyRewritten(subject: Subject, section: Section, spans: readonly Span[]): boolean {
  const mine = spans.reduce((count, span) => count + writtenLines(subject, section, span).length, 0);
  return mine >= writtenLines(subject, section).length;
}

function requireDisjoint(splices: readonly Splice[], place: Place): void {
  const ordered = splices.toSorted((a, b) => a.from - b.from || a.to - b.to);
  const clash = ordered.find((splice, index) => splice.from < (ordered[index - 1]?.to ?? 0));
  if (clash === undefined) return;
  throw new PlanError('invalid_input', `Two of the values for ${place.id} write the same text.`, {
    where: place.id,
    fix: 'Send each place once: the label or the slot inside it, not both.',
  });
}

function standsOften(name: string, place: Place, count: number, value: Value): PlanError {
  const sent = typeof value === 'string' ? 'one text' : `${value.length} texts`;
  return new PlanError('unknown_field', `"${name.slice(0, 80)}" stands ${count} times in ${place.id}, ${sent} came.`, {
    where: place.id,
    fix: `Send a list of ${count} texts, or the address of one place below ${place.id}.`,
  });
}
