import type { Words } from './words.ts';

/**
 * What looks like a date in a text and is in no calendar: `2026-02-30`, `31.02.2026`, `31 Feb 2026`, `2026年13月1日`. A day and a
 * month of which either may be the other are taken the way that makes a date.
 */
export function falseDatesIn(text: string, words: Words): readonly string[] {
  const short = text.slice(0, 400);
  const number = (digits: string | undefined): number => Number(digits);
  const forms: readonly (readonly [RegExp, (parts: RegExpMatchArray) => boolean])[] = [
    [yearFirst, ([, year, , month, day]) => isDay(number(year), number(month), number(day))],
    [
      yearLast,
      ([, first, , second, year]) =>
        isDay(number(year), number(second), number(first)) || isDay(number(year), number(first), number(second)),
    ],
    [inHan, ([, year, month, day]) => isDay(number(year), number(month), number(day))],
    [dayFirst, ([, day, month = '', year]) => isNamedDay(words, year, month, day)],
    [monthFirst, ([, month = '', day, year]) => isNamedDay(words, year, month, day)],
  ];
  return forms.flatMap(([form, isReal]) =>
    [...short.matchAll(form)].filter((match) => !isReal(match)).map((match) => match[0]),
  );
}

const yearFirst = /(?<![\d.-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d-]|\.\d)/g;
const yearLast = /(?<![\d.-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?![\d-]|\.\d)/g;
const inHan = /(?<!\d)(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/g;
const dayFirst = /(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\.? (\p{L}{3,10})\.?,? (\d{4})(?!\d)/gu;
const monthFirst = /(?<!\p{L})(\p{L}{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)/gu;

/** Words that name no month make no date, and so no false one. */
function isNamedDay(words: Words, year: string | undefined, month: string, day: string | undefined): boolean {
  const number = words.month(month);
  return number === undefined || isDay(Number(year), number, Number(day));
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
