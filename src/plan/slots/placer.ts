import type { Document, Section } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';

/** Finds the innermost section or unit whose own heading or body holds an offset; what stands before all of them goes to the first. */
export type Placer = (offset: number) => Section | undefined;

/** Makes a document's placer. A lookup halves its way. */
export function createPlacer(document: Document): Placer {
  const sections = listSections(document).filter((section) => section.kind !== 'unit');
  return (offset) => {
    const section = lastFrom(sections, offset) ?? sections[0];
    if (section === undefined) return undefined;
    const unit = lastFrom(section.units, offset);
    return unit !== undefined && offset <= Math.max(unit.heading.to, unit.body.to) ? unit : section;
  };
}

/** The last of some ordered sections that begins at an offset or before it. */
function lastFrom(sections: readonly Section[], offset: number): Section | undefined {
  let low = 0;
  let high = sections.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sections[middle]?.heading.from ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return sections[low - 1];
}
