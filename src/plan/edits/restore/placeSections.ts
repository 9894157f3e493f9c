import { PlanError } from '../../../errors.ts';
import { parseDocument } from '../../../markdown/document.ts';
import { withEnding } from '../../../markdown/lines.ts';
import type { Document, Section } from '../../../markdown/model.ts';
import { listSections } from '../../../markdown/outline.ts';
import { applySplices } from '../../../markdown/splices.ts';
import type { SectionPartners } from '../../diff/alignSections.ts';
import { isReadAround } from './around.ts';
import { comeBack } from './comeBack.ts';
import type { Placed, Placement } from './model.ts';

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
  const isRead = isReadAround(now, after, earlier, splices) && isSameOutline(now, after, earlier, placements);
  if (isRead) return after.text;
  throw new PlanError(
    'breaks_structure',
    `With the earlier text of ${where}, text outside it would be read differently.`,
    { where, fix: 'Restore the section that holds it, or write it with fill_section.' },
  );
}

/** Each section must stand whole where it was put, and all others where they stand in the outline, or stood in the earlier one. */
function isSameOutline(now: Document, after: Document, earlier: Document, placements: readonly Placement[]): boolean {
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
  if (!isWhole) return false;
  const back = placements.flatMap(({ sections }) => sections.map(({ placed }) => placed));
  const others = outlineWithout(after, fresh);
  return (
    others === outlineWithout(now, new Set(back.flatMap((placed) => placed.now ?? []))) ||
    others === outlineWithout(earlier, new Set(back.map(({ old }) => old)))
  );
}

function outlineWithout(document: Document, left: ReadonlySet<Section>): string {
  const isLeft = (section: Section): boolean => {
    for (let at: Section | undefined = section; at !== undefined; at = at.parent) if (left.has(at)) return true;
    return false;
  };
  return listSections(document)
    .filter((section) => !isLeft(section))
    .map((section) => `${section.kind} ${section.level} ${section.title} in ${section.parent?.title ?? ''}`)
    .join('\n');
}
