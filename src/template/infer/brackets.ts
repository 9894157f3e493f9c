import type { Candidate, Stretch } from './candidate.ts';
import { closedList } from './choices.ts';
import { isClarification } from './clarifications.ts';
import { pairsIn, partsOf } from './delimited.ts';

/** `[Feature name]`, `[FEATURE_NAME]`, `[e.g., …]`, `[H/M/L]`; one line or several. */
export function bracketsIn(text: string, stretch: Stretch): Candidate[] {
  if (!stretch.own.includes('[')) return [];
  const pairs = partsOf(stretch).flatMap((part) => pairsIn(text, part.span.from, part.span.to, '[', ']', part.skip));
  return pairs.map((span) => {
    const inner = text.slice(span.from + 1, span.to - 1).trim();
    const options = closedList(inner);
    const kind = isClarification(inner) ? 'clarification' : options.length > 0 ? 'choice' : 'token';
    return { class: kind, dialect: 'bracket', span, inner, options, stretch };
  });
}
