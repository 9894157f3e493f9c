import { spanAt } from '../../markdown/spans.ts';
import type { Candidate, Stretch } from './candidate.ts';

/** Dates, ids and amounts with letters where digits go: `YYYY-MM-DD`, `TASK-XXX`, `ADR-NNN`, `XX%`. */
const mask = new RegExp(
  [
    String.raw`\bYYYY(?:[-/.]?MM(?:[-/.]?DD)?|-Q[N#X])(?:[ T]HH:[Mm]{2}(?::[Ss]{2})?Z?)?(?![A-Za-z0-9])`,
    String.raw`\b(?:YYYY|20XX)年(?:(?:MM|XX)月(?:(?:DD|XX)日)?)?`,
    // Other languages' letters: ДД.ММ.ГГГГ, TT.MM.JJJJ, DD/MM/AAAA, JJ/MM/AAAA.
    String.raw`(?<![\p{L}\d])(?:(?:ДД|TT|DD|JJ)[-./](?:ММ|MM)[-./](?:ГГГГ|JJJJ|AAAA)|(?:ГГГГ|JJJJ|AAAA)[-./](?:ММ|MM)[-./](?:ДД|TT|DD|JJ))(?![\p{L}\d])`,
    String.raw`(?<![\p{L}\d])\p{Lu}{2,10}-(?:X{2,6}|N{2,6})(?![\p{L}\d])`,
    String.raw`\b(?:DD[-/.]MM|MM[-/.]DD)[-/.]YY(?:YY)?\b`,
    // Without a year, a German or Czech date ends with a dot: `TT.MM.`.
    String.raw`(?<![\p{L}\d][-/.]?)(?:(?:TT|DD)\.MM\.?|(?:TT|DD|JJ)[-/]MM|JJ\.MM|ДД[-./]ММ|(?:MM|ММ)[-/.](?:TT|DD|JJ|ДД))(?![-/.]?[\p{L}\d])`,
    String.raw`\b[A-Z]{1,10}(?:-[A-Z]{2,10})?-(?:X{2,6}|N{2,6}|#{2,6})(?![A-Za-z0-9#])`,
    String.raw`\b[A-Z]{2,10}(?:-[A-Z]{2,10})?-(?:x{2,6}|y{2,6}|n{2,6})(?![A-Za-z0-9])`,
    String.raw`\bv?\d{1,3}(?:\.\d{1,3}){0,2}\.[XYZN][a-z]?(?![A-Za-z0-9])`,
    String.raw`\bv[XN]\.[YNX](?:\.[ZNX])?(?![A-Za-z0-9])|\bX\.Y\.Z\b`,
    String.raw`\b(?:XX|NN)(?=%)`,
    String.raw`_{4,60}`,
    String.raw`＿{2,60}`,
  ].join('|'),
  'gu',
);

/** In a heading, letters where its unit's number goes: `Phase NN`. */
const numberMask = /(?:(?<=\p{L} )(?:NN|XX)|^(?:N{2,5}|X{2,5}))(?=[ :：.]|$)/gu;

/** The masks that stand bare in a stretch. */
export function masksIn(text: string, stretch: Stretch): Candidate[] {
  if (!/YYYY|DD|ДД|TT|JJ|20XX|XX|NN|xx|yy|nn|##|____|＿＿|[.XN]\.?[XYZN]/.test(stretch.own)) return [];
  const found = [
    ...stretch.own.matchAll(mask),
    ...(stretch.place === 'heading' ? stretch.own.matchAll(numberMask) : []),
  ];
  return found.flatMap((match) => {
    const from = stretch.from + match.index;
    if (spanAt(stretch.comments, from) !== undefined || /[\w#]/.test(text.charAt(from - 1))) return [];
    if (match[0].startsWith('＿') && isRule(text, stretch, from)) return [];
    // `### Packages (PKG-xxx)` names the family of IDs that stand below.
    if (stretch.place === 'heading' && text.charAt(from - 1) === '(') return [];
    const span = { from, to: from + match[0].length };
    return [{ class: 'token', dialect: 'mask', span, inner: match[0], options: [], stretch }];
  });
}

/** A line of nothing but full-width underscores parts a text; a form has words beside them. */
function isRule(text: string, { place, from, to }: Stretch, at: number): boolean {
  if (place !== 'paragraph' && place !== 'heading') return false;
  const before = /(?<![^\n\r])[^\n\r]*$/.exec(text.slice(Math.max(from, at - 80), at))?.[0] ?? '';
  const after = /^[^\n\r]*/.exec(text.slice(at, Math.min(to, at + 160)))?.[0] ?? '';
  return !/[\p{L}\p{N}]/u.test(before + after);
}

/** Whether the words of a delimited placeholder are nothing but a mask: `YYYY-MM-DD`, `###`, `X.Y.Z`, `N`. */
export function isMask(inner: string): boolean {
  return /^(?:[XYZN#]{1,8}|[vV]?[XYZNx]\.[XYZNx](?:\.[XYZNx])?|[YMDHSTQ#]{2,4}(?:[-/.: ]{0,2}[YMDHSTQ#]{1,4}){0,5})$/.test(
    inner,
  );
}
