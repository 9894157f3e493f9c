import type { Words } from '../words.ts';
import { isSign, type Token, tokensOf } from './phrases.ts';

/** What a title is compared by: its words, and of scripts without blanks each pair of neighbouring signs. */
export interface Feature {
  readonly text: string;
  /** Function words such as 'of' count for little; those in capitals are abbreviations. */
  readonly weight: number;
}

/** The features of a text, each once. */
export function featuresOf(text: string): readonly Feature[] {
  const found = new Map<string, Feature>();
  const tokens = tokensOf(text);
  tokens.forEach((token, index) => {
    const feature = isSign(token) ? pairWith(token, tokens[index + 1]) : wordOf(text, token);
    if (feature !== undefined && !found.has(feature.text)) found.set(feature.text, feature);
  });
  return [...found.values()];
}

function pairWith(token: Token, next: Token | undefined): Feature | undefined {
  return next === undefined || !isSign(next) || next.from !== token.to
    ? undefined
    : { text: token.text + next.text, weight: 0.5 };
}

function wordOf(text: string, token: Token): Feature {
  const written = text.slice(token.from, token.to);
  const isAbbreviation = written.length > 1 && written === written.toUpperCase() && written !== written.toLowerCase();
  return { text: token.text, weight: isShort(token.text) && !isAbbreviation ? 0.25 : 1 };
}

/** A function word, most likely; scripts that write a syllable with one sign have longer ones. */
function isShort(word: string): boolean {
  return word.length <= (/\p{sc=Hang}/u.test(word) ? 1 : 3);
}

/**
 * Whether two words are one, written out or in short or bent: 'docs' and 'documentation', 'module' and 'modular'. Short words and
 * signs must be the same.
 */
export function isAlike(a: string, b: string): boolean {
  if (a === b) return true;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const stem = short.replace(/(?<=[a-z]{3})s$/, '');
  if (stem.length < 3 || isSign({ text: stem.charAt(0) })) return false;
  if (long.startsWith(stem)) return true;
  let common = 0;
  while (common < short.length && short.charAt(common) === long.charAt(common)) common += 1;
  return common >= 5 && common / short.length >= 0.7 && long.length - common <= 5;
}

/** Whether a word is the initials of three or more words in a row, two where they are all there are: 'tdd', 'qa'. */
export function areInitials(word: string, words: readonly string[]): boolean {
  if (!/^\p{L}{2,6}$/u.test(word)) return false;
  const initials = words.map((each) => each.charAt(0)).join('');
  return word.length >= 3 ? initials.includes(word) : initials.startsWith(word);
}

/** Says no more than that a principle or gate is meant, or that it holds: 'Architecture Gate', 'Data compliant'. */
export function isKind(word: string, words: Words): boolean {
  return (
    words.unit('principle').is(word) ||
    words.unit('gate').is(word) ||
    words.label('principle').is(word) ||
    words.verdict('pass').is(word)
  );
}
