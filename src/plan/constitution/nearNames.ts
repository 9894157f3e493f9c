import type { Words } from '../words.ts';
import { areInitials, featuresOf, type Feature, isAlike, isKind } from './likeness.ts';
import type { Principle } from './model.ts';
import { numeral } from './numerals.ts';
import { isSign } from './phrases.ts';
import { splitTitle } from './titles.ts';

/** A principle with what its name is compared by. */
export interface Known {
  readonly principle: Principle;
  readonly words: readonly string[];
  readonly number: string | undefined;
  readonly features: readonly Feature[];
  readonly rules: readonly { readonly rule: string; readonly words: readonly string[] }[];
}

/** The number agrees, and a longer word, two signs in a row or the initials of the title do. */
export function byNumber(
  known: readonly Known[],
  number: string | undefined,
  words: readonly string[],
): Principle | undefined {
  const wanted = numeral(number);
  const numbered = known.filter((one) => one.number !== undefined && one.number === wanted);
  const one = numbered[0];
  if (numbered.length !== 1 || one === undefined) return undefined;
  const shared = words.some(
    (word, index) =>
      one.words.some((other) => isTelling(word) && isAlike(word, other)) ||
      areInitials(word, one.words) ||
      hasPair(one.words, word, words[index + 1]),
  );
  return words.length === 0 || shared ? one.principle : undefined;
}

/** Long enough to tell something: four letters, of other scripts two, and no single sign. */
function isTelling(word: string): boolean {
  return !isSign({ text: word }) && word.length >= (/^\p{ASCII}*$/u.test(word) ? 4 : 2);
}

function hasPair(words: readonly string[], first: string, second: string | undefined): boolean {
  if (second === undefined || !isSign({ text: first }) || !isSign({ text: second })) return false;
  return words.some((word, index) => word === first && words[index + 1] === second);
}

/** The least share of a name's words that must be the title's; where the numbers differ, and of the title where it is one word. */
const leastShare = { name: 0.6, contradicted: 0.75, title: 0.2, ahead: 0.2 };

/** Longest name, in words, that is compared by likeness. */
const longestName = 10;

/** Most words of the name stand in one title, in any order and bent, and clearly fewer in any other; or it is 'Principle IV' alone. */
export function byLikeness(
  known: readonly Known[],
  name: string,
  number: string | undefined,
  words: Words,
): Principle | undefined {
  const features = ownFeatures(name, words).filter(({ text }) => text !== number?.toLowerCase());
  if (features.length > longestName) return undefined;
  if (features.length === 0) return cited(known, name, number, words);
  const [only] = features;
  const initials = known.filter((one) => only !== undefined && areInitials(only.text, one.words));
  if (features.length === 1 && initials.length === 1) return initials[0]?.principle;
  const whole = weightOf(features);
  const [best, second] = known
    .map((one) => ({ one, common: commonWeight(features, one.features) }))
    .toSorted((a, b) => b.common - a.common);
  if (best === undefined || best.common < 1) return undefined;
  const differs = number !== undefined && best.one.number !== undefined && numeral(number) !== best.one.number;
  const isNear = best.common / whole >= (differs ? leastShare.contradicted : leastShare.name);
  const isFirst = (best.common - (second?.common ?? 0)) / whole >= leastShare.ahead;
  const isLarge = best.common > 1 || best.common / weightOf(best.one.features) >= leastShare.title;
  return isNear && isFirst && isLarge ? best.one.principle : undefined;
}

/** `Principle IV`, and nothing else: the one of that number. */
function cited(known: readonly Known[], name: string, number: string | undefined, words: Words): Principle | undefined {
  const wanted = numeral(number);
  const numbered = known.filter((one) => one.number !== undefined && one.number === wanted);
  return numbered.length === 1 && words.unit('principle').find(name) !== undefined ? numbered[0]?.principle : undefined;
}

/** The features of a name without the words that only say that a principle is meant, and without its number. */
export function ownFeatures(name: string, words: Words): readonly Feature[] {
  const number = splitTitle(name).number?.toLowerCase();
  return featuresOf(name).filter(({ text }) => !isKind(text, words) && text !== number);
}

function weightOf(features: readonly Feature[]): number {
  return features.reduce((sum, { weight }) => sum + weight, 0);
}

function commonWeight(features: readonly Feature[], title: readonly Feature[]): number {
  return weightOf(features.filter(({ text }) => title.some((other) => isAlike(text, other.text))));
}
