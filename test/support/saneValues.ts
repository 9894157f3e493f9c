/** What a place asks for, as the unfilled view names it. */
export interface Asked {
  /** The place's id. */
  readonly place: string;
  /** The label, column or slot. */
  readonly name: string;
  /** The slots' own words. */
  readonly words: string;
  readonly options: readonly string[];
  /** Counted from 1 where a name stands several times. */
  readonly index: number;
}

/** The date so many days ahead, YYYY-MM-DD. */
export function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** What a careful author would write: dates in order, durations that add up, choices from their lists, words elsewhere. */
export function saneValue(asked: Asked): string {
  const { place, name, words, options } = asked;
  if (options.includes('FAIL')) return 'FAIL';
  if (options[0] !== undefined) return options[0];
  const text = `${name} [${words}]`;
  const found = answers(place).find(([test]) => test.test(text));
  if (found !== undefined) return found[1];
  const sentence = sentenceFor(asked);
  return /question/i.test(place) && /question|unclear|not clear/i.test(text)
    ? `Who will ${sentence}?`
    : capital(sentence);
}

/** Patterns of what is asked for, with the answer; the first that fits counts. */
function answers(place: string): readonly (readonly [RegExp, string])[] {
  const phase = Number(/phase-(\d)$/.exec(place)?.[1] ?? 1);
  return [
    [/^Unknown 1/, researched(1)],
    [/^Unknown 2/, researched(2)],
    [/^heading \[Topic/, researched(Number(/\d$/.exec(place)?.[0] ?? 1))],
    [/^Start Date/, inDays(phase * 7)],
    [/^End Date/, inDays(phase * 7 + 4)],
    [/Deadline|^Target Resolution|^(?:Development|Staging|Production) \[Date/, inDays(14)],
    [/^Duration/, place.endsWith('/total') ? '10 days' : '5 days'],
    [/^Dependencies(?: \[(?:What it waits|Dependencies))/, 'None'],
    [/^Status/, 'Not Started'],
    [/^Branch/, 'feature/123-parcel-lockers'],
    [/\[AREA\]/, 'LOCKER'],
    [/\[NNN\]/, '001'],
    [/^issue/, '123'],
    [/^slug/, 'parcel-lockers'],
    [/^Issue\(s\)/, '#123'],
    [/^Related Screens/, 'SCR-001'],
    [/\[feature\]/, '001-parcel-lockers'],
    [/Violations|Blockers|Link|SPEC_FILE_PATH|^Deferred items|^Follow-up/, 'None'],
    [/\[Task IDs\]/, 'T001, T002'],
    [/METHOD/, 'GET'],
    [/X\.Y\.Z/, '1.2.3'],
    [/Percentage|Coverage Target/, '85%'],
    [/^Unresolved decisions/, 'Who cleans the lockers?'],
    [/^Approvals needed/, 'Schema change, by Mara'],
  ];
}

/** What is not known yet has a research task of the same words. */
function researched(number: number): string {
  return `How a cabinet ${number === 1 ? 'opens without power' : 'stands in snow'}`;
}

const deeds = [
  'paint',
  'mount',
  'number',
  'wire',
  'measure',
  'insure',
  'clean',
  'photograph',
  'order',
  'light',
  'label',
];
const kinds = [
  'northern',
  'wooden',
  'outdoor',
  'upper',
  'cooled',
  'spare',
  'narrow',
  'heavy',
  'rented',
  'old',
  'first',
];
const things = [
  'doors',
  'locks',
  'panels',
  'cables',
  'shelves',
  'roofs',
  'lamps',
  'keypads',
  'drawers',
  'signs',
  'ramps',
];

/** Other words for each place, name and index, and always the same ones. */
function sentenceFor({ place, name, index }: Asked): string {
  const seed = [...`${place} ${name} ${index}`].reduce(
    (sum, sign) => (sum * 31 + (sign.codePointAt(0) ?? 0)) % 1_000_003,
    7,
  );
  const pick = (words: readonly string[], by: number): string => words[Math.floor(seed / by) % words.length] ?? '';
  return `${pick(deeds, 1)} the ${pick(kinds, 11)} ${pick(things, 121)}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
