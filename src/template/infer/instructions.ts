import { lineAt } from '../../markdown/lines.ts';
import type { Block, Document } from '../../markdown/model.ts';
import type { Slot } from '../model.ts';
import { bare } from './stretches.ts';
import { isRepeatMarker, opensWith, slotWords } from './words.ts';

/** Marks as guidance what tells the author what to do: repeat markers, and whole-line brackets above places to fill. */
export function withInstructions(document: Document, slots: readonly Slot[]): readonly Slot[] {
  const over = new Set(overStructure(document, slots));
  return slots.map((slot) => {
    if (slot.class !== 'token' || slot.fenced) return slot;
    if (isRepeatMarker(slot.name) && isWholeLine(document, slot))
      return { ...slot, sure: false, guidance: true, reason: 'repeat marker' };
    if (opensWith(slot.name, slotWords.removal))
      return { ...slot, sure: false, guidance: true, reason: 'note on what to take out' };
    return over.has(slot) ? { ...slot, sure: false, guidance: true, reason: 'instruction above places to fill' } : slot;
  });
}

/** Alone on its line but for the marks of lists, quotes and emphasis. */
function isWholeLine(document: Document, slot: Slot): boolean {
  const line = document.lines[lineAt(document.lines, slot.span.from)];
  if (line === undefined || slot.span.from - line.from > 60 || line.to - slot.span.to > 60) return false;
  const before = document.text.slice(line.from, slot.span.from);
  return (
    /^[\s>]*(?:(?:[-+*]|\d{1,9}[.)])\s+)?(?:\[[ xX]\]\s+)?[*_`]*$/.test(before) &&
    /^[\s*_`.]*$/.test(document.text.slice(slot.span.to, line.to))
  );
}

interface Part {
  readonly block: Block;
  /** The heading level that the block stands under; 7 below a bold line alone. */
  readonly under: number;
  /** The bracket that is the whole of a paragraph. */
  readonly whole: Slot | undefined;
  /** It holds boxes, or places to fill; those in running prose are none that one could stand above. */
  readonly isStructure: boolean;
  /** 1–7 for headings and bold lines alone, else 8. */
  readonly level: number;
}

/**
 * Whole-line brackets with structure behind them in the same section; the title has none but the header before the first section.
 * Another dialect's variable is a place like those below it: `{{summary}}` above labels.
 */
function overStructure(document: Document, slots: readonly Slot[]): Slot[] {
  if (!slots.some((slot) => slot.class === 'token' && !slot.fenced)) return [];
  const parts = partsOf(document, slots);
  return above(parts).filter((slot) => /^[[(（]/.test(slot.text) || opensWith(slot.name, slotWords.instructions));
}

/** The whole-line slots that have structure between themselves and the next heading of their level or above. */
function above(parts: readonly Part[]): Slot[] {
  const found: Slot[] = [];
  // Per level, whether structure stands between here and the next heading of that level or above.
  let ahead: boolean[] = Array.from({ length: 9 }, () => false);
  for (const part of parts.toReversed()) {
    if (part.whole !== undefined && ahead[part.under] === true) found.push(part.whole);
    if (part.isStructure) ahead = ahead.map(() => true);
    if (part.level > 1 && part.level < 8) ahead[1] = false;
    if (part.level < 8) ahead = ahead.map((known, level) => (level >= part.level ? false : known));
    if (part.isStructure && part.level < 8) ahead = ahead.map((known, level) => (level < part.level ? true : known));
  }
  return found;
}

function partsOf(document: Document, slots: readonly Slot[]): Part[] {
  const byLine = new Map<number, Slot[]>();
  for (const slot of slots) {
    const line = lineAt(document.lines, slot.span.from);
    const known = byLine.get(line);
    if (known === undefined) byLine.set(line, [slot]);
    else known.push(slot);
  }
  let under = 0;
  return contentBlocks(document).map((block) => {
    const level = levelOf(document, block);
    if (level < 8) under = level;
    const held = slotsIn(byLine, block);
    const whole = block.kind === 'paragraph' ? wholeOf(document, block, held) : undefined;
    const isOpen = whole === undefined && block.kind !== 'fence';
    const isPlace = (slot: Slot): boolean =>
      slot.sure && (block.kind !== 'paragraph' || !/prose|line/.test(slot.reason));
    const isStructure = isOpen && (held.some(isPlace) || hasBox(document, block));
    return { block, under, whole, isStructure, level };
  });
}

/** The blocks of header and sections; a footer behind the last break belongs to none of them. */
function contentBlocks(document: Document): readonly Block[] {
  const footer = document.top.at(-1);
  if (footer?.kind !== 'footer') return document.blocks;
  return document.blocks.filter((block) => block.first < footer.line);
}

function slotsIn(byLine: ReadonlyMap<number, readonly Slot[]>, block: Block): Slot[] {
  const lines = Array.from({ length: block.end - block.first }, (_, index) => block.first + index);
  return lines.flatMap((line) => byLine.get(line) ?? []);
}

function levelOf(document: Document, block: Block): number {
  if (block.kind === 'heading') return block.level;
  const line = document.lines[block.first];
  if (block.kind !== 'paragraph' || line === undefined || block.end > block.first + 1) return 8;
  return /^\s*\*\*[^*]{0,160}[^*:：.!?]\*\*\s*$/.test(
    document.text.slice(line.from, Math.min(line.to, line.from + 200)),
  )
    ? 7
    : 8;
}

function wholeOf(document: Document, block: Block, held: readonly Slot[]): Slot | undefined {
  const slot = held[0];
  const first = document.lines[block.first];
  const last = document.lines[block.end - 1];
  if (slot === undefined || held.length > 1 || first === undefined || last === undefined) return undefined;
  const span = bare(document.text, { from: first.from, to: last.to });
  return slot.class === 'token' && span.from === slot.span.from && span.to === slot.span.to ? slot : undefined;
}

function hasBox(document: Document, block: Block): boolean {
  if (block.kind !== 'bullets' && block.kind !== 'numbers') return false;
  return block.children.some((item) => {
    const line = document.lines[item.first];
    return (
      line !== undefined &&
      /^[ \t>]{0,20}(?:[-+*]|\d{1,9}[.)])[ \t]{1,4}\[[ xX]\](?:\s|$)/.test(
        document.text.slice(line.from, line.from + 60),
      )
    );
  });
}
