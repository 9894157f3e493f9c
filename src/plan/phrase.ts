import { hiddenRun, mayHide } from '../markdown/hidden.ts';

/**
 * A phrase as people find it: blanks in it match any run of blanks and line breaks, and what nobody sees may stand between its
 * characters where `text` hides some. Undefined for one without words.
 */
export function phrasePattern(phrase: string, flags: string, text = ''): RegExp | undefined {
  const between = mayHide(text) ? hiddenRun : '';
  const words = phrase
    .trim()
    .split(/\s+/)
    .map((word) => [...word].map((character) => character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join(between));
  return words.join('') === '' ? undefined : new RegExp(words.join(`${between}\\s{1,20}${between}`), flags);
}
