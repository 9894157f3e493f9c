import type { MarkContext, VerdictRecord } from './model.ts';

/** The note for a place that holds one text: a justification that stands nowhere else goes behind it. */
export function noteOf({ isListed }: MarkContext, { note, justification }: VerdictRecord): string {
  if (justification === undefined || isListed) return note;
  return `${note.replace(/[.。]$/u, '')}. Justification: ${justification}`;
}
