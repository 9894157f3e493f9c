import { parseDocument } from '../../src/markdown/document.ts';
import { inferSlots } from '../../src/template/infer/inferSlots.ts';
import type { CollectedFile } from './collection.ts';

/** Bracketed texts of filled plans that no template has, and how many of them are taken for slots all the same. */
export interface FilledBrackets {
  readonly total: number;
  readonly taken: readonly string[];
}

/** Not a box, a link or a link's definition. */
const bracketed = /\[([^\][\n\r]{2,200})\](?![([:])/g;

/** Counts what is in brackets in filled plans and stands in no template of the collection. */
export function filledBrackets(files: readonly CollectedFile[]): FilledBrackets {
  const templates = files.filter((file) => /template/.test(file.kind ?? '')).map((file) => file.text);
  const known = new Set(templates.flatMap((text) => [...text.matchAll(bracketed)].map((match) => match[0])));
  const plans = files.filter((file) => file.kind === 'plan');
  let total = 0;
  const taken: string[] = [];
  for (const { path, text } of plans) {
    const own = new Set(
      [...text.matchAll(bracketed)].filter((match) => !known.has(match[0])).map(({ index }) => index),
    );
    total += own.size;
    const slots = inferSlots(parseDocument(text)).filter((slot) => slot.sure && slot.class !== 'clarification');
    taken.push(...slots.filter((slot) => own.has(slot.span.from)).map((slot) => `${path} ${slot.text}`));
  }
  return { total, taken };
}
