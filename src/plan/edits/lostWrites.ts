import type { Document, Section } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';

/**
 * The sections that an edit changed (`before` → `after`) and that now read as they did before it: an editor may have saved an old buffer.
 * Ids, in document order.
 */
export function lostWrites(before: Document, after: Document, now: Document): string[] {
  const old = ownTexts(before);
  const written = ownTexts(after);
  return [...ownTexts(now)].flatMap(([id, text]) =>
    old.get(id) === text && written.has(id) && written.get(id) !== text ? [id] : [],
  );
}

function ownTexts(document: Document): Map<string, string> {
  const sections = listSections(document).filter((section) => section.kind !== 'unit');
  return new Map(sections.map((section) => [section.id, ownText(document, section)]));
}

function ownText(document: Document, section: Section): string {
  const { heading, body } = section;
  return `${document.text.slice(heading.from, heading.to)}\n${document.text.slice(body.from, body.to)}`;
}
