import type { Document, Item } from '../../../markdown/model.ts';
import { listSections } from '../../../markdown/outline.ts';
import { leadOf } from './leads.ts';

/** The texts of all items of a plan, children too: an ID goes on behind all that the plan has, wherever they stand. */
export function itemTexts(document: Document): readonly string[] {
  const deep = (item: Item): Item[] => [item, ...item.children.flatMap(deep)];
  return listSections(document)
    .filter((section) => section.kind !== 'unit')
    .flatMap((section) => section.content.items.flatMap(deep))
    .map((item) => document.text.slice(item.text.from, Math.min(item.text.to, item.text.from + 60)));
}

/** The IDs (`T012`, not `Stream 2`) that open some texts, by their words, with the highest number of each. */
function highestIds(texts: readonly string[]): Map<string, number> {
  const highest = new Map<string, number>();
  for (const text of texts) {
    const lead = leadOf(text);
    if (lead === undefined || !isId(lead.before) || !/^\d{1,6}$/.test(lead.number)) continue;
    const word = lead.before.replace(/[^A-Z-]/g, '');
    highest.set(word, Math.max(highest.get(word) ?? 0, Number(lead.number)));
  }
  return highest;
}

/** Whether what stands before a number makes an ID of it: capitals alone. */
export function isId(before: string): boolean {
  return /^[*_[(`]{0,3}[A-Z][A-Z-]{0,20}$/.test(before);
}

const item =
  /^([ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?[*_[(`]{0,3})([A-Z][A-Z-]{0,20})(\d{1,6})(?=[\s:：.)\]*_`])/gm;

/** The form of a unit with IDs of its own: those that open its items go on behind the plan's, in their order. */
export function withFreshIds(document: Document, form: string): string {
  const highest = highestIds(itemTexts(document));
  return form.replace(item, (whole, lead: string, word: string, number: string) => {
    const last = highest.get(word);
    if (last === undefined) return whole;
    highest.set(word, last + 1);
    return `${lead}${word}${String(last + 1).padStart(number.length, '0')}`;
  });
}
