import { plainText } from '../../markdown/inline.ts';
import type { Document, Item } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { bareTitle } from '../roles.ts';
import type { Words } from '../words.ts';

/** The number of the phase that a text opens with: `2A` of `Phase 2A: Wiring`, `2` of `第2阶段`. Undefined where it opens with none. */
export function phaseNumberOf(text: string, words: Words): string | undefined {
  const plain = plainText(text.slice(0, 200)).replace(/^[^\p{L}\p{N}]{1,12}/u, '');
  const before = /^(?:第\s?)?(\d{1,3})\s?(?=[^\s\d.:)\-–—])/u.exec(plain);
  const unit = words.unit('phase');
  if (before !== null) return unit.opens(plain.slice(before[0].length)) > 0 ? Number(before[1]).toString() : undefined;
  const length = unit.opens(plain);
  return length === 0 ? undefined : normal(behindWord.exec(plain.slice(length))?.[1]);
}

/** Every phase that a text names by its number: `Phases 1, 2A and 4`. */
export function phaseNumbersIn(text: string, words: Words): readonly string[] {
  const found = words.unit('phase').findAll(text);
  return found.flatMap(({ to }) => numbersBehind(text.slice(to, to + 80), words));
}

/** The numbers of a list that opens a text, with what lies between the ends of `1-3`. */
function numbersBehind(text: string, words: Words): readonly string[] {
  const numbers: string[] = [];
  let isRange = false;
  for (let rest = text; numbers.length < 40; ) {
    const match = behindWord.exec(rest);
    const number = normal(match?.[1]);
    if (match === null || number === undefined) break;
    if (isRange) numbers.push(...between(numbers.at(-1) ?? '', number));
    numbers.push(number);
    rest = rest.slice(match[0].length);
    const mark = /^\s{0,2}(?:[,&+/、–-]\s{0,2})?/u.exec(rest)?.[0] ?? '';
    const behind = rest.slice(mark.length);
    const conjunction = words.label('and').opens(behind);
    if (mark.trim() === '' && conjunction === 0) break;
    isRange = /[–-]/.test(mark);
    rest = behind.slice(conjunction);
  }
  return numbers;
}

/** 2 between 1 and 3, 1B between 1A and 1C. */
function between(first: string, last: string): readonly string[] {
  const [from, to] = [first, last].map((number) => /^(\d{1,3})([A-Z]?)$/.exec(number));
  if (from === null || to === null || from === undefined || to === undefined) return [];
  const low = Number(from[1]);
  const count = Number(to[1]) - low;
  if (from[2] === '' && to[2] === '' && count < 30)
    return Array.from({ length: Math.max(0, count - 1) }, (_, index) => String(low + index + 1));
  if (count !== 0 || from[2] === '' || to[2] === '') return [];
  const letter = from[2]?.charCodeAt(0) ?? 0;
  const letters = (to[2]?.charCodeAt(0) ?? 0) - letter - 1;
  return Array.from({ length: Math.max(0, letters) }, (_, index) => `${low}${String.fromCharCode(letter + index + 1)}`);
}

/** The numbers of the phases that a plan has, wherever it lists them: headings, units, items, rows of a table, labels. */
export function knownPhases(document: Document, words: Words): ReadonlySet<string> {
  const { text } = document;
  const known = new Set<string>();
  const add = (opening: string): void => {
    const number = phaseNumberOf(opening, words);
    if (number !== undefined) known.add(number);
  };
  const visit = (item: Item): void => {
    add(text.slice(item.text.from, Math.min(item.text.to, item.text.from + 200)));
    item.children.forEach(visit);
  };
  for (const section of listSections(document)) {
    add(bareTitle(section));
    section.content.items.forEach(visit);
    section.content.fields.forEach(({ label }) => add(label));
    for (const row of section.content.tables.flatMap((table) => table.rows))
      row.cells.slice(0, 2).forEach(({ span }) => add(text.slice(span.from, Math.min(span.to, span.from + 200))));
  }
  return known;
}

const behindWord = /^[\s#]{0,3}(\d{1,3}(?:\.\d{1,3}){0,3}[A-Za-z]?)(?![\p{L}\p{N}])/u;

function normal(number: string | undefined): string | undefined {
  return number?.replace(/^0+(?=\d)/, '').toUpperCase();
}
