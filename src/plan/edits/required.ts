import { isSection, resolvePlace } from '../../markdown/addresses.ts';
import { PlanError } from '../../errors.ts';
import type { Section } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import type { Template } from '../../template/model.ts';
import type { Subject } from './model.ts';

/** A section that must stay: one that the template's front matter names; without it, a level-2 section of the template not marked optional. */
export function isRequired(subject: Subject, section: Section): boolean {
  return section.kind === 'section' && requiredSections(subject).some((each) => each.id === section.id);
}

/** The template's sections that its plans must keep, in its order; empty where the template is not known. */
export function requiredSections({ template, words }: Pick<Subject, 'template' | 'words'>): readonly Section[] {
  if (template === undefined) return [];
  const named = template.meta.required;
  const optional = named === undefined ? optionalIds({ template, words }) : new Set<string>();
  const ids = new Set(named?.map((address) => idIn(template, address)));
  return listSections(template.document).filter((section) => {
    if (section.kind !== 'section') return false;
    return named === undefined ? section.level === 2 && !optional.has(section.id) : ids.has(section.id);
  });
}

/** Ids of the template's sections that may stay unfilled or go: those that it names, and level-2 sections whose heading says so. */
export function optionalIds({ template, words }: Pick<Subject, 'template' | 'words'>): ReadonlySet<string> {
  if (template === undefined) return new Set();
  const { document, meta } = template;
  const named = (meta.optional ?? []).map((address) => idIn(template, address)).filter((id) => id !== undefined);
  const marked = listSections(document).filter(
    ({ kind, level, heading }) =>
      kind === 'section' &&
      level === 2 &&
      words.label('optional').find(document.text.slice(heading.from, heading.to)) !== undefined,
  );
  return new Set([...named, ...marked.map(({ id }) => id)]);
}

function idIn(template: Template, address: string): string | undefined {
  try {
    const place = resolvePlace(template.document, address);
    return isSection(place) ? place.id : undefined;
  } catch (fault) {
    // A template that names a section it does not have requires nothing by it.
    if (fault instanceof PlanError) return undefined;
    throw fault;
  }
}
