import type { Candidate, Stretch } from './candidate.ts';
import { closedList } from './choices.ts';
import { pairsIn, partsOf } from './delimited.ts';

/** `{area}` and `{{name}}`, `{{}}` too. */
export function bracesIn(text: string, stretch: Stretch): Candidate[] {
  if (!stretch.own.includes('{')) return [];
  const pairs = partsOf(stretch).flatMap((part) => pairsIn(text, part.span.from, part.span.to, '{', '}', part.skip));
  return pairs.map((span) => {
    const raw = text.slice(span.from + 1, span.to - 1);
    const isMustache = raw.startsWith('{') && raw.endsWith('}') && raw.length >= 2;
    const inner = (isMustache ? raw.replace(/^\{{1,2}/, '').replace(/\}{1,2}$/, '') : raw).trim();
    const options = closedList(inner);
    const dialect = isMustache ? 'mustache' : 'brace';
    return { class: options.length > 0 ? 'choice' : 'token', dialect, span, inner, options, stretch };
  });
}
