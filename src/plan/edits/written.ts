import { lineAt } from '../../markdown/lines.ts';
import type { Line, Section, Span } from '../../markdown/model.ts';
import { withDescendants } from '../../markdown/outline.ts';
import { createFinder, overlaps } from '../../markdown/spans.ts';
import { templateLinesOf } from '../slots.ts';
import { instructionsIn } from './guidance.ts';
import type { Subject } from './model.ts';
import { isSentence, wordsAround } from './sentences.ts';

/**
 * The lines of a section's own body that somebody wrote: what remains after blank lines, guidance, unfilled slots, the marks and labels
 * around them, and (template known) the template's own lines. `within` narrows it to a span; `instructions` are what counts as guidance.
 */
export function writtenLines(
  subject: Subject,
  section: Section,
  within: Span = section.body,
  instructions?: readonly Span[],
): string[] {
  if (section.body.from === section.body.to) return [];
  const { text } = subject.document;
  const guidance = finderOf(instructions ?? instructionsIn(subject, section));
  const known = subject.template === undefined ? new Map<string, number>() : templateLinesOf(section, subject.template);
  const slots = placesLeft(subject);
  const bounds = { from: Math.max(section.body.from, within.from), to: Math.min(section.body.to, within.to) };
  const structure = tableHeads(section);
  return linesIn(subject, bounds).flatMap(([line, index]) => {
    if (structure.has(index)) return [];
    const own = text.slice(line.from, line.to).trim();
    if (own === '' || known.has(own)) return [];
    const part = { from: Math.max(line.from, within.from), to: Math.min(line.to, within.to) };
    const rest = withoutSpans(text, part, [...guidance(part), ...slots(part)]);
    return isStructure(rest, rest !== text.slice(part.from, part.to)) ? [] : [own];
  });
}

type SpanFinder = (at: Span) => readonly Span[];

/** A plan is asked line by line. */
const left = new WeakMap<Subject, SpanFinder>();

/** Finds the spans that nobody filled; without a known template, plain words that only may be a sample count as somebody's. */
function placesLeft(subject: Subject): SpanFinder {
  const known = left.get(subject);
  if (known !== undefined) return known;
  const { slots, template } = subject;
  const find = finderOf(
    slots
      .filter(({ slot }) => template !== undefined || slot.sure || slot.class !== 'stub')
      .map(({ slot }) => slot.span),
  );
  left.set(subject, find);
  return find;
}

function finderOf(spans: readonly Span[]): SpanFinder {
  return createFinder(spans, (span) => span);
}

/** The lines that touch a span, each with its index. */
function linesIn({ document: { lines } }: Subject, span: Span): (readonly [Line, number])[] {
  const found: (readonly [Line, number])[] = [];
  for (let index = lineAt(lines, span.from); index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined || line.from > span.to) break;
    found.push([line, index]);
  }
  return found;
}

/** True where the template's own text stands in a body besides labels, samples in code and places to fill: boxes, rules, notes that are to stay. */
export function hasStandingText(subject: Subject, section: Section): boolean {
  const { text } = subject.document;
  const instructions = finderOf(instructionsIn(subject, section));
  const heads = tableHeads(section);
  const unread = section.content.blocks.filter(
    (block) => block.kind === 'fence' || block.kind === 'html' || block.kind === 'rule',
  );
  return linesIn(subject, section.body).some(([line, index]) => {
    if (heads.has(index)) return false;
    if (unread.some((block) => block.first <= index && index < block.end)) return false;
    if (instructions(line).some((span) => overlaps(span, line))) return false;
    if (wordsAround(subject, line).length > 1) return isSentence(subject, line);
    return !isStructure(text.slice(line.from, line.to), true);
  });
}

/** True where a heading has words of its own: no slot, and not the template's. */
export function isHeadingWritten(subject: Subject, section: Section): boolean {
  const { heading } = section;
  const hasSlot = subject.slots.some(({ slot }) => heading.from <= slot.span.from && slot.span.to <= heading.to);
  const words = subject.document.text.slice(heading.from, heading.to).trim();
  return heading.from < heading.to && !hasSlot && subject.template?.text.includes(words) !== true;
}

/** True where something below a section (not its own body) was written. */
export function isWrittenBelow(subject: Subject, section: Section): boolean {
  return section.children.some((child) => isWritten(subject, child));
}

/** True where a section or anything below it was written. */
export function isWritten(subject: Subject, section: Section): boolean {
  return withDescendants(section).some((each) => each.kind !== 'unit' && writtenLines(subject, each).length > 0);
}

/** Header and delimiter lines of tables say what is asked, not what somebody answered. */
export function tableHeads(section: Section): ReadonlySet<number> {
  return new Set(section.content.tables.flatMap((table) => [table.line, table.line + 1]));
}

function withoutSpans(text: string, line: Span, spans: readonly Span[]): string {
  const inside = spans.filter((span) => overlaps(span, line)).toSorted((a, b) => a.from - b.from);
  let rest = '';
  let at = line.from;
  for (const span of inside) {
    rest += text.slice(at, Math.max(at, span.from));
    at = Math.max(at, Math.min(span.to, line.to));
  }
  return rest + text.slice(at, line.to);
}

/** List marks, boxes, pipes, thematic breaks and, where a slot was taken out, the label before it. */
function isStructure(rest: string, hadSlot: boolean): boolean {
  const plain = rest.replace(/^[\s>]*(?:[-+*]|\d{1,9}[.)])?\s*(?:\[[ xX]\])?/, '').trim();
  if (/^[\s|:*_`~.,;()-]*$/.test(plain)) return true;
  return hadSlot && /^[^:：]{1,200}[:：][*_`\s]*$/.test(plain);
}
