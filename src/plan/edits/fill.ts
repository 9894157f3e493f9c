import { PlanError } from '../../errors.ts';
import { allPlaces, isSection, resolvePlace } from '../../markdown/addresses.ts';
import { parseDocument } from '../../markdown/document.ts';
import type { Document, Place, Section } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { applySplices, type Splice } from '../../markdown/splices.ts';
import { addSections } from './addSections.ts';
import { appendTo } from './append.ts';
import { replaceBody, requireBody } from './content.ts';
import { replacePhrase } from './find.ts';
import type { Change, Fill, Subject } from './model.ts';
import { mentionsOf, move } from './move.ts';
import { replacePart } from './parts.ts';
import { nameOf, remove } from './remove.ts';
import { requireWords } from './placeholders.ts';
import { rename } from './rename.ts';
import { requireSameStanding } from './standing.ts';
import { standingLost } from './standingLost.ts';
import { openStub, stubSplice } from './stubForm.ts';
import { requireReading, requireSameAddresses, requireSameOutside } from './structure.ts';
import { findTargets } from './targets.ts';
import { fillValues } from './values.ts';

/** One fill as it would be written: the text afterwards, the place's id there (undefined where it went), and what it replaces. */
export interface PlannedFill {
  readonly text: string;
  readonly change: Change;
  readonly idAfter: string | undefined;
  readonly warnings: readonly string[];
}

/** Works a fill out on a plan without writing it. Checks address and structure; throws PlanError. The receipt is the caller's next check. */
export function planFill(subject: Subject, fill: Fill): PlannedFill {
  requireShape(fill);
  const place = resolvePlace(subject.document, fill.section, subject.aliases, subject.path);
  return fillOfStub(subject, place, fill) ?? planAt(subject, place, fill);
}

/** Names that a unit of the note '[Repeat structure]' lacks are those of what it repeats: its form is written, and filled. */
function fillOfStub(subject: Subject, place: Place, fill: Fill): PlannedFill | undefined {
  const names = Object.keys(fill.values ?? {});
  if (names.every((name) => findTargets(subject, place, name).length > 0)) return undefined;
  const opened = openStub(subject, place);
  if (opened === undefined) return undefined;
  const planned = planAt(opened.subject, opened.unit, { ...fill, section: opened.unit.id });
  const splices = [stubSplice(subject.document, place, planned.text)];
  return { ...planned, change: { ...planned.change, place, splices } };
}

function planAt(subject: Subject, place: Place, fill: Fill): PlannedFill {
  const change = changeFor(subject, place, fill);
  if (change.splices.length === 0) return { text: subject.document.text, change, idAfter: place.id, warnings: [] };
  const text = applySplices(subject.document.text, change.splices);
  const after = parseDocument(text);
  const idAfter = fill.mode === 'remove' ? undefined : idOf(subject.document, after, place, fill);
  requireStructure(subject.document, after, change, fill, idAfter);
  if (change.outcome !== undefined && idAfter !== undefined) requireReading(after, idAfter, change.outcome);
  requireSameStanding(subject.document, after, subject, place.id);
  const lost = fill.content === undefined || fill.find !== undefined ? [] : standingLost(subject, change);
  return { text, change, idAfter, warnings: [...warningsFor(after, place, fill), ...lost] };
}

function changeFor(subject: Subject, place: Place, fill: Fill): Change {
  if (fill.values !== undefined) return fillValues(subject, place, fill.values);
  const content = fill.content ?? '';
  if (fill.find !== undefined) return replacePhrase(subject, place, fill.find, content);
  switch (fill.mode ?? 'replace') {
    case 'replace':
      if (!isSection(place)) return replacePart(subject, place, content);
      requireBody(place);
      return replaceBody(subject, place, content);
    case 'append':
      if (isSection(place) && place.kind === 'title') return addSections(subject, place, content);
      return appendTo(subject, place, content);
    case 'rename':
      return rename(subject, place, content);
    case 'move':
      return move(subject, place, fill.after);
    case 'remove':
      return remove(subject, place);
  }
}

/** A fill says one thing: values, or content, or a mode that needs neither. */
function requireShape(fill: Fill): void {
  const mode = fill.mode ?? 'replace';
  const fault = shapeFault(fill, mode);
  if (fault !== undefined) throw new PlanError('invalid_input', fault, { where: fill.section });
  requireWords([fill.content, ...Object.values(fill.values ?? {}).flat()], fill.section);
}

