/** Scripts that put no blank between words: no word boundary is asked for beside their letters. */
const unspacedLetter = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}]/u;

/** Whether a letter or digit of a script that sets its words apart stands at an offset. */
export function isSpacedAt(text: string, at: number): boolean {
  const char = text.charAt(at);
  return /[a-z0-9]/i.test(char) || (/[\p{L}\p{N}\p{M}]/u.test(char) && !unspacedLetter.test(char));
}

/** Whether what stands at `from`–`to` is a word, not a part of one. */
export function isWholeWord(text: string, from: number, to: number): boolean {
  const before = isSpacedAt(text, from - 1) && isSpacedAt(text, from);
  const after = isSpacedAt(text, to) && isSpacedAt(text, to - 1);
  return !before && !after;
}
