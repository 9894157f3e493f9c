import { estimateTokens } from './tokens.ts';

/** As many lines as `most` tokens hold, one at least, and how many are left. */
export function fitting(
  lines: readonly string[],
  most: number,
): { readonly shown: readonly string[]; readonly left: number } {
  let used = 0;
  for (const [index, line] of lines.entries()) {
    used += estimateTokens(line) + 1;
    if (used > most && index > 0) return { shown: lines.slice(0, index), left: lines.length - index };
  }
  return { shown: lines, left: 0 };
}
