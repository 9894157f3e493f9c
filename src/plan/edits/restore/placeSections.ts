import { PlanError } from '../../../errors.ts';
import { parseDocument } from '../../../markdown/document.ts';
import { withEnding } from '../../../markdown/lines.ts';
import type { Document, Section } from '../../../markdown/model.ts';
import { listSections } from '../../../markdown/outline.ts';
import { applySplices, type Splice } from '../../../markdown/splices.ts';
import type { SectionPartners } from '../../diff/alignSections.ts';
import { requireSameAround } from './around.ts';
import { comeBack } from './comeBack.ts';
import type { Target } from './targets.ts';

/** A section with the text that it is to have, in the file's line ending. */
export interface Placed extends Target {
  readonly text: string;
}

/** A splice that brings sections, and where in its text each of them begins. */
export interface Placement {
  readonly splice: Splice;
  readonly sections: readonly { readonly placed: Placed; readonly at: number }[];
}

/** The text of a section, with the line ending of the text that it comes into. */
export function textInto(into: Document, earlier: Document, section: Section): string {
  const text = earlier.text.slice(section.span.from, section.span.to);
  return earlier.eol === into.eol ? text : withEnding(text, into.eol);
}

/**
 * The plan with sections replaced by their earlier text; those that went return among their old siblings. Throws PlanError
 * `breaks_structure` where text outside them would be read differently, or they would not be read as they were.
 */
export function placeSections(
  now: Document,
  earlier: Document,
  partners: SectionPartners,
  placed: readonly Placed[],
): string {
  const standing = placed.flatMap((each): Placement[] => {
    if (each.now === undefined || textInto(now, now, each.now) === each.text) return [];
    return [{ splice: { ...each.now.span, text: each.text }, sections: [{ placed: each, at: 0 }] }];
  });
  const gone = placed.filter((each) => each.now === undefined);
  const placements = [...standing, ...comeBack(now, earlier, partners, gone)].toSorted(
    (a, b) => a.splice.from - b.splice.from || a.splice.to - b.splice.to,
  );
  if (placements.length === 0) return now.text;
  const splices = placements.map(({ splice }) => splice);
  const after = parseDocument(applySplices(now.text, splices));
  const where = placed
    .slice(0, 5)
    .map(({ old }) => old.id)
    .join(', ');
  requireSameAround(now, after, splices, where);
  requireSameOutline(now, after, placements, where);
  return after.text;
}

/** Each section must stand whole where it was put, and all others where they stood in the outline. */
function requireSameOutline(now: Document, after: Document, placements: readonly Placement[], where: string): void {
  const byStart = new Map(listSections(after).map((section) => [`${section.kind} ${section.span.from}`, section]));
  const fresh = new Set<Section>();
  let grown = 0;
  let isWhole = true;
  for (const { splice, sections } of placements) {
    for (const { placed, at } of sections) {
      const { old, text } = placed;
      const section = byStart.get(`${old.kind} ${splice.from + grown + at}`);
      if (section === undefined || after.text.slice(section.span.from, section.span.to) !== text) isWhole = false;
      else fresh.add(section);
    }
    grown += splice.text.length - (splice.to - splice.from);
  }
  const replaced = placements.flatMap(({ sections }) => sections.flatMap(({ placed }) => placed.now ?? []));
  const others = outlineWithout(now, new Set(replaced));
  const othersAfter = outlineWithout(after, fresh);
  const isSame = others.length === othersAfter.length && others.every((each, index) => each === othersAfter[index]);
  if (isWhole && isSame) return;
  throw new PlanError(
    'breaks_structure',
    `With the earlier text of ${where}, sections would not stand where they did.`,
    { where, fix: 'Restore the section that holds it, or write it with fill_section.' },
  );
}

function outlineWithout(document: Document, left: ReadonlySet<Section>): string[] {
  const isLeft = (section: Section): boolean => {
    for (let at: Section | undefined = section; at !== undefined; at = at.parent) if (left.has(at)) return true;
    return false;
  };
  return listSections(document).flatMap((section) =>
    isLeft(section) ? [] : [`${section.kind} ${section.level} ${section.title} in ${section.parent?.title ?? ''}`],
  );
}
