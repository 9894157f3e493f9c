import { lineAt } from '../../src/markdown/lines.ts';
import { parseDocument } from '../../src/markdown/document.ts';
import { findGuidance } from '../../src/template/infer/guidance.ts';
import { inferSlots } from '../../src/template/infer/inferSlots.ts';
import type { RenderedTemplate, Slot } from '../../src/template/model.ts';

/** `guidance` and `unsure` beside the classes of the slots that count; line numbers from 1. */
export type SlotLines = Readonly<Record<string, readonly number[]>>;

export function slotLines(text: string): SlotLines {
  const document = parseDocument(text);
  const found: Record<string, number[]> = {};
  for (const slot of inferSlots(document)) {
    (found[kindOf(slot)] ??= []).push(lineAt(document.lines, slot.span.from) + 1);
  }
  return found;
}

function kindOf(slot: Slot): string {
  if (slot.fenced) return 'fenced';
  return slot.guidance ? 'guidance' : slot.sure ? slot.class : 'unsure';
}

/** The texts of the slots that count, of empty ones their names. */
export function counted(text: string): string[] {
  return inferSlots(parseDocument(text))
    .filter((slot) => slot.sure && !slot.fenced && !slot.guidance)
    .map((slot) => slot.text || `(${slot.name})`);
}

/** A text as a plain template. */
export function plainTemplate(text: string): RenderedTemplate {
  const document = parseDocument(text);
  const slots = inferSlots(document);
  return { text, document, slots, guidance: findGuidance(document, slots), generated: [] };
}
