import type { Line } from './model.ts';

const BOM = '\uFEFF';

/** Where the text proper begins: behind a BOM, if there is one. */
export function textStart(text: string): number {
  return text.startsWith(BOM) ? 1 : 0;
}

/** Splits at `\n`, `\r\n` and lone `\r`, exactly as markdown-it does. A final line ending opens no further line. */
export function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let from = textStart(text);
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== 10 && code !== 13) continue;
    const next = code === 13 && text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
    lines.push({ from, to: at, next });
    from = next;
    at = next - 1;
  }
  if (from < text.length) lines.push({ from, to: text.length, next: text.length });
  return lines;
}

/** The most frequent line ending of a text; `\n` where it has none. */
export function dominantEnding(text: string, lines: readonly Line[]): string {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const ending = text.slice(line.to, line.next);
    if (ending !== '') counts.set(ending, (counts.get(ending) ?? 0) + 1);
  }
  let best = '\n';
  let most = 0;
  for (const [ending, count] of counts) {
    if (count > most) {
      best = ending;
      most = count;
    }
  }
  return best;
}

/** Index of the line that holds an offset; the last line for an offset at the end of the text. */
export function lineAt(lines: readonly Line[], offset: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle]?.from ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return Math.max(low, 0);
}

/** Rewrites every line ending of a text to the one given. */
export function withEnding(text: string, ending: string): string {
  return text.replace(/\r\n|\r|\n/g, ending);
}

/** Whether a text holds a line of blanks and quote marks alone, between two line endings. */
export function holdsBlankLine(text: string): boolean {
  // The two halves of `\r\n` are one ending.
  return /(?:\r\n|\n|\r(?!\n))[ \t>]*(?:\r\n|\n|\r)/.test(text);
}
