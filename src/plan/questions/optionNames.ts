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

/** Which option an answer names: by its words, its letter or number, or both. `none`: it names one that is not there. */
export function optionNamed(offered: Offered, answer: string, words: Words): string | undefined {
  const { options } = offered;
  if (options.length === 0) return undefined;
  const said = oneLine(answer).trim();
  const isSame = (option: string | undefined, text: string): boolean =>
    option !== undefined && oneLine(option).toLowerCase() === text.toLowerCase();
  const same = options.find((option) => isSame(option, said));
  if (same !== undefined) return same;
  const match = named.exec(said);
  if (match?.[2] !== undefined && (match[1] === undefined || words.question('option').is(match[1]))) {
    const index = indexOf(offered, match[2]);
    return index === undefined ? undefined : (options[index] ?? 'none');
  }
  const marked = markedAt(said, words);
  const option = marked === undefined ? undefined : options[indexOf(offered, marked.symbol) ?? -1];
  return marked !== undefined && isSame(option, marked.text.trim()) ? option : undefined;
}

/** Which option a letter or number stands for, from 0; undefined where it may be an answer itself. */
function indexOf({ options, optionRow }: Offered, each: string): number | undefined {
  const isNumber = /^\d+$/.test(each);
  // Of options that are numbers, a number says itself, unless the plan numbers them.
  if (isNumber)
    return areNumbers(options) && (optionRow === undefined || !isDigits(optionRow)) ? undefined : Number(each) - 1;
  // Letters of two alphabets may look the same: the plan's own count, where it has some.
  const letters = optionRow === undefined || isDigits(optionRow) ? latin : optionRow;
  const index = placeIn(letters, each);
  return index === -1 ? undefined : index;
}

function areNumbers(options: readonly string[]): boolean {
  return options.every((option) => /^\D{0,2}\d/.test(option));
}
