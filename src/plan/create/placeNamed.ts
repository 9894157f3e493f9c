import { placeAt } from '../../markdown/addresses.ts';
import type { Place } from '../../markdown/model.ts';
import type { Subject } from '../edits/model.ts';
import { findTargets, type Target } from '../edits/targets.ts';

/** Where a value of a new plan goes: a place, the name in it, and what that stands for there. */
export interface NamedPlace {
  readonly place: Place;
  readonly label: string;
  readonly targets: readonly Target[];
}

/**
 * What a name stands for in a whole plan: looked for in header, footer and title first, then in every section; else a name behind
 * the address of a place, `timeline/phase-1/Owner`. Undefined where it stands for nothing.
 */
export function placeNamed(subject: Subject, name: string): NamedPlace | undefined {
  const { title, top } = subject.document;
  const places = [
    ...top.filter((section) => section.kind !== 'section'),
    ...(title === undefined ? [] : [title]),
    ...top.filter((section) => section.kind === 'section'),
  ];
  return places.map((place) => named(subject, place, name)).find(isSomething) ?? addressed(subject, name);
}

function named(subject: Subject, place: Place, label: string): NamedPlace {
  return { place, label, targets: findTargets(subject, place, label) };
}

function isSomething({ targets }: NamedPlace): boolean {
  return targets.length > 0;
}

/** No address has more parts. */
const mostParts = 8;

/** Labels have slashes, too: the longest address comes first. */
function addressed(subject: Subject, name: string): NamedPlace | undefined {
  if (name.split('/').length > mostParts) return undefined;
  for (let slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
    const place = placeAt(subject.document, name.slice(0, slash), subject.aliases);
    const found = place === undefined ? undefined : named(subject, place, name.slice(slash + 1).trim());
    if (found !== undefined && isSomething(found)) return found;
  }
  return undefined;
}
