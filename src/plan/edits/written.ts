import type { Section, Span } from '../../markdown/model.ts';
import { withDescendants } from '../../markdown/outline.ts';
import { templateLinesOf } from '../slots.ts';
import { instructionsIn } from './guidance.ts';
import type { Subject } from './model.ts';

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
  const { text, lines } = subject.document;
  const guidance = instructions ?? instructionsIn(subject, section);
  const known = subject.template === undefined ? new Map<string, number>() : templateLinesOf(section, subject.template);
  const slots = placesLeft(subject);
  const structure = tableHeads(section);
  return lines.flatMap((line, index) => {
    if (line.to < section.body.from || line.from > section.body.to || structure.has(index)) return [];
    if (line.to < within.from || line.from > within.to) return [];
    const own = text.slice(line.from, line.to).trim();
    if (own === '' || known.has(own)) return [];
    const part = { from: Math.max(line.from, within.from), to: Math.min(line.to, within.to) };
    const rest = withoutSpans(text, part, [...guidance, ...slots]);
    return isStructure(rest, rest !== text.slice(part.from, part.to)) ? [] : [own];
  });
}

/** The spans that nobody filled; without a known template, what may be somebody's words counts as theirs. */
function placesLeft({ slots, template }: Subject): readonly Span[] {
  return slots.filter(({ slot }) => template !== undefined || slot.sure).map(({ slot }) => slot.span);
}

/** True where the template's own text stands in a body besides labels, samples in code and places to fill: boxes, rules, notes that are to stay. */
export function hasStandingText(subject: Subject, section: Section): boolean {
  const { text, lines } = subject.document;
  const taken = [...instructionsIn(subject, section), ...subject.slots.map((placed) => placed.slot.span)];
  const heads = tableHeads(section);
  const unread = section.content.blocks.filter(
    (block) => block.kind === 'fence' || block.kind === 'html' || block.kind === 'rule',
  );
  return lines.some((line, index) => {
    if (line.to < section.body.from || line.from > section.body.to || heads.has(index)) return false;
    if (unread.some((block) => block.first <= index && index < block.end)) return false;
    if (taken.some((span) => span.from < line.to && span.to > line.from)) return false;
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
function tableHeads(section: Section): ReadonlySet<number> {
  return new Set(section.content.tables.flatMap((table) => [table.line, table.line + 1]));
}

function withoutSpans(text: string, line: Span, spans: readonly Span[]): string {
  const inside = spans.filter((span) => span.from < line.to && span.to > line.from).toSorted((a, b) => a.from - b.from);
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
