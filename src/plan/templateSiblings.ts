import type { Section } from '../markdown/model.ts';
import { wordNumberOf } from '../markdown/slug.ts';
import type { RenderedTemplate } from '../template/model.ts';
import { counterpartOf } from './slots.ts';

/** Finds the section of a template that a plan's section is made after: its own, or for a further 'Risk 3' the first of its kind. */
export function siblingFinder(template: RenderedTemplate): (section: Section) => Section | undefined {
  const known = new Map<string, Section | undefined>();
  return (section) => {
    const own = counterpartOf(section, template);
    const { parent } = section;
    const word = wordOf(section);
    if (own !== undefined || word === undefined || parent === undefined) return own;
    const key = `${parent.id} ${word}`;
    if (!known.has(key)) {
      const above = counterpartOf(parent, template);
      const siblings = [...(above?.units ?? []), ...(above?.children ?? [])];
      known.set(
        key,
        siblings.find((each) => wordOf(each) === word),
      );
    }
    return known.get(key);
  };
}

/** `risk` of 'Risk 3: Fog'. */
function wordOf(section: Section): string | undefined {
  return wordNumberOf(section.title)
    ?.words.replace(/[\d.\s]+$/, '')
    .toLowerCase();
}
