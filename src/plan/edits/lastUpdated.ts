import type { Document, Span } from '../../markdown/model.ts';
import { applySplices } from '../../markdown/splices.ts';
import type { PlacedSlot } from '../slots.ts';
import { isPlainDate } from '../dates.ts';
import { lastUpdatedOf } from '../status.ts';
import type { Words } from '../words.ts';

/** The values of the Last Updated fields: they count in no section's revision. */
export function lastUpdatedSpans(document: Document, words: Words): Span[] {
  return lastUpdatedOf(document, words).map((field) => field.value);
}

/** Sets each Last Updated field that holds a slot or a plain date to today. */
export function touchLastUpdated(
  document: Document,
  slots: readonly PlacedSlot[],
  words: Words,
  today: string,
): string {
  const splices = lastUpdatedOf(document, words).flatMap((field) => {
    const value = document.text.slice(field.value.from, field.value.to);
    const isSlot = slots.some(({ slot }) => field.value.from <= slot.span.from && slot.span.to <= field.value.to);
    if (value === '' || value === today || !(isSlot || isPlainDate(value))) return [];
    return [{ ...field.value, text: today }];
  });
  return applySplices(document.text, splices);
}
