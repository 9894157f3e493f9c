import type { Principle } from './model.ts';
import { numeral } from './numerals.ts';
import { splitTitle } from './titles.ts';
import type { CheckPlace } from './places.ts';

/** One of several siblings that may each speak of a principle. */
interface Entry {
  readonly place: CheckPlace;
  /** The principle that its own words name. */
  readonly found: Principle | undefined;
  readonly number: string | undefined;
}

/**
 * The principles of places that name none by their words, and yet stand in a list that goes through the constitution: its numbers
 * are the constitution's, or it has as many entries as that has principles and goes in the same order.
 */
export function inStep(
  places: readonly CheckPlace[],
  principles: readonly Principle[],
  findAt: (place: CheckPlace) => Principle | undefined,
): ReadonlyMap<CheckPlace, Principle> {
  return new Map(
    runsOf(places).flatMap((run) => {
      if (run.length < 3) return [];
      const entries = run.map((place) => ({ place, found: findAt(place), number: numeral(numberOf(place)) }));
      const taken = new Set(entries.flatMap(({ found }) => found ?? []));
      const steps = [...byNumber(entries, principles), ...byPosition(entries, principles)];
      return steps.filter(([, principle]) => !taken.has(principle));
    }),
  );
}

/** Siblings of one form: rows of one table, boxes, bullets, labels or headings of one place. */
function runsOf(places: readonly CheckPlace[]): readonly (readonly CheckPlace[])[] {
  const runs = new Map<string, CheckPlace[]>();
  for (const place of places) {
    if (place.form === 'prose') continue;
    const key = [place.form, ...place.cells.map(({ column }) => column)].join('|');
    const run = runs.get(key);
    if (run === undefined) runs.set(key, [place]);
    else run.push(place);
  }
  const below = places.filter((place) => place.form === 'heading').flatMap((place) => runsOf(place.children));
  return [...runs.values(), ...below];
}

/** The outline number before a place's name, or in a cell of its own. */
export function numberOf(place: CheckPlace): string | undefined {
  if (place.form === 'row') {
    const [first, second] = place.cells;
    return bareNumber(first?.text ?? '') ?? splitTitle(first?.text ?? '').number ?? bareNumber(second?.text ?? '');
  }
  const text = place.name === '' ? place.whole : place.name;
  return splitTitle(text.replace(/^[^\p{L}\p{N}[]{1,20}/u, '').slice(0, 200)).number;
}

/** `IV`, `3.`: a number and nothing else. */
export function bareNumber(text: string): string | undefined {
  return /^[^\p{L}\p{N}]{0,10}([IVXL]{1,7}|\d{1,3})[^\p{L}\p{N}]{0,10}$/u.exec(text)?.[1];
}

/** Two of the numbers at least, and a third, stand before the names of their principles, and none before another's. */
function byNumber(entries: readonly Entry[], principles: readonly Principle[]): (readonly [CheckPlace, Principle])[] {
  const numbered = entries.filter(({ number }) => number !== undefined);
  const named = numbered.filter(({ found }) => found?.number !== undefined);
  const isTrusted = named.length >= 2 && named.length * 3 >= numbered.length;
  if (named.some(({ found, number }) => numeral(found?.number) !== number)) return [];
  if (!isTrusted && !coversAll(numbered, principles)) return [];
  return numbered.flatMap(({ place, found, number }) => {
    const meant = principles.filter((principle) => numeral(principle.number) === number);
    const [only] = meant;
    return found === undefined && meant.length === 1 && only !== undefined ? [[place, only] as const] : [];
  });
}

/** Every number of the constitution once, before names in another script: a translation. */
function coversAll(entries: readonly Entry[], principles: readonly Principle[]): boolean {
  const wanted = principles.map((principle) => numeral(principle.number));
  const got = new Set(entries.map(({ number }) => number));
  if (entries.length !== principles.length || !wanted.every((number) => number !== undefined && got.has(number)))
    return false;
  const titles = principles.map(({ title }) => title).join(' ');
  const names = entries.map(({ place }) => place.name || place.cells.map(({ text }) => text).join(' ') || place.whole);
  return isLatin(titles) !== isLatin(names.join(' '));
}

/** Whether most letters are Latin ones. */
function isLatin(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return (text.match(/\p{sc=Latn}/gu)?.length ?? 0) * 2 > letters;
}

/** As many entries as principles, half of them at their principle's place by name, none at another's. */
function byPosition(entries: readonly Entry[], principles: readonly Principle[]): (readonly [CheckPlace, Principle])[] {
  if (entries.length !== principles.length) return [];
  const named = entries.filter(({ found }) => found !== undefined);
  if (named.length < 2 || named.length * 2 < entries.length) return [];
  if (entries.some(({ found }, index) => found !== undefined && found !== principles[index])) return [];
  return entries.flatMap(({ place, found }, index) => {
    const principle = principles[index];
    return found === undefined && principle !== undefined ? [[place, principle] as const] : [];
  });
}
