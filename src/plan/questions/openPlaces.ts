import { parseDocument } from '../../markdown/document.ts';
import { inferSlots } from '../../template/infer/inferSlots.ts';
import type { Words } from '../words.ts';

/** A name or date in plain words; what has other marks in it may be a place that waits for one. */
const plain = /^(?!(.)\1+$)[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}\s.,:/'’&+-]*$/iu;

/** Whether a value only holds the place of one: `[NAME]`, `<name>`, `???`, `DD.MM.YYYY`, 'TBD'. */
export function isOpenPlace(value: string, words: Words): boolean {
  if (!/[\p{L}\p{N}]/u.test(value) || words.question('undecided').is(value)) return true;
  if (plain.test(value) && !isMask(value)) return false;
  if (value.length > longestPlace) return false;
  const found = known.get(value) ?? isSlot(value);
  if (known.size >= mostKnown) known.clear();
  known.set(value, found);
  return found;
}

const longestPlace = 80;

/** What was found of values lately: a plan is read several times in one call. */
const known = new Map<string, boolean>();
const mostKnown = 4_000;

/** Whether inference takes all of a label's value for a place to fill. */
function isSlot(value: string): boolean {
  const label = '**Owner**: ';
  const from = label.length;
  return inferSlots(parseDocument(`${label}${value}\n`)).some(
    ({ span }) => span.from <= from && span.to >= from + value.length,
  );
}

/** Letters that stand for digits: `DD.MM.YYYY`. */
function isMask(value: string): boolean {
  return /^\p{Lu}{2,4}[./-]/u.test(value);
}
