import { isSection, resolvePlace } from '../../markdown/addresses.ts';
import { withoutHidden } from '../../markdown/hidden.ts';
import type { Document, Place, Section, Span } from '../../markdown/model.ts';
import { listSections, withDescendants } from '../../markdown/outline.ts';
import { placeRevision, sectionRevision, unseen } from '../../markdown/revision.ts';
import { applySplices } from '../../markdown/splices.ts';
import { counterpartOf, guidanceIn } from '../slots.ts';
import { hiddenNote } from './hiddenNote.ts';
import type { Viewed } from './model.ts';
import { estimateTokens } from './tokens.ts';

/** One section's own part of a plan (heading and body), as text without receipts. */
interface Part {
  readonly section: Section;
  readonly span: Span;
}

/**
 * The plan's text with each heading's id and receipt behind it: `## Overview {#overview @1a2b3c4d5e6f}`. `wholeFits` tells
 * whether the whole plan takes at most `most` tokens.
 */
export function wholePlan(viewed: Viewed): string {
  const all = listSections(viewed.document);
  const whole = { from: 0, to: viewed.document.text.length };
  return [shown(marked(viewed, whole, new Set(all))), ...hiddenNote(viewed.document, [whole])].join('\n\n');
}

/** The text of some places with all below them, as far as `most` tokens go; what is left out is named with the call that reads it. */
export function readPlaces(viewed: Viewed, addresses: readonly string[], most: number): string {
  const places = addresses.map((address) => resolvePlace(viewed.document, address, viewed.aliases, viewed.path));
  const sections = places.filter(isSection).filter((section) => section.kind !== 'unit');
  const parts = outermost(sections).flatMap(partsOf);
  const { fitting, left } = fit(viewed.document, parts, most);
  const visible = new Set(fitting.map((part) => part.section));
  const texts = fitting.map(
    (part) => shown(marked(viewed, part.span, visible)) + templateGuidance(viewed, part.section),
  );
  const smaller = places.filter((place) => !isSection(place) || place.kind === 'unit');
  const stretches = [...fitting, ...smaller].map(({ span }) => span);
  const notes = [...cutNote(viewed, fitting, left, most), ...hiddenNote(viewed.document, stretches)];
  return [...texts, ...smaller.map((place) => small(viewed, place)), ...notes].join('\n\n');
}

function partsOf(section: Section): Part[] {
  return withDescendants(section)
    .filter((each) => each.kind !== 'unit')
    .map((each) => ({ section: each, span: { from: each.heading.from, to: Math.max(each.heading.to, each.body.to) } }));
}

/** Places named twice, or inside another one that was named, are shown once. */
function outermost(sections: readonly Section[]): Section[] {
  return [...new Set(sections)].filter(
    (section) => !sections.some((other) => other !== section && section.id.startsWith(`${other.id}/`)),
  );
}

function fit(document: Document, parts: readonly Part[], most: number): { fitting: Part[]; left: Part[] } {
  const fitting: Part[] = [];
  let used = 0;
  for (const [index, part] of parts.entries()) {
    used += estimateTokens(document.text.slice(part.span.from, part.span.to)) + 20;
    if (used > most) return { fitting, left: parts.slice(index) };
    fitting.push(part);
  }
  return { fitting, left: [] };
}

/** A stretch of the plan with the receipts of the sections whose headings stand in it. */
function marked(viewed: Viewed, stretch: Span, visible: ReadonlySet<Section>): string {
  const { document } = viewed;
  const splices = [...visible]
    .filter((section) => section.kind !== 'unit')
    .flatMap((section) => [section, ...section.units])
    .filter((section) => section.heading.from >= stretch.from && section.heading.to <= stretch.to)
    .map((section) => {
      const mark = `{#${section.id} @${receipt(viewed, section, visible)}}`;
      const isBare = section.heading.from === section.heading.to;
      return { from: markPlace(section), to: markPlace(section), text: isBare ? mark + document.eol : ` ${mark}` };
    });
  return applySplices(
    document.text.slice(stretch.from, stretch.to),
    splices.map((splice) => ({ ...splice, from: splice.from - stretch.from, to: splice.to - stretch.from })),
  );
}

/** Behind the words of the heading (of a setext heading above its underline), behind a unit's label, on a line before header and footer. */
function markPlace(section: Section): number {
  if (section.kind === 'unit') return section.heading.to;
  return section.heading.from === section.heading.to ? section.body.from : section.words.to;
}

/** Zeros stand for what is not shown in full. */
function receipt(viewed: Viewed, section: Section, visible: ReadonlySet<Section>): string {
  const revision = sectionRevision(viewed.document, section, viewed.masks);
  const isWhole = section.children
    .flatMap(withDescendants)
    .every((below) => below.kind === 'unit' || visible.has(below));
  return isWhole ? revision : revision.slice(0, 6) + unseen;
}

/** A row, item, field or unit: its own text with its id and revision. */
function small(viewed: Viewed, place: Place): string {
  const text = viewed.document.text.slice(place.span.from, place.span.to);
  return `{#${place.id} @${placeRevision(viewed.document, place, viewed.masks)}}\n${shown(text)}`;
}

/** What the template tells the author of a section that has unfilled places, where the plan no longer says it. */
function templateGuidance(viewed: Viewed, section: Section): string {
  const { template } = viewed;
  const counterpart = template === undefined ? undefined : counterpartOf(section, template);
  if (template === undefined || counterpart === undefined || counterpart.kind === 'title') return '';
  const isOpen = viewed.slots.some((placed) => placed.section === section);
  const spans = isOpen ? guidanceIn(template.document, counterpart, template) : [];
  const own = viewed.document.text.slice(section.body.from, section.body.to);
  const texts = spans.map((span) => template.text.slice(span.from, span.to)).filter((text) => !own.includes(text));
  return texts.length === 0 ? '' : `\n(template's guidance: ${shown(texts.join(' '))})`;
}

function cutNote(viewed: Viewed, fitting: readonly Part[], left: readonly Part[], most: number): string[] {
  const [first] = left;
  if (first === undefined) return [];
  const names = left.slice(0, 12).map((part) => part.section.id);
  const more = left.length > names.length ? ` and ${left.length - names.length} more` : '';
  const note = `CUT at max_tokens ${most}. Not shown: ${names.join(', ')}${more}. Read on: read_plan with sections ["${first.section.id}"]`;
  if (fitting.length > 0) return [`${note}.`];
  const needed = estimateTokens(viewed.document.text.slice(first.span.from, first.span.to)) + 60;
  return [`${note} and max_tokens ${needed}.`];
}

/** Line endings as `\n`, hidden characters left out. */
function shown(text: string): string {
  return withoutHidden(text.replace(/\r\n?/g, '\n'));
}
