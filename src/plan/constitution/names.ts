import { slugOf } from '../../markdown/slug.ts';
import { featuresOf } from './likeness.ts';
import type { Principle } from './model.ts';
import { byLikeness, byNumber, type Known, ownFeatures } from './nearNames.ts';
import { numeral } from './numerals.ts';
import { splitTitle } from './titles.ts';
import { isSign, type Token, tokensOf, withoutOpening } from './phrases.ts';
import type { Words } from '../words.ts';

/** Finds which principle a plan means by its words. */
export interface PrincipleNames {
  /** The principle of a name that stands alone: a heading, a bold name, a table cell. */
  match(name: string): Principle | undefined;
  /** The same, also where the name only has most of its words in common with one title; its number may stand apart from it. */
  find(name: string, number?: string): Found | undefined;
  /** The principle whose name, or one of whose rules, opens a running text, and what follows it. */
  opening(text: string): Opening | undefined;
  /** The principles whose whole titles stand anywhere in a text. */
  within(text: string): readonly Principle[];
}

export interface Found {
  readonly principle: Principle;
  /** By likeness alone: another place that has the name itself outranks it. */
  readonly isLoose: boolean;
}

export interface Opening {
  readonly principle: Principle;
  /** The rule that opens the text, where it is one and not the principle's name. */
  readonly rule?: string;
  readonly rest: string;
  readonly isLoose?: boolean;
}

/**
 * Title first (number, case, emoji and marks left out), then id, then leading words that only one title has,
 * then the number where the words agree in part: numbers alone shift between versions.
 */
export function createNames(principles: readonly Principle[], words: Words): PrincipleNames {
  const known = principles.map((principle) => ({
    principle,
    words: wordsOf(principle.title),
    number: numeral(principle.number),
    features: featuresOf(principle.title),
    rules: principle.rules.map((rule) => ({ rule, words: wordsOf(rule) })),
  }));
  // Every place of a plan is asked for; whatever opens a text shares its first word.
  const titles = byFirstWord(known);
  const rules = byFirstWord(known.flatMap((one) => one.rules.map((each) => ({ ...each, principle: one.principle }))));
  const match = (name: string, apart?: string): Principle | undefined => {
    const split = splitTitle(withoutSigns(name));
    const own = wordsOf(split.title);
    const number = split.number ?? apart;
    if (own.length === 0 && number === undefined) return undefined;
    const slug = slugOf(name);
    return (
      titles(own[0]).find((one) => sameWords(one.words, own))?.principle ??
      known.find((one) => one.principle.id === slug && slug !== '')?.principle ??
      byLeadingWords(titles(own[0]), own, split.title) ??
      byNumber(known, number, own)
    );
  };
  const find = (name: string, apart?: string): Found | undefined => {
    const principle = match(name, apart);
    if (principle !== undefined) return { principle, isLoose: false };
    const split = splitTitle(withoutSigns(name));
    const loose = byLikeness(known, split.title, split.number ?? apart, words);
    return loose === undefined ? undefined : { principle: loose, isLoose: true };
  };
  return {
    match: (name) => match(name),
    find,
    opening: (text) => openingTitle(titles, text) ?? openingName(find, text, words) ?? openingRule(rules, text),
    within: (text) => {
      const all = wordsOf(text);
      return known.filter((one) => one.words.length > 0 && holds(all, one.words)).map((one) => one.principle);
    },
  };
}

/** A name without the signs and marks before its first letter, digit or bracket. */
function withoutSigns(name: string): string {
  return name.replace(/^[^\p{L}\p{N}[]{1,20}/u, '');
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

/** `Security` is no name in 'Security headers are set'; a mark has to follow a title of one word, or of few signs. */
function isNameEnd(one: Known, text: string, count: number): boolean {
  const last = tokensOf(text)[count - 1];
  const isSigns = one.words.length <= 3 && one.words.every((word) => isSign({ text: word }));
  const isWord = one.words.length === 1 && /^\p{ASCII}*$/u.test(one.words[0] ?? '');
  if (last === undefined || !(isSigns || isWord)) return true;
  return /^\s*(?:$|[^\p{L}\p{N}\s])/u.test(text.slice(last.to));
}

/** The text opens with a whole title. */
function openingTitle(titles: ByFirstWord<Known>, text: string): Opening | undefined {
  const tokens = tokensOf(text);
  const start = tokens.findIndex((token) => !isNumberToken(token));
  const words = tokens.slice(Math.max(start, 0)).map((token) => token.text);
  const all = tokens.map((token) => token.text);
  const found = [...new Set([...titles(all[0]), ...titles(words[0])])]
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

/** The text opens with a name and a colon, a bracket or a dash; a bracket may be part of it: `Principle II (Tooling): …`. */
function openingName(find: PrincipleNames['find'], text: string, words: Words): Opening | undefined {
  const marks = [...text.slice(0, 200).matchAll(/[:：(（]|\s[–—-]\s/gu)].filter((mark) => mark.index > 0);
  const isBracket = /^[(（]/u.test(marks[0]?.[0] ?? '');
  const ends = isBracket ? marks.slice(0, 2).toReversed() : marks.slice(0, 1);
  for (const mark of ends) {
    const name = withoutSigns(text.slice(0, mark.index).replace(/[*_`]/g, '')).trim();
    // 'Principle II' alone would be that one, whatever the bracket behind it says.
    const isCut = isBracket && mark === marks[0] && ownFeatures(name, words).length === 0;
    const found = isCut ? undefined : find(name);
    if (found !== undefined) return { ...found, rest: withoutOpening(text.slice(mark.index)) };
  }
  return undefined;
}

interface Rule {
  readonly principle: Principle;
  readonly rule: string;
  readonly words: readonly string[];
}

function openingRule(rules: ByFirstWord<Rule>, text: string): Opening | undefined {
  const tokens = tokensOf(text);
  const words = tokens.map((token) => token.text);
  const found = rules(words[0]).find((one) => startsWith(words, one.words));
  if (found === undefined) return undefined;
  const { principle, rule } = found;
  return { principle, rule, rest: withoutOpening(text.slice(tokens[found.words.length - 1]?.to ?? 0)) };
}

type ByFirstWord<T> = (word: string | undefined) => readonly T[];

/** Those whose words begin with a word, in the order given. */
function byFirstWord<T extends { readonly words: readonly string[] }>(all: readonly T[]): ByFirstWord<T> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const [first] = one.words;
    if (first === undefined) continue;
    const group = groups.get(first);
    if (group === undefined) groups.set(first, [one]);
    else group.push(one);
  }
  return (word) => groups.get(word ?? '') ?? [];
}

function holds(words: readonly string[], part: readonly string[]): boolean {
  return words.some((_, at) => part.every((word, index) => words[at + index] === word));
}
