import { lineAt } from '../../markdown/lines.ts';
import type { Block, Document } from '../../markdown/model.ts';
import type { Slot } from '../model.ts';
import { opensWith, slotWords } from './words.ts';

/** The lines of a block that is only wanted if something holds, item by item. */
type Conditional = readonly { readonly first: number; readonly end: number }[];

/** Slots of a conditional block count only once it is begun: when one of its items holds none. */
export function withConditions(document: Document, slots: readonly Slot[]): readonly Slot[] {
  const blocks = conditionalBlocks(document, document.blocks);
  if (blocks.length === 0) return slots;
  const lines = slots.map((slot) => lineAt(document.lines, slot.span.from));
  const taken = new Set(lines);
  const idle = new Set<number>();
  for (const items of blocks) {
    if (!items.every((item) => hasAny(taken, item.first, item.end))) continue;
    for (const item of items) for (let line = item.first; line < item.end; line += 1) idle.add(line);
  }
  return slots.map((slot, index) =>
    idle.has(lines[index] ?? -1) ? { ...slot, sure: false, reason: 'conditional block' } : slot,
  );
}

function hasAny(lines: ReadonlySet<number>, first: number, end: number): boolean {
  for (let line = first; line < end; line += 1) if (lines.has(line)) return true;
  return false;
}

/** Lists right below a paragraph that opens with a conditional word and ends with a colon. */
function conditionalBlocks(document: Document, blocks: readonly Block[]): Conditional[] {
  return blocks.flatMap((block, index) => {
    const before = blocks[index - 1];
    const isList = block.kind === 'bullets' || block.kind === 'numbers';
    if (isList && before?.kind === 'paragraph' && isCondition(document, before)) return [block.children];
    return conditionalBlocks(document, block.children);
  });
}

function isCondition(document: Document, block: Block): boolean {
  const first = document.lines[block.first];
  const last = document.lines[block.end - 1];
  if (first === undefined || last === undefined || last.to - first.from > 600) return false;
  const text = document.text
    .slice(first.from, last.to)
    .replace(/^[\s>*_]{0,20}/, '')
    .replace(/[\s*_]{0,20}$/, '');
  return /[:：]$/.test(text) && opensWith(text, slotWords.conditional);
}
