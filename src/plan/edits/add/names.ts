import { PlanError } from '../../../errors.ts';
import type { Document } from '../../../markdown/model.ts';
import { slugOf } from '../../../markdown/slug.ts';
import { planSlots } from '../../slots.ts';
import type { Subject, Value } from '../model.ts';

/** Whether two names are one but for case, marks and brackets. */
export function sameName(a: string, b: string): boolean {
  return keyOfName(a) === keyOfName(b);
}

function keyOfName(name: string): string {
  return slugOf(name.replace(/[[\]{}<>`]/g, ' ')) || name.trim().toLowerCase();
}

/** The one text that a name has. Throws PlanError `invalid_input` for a list. */
export function oneText(name: string, value: Value, where: string): string {
  if (typeof value === 'string') return value;
  if (value.length === 1) return value[0] ?? '';
  throw new PlanError('invalid_input', `"${name.slice(0, 80)}" takes one text, a list of ${value.length} came.`, {
    where,
    fix: 'Send one text; for several, send as many items.',
  });
}

/** The refusal of names that a new place does not know. */
export function unknownNames(names: readonly string[], known: readonly string[], where: string): PlanError {
  const given = names.map((name) => `"${name.slice(0, 80)}"`).join(', ');
  return new PlanError('unknown_field', `One more in ${where} has nothing named ${given}.`, {
    where,
    fix: `Known: ${[...new Set(known)].slice(0, 24).join(', ')}.`,
  });
}

/** The plan as an edit sees it once something stands in it. */
export function subjectWith(subject: Subject, document: Document): Subject {
  const placed = planSlots(document, subject.template);
  const slots = placed.filter(({ slot }) => !slot.guidance);
  return { ...subject, document, slots, instructions: placed.filter(({ slot }) => slot.guidance) };
}

/** Whether a text says on one line that there is nothing, and holds no comment of anybody's. */
export function saysNothing({ words }: Pick<Subject, 'words'>, text: string): boolean {
  return !/[\r\n]|<!--/.test(text.trim()) && words.none.is(text);
}
