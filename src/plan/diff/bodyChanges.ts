import { bodyParts, ownText } from './bodyParts.ts';
import { fieldChanges } from './fieldChanges.ts';
import { itemChanges } from './itemChanges.ts';
import type { Found, SectionPair, Sides } from './model.ts';
import { tableChanges } from './tableChanges.ts';
import { textChanges } from './textChanges.ts';

/** What changed in a section's own body: paragraphs, fields, lists and tables; units and sections below left out. */
export function bodyChanges(sides: Sides, pair: SectionPair): Found[] {
  const texts = { before: ownText(sides.before, pair.before), after: ownText(sides.after, pair.after) };
  if (texts.before === texts.after) return [];
  const before = bodyParts(sides.before, pair.before);
  const after = bodyParts(sides.after, pair.after);
  const { id, body } = pair.after;
  const within = { id, from: body.from };
  const found = [
    ...textChanges(sides, within, before.texts, after.texts),
    ...fieldChanges(sides, within, before.fields, after.fields),
    ...itemChanges(sides, within, before, after),
    ...tableChanges(sides, within, before.tables, after.tables),
  ];
  if (found.length > 0) return found;
  // Only marks, indentation or the order of unlike parts differ.
  return [{ kind: 'changed', what: 'text', place: id, section: id, at: body.from, ...texts }];
}
