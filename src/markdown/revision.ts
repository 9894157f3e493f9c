import { createHash } from 'node:crypto';
import type { Document, Place, Section, Span } from './model.ts';

/** Half a receipt that stands for text which its reader did not see; equals no hash half that is ever accepted. */
export const unseen = '000000';

/** The plan's revision: 12 hex digits of the hash of its bytes. */
export function planRevision(text: string): string {
  return digest(text, 12);
}

/**
 * A section's revision: 6 hex digits of its own heading and body, then 6 of all below it. `masks` are spans that count in none
 * (the value of a Last Updated field).
 */
export function sectionRevision(document: Document, section: Section, masks: readonly Span[] = []): string {
  const own = ownSpans(section).map((span) => masked(document.text, span, masks));
  const below = section.children.map((child) => masked(document.text, child.span, masks));
  return half(own.join('\n')) + half(below.join('\n'));
}

/** The revision of any place: a row, item or field has its own text in the first half and its children in the second. */
export function placeRevision(document: Document, place: Place, masks: readonly Span[] = []): string {
  if (place.kind === 'item') {
    const own = document.text.slice(place.span.from, place.text.to);
    return half(own) + half(document.text.slice(place.text.to, place.span.to));
  }
  if (place.kind === 'row' || place.kind === 'field') return half(masked(document.text, place.span, masks)) + half('');
  return sectionRevision(document, place, masks);
}

function ownSpans(section: Section): Span[] {
  return section.heading.from === section.heading.to ? [section.body] : [section.heading, section.body];
}

function masked(text: string, span: Span, masks: readonly Span[]): string {
  let result = '';
  let at = span.from;
  for (const mask of masks.toSorted((a, b) => a.from - b.from)) {
    if (mask.from < at || mask.to > span.to) continue;
    result += text.slice(at, mask.from);
    at = mask.to;
  }
  return result + text.slice(at, span.to);
}

function half(text: string): string {
  const value = digest(text, 6);
  return value === unseen ? '000001' : value;
}

function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
