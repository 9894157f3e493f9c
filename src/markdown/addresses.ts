import { PlanError } from '../errors.ts';
import { withoutHidden } from './hidden.ts';
import { plainText } from './inline.ts';
import type { Document, Place, Section } from './model.ts';
import { nearestPlaces } from './nearest.ts';
import { oncePer } from './oncePer.ts';
import { listSections, placesIn } from './outline.ts';
import { slugOf } from './slug.ts';

/** Other names of places, each with the id of its place. */
export type Aliases = Pick<ReadonlyMap<string, string>, 'get'>;

const noAliases: Aliases = new Map<string, string>();

/** How many of the places that an address may mean a refusal names. */
const mostCandidates = 10;

/**
 * Finds the place that an address names, in this order: exact id, alias (a role, a principle), outline number, heading text,
 * unique trailing part, unique prefix that ends at a word. Letter case never matters.
 * Throws PlanError `unknown_address` with the nearest places or `ambiguous_address` with those that it may mean; `name` is what the refusal calls the document.
 */
export function resolvePlace(
  document: Document,
  address: string,
  aliases: Aliases = noAliases,
  name = 'the document',
): Place {
  const found = placesNamed(document, address, aliases);
  const [first] = found;
  if (first === undefined) throw unknown(address, placesOf(document).places, name);
  if (found.length > 1) throw ambiguous(address, found, name);
  return first;
}

/** The same without a refusal: undefined where the address names no place, or several. */
export function placeAt(document: Document, address: string, aliases: Aliases = noAliases): Place | undefined {
  const found = placesNamed(document, address, aliases);
  return found.length === 1 ? found[0] : undefined;
}

function placesNamed(document: Document, address: string, aliases: Aliases): readonly Place[] {
  const given = addressOf(address);
  const { places, withId } = placesOf(document);
  const exact = withId.get(given);
  if (exact !== undefined) return [exact];
  const wanted = folded(given);
  const byAlias: Find = () =>
    [withId.get(aliases.get(given)?.toLowerCase() ?? '')].filter((place) => place !== undefined);
  for (const find of [byId, byAlias, byWords, byPath, byTrailingPart, byPrefix]) {
    const found = find(places, wanted, aliases);
    if (found.length > 0) return found;
  }
  return [];
}

function addressOf(words: string): string {
  return words.trim().normalize('NFC').toLowerCase();
}

/** Everything that has an address, sections first, in document order. */
export function allPlaces(document: Document): readonly Place[] {
  return placesOf(document).places;
}

/** The same, found by id too; worked out once for a document. */
const placesOf = oncePer((document: Document) => {
  const sections = listSections(document);
  const places: readonly Place[] = [...sections, ...sections.flatMap((section) => placesIn(section))];
  return { places, withId: new Map(places.map((place) => [place.id, place])) };
});

type Find = (places: readonly Place[], wanted: string, aliases: Aliases) => readonly Place[];

/** One form of a text for all its cases: `ß`, `SS` and `ẞ` are one. */
function folded(text: string): string {
  return text.normalize('NFC').toLowerCase().toUpperCase().toLowerCase();
}

const byId: Find = (places, wanted) => places.filter((place) => folded(place.id) === wanted);

/** The whole address is a number or the words of a heading. */
const byWords: Find = (places, wanted) => {
  const sections = places.filter(isSection);
  const numbered = sections.filter((section) => section.number?.toLowerCase() === wanted.replace(/[.)]$/, ''));
  if (numbered.length > 0) return numbered;
  const title = plainText(wanted);
  return sections.filter((section) => section.title !== '' && wordsOf(section).includes(title));
};

/** Each part of the path is a slug, a number, a heading's words or, as the first, an alias. */
const byPath: Find = (places, wanted, aliases) => {
  const parts = wanted.split('/').map((part) => part.trim());
  if (parts.length < 2) return [];
  const withId = new Map(places.map((place) => [place.id, place]));
  return places.filter((place) => matchesPath(place, parts, withId, aliases));
};

function matchesPath(
  place: Place,
  parts: readonly string[],
  withId: ReadonlyMap<string, Place>,
  aliases: Aliases,
): boolean {
  const last = parts.at(-1) ?? '';
  if (!matchesPart(place, last)) return false;
  const above = parts.slice(0, -1);
  if (above.length === 0) return true;
  const parent = withId.get(place.id.slice(0, Math.max(0, place.id.lastIndexOf('/'))));
  if (parent === undefined) return false;
  if (above.length === 1 && aliases.get(above[0] ?? '') === parent.id) return true;
  return matchesPath(parent, above, withId, aliases);
}

function matchesPart(place: Place, part: string): boolean {
  const own = folded(lastPart(place));
  if (own === part || own === slugOf(part)) return part !== '';
  return (
    isSection(place) && (place.number?.toLowerCase() === part.replace(/[.)]$/, '') || wordsOf(place).includes(part))
  );
}

const byTrailingPart: Find = (places, wanted) => {
  const tail = `/${wanted}`;
  const exact = places.filter((place) => folded(place.id).endsWith(tail));
  return preferSections(exact);
};

/** A prefix of the whole id or of its last part, ending where a word ends. */
const byPrefix: Find = (places, wanted) => {
  const prefix = wanted.includes('/') ? wanted : slugOf(wanted) || wanted;
  const starts = (text: string): boolean => text.startsWith(prefix) && '-/'.includes(text.charAt(prefix.length));
  const whole = places.filter(
    (place) => starts(folded(place.id)) && !folded(place.id).slice(prefix.length).includes('/'),
  );
  if (whole.length > 0) return preferSections(whole);
  return preferSections(places.filter((place) => starts(folded(lastPart(place)))));
};

function lastPart(place: Place): string {
  return place.id.slice(place.id.lastIndexOf('/') + 1);
}

/** A section is meant before the rows and items of the same name. */
function preferSections(places: readonly Place[]): readonly Place[] {
  const sections = places.filter(isSection);
  return sections.length > 0 ? sections : places;
}

export function isSection(place: Place): place is Section {
  return place.kind !== 'row' && place.kind !== 'item' && place.kind !== 'field';
}

function wordsOf(section: Section): string[] {
  const title = folded(section.title);
  const number = section.number;
  return number === undefined
    ? [title]
    : [title, title.slice(title.indexOf(number.toLowerCase()) + number.length).replace(/^[.)]?\s+/, '')];
}

function ambiguous(address: string, found: readonly Place[], name: string): PlanError {
  const names = found.slice(0, mostCandidates).map((place) => place.id);
  return new PlanError(
    'ambiguous_address',
    `"${quoted(address)}" names ${found.length} places in ${name}: ${names.join(', ')}.`,
    {
      where: address,
      fix: 'Use one of these ids.',
    },
  );
}

function unknown(address: string, places: readonly Place[], name: string): PlanError {
  return new PlanError('unknown_address', `No place "${quoted(address)}" in ${name}.`, {
    where: address,
    fix: places.length === 0 ? 'The document has no sections.' : wayOn(nearestPlaces(addressOf(address), places)),
  });
}

function wayOn(nearest: readonly Place[]): string {
  if (nearest.length === 0) return 'Nothing there has a name like it: read_plan view "outline" lists the sections.';
  return `Nearest: ${nearest.map((place) => place.id).join(', ')}.`;
}

function quoted(address: string): string {
  const plain = withoutHidden(address.slice(0, 1000)).replace(/\s+/g, ' ');
  return plain.length > 120 ? `${plain.slice(0, 120)}…` : plain;
}
