import { plainText } from '../../markdown/inline.ts';
import { labelsIn } from '../../markdown/labels.ts';
import type { Block, Document } from '../../markdown/model.ts';
import type { Slot } from '../model.ts';
import { itemTextFrom } from './stretches.ts';

/** Bullets, numbers and boxes with nothing behind them and nothing below. */
export function emptyItemsIn(document: Document): Slot[] {
  const slots: Slot[] = [];
  const visit = (blocks: readonly Block[], above: () => string, from: number): void => {
    let name = above;
    for (const [index, block] of blocks.entries()) {
      if (block.kind === 'heading' || block.kind === 'paragraph') name = namedBy(document, block, from, name);
      if (block.kind === 'paragraph') for (const slot of lazyItems(document, block, name)) slots.push(slot);
      if (block.kind === 'heading' && (blocks[index + 1]?.kind ?? 'heading') === 'heading')
        for (const slot of underlinedItem(document, block, name)) slots.push(slot);
      if (block.kind === 'quote') visit(block.children, name, from);
      if (block.kind !== 'bullets' && block.kind !== 'numbers') continue;
      for (const item of block.children) {
        const start = itemTextFrom(document, item, from);
        if (isEmpty(document, item, start)) slots.push(emptySlot(start, name()));
        else visit(item.children, name, start);
      }
    }
  };
  visit(document.blocks, () => '', 0);
  return slots;
}

/** By its line, not by its blocks: a lone box is a paragraph, and a line that looks like a link definition is none. */
function isEmpty(document: Document, item: Block, from: number): boolean {
  if (item.end > item.first + 1) return false;
  const line = document.lines[item.first];
  return line !== undefined && from === line.to;
}

/** CommonMark lets no empty item interrupt a paragraph; people write lists of them right below a label. */
function lazyItems(document: Document, block: Block, name: () => string): Slot[] {
  return document.lines.slice(block.first + 1, block.end).flatMap((line) => {
    const marker = /^[ \t>]{0,20}(?:[-+*]|\d{1,9}[.)])(?:[ \t]{1,4}\[ \])?[ \t]{0,20}$/.exec(
      document.text.slice(line.from, Math.min(line.to, line.from + 60)),
    );
    return marker === null || line.to > line.from + 60 ? [] : [emptySlot(line.to, name())];
  });
}

/** A lone dash below a label makes it a heading, as CommonMark has it; its author meant an empty item. */
function underlinedItem(document: Document, block: Block, name: () => string): Slot[] {
  const label = document.lines[block.first];
  const line = document.lines[block.end - 1];
  if (block.markup !== '-' || label === undefined || line === undefined || block.end !== block.first + 2) return [];
  const isDash = document.text.slice(line.from, line.to).trim() === '-';
  return isDash && /[:：][*_]{0,3}[ \t]*$/.test(document.text.slice(label.from, label.to))
    ? [emptySlot(line.to, name())]
    : [];
}

/** The name that a block gives to the items below it, else that of the block above; worked out when an item asks for it. */
function namedBy(document: Document, block: Block, from: number, above: () => string): () => string {
  let name: string | undefined;
  return () => (name ??= nameFrom(document, block, from) ?? above());
}

/** A heading's words, or the label without a value that opens a paragraph. */
function nameFrom(document: Document, block: Block, from: number): string | undefined {
  const line = document.lines[block.first];
  if (line === undefined || line.to - line.from > 400) return undefined;
  const start = Math.max(line.from, Math.min(from, line.to));
  const words = document.text.slice(start, line.to).replace(/^[\s>#]{0,40}/, '');
  if (block.kind === 'heading') return plainText(words);
  const label = labelsIn(words, 0, words.length, 'item').at(-1);
  return label?.value.from === label?.value.to ? label?.label : undefined;
}

function emptySlot(at: number, name: string): Slot {
  return {
    class: 'empty_item',
    name,
    text: '',
    span: { from: at, to: at },
    options: [],
    confidence: 0.9,
    sure: true,
    reason: 'item without text',
    fenced: false,
    guidance: false,
  };
}
