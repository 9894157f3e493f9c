import type { Document, Section } from '../../../markdown/model.ts';
import { listSections } from '../../../markdown/outline.ts';
import type { ChangedSection } from './model.ts';
import { sectionFinder } from './sectionAt.ts';

/** The sections whose own heading or text differs, in the order of the later text; then those that went. */
export function changedSections(before: Document, after: Document): ChangedSection[] {
  if (before.text === after.text) return [];
  const [old, fresh] = [ownTexts(before), ownTexts(after)];
  const isSameFront = frontMatterOf(before) === frontMatterOf(after);
  const found = [
    ...(isSameFront ? [] : [{ section: 'front-matter', line: after.frontMatter === undefined ? undefined : 1 }]),
    ...[...fresh].flatMap(([id, { text, section }]) =>
      old.get(id)?.text === text ? [] : [{ section: id, line: section.line + 1 }],
    ),
    ...[...old.keys()].filter((id) => !fresh.has(id)).map((id) => ({ section: id, line: undefined })),
  ];
  return found.length > 0 ? found : [between(before, after)];
}

function ownTexts(document: Document): Map<string, { readonly text: string; readonly section: Section }> {
  const sections = listSections(document).filter(({ kind }) => kind !== 'unit');
  return new Map(
    sections.map((section) => {
      const { heading, body } = section;
      const own = `${document.text.slice(heading.from, heading.to)}\n${document.text.slice(body.from, body.to)}`;
      return [section.id, { text: own, section }];
    }),
  );
}

function frontMatterOf({ text, frontMatter }: Document): string {
  return frontMatter === undefined ? '' : text.slice(frontMatter.span.from, frontMatter.span.to);
}

/** Blank lines and breaks belong to no section: the one above them stands for them. */
function between(before: Document, after: Document): ChangedSection {
  let at = 0;
  while (before.text.charAt(at) === after.text.charAt(at)) at += 1;
  const above = sectionFinder(after)(at);
  return above === undefined ? { section: 'header', line: 1 } : { section: above.id, line: above.line + 1 };
}
