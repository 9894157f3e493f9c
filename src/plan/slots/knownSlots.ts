import { withEnding } from '../../markdown/lines.ts';
import type { Document, Section, Span } from '../../markdown/model.ts';
import { outermost, spanAt } from '../../markdown/spans.ts';
import type { Stretch } from '../../template/infer/candidate.ts';
import { withConditions } from '../../template/infer/conditions.ts';
import { emptyPlaces, inOrder } from '../../template/infer/inferSlots.ts';
import { sureFrom } from '../../template/infer/score.ts';
import { bare, readStretches } from '../../template/infer/stretches.ts';
import type { Slot } from '../../template/model.ts';
import { isNoCode, sortsItem } from './tags.ts';
import type { Placer } from './placer.ts';
import type { TemplateIndex, TemplatePart } from './templateIndex.ts';

/**
 * What a plan keeps of its template's slots: their words where they still stand in the same section, and empty places whose label,
 * column or list the template has there.
 */
export function knownSlots(document: Document, index: TemplateIndex, placer: Placer): readonly Slot[] {
  const literalsOf = literalFinder(document, index);
  const isLeft = [...index.texts].some((text) => document.text.includes(withEnding(text, document.eol)));
  const written = (isLeft ? readStretches(document) : []).flatMap((stretch) =>
    literalsIn(document, stretch, literalsOf, placer),
  );
  const kept = new Set(outermost(written.map((slot) => slot.span)));
  const empty = emptyPlaces(document).filter((slot) => isAsked(slot, placer(slot.span.from), index));
  return withConditions(document, inOrder([...written.filter((slot) => kept.has(slot.span)), ...empty]));
}

/** The written slots that the template has for a section, as far as the plan holds their words anywhere. */
function literalFinder(document: Document, index: TemplateIndex): (section: Section) => readonly Slot[] {
  const left = new Map<TemplatePart, readonly Slot[]>();
  return (section) => {
    const part = index.partFor(section);
    const before = left.get(part);
    if (before !== undefined) return before;
    const slots = [...part.literals.values()].filter((slot) =>
      document.text.includes(withEnding(slot.text, document.eol)),
    );
    left.set(part, slots);
    return slots;
  };
}

/** An empty place is the template's where the template has its label, column or list. */
function isAsked(slot: Slot, section: Section | undefined, index: TemplateIndex): boolean {
  if (section === undefined || slot.text !== '') return false;
  const part = index.partFor(section);
  if (slot.class === 'empty_item') return part.hasList;
  return (slot.class === 'empty_cell' ? part.columns : part.labels).has(slot.name.toLowerCase());
}

function literalsIn(
  document: Document,
  stretch: Stretch,
  literalsOf: (section: Section) => readonly Slot[],
  placer: Placer,
): Slot[] {
  return [...sectionsOf(document.text, stretch, placer)].flatMap((section) =>
    literalsOf(section)
      .flatMap((slot) => literalOf(document, stretch, slot))
      .filter((slot) => placer(slot.span.from) === section),
  );
}

/** A paragraph can reach over the label that opens a unit. */
function sectionsOf(text: string, stretch: Stretch, placer: Placer): ReadonlySet<Section> {
  const found = new Set<Section>();
  for (let at = stretch.from; at < stretch.to; at += 1) {
    const section = placer(at);
    if (section !== undefined) found.add(section);
    const next = /[\r\n]/g;
    next.lastIndex = at;
    if (!next.test(text)) break;
    at = next.lastIndex - 1;
  }
  return found;
}

function literalOf(document: Document, stretch: Stretch, slot: Slot): Slot[] {
  const words = withEnding(slot.text, document.eol);
  const found: Slot[] = [];
  for (let at = stretch.own.indexOf(words); at !== -1; at = stretch.own.indexOf(words, at + words.length)) {
    const span = { from: stretch.from + at, to: stretch.from + at + words.length };
    if (stands(document.text, stretch, slot, span))
      found.push({ ...slot, text: words, span, sure: isSureAt(slot, stretch, span) });
  }
  return found;
}

/** In code only what can hardly be code is sure, and only where the template has it; a bracket may sort what stands beside it. */
function isSureAt(slot: Slot, stretch: Stretch, span: Span): boolean {
  if (slot.fenced) return slot.sure || (!slot.guidance && slot.class === 'token' && isNoCode(slot.text));
  return slot.sure && !(slot.confidence < sureFrom && sortsItem(stretch, span));
}

/** Whether words in a plan are the template's slot: not in a comment, not a link's text, in code only where the template's are. */
function stands(text: string, stretch: Stretch, slot: Slot, span: Span): boolean {
  if ((stretch.place === 'fence') !== slot.fenced || spanAt(stretch.comments, span.from) !== undefined) return false;
  if (slot.text.startsWith('[') && slot.text.endsWith(']')) return text.charAt(span.to) !== '(';
  if (/^[{<]|^__[A-Z]|^[%@$]/.test(slot.text)) return true;
  if (slot.class === 'token' && !/^[(（]/.test(slot.text))
    return !/[A-Za-z0-9]/.test(text.charAt(span.from - 1) + text.charAt(span.to));
  // Words without delimiters are the slot only where nothing stands beside them.
  return [stretch, spanAt(stretch.values, span.from) ?? stretch].some((whole) => {
    const inner = bare(text, whole);
    return inner.from === span.from && inner.to === span.to;
  });
}
