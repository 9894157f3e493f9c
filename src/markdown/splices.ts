/** Replaces the text `from`–`to` (offsets into the text that the splices were made for). */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Applies splices in one pass; insertions at one place keep their given order. Throws RangeError where two overlap or one lies outside. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const ordered = splices.toSorted((a, b) => a.from - b.from || a.to - b.to);
  let result = '';
  let at = 0;
  for (const splice of ordered) {
    if (splice.from < at || splice.to < splice.from || splice.to > text.length) {
      throw new RangeError(`Splice ${splice.from}–${splice.to} overlaps another or lies outside the text.`);
    }
    result += text.slice(at, splice.from) + splice.text;
    at = splice.to;
  }
  return result + text.slice(at);
}
