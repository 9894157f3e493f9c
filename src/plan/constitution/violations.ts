import type { Section } from '../../markdown/model.ts';
import type { Principle } from './model.ts';
import type { CheckPlace } from './places.ts';
import { type Explained, explainedAt, isTracking, isViolationsLabel, type ListedViolation } from './explained.ts';
import { isPlaceholder, type Reader } from './reader.ts';
import { openingNames, saysNone, substance } from './reasons.ts';
import { justifyingClause } from './settle.ts';

export { isViolationsLabel, type ListedViolation } from './explained.ts';

export interface ViolationList {
  readonly listed: readonly ListedViolation[];
  /** What bullets and running text of a complexity section say of principles: reasons for violations that are on record elsewhere. */
  readonly explained: readonly Explained[];
  /** The line that says there are none, 0-based. */
  readonly none: number | undefined;
  /** Where violations are listed: the field's or section's address. */
  readonly place: string | undefined;
  /** Whether that is a table's section: a line of text there would be no record. */
  readonly isTable: boolean;
  /** Whether the plan has such a place at all. */
  readonly exists: boolean;
}

/** How many places behind a Violation label may hold its justification. */
const mostNear = 3;

/** A place with the principle under whose heading it stands. */
export interface OwnedPlace {
  readonly place: CheckPlace;
  readonly owner: Principle | undefined;
}

/** Reads the Violations field, the Violation / Justification block and the complexity table. */
export function readViolations(
  places: readonly OwnedPlace[],
  tables: readonly { readonly section: Section; readonly places: readonly CheckPlace[] }[],
  reader: Reader,
): ViolationList {
  const found = places.flatMap((place, index) =>
    isViolationsLabel(place.place, reader)
      ? readPlace(place, places.slice(index + 1, index + 1 + mostNear), reader)
      : [],
  );
  const rows = tables.flatMap(({ places: below }) => below.flatMap((place) => rowViolation(place, reader)));
  const listed = [...found.flatMap((one) => one.listed), ...rows];
  const field = places.find(({ place, owner }) => isViolationsLabel(place, reader) && !isOwn(place, owner, reader));
  const tracked = places.filter(({ place }) => isTracking(place, reader)).map(({ place }) => place);
  const sections = tables.flatMap(({ places: below }) => below);
  return {
    listed,
    explained: [...sections, ...tracked].flatMap((place) => explainedAt(place, reader)),
    none: found.find((one) => one.none !== undefined)?.none,
    place: field?.place.id ?? tables[0]?.section.id,
    isTable: field === undefined && tables.length > 0,
    exists: field !== undefined || tables.length > 0 || listed.length > 0,
  };
}

/** 'Violation' under a principle's heading is that principle's own; the plural may close the section. */
function isOwn(place: CheckPlace, owner: Principle | undefined, reader: Reader): boolean {
  return owner !== undefined && reader.words.label('violation').is(place.name);
}

interface Found {
  readonly listed: readonly ListedViolation[];
  readonly none?: number;
}

interface Entry {
  readonly text: string;
  readonly line: number;
  readonly children: readonly CheckPlace[];
}

function readPlace({ place, owner }: OwnedPlace, behind: readonly OwnedPlace[], reader: Reader): readonly Found[] {
  const entries = entriesOf(place, reader);
  const [first] = entries;
  if (first === undefined) return [];
  const real = entries.filter(({ text }) => !saysNone(text, reader));
  if (real.length === 0) return isOwn(place, owner, reader) ? [] : [{ listed: [], none: first.line }];
  const next = behind.findIndex((other) => other.owner !== owner || isViolationsLabel(other.place, reader));
  const near = behind.slice(0, next === -1 ? mostNear : next).map((other) => other.place);
  const block = [...place.children, ...near];
  const label = { place, owner, block };
  const listed: ListedViolation[] = [];
  for (const entry of real) addEntry(listed, entry, label, reader);
  return [{ listed }];
}

