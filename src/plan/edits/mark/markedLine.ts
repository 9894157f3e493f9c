import { PlanError } from '../../../errors.ts';
import { isSection, resolvePlace } from '../../../markdown/addresses.ts';
import type { Document, Place } from '../../../markdown/model.ts';
import { stateIn } from '../../constitution/gates.ts';
import type { GateCheck } from '../../constitution/model.ts';
import type { PlanReading } from '../../planReading.ts';
import { stateChildren } from '../../progress/taskState.ts';
import { withoutMarker } from '../lists.ts';
import { onOneLine } from './taskNote.ts';

/** Where the record of a marked item stands: its line, 1-based, and the text of it; undefined where the item is gone. */
export function markedLine(reading: PlanReading, item: string): { line: number; text: string } | undefined {
  const { constitution, document } = reading;
  const principle = constitution.principles.find(({ id }) => id === item);
  if (principle !== undefined) return lineOf(document, principle.line);
  const place = placeOf(reading, item);
  const gate = constitution.gates.find(({ id }) => id === item);
  if (gate !== undefined && place !== undefined) return lineOf(document, stateLine(reading, gate, place) + 1);
  return place === undefined ? undefined : lineOf(document, place.line + 1);
}

/**
 * The lines below a marked item that tell what its own line can't: the word of its state, and a note of this call. Of a principle or
 * gate there are none: its line is the record.
 */
export function linesBelow(
  reading: PlanReading,
  item: string,
  notes: readonly string[],
): readonly { readonly item: string; readonly line: number; readonly text: string }[] {
  const { constitution, document, subject } = reading;
  if ([...constitution.principles, ...constitution.gates].some(({ id }) => id === item)) return [];
  const place = placeOf(reading, item);
  if (place?.kind !== 'item') return [];
  const words = notes.map((note) => onOneLine(withoutMarker(note))).filter((note) => note !== '');
  const isNote = (text: string): boolean => words.some((note) => text === note || text.endsWith(` ${note}`));
  const states = new Set(stateChildren(document.text, place, subject.words).map((child) => child.item));
  const below = place.children.filter(
    (child) => states.has(child) || isNote(onOneLine(document.text.slice(child.text.from, child.text.to))),
  );
  return below.flatMap((child) => {
    const found = lineOf(document, child.line + 1);
    return found === undefined ? [] : [{ item: child.id, ...found }];
  });
}

function placeOf({ document, subject, setting }: PlanReading, item: string): Place | undefined {
  try {
    return resolvePlace(document, item, subject.aliases, setting.path);
  } catch (fault) {
    if (fault instanceof PlanError) return undefined;
    throw fault;
  }
}

function lineOf({ lines, text }: Document, line: number | undefined): { line: number; text: string } | undefined {
  const found = line === undefined ? undefined : lines[line - 1];
  return line === undefined || found === undefined ? undefined : { line, text: text.slice(found.from, found.to) };
}

/** The line that gives a gate's state: its label, its record below, else its own. 0-based. */
function stateLine({ document, setting }: PlanReading, gate: GateCheck, place: Place): number {
  const textOf = (span: { readonly from: number; readonly to: number }): string =>
    document.text.slice(span.from, span.to);
  if (isSection(place)) {
    const status = gate.place.columns?.status;
    const label = place.content.fields.find((field) => field.label === status);
    const item = place.content.items.find((each) => stateIn(textOf(each.text), setting) !== undefined);
    return label?.line ?? item?.line ?? place.line;
  }
  const below = place.kind === 'item' ? place.children : place.kind === 'field' ? place.items : [];
  return below.find((each) => stateIn(textOf(each.text), setting) !== undefined)?.line ?? place.line;
}
