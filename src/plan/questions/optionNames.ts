import type { Words } from '../words.ts';
import type { Offered } from './entry.ts';
import { isDigits, latin, markedAt, placeIn, symbol } from './optionMarks.ts';
import { oneLine } from './reading.ts';

const named = new RegExp(String.raw`^(?:(\p{L}{1,20}?)\s?)?[(（]?(${symbol}|\d{1,2})[)）.:：]?$`, 'u');

/** How each option is called where they are shown: as the plan calls it, else by its number; by letters where options are numbers themselves. */
export function optionNames({ options, optionRow }: Offered): readonly string[] {
  const own = optionRow ?? (areNumbers(options) ? latin : '');
  return options.map((_, index) => own[index] ?? String(index + 1));
}

/** Which option an answer names: by its words, its letter or number, or both. `none`: it names one that is not there; undefined where that is not sure. */
export function optionNamed(offered: Offered, answer: string, words: Words): string | undefined {
  const { options } = offered;
  if (options.length === 0) return undefined;
  const said = oneLine(answer).trim();
  const same = options.find((option) => isSame(option, said));
  if (same !== undefined) return same;
  const match = named.exec(said);
  if (match?.[2] !== undefined && (match[1] === undefined || words.question('option').is(match[1])))
    return optionAt(offered, match[2], match[1] !== undefined);
  const marked = markedAt(said, words);
  const option = marked === undefined ? undefined : options[indexOf(offered, marked.symbol, true) ?? -1];
  return marked !== undefined && isSame(option, marked.text.trim()) ? option : undefined;
}

/** The option that a letter or number names; undefined where it may mean another as well, or be an answer itself. */
function optionAt(offered: Offered, each: string, isNamed: boolean): string | undefined {
  const { options, optionRow } = offered;
  const index = indexOf(offered, each, isNamed);
  const there = index === undefined ? undefined : options[index];
  const own = options.find((option) => isSame(option, each));
  if (own !== undefined) {
    // 'option 2' may be the second or the 2.
    const isClear = index === undefined ? !(isNamed && isNumber(each)) : there === own;
    return isClear ? own : undefined;
  }
  if (index === undefined) return undefined;
  const others = options.filter((_, at) => at !== index);
  const isMarked = optionRow !== undefined && !isNumber(each);
  return others.some((option) => isMentioned(oneLine(option), each, isMarked)) ? undefined : (there ?? 'none');
}

/** Whether an option's own words have the number or letter in them: '2 days', 'plan A'. Of the plan's own letters, at their end. */
function isMentioned(option: string, each: string, isMarked: boolean): boolean {
  if (isNumber(each)) return new RegExp(String.raw`(?<!\d)0*${each}(?!\d)`).test(option);
  const end = isMarked ? '$' : String.raw`(?![\p{L}\p{N}])`;
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${each}${end}`, 'iu').test(option);
}

/** Which place a letter or number stands for, from 0; undefined where it may be an answer itself. */
function indexOf({ options, optionRow }: Offered, each: string, isNamed: boolean): number | undefined {
  const areNumbered = areNumbers(options);
  // Of options that are numbers, a number says itself, unless the plan numbers them.
  if (isNumber(each))
    return areNumbered && (optionRow === undefined || !isDigits(optionRow)) ? undefined : Number(each) - 1;
  const hasLetters = optionRow !== undefined && !isDigits(optionRow);
  // A letter that nobody has put before an option may be a name: 'C'.
  const byPlace = isNamed || areNumbered;
  if (!hasLetters && (!byPlace || options.some((option) => /^\p{L}$/u.test(oneLine(option))))) return undefined;
  // Letters of two alphabets may look the same: the plan's own count, where it has some.
  const letters = hasLetters ? optionRow : latin;
  const index = placeIn(letters, each);
  const alike = index === -1 ? placeIn(letters, alikes.get(each.toUpperCase()) ?? each) : index;
  return alike === -1 ? undefined : alike;
}

/** The letters that look the same in two alphabets and stand at the same place in both. Б and B don't: one is no sure sign of the other. */
const alikes = new Map([
  ['A', 'А'],
  ['А', 'A'],
]);

function isSame(option: string | undefined, text: string): boolean {
  return option !== undefined && oneLine(option).toLowerCase() === text.toLowerCase();
}

function isNumber(each: string): boolean {
  return /^\d+$/.test(each);
}

/** All open with digits, or some with nothing before them: `v2`, `v3`; `2`, `3`, `more`. */
function areNumbers(options: readonly string[]): boolean {
  return (
    options.every((option) => /^\D{0,2}\d/.test(option)) || options.some((option) => /^[^\p{L}\d]{0,2}\d/u.test(option))
  );
}
