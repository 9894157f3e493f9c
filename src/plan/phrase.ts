/** A phrase as people find it: blanks in it match any run of blanks and line breaks. Undefined for one without words. */
export function phrasePattern(phrase: string, flags: string): RegExp | undefined {
  const words = phrase
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return words.join('') === '' ? undefined : new RegExp(words.join('\\s{1,20}'), flags);
}
