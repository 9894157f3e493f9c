import { spanOfLines } from '../markdown/fields.ts';
import type { Block, Document, Span } from '../markdown/model.ts';
import { overlaps, overlapsAny } from '../markdown/spans.ts';
import { inferSlots } from './infer/inferSlots.ts';
import type { Slot, SlotClass } from './model.ts';
import type { Passage } from './sentinels.ts';

export interface FoundSlots {
  /** In the order of the text. */
  readonly slots: readonly Slot[];
  readonly generated: readonly Span[];
}

/** The slots that a template declares, and those found around them; never in generated text. */
export function slotsOf(document: Document, passages: readonly Passage[]): FoundSlots {
  const found = inferSlots(document);
  if (passages.length === 0) return { slots: found, generated: [] };
  const fences = fenceSpans(document, document.blocks);
  const names = new Map(found.map((slot) => [`${slot.span.from}-${slot.span.to}`, slot.name]));
  const generated: Span[] = [];
  const declared: Slot[] = [];
  for (const { kind, span } of passages) {
    if (kind === 'generated') generated.push(span);
    else declared.push(declaredSlot(document, kind, span, fences, names.get(`${span.from}-${span.to}`)));
  }
  const taken = [...declared.map((slot) => slot.span), ...generated].toSorted((a, b) => a.from - b.from);
  const others = found.filter((slot) => !overlapsAny(taken, slot.span));
  return {
    slots: [...declared, ...others].toSorted((a, b) => a.span.from - b.span.from || a.span.to - b.span.to),
    generated,
  };
}

/** The options of a closed choice: `[Draft / Approved]`, `PASS / FAIL`, `Low/Med/High`, `Yes | No`. */
export function optionsOf(choice: string): readonly string[] {
  const inner = /^\s*\[(.*)\]\s*$/s.exec(choice)?.[1] ?? choice;
  const mark = inner.includes('|') ? '|' : '/';
  return inner
    .split(mark)
    .map((option) => option.trim())
    .filter((option) => option !== '');
}

/** A choice is named by its label or column, which inference finds at the same place. */
function declaredSlot(
  document: Document,
  kind: SlotClass,
  span: Span,
  fences: readonly Span[],
  foundName: string | undefined,
): Slot {
  const text = document.text.slice(span.from, span.to);
  return {
    class: kind,
    name: foundName ?? text.replace(/^[[{<]{1,2}|[\]}>]{1,2}$/g, '').trim(),
    text,
    span,
    options: kind === 'choice' ? optionsOf(text) : [],
    confidence: 1,
    sure: true,
    reason: 'declared',
    fenced: fences.some((fence) => overlaps(fence, span)),
    guidance: false,
  };
}

function fenceSpans(document: Document, blocks: readonly Block[]): Span[] {
  return blocks.flatMap((block) => {
    if (block.kind !== 'fence' && block.kind !== 'code') return fenceSpans(document, block.children);
    return [spanOfLines(document, block.first, block.end)];
  });
}
