import { PlanError } from '../../../errors.ts';
import { allPlaces, isSection } from '../../../markdown/addresses.ts';
import { parseDocument } from '../../../markdown/document.ts';
import type { Document, Place } from '../../../markdown/model.ts';
import { applySplices, type Splice } from '../../../markdown/splices.ts';

/** A plan with splices applied, and what to say of addresses that came to mean another place. */
export interface Inserted {
  readonly document: Document;
  readonly warnings: readonly string[];
}

/**
 * Writes splices and holds that nothing else reads differently: every place outside them is there, of its kind, under its id. The ids that
 * count by position go on counting. Where a new unit takes the name of a row or item (its number is not for the caller to choose), that is
 * a warning; else throws `breaks_structure`.
 */
export function insert(before: Document, splices: readonly Splice[], where: string, isUnit = false): Inserted {
  const document = parseDocument(applySplices(before.text, splices));
  const { moved, fresh } = comparePlaces(before, document, splices);
  if (moved.some(({ to }) => to === undefined) || fresh > 0) throw readsDifferently(where);
  const renamed = moved.filter(({ place, to }) => to !== undefined && to.id !== place.id && !isCounted(place));
  const [first] = renamed;
  if (first === undefined) return { document, warnings: [] };
  if (!isUnit || renamed.some(({ place }) => isSection(place))) throw takesAddress(first.place, where);
  const told = renamed.slice(0, 10).map(({ place, to }) => `${place.id} is now ${to?.id ?? ''}`);
  return { document, warnings: [`${told.join(', ')}: the new unit has that address.`] };
}

interface Moved {
  readonly place: Place;
  /** The same place afterwards; undefined where nothing of its kind begins there. */
  readonly to: Place | undefined;
}

/** Where each place outside the splices went, and how many places there are outside them that were not there. */
function comparePlaces(
  before: Document,
  after: Document,
  splices: readonly Splice[],
): { moved: readonly Moved[]; fresh: number } {
  const shift = shiftBy(splices);
  const key = (place: Place, at: number): string => `${place.kind} ${at}`;
  const now = new Map(allPlaces(after).map((place) => [key(place, place.span.from), place]));
  const moved = allPlaces(before).flatMap((place): Moved[] => {
    const at = shift.forward(place.span.from);
    if (at === undefined) return [];
    const to = now.get(key(place, at));
    now.delete(key(place, at));
    return [{ place, to }];
  });
  return { moved, fresh: [...now.values()].filter((place) => !shift.isNew(place.span.from)).length };
}

interface Shift {
  /** Where an offset stands afterwards; undefined for one that a splice replaces. */
  forward(at: number): number | undefined;
  /** Whether an offset of the new text stands in what a splice wrote. */
  isNew(at: number): boolean;
}

function shiftBy(splices: readonly Splice[]): Shift {
  const ordered = splices.toSorted((a, b) => a.from - b.from || a.to - b.to);
  let growth = 0;
  const written = ordered.map((splice) => {
    const from = splice.from + growth;
    growth += splice.text.length - (splice.to - splice.from);
    return { from, to: from + splice.text.length };
  });
  return {
    forward: (at) => {
      let moved = at;
      for (const { from, to, text } of ordered) {
        if (at < from) break;
        if (at < to) return undefined;
        moved += text.length - (to - from);
      }
      return moved;
    },
    isNew: (at) => written.some((span) => span.from <= at && at < span.to),
  };
}

/** `item-3` and `row-2` name what has no words by its position. */
function isCounted(place: Place): boolean {
  return !isSection(place) && /\/(?:item|row|field)(?:-\d+)?(?:-\d+)?$/.test(place.id);
}

function readsDifferently(where: string): PlanError {
  return new PlanError(
    'breaks_structure',
    `With this text, something outside the new place in ${where} would be read differently.`,
    {
      where,
      fix: 'Leave out what opens a heading, list, table, code or comment, or write the place with fill_section, mode "append".',
    },
  );
}

function takesAddress(place: Place, where: string): PlanError {
  return new PlanError('breaks_structure', `With this text, the address ${place.id} would name another place.`, {
    where,
    fix: 'Begin the new one with other words.',
  });
}

/** Where a place in a splice's text stands once all splices are written; `inner` counts from the text's start. */
export function offsetAfter(splices: readonly Splice[], splice: Splice, inner: number): number {
  const before = splices.filter((each) => each !== splice && each.to <= splice.from);
  return splice.from + inner + before.reduce((sum, each) => sum + each.text.length - (each.to - each.from), 0);
}

/** The place of a kind that begins at an offset. Throws `breaks_structure` where what was written is not read as one. */
export function placeAt<Kind extends Place['kind']>(document: Document, at: number, kind: Kind, where: string): Place {
  const place = allPlaces(document).find((each) => each.kind === kind && each.span.from === at);
  if (place === undefined) throw readsDifferently(where);
  return place;
}
