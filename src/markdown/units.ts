import type { Block, Line, Span } from './model.ts';
import { labelsIn } from './labels.ts';
import { wordNumberOf } from './slug.ts';

/** Where a unit begins: a bold line alone, or a bold label 'Word N' that opens labels or a list. */
export interface UnitStart {
  readonly line: number;
  readonly heading: Span;
  readonly title: Span;
  readonly words: Span;
}

/** Finds the units among the top blocks of a section's own body. A numbered label with nothing below it is one beside others of its word. */
export function findUnits(text: string, lines: readonly Line[], blocks: readonly Block[]): UnitStart[] {
  const found = blocks.flatMap((block, index) => {
    if (block.kind !== 'paragraph') return [];
    const starts: FoundUnit[] = [];
    for (let at = block.first; at < block.end; at += 1) {
      const line = lines[at];
      if (line === undefined) continue;
      const start = boldLine(text, line, at) ?? numberedLabel(text, lines, line, at, block, blocks[index + 1]);
      if (start !== undefined) starts.push(start);
    }
    return starts;
  });
  const words = new Set(found.flatMap((unit) => (unit.opens && unit.word !== undefined ? [unit.word] : [])));
  return found.filter((unit) => unit.opens || (unit.word !== undefined && words.has(unit.word)));
}

interface FoundUnit extends UnitStart {
  /** It has something below it. */
  readonly opens: boolean;
  /** `gate` of `**Gate 2**: …`. */
  readonly word: string | undefined;
}

/** `**Words**` alone on its line, without a final colon or the full stop of a sentence. */
function boldLine(text: string, line: Line, index: number): FoundUnit | undefined {
  const match = /^(\s*)(\*\*|__)([^*\s](?:[^*]{0,158}[^*\s])?)(\*\*|__)\s*$/.exec(
    text.slice(line.from, Math.min(line.to, line.from + 200)),
  );
  const inner = match?.[3] ?? '';
  if (match === null || /[:：.!?。！？]$/.test(inner)) return undefined;
  const from = line.from + (match[1]?.length ?? 0);
  const title = { from: from + 2, to: from + 2 + inner.length };
  return {
    line: index,
    heading: { from, to: title.to + 2 },
    title,
    words: wordsBehindNumber(text, title),
    opens: true,
    word: undefined,
  };
}

/** `**Gate 1**: name` with labels or a list right below it. */
function numberedLabel(
  text: string,
  lines: readonly Line[],
  line: Line,
  index: number,
  block: Block,
  next: Block | undefined,
): FoundUnit | undefined {
  const start = text.slice(line.from, Math.min(line.to, line.from + 200)).search(/\S/);
  if (start === -1 || !'*_'.includes(text.charAt(line.from + start))) return undefined;
  const label = labelsIn(text, line.from, line.to, 'prose')[0];
  const number = wordNumberOf(label?.label ?? '');
  if (label?.form !== 'bold' || number === undefined) return undefined;
  const word = number.words.replace(/(?<![\d.\s])[\d.\s]+$/, '').toLowerCase();
  const heading = { from: line.from + start, to: Math.max(label.labelSpan.to, label.value.to) };
  const title = { from: label.labelSpan.from, to: heading.to };
  return { line: index, heading, title, words: label.value, opens: opensRun(text, lines, index, block, next), word };
}

function opensRun(text: string, lines: readonly Line[], index: number, block: Block, next: Block | undefined): boolean {
  const below = lines[index + 1];
  if (index + 1 < block.end) return below !== undefined && text.slice(below.from, below.to).trim() !== '';
  if (next === undefined) return false;
  if (next.kind === 'bullets' || next.kind === 'numbers') return true;
  const first = lines[next.first];
  return next.kind === 'paragraph' && first !== undefined && labelsIn(text, first.from, first.to, 'prose').length > 0;
}

/** The part of a title behind its 'Word N' and the mark that follows it. */
export function wordsBehindNumber(text: string, title: Span): Span {
  const raw = text.slice(title.from, title.to);
  const number = wordNumberOf(raw);
  if (number === undefined) return title;
  const mark = /^\s{0,3}(?:[:：]|[–—-](?=\s))\s{0,3}/.exec(raw.slice(number.length));
  return { from: title.from + number.length + (mark?.[0].length ?? 0), to: title.to };
}
