import type { Words } from './words.ts';

/** Digits alone: `2026-12-05`, `2026/12/05`, `2026.12.05`, `2026. 12. 5.`, `2026年12月5日`, `2026년 12월 5일`. */
const yearFirst = [
  /(?<!\d)(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?!\d)/g,
  /(?<![\d.])(\d{4})(\.) ?(\d{1,2})\. ?(\d{1,2})(?!\.?\d)/g,
  /(?<!\d)(\d{4}) ?(年|년) ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]/g,
];
/** With points only: behind slashes the month may as well come first. */
const dayAndMonth = /(?<![\d.])(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})(?!\.?\d)/g;
/** `5 Dec 2026`, `5. Dezember 2026`, `5 de mayo de 2026`, `1er mai 2026`; a short word may join the parts. */
const dayFirst =
  /(?<!\d)(\d{1,2})(?:\p{L}{2}|[º°ª])?\.? (?:\p{L}{2,3} )?(\p{L}{3,10})\.?,? (?:\p{L}{2,3} )?(\d{4})(?!\d)/gu;
const monthFirst = /(?<!\p{L})(\p{L}{3,10})\.? (\d{1,2})(?:\p{L}{2})?,? (\d{4})(?!\d)/gu;

/**
 * The one date that a text names, as YYYY-MM-DD: `2026-12-05`, `5.12.2026`, `5 Dec 2026`, `December 5, 2026`, `2026年12月5日`.
 * Undefined where it names none, several, or one that is in no calendar. Names of months are read with `words` only.
 */
export function dateIn(text: string, words?: Words): string | undefined {
  const short = text.slice(0, 400);
  const found = [
    ...yearFirst.flatMap((form) =>
      [...short.matchAll(form)].map((match) => isoDate(Number(match[1]), Number(match[3]), Number(match[4]))),
    ),
    ...[...short.matchAll(dayAndMonth)].map((match) => isoDate(Number(match[3]), Number(match[2]), Number(match[1]))),
    ...[...short.matchAll(dayFirst)].flatMap((match) => named(words, match[3], match[2], match[1])),
    ...[...short.matchAll(monthFirst)].flatMap((match) => named(words, match[3], match[1], match[2])),
  ];
  return new Set(found).size === 1 ? found[0] : undefined;
}

/** True for a text that is a date and nothing else. Names of months are read with `words` only. */
export function isPlainDate(text: string, words?: Words): boolean {
  const bare = text.trim();
  const isWhole = [...yearFirst, dayAndMonth, dayFirst, monthFirst].some((form) =>
    [...bare.matchAll(form)].some((match) => match[0] === bare || `${match[0]}.` === bare),
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