function shapeFault(fill: Fill, mode: string): string | undefined {
  const hasContent = fill.content !== undefined;
  if (fill.values !== undefined && (hasContent || fill.find !== undefined)) return 'Send values or content, not both.';
  if (fill.values !== undefined && Object.keys(fill.values).length === 0)
    return 'values is empty: name a label, choice, slot, column or child heading.';
  if (fill.values !== undefined && mode !== 'replace') return `values goes with mode "replace", not "${mode}".`;
  if (fill.find !== undefined && mode !== 'replace') return `find goes with mode "replace", not "${mode}".`;
  if (fill.find !== undefined && fill.find.trim() === '') return 'find is empty: send the phrase to replace.';
  if (fill.find !== undefined && !hasContent)
    return 'find needs content: the text that replaces the phrase ("" takes it out).';
  if (fill.after !== undefined && mode !== 'move') return `after goes with mode "move", not "${mode}".`;
  if ((mode === 'move' || mode === 'remove') && hasContent) return `mode "${mode}" takes no content.`;
  if (fill.values === undefined && !hasContent && mode !== 'move' && mode !== 'remove')
    return `mode "${mode}" needs content or values.`;
  return undefined;
}

function requireStructure(
  before: Document,
  after: Document,
  change: Change,
  fill: Fill,
  idAfter: string | undefined,
): void {
  const { place } = change;
  if (fill.mode === 'move') return requireSameCount(before, after, place);
  if (place.kind === 'title' && fill.mode === 'append') return requireAdded(before, after);
  requireSameOutside(before, after, change.splices, place, fill.mode === 'remove' ? 'remove' : 'write');
  if (fill.mode === 'remove' || !isSection(place)) {
    if (fill.mode !== 'remove') requireSameAddresses(before, after, '', '', place.id);
    return;
  }
  requireSameAddresses(before, after, place.id, idAfter ?? place.id, place.id);
  requireSamePlace(after, place, idAfter ?? place.id, change.splices);
  if (fill.values !== undefined || fill.find !== undefined || fill.mode === 'rename')
    requireSameCount(before, after, place);
}

/** What was there before keeps its addresses; the new sections come behind it. */
function requireAdded(before: Document, after: Document): void {
  const now = new Map(listSections(after).map((section) => [section.id, section.title]));
  const lost = listSections(before).find((section) => now.get(section.id) !== section.title);
  if (lost === undefined) return;
  throw new PlanError('breaks_structure', `With these sections, the address ${lost.id} would name another place.`, {
    where: lost.id,
    fix: 'Choose other headings.',
  });
}

/** The place itself must still be what it was: a unit's label can stop being one, a break can make the footer begin elsewhere. */
function requireSamePlace(after: Document, place: Section, id: string, splices: readonly Splice[]): void {
  const now = listSections(after).find((section) => section.id === id);
  const isHeaded = place.heading.from < place.heading.to;
  const start = isHeaded ? now?.heading.from : now?.body.from;
  const before = isHeaded ? place.heading.from : place.body.from;
  // What was written into front matter moves all that stands below it.
  const moved = splices
    .filter((splice) => splice.to < before)
    .reduce((sum, splice) => sum + splice.text.length - (splice.to - splice.from), 0);
  if (now?.kind === place.kind && start === before + moved) return;
  throw new PlanError('breaks_structure', `With this text, ${place.id} would not be read as the place that it is.`, {
    where: place.id,
    fix: 'Leave out thematic breaks (---), a colon at the end of a title, and what would be read as a heading.',
  });
}

/** Values, phrases and moves neither make nor lose a heading. */
function requireSameCount(before: Document, after: Document, place: Place): void {
  const headings = (document: Document): number =>
    listSections(document).filter((section) => section.kind !== 'unit').length;
  if (headings(before) === headings(after)) return;
  throw new PlanError('breaks_structure', `With this text, ${place.id} would gain or lose a heading.`, {
    where: place.id,
    fix: 'Send headings in content, deeper than the section itself.',
  });
}

/** The place's id afterwards: new words change it, and it stands where it stood. */
function idOf(before: Document, after: Document, place: Place, fill: Fill): string {
  if (fill.mode === 'move') return place.id;
  if (!isSection(place)) {
    // A row or item is named by its words: what begins where it began is it.
    const same = allPlaces(after).find((other) => other.kind === place.kind && other.span.from === place.span.from);
    return same?.id ?? place.id;
  }
  const index = listSections(before).indexOf(place);
  return listSections(after)[index]?.id ?? place.id;
}

function warningsFor(after: Document, place: Place, fill: Fill): string[] {
  if (fill.mode !== 'remove' || !isSection(place)) return [];
  const name = nameOf(place);
  const places = mentionsOf(after, name);
  return places.length === 0 ? [] : [`${places.join(', ')} still mention${places.length === 1 ? 's' : ''} ${name}.`];
}
