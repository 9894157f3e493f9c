import { spanAt } from '../../markdown/spans.ts';
import type { Candidate, Stretch } from './candidate.ts';

/** Names in capitals set off by signs: `__NAME__`, `%NAME%`, `@@NAME@@`, `$ARGUMENTS`, `${NAME}`. */
const signed =
  /__([A-Z][A-Z0-9_]{1,60}[A-Z0-9])__|%([A-Z][A-Z0-9_]{1,60})%|@@([A-Z][A-Z0-9_]{1,60})@@|\$([A-Z][A-Z0-9_]{2,60})(?![\w(])|\$\{([A-Z][A-Z0-9_]{1,60})\}/g;

/** The names of a stretch that are set off by signs. */
export function signsIn(text: string, stretch: Stretch): Candidate[] {
  if (!/__|%|@@|\$/.test(stretch.own)) return [];
  return [...stretch.own.matchAll(signed)].flatMap((match) => {
    const from = stretch.from + match.index;
    if (spanAt(stretch.comments, from) !== undefined || /[\w\\]/.test(text.charAt(from - 1))) return [];
    const inner = match[1] ?? match[2] ?? match[3] ?? match[4] ?? match[5] ?? '';
    return [
      { class: 'token', dialect: 'sign', span: { from, to: from + match[0].length }, inner, options: [], stretch },
    ];
  });
}
