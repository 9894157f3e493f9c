import { isSection, resolvePlace } from '../../markdown/addresses.ts';
import { PlanError } from '../../errors.ts';
import type { Section } from '../../markdown/model.ts';
import type { Template } from '../../template/model.ts';
import type { Subject } from './model.ts';

/** A section that must stay: one that the template's front matter names; without it, a level-2 section of the template not marked optional. */
export function isRequired(subject: Subject, section: Section): boolean {
  const { template } = subject;
  if (template === undefined || section.kind !== 'section') return false;
  const named = template.meta.required;
  if (named !== undefined) return named.some((address) => idIn(template, address) === section.id);
  const own = template.document.top.flatMap((top) => [top, ...top.children]).find((each) => each.id === section.id);
  return own !== undefined && own.level === 2 && !isOptional(subject, template, own);
}

function isOptional(subject: Subject, template: Template, section: Section): boolean {
  if (template.meta.optional?.some((address) => idIn(template, address) === section.id)) return true;
  return (
    subject.words.label('optional').find(template.document.text.slice(section.heading.from, section.heading.to)) !==
    undefined
  );
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
