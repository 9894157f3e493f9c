import type { Candidate, Stretch } from './candidate.ts';
import { spanAt } from './delimited.ts';

/** Dates, ids and amounts with letters where digits go: `YYYY-MM-DD`, `TASK-XXX`, `ADR-NNN`, `XX%`. */
const mask = new RegExp(
  [
    String.raw`\bYYYY(?:[-/.]?MM(?:[-/.]?DD)?|-Q[N#X])(?: HH:MM(?::SS)?)?(?![A-Za-z0-9])`,
    String.raw`\b(?:DD[-/.]MM|MM[-/.]DD)[-/.]YY(?:YY)?\b`,
    String.raw`\b[A-Z]{1,10}(?:-[A-Z]{2,10})?-(?:X{2,6}|N{2,6}|#{2,6})(?![A-Za-z0-9#])`,
    String.raw`\b(?:XX|NN)(?=%)`,
    String.raw`_{4,60}`,
  ].join('|'),
  'g',
);

/** The masks that stand bare in a stretch. */
export function masksIn(text: string, stretch: Stretch): Candidate[] {
  if (!/YYYY|DD|XX|NN|##|____/.test(stretch.own)) return [];
  return [...stretch.own.matchAll(mask)].flatMap((match) => {
    const from = stretch.from + match.index;
    if (spanAt(stretch.comments, from) !== undefined || /[\w#]/.test(text.charAt(from - 1))) return [];
    const span = { from, to: from + match[0].length };
    return [{ class: 'token', dialect: 'mask', span, inner: match[0], options: [], stretch }];
  });
}

/** Whether the words of a delimited placeholder are nothing but a mask: `YYYY-MM-DD`, `###`, `X.Y.Z`, `N`. */
export function isMask(inner: string): boolean {
  return /^(?:[XYZN#]{1,8}|[vV]?[XYZNx]\.[XYZNx](?:\.[XYZNx])?|[YMDHSTQ#]{2,4}(?:[-/.: ]{0,2}[YMDHSTQ#]{1,4}){0,5})$/.test(
    inner,
  );
}
