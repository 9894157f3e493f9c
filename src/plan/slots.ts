import { lineAt, withEnding } from '../markdown/lines.ts';
import type { Document, Section, Span } from '../markdown/model.ts';
import { overlapping, overlapsAny } from '../markdown/spans.ts';
import { inferGuidance } from '../template/infer/guidance.ts';
import { inferSlots, inOrder } from '../template/infer/inferSlots.ts';
import type { RenderedTemplate, Slot, Template } from '../template/model.ts';
import { isChangedSince } from './drift.ts';
import { createPlacer, type Placer } from './slots/placer.ts';
import { knownSlots } from './slots/knownSlots.ts';
import { templateIndex } from './slots/templateIndex.ts';

/** A slot of a plan with where it stands. */
export interface PlacedSlot {
  readonly slot: Slot;
  /** The innermost one: unit, section, header, footer or title. What stands in front matter is the title's. */
  readonly section: Section;
  /** 0-based. */
  readonly line: number;
}

/**
 * The places of a plan that wait to be filled, in the order of the text. Template known: what the plan keeps of its slots, section by
 * section; changed since the plan was made: beside these what inference finds, for the plan may keep places that the template lost.
 * Unknown: what inference finds; an open clarification is a question, not a slot.
 */
export function planSlots(
  document: Document,
  template: (RenderedTemplate & Partial<Pick<Template, 'revision'>>) | undefined,
): readonly PlacedSlot[] {
  const placer = createPlacer(document);
  const slots = template === undefined ? inferred(document) : slotsUnder(document, template, placer);
  return slots.flatMap((slot) => {
    const section = placer(slot.span.from);
    return section === undefined ? [] : [{ slot, section, line: lineAt(document.lines, slot.span.from) }];
  });
}

function inferred(document: Document): readonly Slot[] {
  return inferSlots(document).filter((slot) => slot.class !== 'clarification');
}

function slotsUnder(
  document: Document,
  template: RenderedTemplate & Partial<Pick<Template, 'revision'>>,
  placer: Placer,
): readonly Slot[] {
  const known = knownSlots(document, templateIndex(template), placer);
  const { revision } = template;
  if (revision === undefined || !isChangedSince(document, { revision })) return known;
  const taken = known.map((slot) => slot.span);
  // An empty place is the template's to ask for; written ones speak for themselves.
  const others = inferred(document).filter((slot) => slot.text !== '' && slot.sure && !overlapsAny(taken, slot.span));
  return inOrder([...known, ...others]);
}

/** Whether a place counts as unfilled; the others are listed only. In code none is sure but what a known template has there. */
export function isCounted({ slot }: { readonly slot: Slot }): boolean {
  return slot.sure && !slot.guidance;
}

/** How many places are unfilled. */
export function unfilledCount(placed: readonly PlacedSlot[]): number {
  return placed.filter(isCounted).length;
}

/** The section of the template that a plan's section comes from: the same id; undefined where the template has none. */
export function counterpartOf(section: Section, template: RenderedTemplate): Section | undefined {
  return templateIndex(template).counterpart(section);
}

/**
 * The lines that the template has in a section's counterpart (of a section that it lacks, in the nearest section above that it has,
 * with all below): trimmed text → how often. Blank lines are left out.
 */
export function templateLinesOf(section: Section, template: RenderedTemplate): ReadonlyMap<string, number> {
  return templateIndex(template).linesFor(section);
}

/**
 * The instructions to the author in a section's own body. Template known: those of its counterpart that still stand word for word;
 * unknown: what looks like one.
 */
export function guidanceIn(
  document: Document,
  section: Section,
  template: RenderedTemplate | undefined,
): readonly Span[] {
  const { body } = section;
  if (template === undefined)
    return overlapping(inferGuidance(document), body).filter((span) => body.from <= span.from && span.to <= body.to);
  const found = templateIndex(template)
    .guidanceFor(section)
    .flatMap((text) => occurrences(document.text, withEnding(text, document.eol), body));
  const ordered = found.toSorted((a, b) => a.from - b.from || b.to - a.to);
  return ordered.filter((span, index) => span.from >= (ordered[index - 1]?.to ?? 0));
}

function occurrences(text: string, words: string, body: Span): Span[] {
  const own = text.slice(body.from, body.to);
  if (words === '') return [];
  const found: Span[] = [];
  for (let at = own.indexOf(words); at !== -1; at = own.indexOf(words, at + words.length)) {
    found.push({ from: body.from + at, to: body.from + at + words.length });
  }
  return found;
}
