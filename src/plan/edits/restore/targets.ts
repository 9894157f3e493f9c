import { PlanError } from '../../../errors.ts';
import { isSection, resolvePlace } from '../../../markdown/addresses.ts';
import type { Document, Place, Section } from '../../../markdown/model.ts';
import { alignSections, type SectionPartners } from '../../diff/alignSections.ts';
import { onOneLine } from '../../quote.ts';
import type { Subject } from '../model.ts';
import type { Target, Version } from './model.ts';

/** The sections that a call names, and which of the two texts' are one. */
export interface Targets {
  readonly targets: readonly Target[];
  /** From the earlier text to the present one. */
  readonly partners: SectionPartners;
}

/**
 * Finds sections by their addresses in the present plan, else in the earlier text; those inside others are left out. Throws
 * PlanError `unknown_address`, `ambiguous_address`, or `invalid_input` for what is no section, or was not there then.
 */
export function targetsOf(subject: Subject, earlier: Version, addresses: readonly string[]): Targets {
  const partners = alignSections(earlier.document, subject.document);
  const found = new Map<Section, Target>();
  for (const address of addresses) {
    const target = targetOf(subject, earlier, partners, address);
    found.set(target.old, target);
  }
  const targets = [...found.values()].filter(({ old, now }) => !isInside(old, now, [...found.values()]));
  return { targets: targets.toSorted((a, b) => a.old.span.from - b.old.span.from), partners };
}

function targetOf(subject: Subject, earlier: Version, partners: SectionPartners, address: string): Target {
  const present = placeIn(() => resolvePlace(subject.document, address, subject.aliases, subject.path));
  const then = placeIn(() => resolvePlace(earlier.document, address));
  const old = 'place' in then && isSection(then.place) ? then.place : undefined;
  const id = address.trim().normalize('NFC').toLowerCase();
  const isExact = 'place' in present && present.place.id === id;
  // Of sections of one name, some went since: an id means the one that had it then.
  if (old?.id === id && isExact && isSection(present.place) && partners.before.get(present.place) !== old)
    return { now: partners.after.get(old), old };
  // What went since is meant before what only begins like it.
  if (old !== undefined && !isExact && !partners.after.has(old)) return { now: undefined, old };
  if ('place' in present) {
    const now = sectionOrThrow(subject.document, present.place);
    const partner = partners.before.get(now);
    if (partner === undefined) throw wasNotThere(now, earlier);
    return { now, old: partner };
  }
  if (old === undefined || present.fault.code !== 'unknown_address') throw present.fault;
  return { now: partners.after.get(old), old };
}

function placeIn(find: () => Place): { readonly place: Place } | { readonly fault: PlanError } {
  try {
    return { place: find() };
  } catch (fault) {
    if (fault instanceof PlanError) return { fault };
    throw fault;
  }
}

function sectionOrThrow(document: Document, place: Place): Section {
  if (isSection(place)) return place;
  const holder = place.id.slice(0, Math.max(0, place.id.lastIndexOf('/')));
  throw new PlanError('invalid_input', `${place.id} is no section: sections come back whole.`, {
    where: place.id,
    fix:
      document.frontMatter !== undefined && holder === 'front-matter'
        ? 'Leave sections out, or write the key with fill_section.'
        : `Name "${holder}", or write the place with fill_section.`,
  });
}

function wasNotThere(now: Section, earlier: Version): PlanError {
  return new PlanError(
    'invalid_input',
    `${now.id} did not exist in ${onOneLine(earlier.name, 100)}: there is no text to restore.`,
    {
      where: now.id,
      fix: 'To take it out, call fill_section with mode "remove".',
    },
  );
}

function isInside(old: Section, now: Section | undefined, all: readonly Target[]): boolean {
  return all.some(
    (other) =>
      other.old !== old &&
      (isBelow(old, other.old) || (now !== undefined && other.now !== undefined && isBelow(now, other.now))),
  );
}

function isBelow(section: Section, holder: Section): boolean {
  for (let at = section.parent; at !== undefined; at = at.parent) if (at === holder) return true;
  return false;
}
