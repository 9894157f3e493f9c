import type { Document, Section } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { wordNumberOf } from '../../markdown/slug.ts';
import type { Slot } from '../model.ts';
import { isRepeatMarker } from './words.ts';

/** The ids of sections and units of which there may be more: those above a repeat marker, and siblings counted up ('Phase 1', 'Phase 2'). */
export function repeatsIn(document: Document, slots: readonly Slot[]): readonly string[] {
  const sections = listSections(document);
  const marked = slots
    .filter((slot) => slot.guidance && isRepeatMarker(slot.name))
    .flatMap((slot) => markedBy(sections, slot.span.from) ?? []);
  const counted = sections.flatMap((section) => [...countedUp(section.children), ...countedUp(section.units)]);
  const found = new Set([...marked, ...counted, ...countedUp(document.top)]);
  return sections.filter((section) => found.has(section)).map((section) => section.id);
}

/** The last unit or section that begins before a marker and does not hold one of its own kind behind it. */
function markedBy(sections: readonly Section[], marker: number): Section | undefined {
  const before = sections.filter((section) => section.heading.from < marker && isRepeatable(section));
  const last = before.at(-1);
  // A marker below the children of a counted unit ('Phase 2' with its tasks) means that unit.
  const holders = before.filter((section) => marker <= section.span.to && wordNumberOf(section.title) !== undefined);
  return holders.at(-1) ?? last;
}

function isRepeatable(section: Section): boolean {
  return section.kind === 'section' || section.kind === 'unit';
}

/** Siblings that are one word with numbers, two of them at the least. */
function countedUp(siblings: readonly Section[]): readonly Section[] {
  const groups = new Map<string, Section[]>();
  for (const section of siblings) {
    const word = wordNumberOf(section.title)
      ?.words.replace(/(?<![\d.\s])[\d.\s]+$/, '')
      .toLowerCase();
    if (word === undefined || !isRepeatable(section)) continue;
    const group = groups.get(word);
    if (group === undefined) groups.set(word, [section]);
    else group.push(section);
  }
  return [...groups.values()].filter((group) => group.length > 1).flat();
}
