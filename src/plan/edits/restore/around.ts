import type { Block, Document } from '../../../markdown/model.ts';
import type { Splice } from '../../../markdown/splices.ts';
import { lineDiff } from './lineDiff.ts';

/**
 * Whether a text into which earlier text came back is read, around what the splices changed, as it is now; or else as it was then, around what others
 * changed since: what a removed part had set apart, it sets apart again.
 */
export function isReadAround(now: Document, after: Document, earlier: Document, splices: readonly Splice[]): boolean {
  return isSameAround(now, after, splices) || isSameAround(earlier, after, lineDiff(earlier.text, after.text));
}

/** Whether all blocks that splices do not touch are read afterwards as they were, where they were. */
function isSameAround(before: Document, after: Document, splices: readonly Splice[]): boolean {
  const ordered = splices.toSorted((a, b) => a.from - b.from || a.to - b.to);
  let grown = 0;
  const stretches = ordered.map(({ from, to, text }): Stretch => {
    const stretch = { from, to, shift: grown, length: text.length };
    grown += text.length - (to - from);
    return stretch;
  });
  const images = stretches.map(({ from, shift, length }): Stretch => {
    return { from: from + shift, to: from + shift + length, shift: 0, length };
  });
  const old = blocksAround(before, stretches, grown);
  const fresh = blocksAround(after, images, 0);
  return old.length === fresh.length && old.every((block, index) => block === fresh[index]);
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  /** How far what stands before it moved it. */
  readonly shift: number;
  readonly length: number;
}

/** What gains or loses its last part ends right above the place. */
const growing: ReadonlySet<string> = new Set(['bullets', 'numbers', 'item', 'table', 'quote']);

/** Signatures of the blocks that no stretch touches, as they stand once all have been replaced; `grown` is the shift behind the last. */
function blocksAround(document: Document, stretches: readonly Stretch[], grown: number): string[] {
  const found: string[] = [];
  const visit = (block: Block): void => {
    const first = document.lines[block.first];
    const last = document.lines[block.end - 1];
    if (first === undefined || last === undefined) return;
    const end = growing.has(block.kind) ? last.next : last.to;
    const next = firstEndingAt(stretches, first.from);
    const stretch = stretches[next];
    if (stretch === undefined || end < stretch.from) {
      const shift = stretch?.shift ?? grown;
      found.push(`${block.kind}${block.level}:${first.from + shift}-${last.to + shift}`);
    }
    block.children.forEach(visit);
  };
  document.blocks.forEach(visit);
  return found;
}

function firstEndingAt(stretches: readonly Stretch[], least: number): number {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.to ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
