import { isSection } from '../../markdown/addresses.ts';
import { lineAt } from '../../markdown/lines.ts';
import type { Document, Place, Section, Span } from '../../markdown/model.ts';
import type { Splice } from '../../markdown/splices.ts';
import { overlaps } from '../../markdown/spans.ts';
import { guidanceIn } from '../slots.ts';
import type { Subject } from './model.ts';

/**
 * Instructions to the author go once their section is filled: the splices that take them out of a section's own body
 * when the spans being written leave no slot in it or below.
 */
export function guidanceRemoval(subject: Subject, place: Place, written: readonly Span[]): Splice[] {
  if (!isSection(place) || place.kind === 'title') return [];
  const inside = subject.slots.filter(({ slot }) => place.span.from <= slot.span.from && slot.span.to <= place.span.to);
  const left = inside.some(({ slot }) => !written.some((span) => covers(span, slot.span)));
  if (left) return [];
  const section = place.kind === 'unit' && place.parent !== undefined ? place.parent : place;
  const going = instructionsIn(subject, section)
    .filter((span) => place.body.from <= span.from && span.to <= place.body.to)
    .filter((span) => !written.some((other) => overlaps(span, other)));
  // Where the instruction is all that stands there ("the same lines as above"), it is still to be followed.
  const { text } = subject.document;
  const rest = going
    .toReversed()
    .reduce(
      (body, span) => body.slice(0, span.from - place.body.from) + body.slice(span.to - place.body.from),
      text.slice(place.body.from, place.body.to),
    );
  return rest.trim() === '' ? [] : going.map((span) => lineRemoval(subject.document, place, span));
}

/**
 * The instructions in a section's own body that are nobody's text: those of a known template, else whole-line brackets alone. Without a
 * template a comment or a line in italics may be a person's.
 */
export function instructionsIn(subject: Subject, section: Section): readonly Span[] {
  const { document, template } = subject;
  const found = guidanceIn(document, section, template);
  return template === undefined ? found.filter((span) => document.text[span.from] === '[') : found;
}

function covers(span: Span, slot: Span): boolean {
  return span.from <= slot.from && slot.to <= span.to;
}

/** Takes whole lines out with the blank lines behind them; at the body's end with those before them, so that what follows keeps its distance. */
function lineRemoval(document: Document, section: Section, span: Span): Splice {
  const { lines, text } = document;
  const isBlank = (index: number): boolean => {
    const line = lines[index];
    return line !== undefined && text.slice(line.from, line.to).trim() === '';
  };
  let first = lineAt(lines, span.from);
  let last = lineAt(lines, Math.max(span.from, span.to - 1));
  const isLast = (lines[last]?.to ?? 0) >= section.body.to;
  if (!isLast) {
    while (isBlank(last + 1)) last += 1;
    return { from: lines[first]?.from ?? span.from, to: lines[last]?.next ?? span.to, text: '' };
  }
  while (isBlank(first - 1)) first -= 1;
  return { from: lines[first - 1]?.to ?? span.from, to: lines[last]?.to ?? span.to, text: '' };
}
