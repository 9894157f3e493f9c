import type { Document, Section } from '../../../markdown/model.ts';
import { listSections } from '../../../markdown/outline.ts';

/** Finds the section that an offset stands in, or stands behind, by halving; for many offsets of one text. */
export function sectionFinder(document: Document): (offset: number) => Section | undefined {
  const sections = listSections(document).filter((section) => section.kind !== 'unit');
  return (offset) => {
    let low = 0;
    let high = sections.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sections[middle]?.span.from ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return sections[low - 1];
  };
}
