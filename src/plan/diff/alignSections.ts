import type { Document, Section } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { bodyIn, Pairing, type SectionPartners, type Siblings } from './pairing.ts';
import { oneLine } from './tidy.ts';
import { pairTwins } from './twins.ts';

export type { SectionPartners } from './pairing.ts';

/**
 * Pairs the sections and units of two texts: under one parent by text where several have one title, by id and title, by the name behind a number, by id; then, wherever
 * they stand, those of equal text; then those at the same spot whose text or title is alike.
 */
export function alignSections(before: Document, after: Document): SectionPartners {
  const pairing = new Pairing(before.text, after.text);
  const open: Siblings[] = [{ before: siblingsIn(before), after: siblingsIn(after) }];
  const seen: Siblings[] = [];
  // Each round goes down below the pairs of the round before, whose own leftovers may be paired in turn.
  for (let round = 0; round < 4 && open.length > 0; round += 1) {
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      seen.push(next);
      open.push(...pairSiblings(next, pairing));
    }
    open.push(...pairMoved(listSections(before), listSections(after), pairing));
    for (const siblings of seen) open.push(...pairSpots(siblings, pairing));
  }
  return pairing;
}

/** What stands highest: title, header, sections, footer. */
export function siblingsIn(document: Document): readonly Section[] {
  return document.title === undefined ? document.top : [document.title, ...document.top];
}

/** The last part of an id: what a section is called among its siblings. */
function slugIn(section: Section): string {
  return section.id.slice(section.id.lastIndexOf('/') + 1);
}

function pairSiblings(siblings: Siblings, pairing: Pairing): Siblings[] {
  const nameOf = (text: string) => (section: Section) =>
    section.kind === 'section' || section.kind === 'unit'
      ? oneLine(text.slice(section.words.from, section.words.to)) || undefined
      : undefined;
  const idAndTitle = (section: Section): string => `${slugIn(section)}\n${oneLine(section.title)}`;
  return [
    ...pairTwins(siblings, pairing),
    ...pairBy(siblings, pairing, idAndTitle, idAndTitle),
    ...pairUnique(siblings, pairing, nameOf(pairing.texts.before), nameOf(pairing.texts.after)),
    ...pairBy(siblings, pairing, slugIn, slugIn),
  ];
}

type NameOf = (section: Section) => string | undefined;

/** Ids are unique among siblings, so each name stands for one. */
function pairBy({ before, after }: Siblings, pairing: Pairing, nameBefore: NameOf, nameAfter: NameOf): Siblings[] {
  const named = new Map(after.filter((each) => pairing.isFree(each)).map((each) => [nameAfter(each), each]));
  return before.flatMap((section) => {
    const partner = pairing.isFree(section) ? named.get(nameBefore(section)) : undefined;
    return partner === undefined || !isSameKind(section, partner) ? [] : [pairing.pair(section, partner)];
  });
}

/** Pairs what alone has its name on both sides. */
function pairUnique({ before, after }: Siblings, pairing: Pairing, nameBefore: NameOf, nameAfter: NameOf): Siblings[] {
  const mine = onlyOnes(before, pairing, nameBefore);
  const theirs = onlyOnes(after, pairing, nameAfter);
  return [...mine].flatMap(([name, section]) => {
    const partner = theirs.get(name);
    const isOne = section !== undefined && partner !== undefined && isSameKind(section, partner);
    return isOne ? [pairing.pair(section, partner)] : [];
  });
}

function onlyOnes(sections: readonly Section[], pairing: Pairing, nameOf: NameOf): Map<string, Section | undefined> {
  const named = new Map<string, Section | undefined>();
  for (const section of sections) {
    const name = pairing.isFree(section) ? nameOf(section) : undefined;
    if (name !== undefined) named.set(name, named.has(name) ? undefined : section);
  }
  return named;
}

/** Title, header and footer are what they are by their place. */
function isSameKind(before: Section, after: Section): boolean {
  const byPlace = (section: Section): string => (section.level === 0 ? section.kind : 'section');
  return byPlace(before) === byPlace(after);
}

/** A text shorter than this is no sign that two sections are one. */
const leastTelling = 20;

function pairMoved(before: readonly Section[], after: readonly Section[], pairing: Pairing): Siblings[] {
  const { texts } = pairing;
  const open: Siblings[] = [];
  const bodyOf = (text: string) => (section: Section) => {
    const body = bodyIn(text, section);
    return body.length < leastTelling ? undefined : body;
  };
  const free: Siblings = {
    before: outermostFree(before, pairing),
    after: outermostFree(after, pairing),
  };
  open.push(...pairUnique(free, pairing, bodyOf(texts.before), bodyOf(texts.after)));
  const all: Siblings = {
    before: before.filter((section) => pairing.isFree(section)),
    after: after.filter((section) => pairing.isFree(section)),
  };
  const titleOf: NameOf = (section) => (section.level === 0 ? undefined : oneLine(section.title).toLowerCase());
  const theirs = onlyOnes(all.after, pairing, titleOf);
  for (const [title, section] of onlyOnes(all.before, pairing, titleOf)) {
    const partner = theirs.get(title);
    if (section === undefined || partner === undefined) continue;
    if (pairing.isAlike(section, partner)) open.push(pairing.pair(section, partner));
  }
  return open;
}

/** Those whose parent has a partner or that have none: what is below a free one goes with it. */
function outermostFree(sections: readonly Section[], pairing: Pairing): Section[] {
  return sections.filter(
    (section) => pairing.isFree(section) && (section.parent === undefined || !pairing.isFree(section.parent)),
  );
}

/** How many new sections at one spot are looked at. */
const mostInGap = 6;

/** Where a run of sections gave place to another at the same spot, those are one that are alike. */
function pairSpots({ before, after }: Siblings, pairing: Pairing): Siblings[] {
  const gaps = new Map<Section | undefined, Section[]>();
  let behind: Section | undefined;
  for (const section of after) {
    if (!pairing.isFree(section)) behind = section;
    else if (section.level !== 0) gaps.set(behind, [...(gaps.get(behind) ?? []), section].slice(0, mostInGap));
  }
  behind = undefined;
  return before.flatMap((section) => {
    behind = pairing.after.get(section) ?? behind;
    const gap = pairing.isFree(section) && section.level !== 0 ? gaps.get(behind) : undefined;
    const partner = gap?.find((each) => pairing.isFree(each) && pairing.isAlike(section, each));
    return partner === undefined ? [] : [pairing.pair(section, partner)];
  });
}
