import type { Section } from '../markdown/model.ts';
import type { RenderedTemplate } from '../template/model.ts';
import { formOfStub, wordOf } from './slots/stub.ts';
import { counterpartOf } from './slots.ts';

/** Finds the section of a template that a plan's section is made after: its own, or for a further 'Risk 3' and one that only repeats the first of its kind. */
export function siblingFinder(template: RenderedTemplate): (section: Section) => Section | undefined {
  const known = new Map<string, Section | undefined>();
  return (section) => {
    const there = counterpartOf(section, template);
    const own = there === undefined ? undefined : (formOfStub(template, there) ?? there);
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
