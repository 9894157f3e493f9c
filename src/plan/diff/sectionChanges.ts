import type { Document, Section } from '../../markdown/model.ts';
import { listSections, withDescendants } from '../../markdown/outline.ts';
import { type SectionPartners, siblingsIn } from './alignSections.ts';
import type { Found } from './model.ts';
import { outOfOrder } from './order.ts';
import { oneLine } from './tidy.ts';

/** Sections and units added, removed, renamed and moved. */
export function sectionChanges(before: Document, after: Document, partners: SectionPartners): Found[] {
  const reordered = reorderedIn(after, partners);
  return [
    ...listSections(after).flatMap((section) => {
      const partner = partners.before.get(section);
      return partner === undefined
        ? addedSection(after, section, partners)
        : keptSection(partner, section, partners, reordered);
    }),
    ...siblingLists(before).flatMap((siblings) => removedSections(before, siblings, partners)),
  ];
}

function keptSection(
  before: Section,
  after: Section,
  partners: SectionPartners,
  reordered: ReadonlyMap<Section, string>,
): Found[] {
  const said = { what: 'section', place: after.id, section: after.id, at: after.heading.from } as const;
  const from = before.id === after.id ? {} : { from: before.id };
  const found: Found[] = [];
  if (oneLine(before.title) !== oneLine(after.title))
    found.push({ kind: 'renamed', ...said, ...from, before: before.title, after: after.title });
  const behind = reordered.get(after);
  const isElsewhere = parentPartner(before, partners) !== after.parent;
  if (isElsewhere) found.push({ kind: 'moved', ...said, from: before.id });
  else if (behind !== undefined) found.push({ kind: 'moved', ...said, ...from, behind });
  else if (before.level !== after.level)
    found.push({ kind: 'changed', ...said, what: 'heading', before: levelOf(before), after: levelOf(after) });
  return found;
}

function parentPartner({ parent }: Section, partners: SectionPartners): Section | undefined | null {
  return parent === undefined ? undefined : (partners.after.get(parent) ?? null);
}

function levelOf(section: Section): string {
  return section.kind === 'unit' ? 'bold line' : '#'.repeat(section.level);
}

/** Said once of what stands highest; what is below a new section goes with it. */
function addedSection({ text }: Document, section: Section, partners: SectionPartners): Found[] {
  const { parent, id } = section;
  if (parent !== undefined && !partners.before.has(parent)) return [];
  const after = text.slice(section.heading.to, section.span.to).trim();
  const below = newBelow(section, (each) => partners.before.has(each));
  return [{ kind: 'added', what: 'section', place: id, section: id, at: section.heading.from, after, below }];
}

function newBelow(section: Section, isKnown: (section: Section) => boolean): number {
  return withDescendants(section).filter((each) => each !== section && !isKnown(each)).length;
}

function removedSections({ text }: Document, siblings: readonly Section[], partners: SectionPartners): Found[] {
  const parent = siblings[0]?.parent;
  if (parent !== undefined && !partners.after.has(parent)) return [];
  const holder = parent === undefined ? undefined : partners.after.get(parent);
  let at = holder === undefined ? 0 : Math.max(holder.heading.to, holder.body.to);
  return siblings.flatMap((section): Found[] => {
    const partner = partners.after.get(section);
    if (partner !== undefined) {
      if (partner.parent === holder) at = partner.span.to;
      return [];
    }
    const before = text.slice(section.heading.to, section.span.to).trim();
    const below = newBelow(section, (each) => partners.after.has(each));
    const { id } = section;
    return [{ kind: 'removed', what: 'section', place: id, section: id, at, before, below }];
  });
}

/** Of those that left their order among the siblings that both texts have: what they stand behind now. */
function reorderedIn(after: Document, partners: SectionPartners): ReadonlyMap<Section, string> {
  const reordered = new Map<Section, string>();
  for (const siblings of siblingLists(after)) {
    const stayed = siblings.flatMap((section, index) => {
      const partner = partners.before.get(section);
      const isHere = partner !== undefined && parentPartner(partner, partners) === section.parent;
      return isHere ? [{ section, index, from: partner.heading.from }] : [];
    });
    const shifted = outOfOrder(stayed.map(({ from }) => from));
    for (const { section, index } of stayed.filter((_, place) => shifted.has(place)))
      reordered.set(section, siblings[index - 1]?.id ?? '');
  }
  return reordered;
}

function siblingLists(document: Document): (readonly Section[])[] {
  return [siblingsIn(document), ...listSections(document).map((section) => [...section.units, ...section.children])];
}
