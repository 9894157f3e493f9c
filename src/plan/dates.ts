import type { Words } from './words.ts';

const yearFirst = /(?<!\d)(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?!\d)/g;
const dayFirst = /(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\.? (\p{L}{3,10})\.?,? (\d{4})(?!\d)/gu;
const monthFirst = /(?<!\p{L})(\p{L}{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)/gu;

/**
 * The one date that a text names, as YYYY-MM-DD: `2026-12-05`, `2026/12/05`, `5 Dec 2026`, `December 5, 2026`.
 * Undefined where it names none, several, or one that is in no calendar. Names of months are read with `words` only.
 */
export function dateIn(text: string, words?: Words): string | undefined {
  const short = text.slice(0, 400);
  const found = [
    ...[...short.matchAll(yearFirst)].map((match) => isoDate(Number(match[1]), Number(match[3]), Number(match[4]))),
    ...[...short.matchAll(dayFirst)].flatMap((match) => named(words, match[3], match[2], match[1])),
    ...[...short.matchAll(monthFirst)].flatMap((match) => named(words, match[3], match[1], match[2])),
  ];
  return new Set(found).size === 1 ? found[0] : undefined;
}

/** True for a text that is a date and nothing else. Names of months are read with `words` only. */
export function isPlainDate(text: string, words?: Words): boolean {
  const bare = text.trim();
  const isWhole = [yearFirst, dayFirst, monthFirst].some((form) =>
    [...bare.matchAll(form)].some((match) => match[0] === bare),
  );
  return isWhole && dateIn(bare, words) !== undefined;
}

function named(words: Words | undefined, year: string | undefined, month: string | undefined, day: string | undefined) {
  const number = words?.month(month ?? '');
  return number === undefined ? [] : [isoDate(Number(year), number, Number(day))];
}

/** Undefined for a day that its month does not have. */
function isoDate(year: number, month: number, day: number): string | undefined {
  const lastDay = month < 1 || month > 12 ? 0 : new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day < 1 || day > lastDay) return undefined;
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}
