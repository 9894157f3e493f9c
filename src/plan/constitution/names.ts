import { slugOf } from '../../markdown/slug.ts';
import type { Principle } from './model.ts';
import { splitTitle } from './parse.ts';
import { type Token, tokensOf, withoutOpening } from './phrases.ts';

/** Finds which principle a plan means by its words. */
export interface PrincipleNames {
  /** The principle of a name that stands alone: a heading, a bold name, a table cell. */
  match(name: string): Principle | undefined;
  /** The principle whose name, or one of whose rules, opens a running text, and what follows it. */
  opening(text: string): Opening | undefined;
  /** The principles whose whole titles stand anywhere in a text. */
  within(text: string): readonly Principle[];
}

export interface Opening {
  readonly principle: Principle;
  /** The rule that opens the text, where it is one and not the principle's name. */
  readonly rule?: string;
  readonly rest: string;
}

interface Known {
  readonly principle: Principle;
  readonly words: readonly string[];
  readonly number: string | undefined;
  readonly rules: readonly { readonly rule: string; readonly words: readonly string[] }[];
}

/**
 * Title first (number, case, emoji and marks left out), then id, then leading words that only one title has,
 * then the number where the words agree in part: numbers alone shift between versions.
 */
export function createNames(principles: readonly Principle[]): PrincipleNames {
  const known = principles.map((principle) => ({
    principle,
    words: wordsOf(principle.title),
    number: numeral(principle.number),
    rules: principle.rules.map((rule) => ({ rule, words: wordsOf(rule) })),
  }));
  const match = (name: string): Principle | undefined => {
    const { number, title } = splitTitle(name.replace(/^[^\p{L}\p{N}[]{1,20}/u, ''));
    const words = wordsOf(title);
    if (words.length === 0 && number === undefined) return undefined;
    const slug = slugOf(name);
    return (
      known.find((one) => sameWords(one.words, words))?.principle ??
      known.find((one) => one.principle.id === slug && slug !== '')?.principle ??
      byLeadingWords(known, words, title) ??
      byNumber(known, number, words)
    );
  };
  return {
    match,
    opening: (text) => openingTitle(known, text) ?? openingName(match, text) ?? openingRule(known, text),
    within: (text) => {
      const words = wordsOf(text);
      return known.filter((one) => one.words.length > 0 && holds(words, one.words)).map((one) => one.principle);
    },
  };
}

function wordsOf(text: string): readonly string[] {
  return tokensOf(text).map((token) => token.text);
}

function sameWords(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 0 && a.length === b.length && a.every((word, index) => word === b[index]);
}

function startsWith(words: readonly string[], start: readonly string[]): boolean {
  return start.length > 0 && start.length <= words.length && start.every((word, index) => word === words[index]);
}

/** One is the beginning of the other, and of no other title. */
function byLeadingWords(known: readonly Known[], words: readonly string[], title: string): Principle | undefined {
  const longer = known.filter((one) => startsWith(one.words, words));
  if (longer.length === 1) return longer[0]?.principle;
  const shorter = known
    .filter((one) => startsWith(words, one.words) && isNameEnd(one, title, one.words.length))
    .toSorted((a, b) => b.words.length - a.words.length);
  return longer.length > 0 ? undefined : shorter[0]?.principle;
}

/** `Security` is no name in 'Security headers are set'; a mark has to follow a title of one word. */
function isNameEnd(one: Known, text: string, count: number): boolean {
  const last = tokensOf(text)[count - 1];
  if (last === undefined || one.words.length > 1 || !/^\p{ASCII}*$/u.test(last.text)) return true;
  return /^\s*(?:$|[^\p{L}\p{N}\s])/u.test(text.slice(last.to));
}

/** The number agrees, and a longer word or the initials of the title do. */
function byNumber(
  known: readonly Known[],
  number: string | undefined,
  words: readonly string[],
): Principle | undefined {
  const wanted = numeral(number);
  const numbered = known.filter((one) => one.number !== undefined && one.number === wanted);
  const one = numbered[0];
  if (numbered.length !== 1 || one === undefined) return undefined;
  const initials = one.words.map((word) => word.charAt(0)).join('');
  const shared = words.some(
    (word) => (word.length >= (/^\p{ASCII}*$/u.test(word) ? 4 : 2) && one.words.includes(word)) || word === initials,
  );
  return words.length === 0 || shared ? one.principle : undefined;
}

const romans = new Map([...'ivxl'].map((letter, index) => [letter, [1, 5, 10, 50][index] ?? 0]));
const chinese = '零一二三四五六七八九';

/** `IV`, `4`, `四` and `第4条` are the same number. */
function numeral(number: string | undefined): string | undefined {
  const plain = number?.toLowerCase().replace(/[.)]$/, '');
  if (plain === undefined) return undefined;
  if (/^[ivxl]{1,7}$/.test(plain)) {
    const values = [...plain].map((letter) => romans.get(letter) ?? 0);
    return String(values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0));
  }
  const [tens, ones] = plain.includes('十') ? plain.split('十') : ['0', plain];
  const digit = (text: string | undefined, empty: number): number =>
    text === undefined || text === '' ? empty : chinese.indexOf(text);
  return /^[一二三四五六七八九十]+$/.test(plain)
    ? String((tens === '0' ? 0 : digit(tens, 1) * 10) + digit(ones, 0))
    : plain;
}

/** The text opens with a whole title. */
function openingTitle(known: readonly Known[], text: string): Opening | undefined {
  const tokens = tokensOf(text);
  const start = tokens.findIndex((token) => !isNumberToken(token));
  const words = tokens.slice(Math.max(start, 0)).map((token) => token.text);
  const all = tokens.map((token) => token.text);
  const found = known
    .flatMap((one) => [
      ...(startsWith(all, one.words) ? [{ one, end: one.words.length }] : []),
      ...(startsWith(words, one.words) ? [{ one, end: Math.max(start, 0) + one.words.length }] : []),
    ])
    .filter(({ one, end }) => isNameEnd(one, text, end))
    .toSorted((a, b) => b.end - a.end)[0];
  if (found === undefined) return undefined;
  return { principle: found.one.principle, rest: withoutOpening(text.slice(tokens[found.end - 1]?.to ?? 0)) };
}

function isNumberToken(token: Token): boolean {
  return /^(?:[ivxl]{1,7}|\d{1,3})$/.test(token.text);
}

/** The text opens with a name and a colon, a bracket or a dash. */
function openingName(match: PrincipleNames['match'], text: string): Opening | undefined {
  const end = text.slice(0, 200).search(/[:：(（]|\s[–—-]\s/u);
  if (end <= 0) return undefined;
  const principle = match(text.slice(0, end).replace(/[*_`]/g, ''));
  return principle === undefined ? undefined : { principle, rest: withoutOpening(text.slice(end)) };
}

function openingRule(known: readonly Known[], text: string): Opening | undefined {
  const tokens = tokensOf(text);
  const words = tokens.map((token) => token.text);
  for (const { principle, rules } of known) {
    const found = rules.find((one) => startsWith(words, one.words));
    if (found === undefined) continue;
    return { principle, rule: found.rule, rest: withoutOpening(text.slice(tokens[found.words.length - 1]?.to ?? 0)) };
  }
  return undefined;
}

function holds(words: readonly string[], part: readonly string[]): boolean {
  return words.some((_, at) => part.every((word, index) => words[at + index] === word));
}
