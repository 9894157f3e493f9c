import type { Block, Document, Span } from '../../markdown/model.ts';
import { oncePer } from '../../markdown/oncePer.ts';
import { outermost } from '../../markdown/spans.ts';
import type { Slot } from '../model.ts';
import { inferSlots } from './inferSlots.ts';
import { trimmed } from './stretches.ts';
import { opensWith, slotWords } from './words.ts';

/** The instructions to the author that a document without a template has; worked out once. */
export const inferGuidance = oncePer((document: Document) => findGuidance(document, inferSlots(document)));

/** Instructions to the author, in order and disjoint: comments, italic lines, quoted notes, repeat markers and whole-line brackets above places to fill. */
export function findGuidance(document: Document, slots: readonly Slot[]): readonly Span[] {
  const inBlocks = document.blocks.flatMap((block) => guidanceOf(document, block));
  const inSlots = slots.filter((slot) => slot.guidance).map((slot) => slot.span);
  return outermost([...inBlocks, ...inSlots]);
}

function guidanceOf(document: Document, block: Block): Span[] {
  if (block.kind === 'fence' || block.kind === 'code') return [];
  const span = spanOf(document, block);
  if (span === undefined) return [];
  if (block.kind === 'paragraph') return italicLines(document, block);
  if (block.kind === 'html') return comments(document.text, span);
  if (block.kind === 'quote' && isNote(document.text, span)) return [span];
  return block.children.flatMap((child) => guidanceOf(document, child));
}

/** A paragraph that is italic from end to end, or its lines that are; comments inside it. */
function italicLines(document: Document, block: Block): Span[] {
  const whole = spanOf(document, block);
  if (whole === undefined) return [];
  if (isItalic(document.text, whole)) return [whole];
  const found = comments(document.text, whole);
  for (let index = block.first; index < block.end; index += 1) {
    const line = document.lines[index];
    if (line === undefined) continue;
    const span = trimmed(document.text, line.from, line.to);
    if (isItalic(document.text, span)) found.push(span);
  }
  return found;
}

function isItalic(text: string, span: Span): boolean {
  const mark = text.charAt(span.from);
  if ((mark !== '*' && mark !== '_') || span.to - span.from < 3 || text.charAt(span.to - 1) !== mark) return false;
  if (text.charAt(span.from + 1) === mark || text.charAt(span.to - 2) === mark || /\s/.test(text.charAt(span.from + 1)))
    return false;
  const next = text.indexOf(mark, span.from + 1);
  if (mark === '*') return next === span.to - 1;
  return !/_[\s.,;:!?]/.test(text.slice(span.from + 1, span.to - 1));
}

/** A quote that speaks to the author: it opens with a word of instruction. */
function isNote(text: string, span: Span): boolean {
  const opening = text
    .slice(span.from, Math.min(span.to, span.from + 200))
    .replace(/^[\s>*_`[!\p{Extended_Pictographic}\uFE0F]{0,20}/u, '');
  return opensWith(opening, slotWords.instructions);
}

function comments(text: string, span: Span): Span[] {
  const found: Span[] = [];
  // A search in the whole text would go on behind the span.
  const own = text.slice(span.from, span.to);
  for (let from = own.indexOf('<!--'); from !== -1; ) {
    const close = own.indexOf('-->', from + 4);
    const to = close === -1 ? own.length : close + 3;
    found.push({ from: span.from + from, to: span.from + to });
    from = own.indexOf('<!--', to);
  }
  return found;
}

function spanOf(document: Document, block: Block): Span | undefined {
  const first = document.lines[block.first];
  const last = document.lines[block.end - 1];
  return first === undefined || last === undefined ? undefined : trimmed(document.text, first.from, last.to);
}