/** The lines and parts of the value, and the items below it. */
function entriesOf(place: CheckPlace, reader: Reader): readonly Entry[] {
  const own = place.text
    .split(/\r\n|\r|\n|(?<=;)\s|(?<=；)/u)
    .map((text): Entry => ({ text: text.trim(), line: place.line, children: [] }));
  const below = place.children
    .filter((child) => !isReason(child, reader))
    .map(
      ({ form, whole, text, line, children }): Entry => ({
        text: form === 'box' || form === 'bullet' ? whole : text,
        line,
        children,
      }),
    );
  return [...own, ...below].filter(({ text }) => text !== '' && !isPlaceholder(text) && !isTemplate(text, reader));
}

/** An entry that names no principle goes on with the one before it. */
function addEntry(
  all: ListedViolation[],
  { text, line, children }: Entry,
  { place, owner, block }: OwnedPlace & { readonly block: readonly CheckPlace[] },
  reader: Reader,
): void {
  const { principles, rest } = openingNames(text, reader);
  const last = all.at(-1);
  if (principles.length === 0 && last !== undefined && (owner === undefined || last.principle !== owner)) {
    const more = { words: `${last.words} ${text}`, justification: goneOn(last, text, place, reader) };
    all.splice(-1, 1, { ...last, ...more });
    return;
  }
  const given = justificationAmong(children, reader) ?? justificationAmong(block, reader);
  if (principles.length === 0) {
    const justification = (owner === undefined ? undefined : justifyingClause(text, reader.words)) ?? given;
    all.push({ principle: owner, line, words: text, justification });
    return;
  }
  // In a Violation / Justification block the reason has a label of its own; a Violations field has it behind the name.
  const own = reader.words.label('violation').is(place.name)
    ? justifyingClause(text, reader.words)
    : substance(rest, reader);
  all.push(...principles.map((principle) => ({ principle, line, words: text, justification: own ?? given })));
}

/** The reason with the clause that goes on with it; a block's Justification is whole as it stands. */
function goneOn(last: ListedViolation, text: string, place: CheckPlace, reader: Reader): string | undefined {
  const more = substance(text, reader);
  if (last.justification === undefined || more === undefined) return last.justification ?? more;
  return reader.words.label('violation').is(place.name) ? last.justification : `${last.justification} ${more}`;
}

/** A sample that the template left there; a rule may well be named in its own words. */
function isTemplate(text: string, reader: Reader): boolean {
  return reader.template.opens(text) && reader.template.beyond(text) === '' && reader.names.opening(text) === undefined;
}

function isReason(place: CheckPlace, reader: Reader): boolean {
  return ['justification', 'mitigation'].some((label) => reader.words.label(label).is(place.name));
}

function justificationAmong(places: readonly CheckPlace[], reader: Reader): string | undefined {
  const field = places.find((place) => reader.words.label('justification').is(place.name));
  const text = field === undefined ? '' : [field.text, ...field.children.map((child) => child.whole)].join(' ').trim();
  return text === '' ? undefined : substance(text, reader);
}

/** A row of a complexity table: what is violated, why it is needed, what simpler way was rejected. */
function rowViolation(place: CheckPlace, reader: Reader): readonly ListedViolation[] {
  if (place.form === 'heading') return place.children.flatMap((child) => rowViolation(child, reader));
  const first = place.cells[0]?.text ?? '';
  const saysNothing = (text: string): boolean => text === '' || isPlaceholder(text) || saysNone(text, reader);
  if (place.form !== 'row' || saysNothing(first) || isTemplate(first, reader)) return [];
  const reasons = place.cells
    .slice(1)
    .map((cell) => substance(cell.text, reader))
    .filter((text) => text !== undefined);
  const opening = openingNames(first, reader);
  const named = opening.principles.length > 0 ? opening.principles : [reader.names.match(first)];
  if (named[0] === undefined && place.cells.slice(1).every((cell) => saysNothing(cell.text))) return [];
  return named.map((principle) => ({ principle, line: place.line, words: first, justification: reasons[0] }));
}
