import type { Section } from '../../markdown/model.ts';
import { wordNumberOf } from '../../markdown/slug.ts';
import { outermost } from '../../markdown/spans.ts';
import { applySplices } from '../../markdown/splices.ts';
import type { RenderedTemplate } from '../../template/model.ts';

/** Whether a unit of a template is only a note that the lines of another are to be repeated. */
export function isStub(template: RenderedTemplate, section: Section): boolean {
  const { body } = section;
  if (section.children.length > 0 || section.units.length > 0 || body.from === body.to) return false;
  const notes = outermost(template.guidance.filter((span) => body.from <= span.from && span.to <= body.to));
  const rest = applySplices(
    template.document.text.slice(body.from, body.to),
    notes.map((span) => ({ from: span.from - body.from, to: span.to - body.from, text: '' })),
  );
  return notes.length > 0 && rest.trim() === '';
}

/** What a template's stub stands for: the first of its siblings that counts the same thing and has a form of its own. */
export function formOfStub(template: RenderedTemplate, section: Section): Section | undefined {
  const word = wordOf(section);
  if (word === undefined || !isStub(template, section)) return undefined;
  const { parent } = section;
  const siblings = parent === undefined ? template.document.top : [...parent.units, ...parent.children];
  return siblings.find((each) => wordOf(each) === word && !isStub(template, each));
}

/** `risk` of 'Risk 3: Fog'; undefined for a section that counts nothing. */
export function wordOf(section: Section): string | undefined {
  return wordNumberOf(section.title)
    ?.words.replace(/(?<![\d.\s])[\d.\s]+$/, '')
    .toLowerCase();
}
