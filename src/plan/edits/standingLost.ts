import { isSection } from '../../markdown/addresses.ts';
import { lineAt } from '../../markdown/lines.ts';
import type { Place, Section, Span } from '../../markdown/model.ts';
import { withDescendants } from '../../markdown/outline.ts';
import { overlaps } from '../../markdown/spans.ts';
import { onOneLine } from '../quote.ts';
import { templateLinesOf } from '../slots.ts';
import { instructionsIn } from './guidance.ts';
import type { Change, Subject } from './model.ts';
import { isSentence, wordsAround } from './sentences.ts';
import { sectionOf } from './targets.ts';
import { tableHeads } from './written.ts';

/** So many of the lines are quoted. */
const mostQuoted = 2;

/**
 * A warning where a change takes out lines that the template brought and that are no mere places to fill: its questions, tasks, rules.
 * They need no receipt, and whoever replaces them should know. `after` is the plan's text with the change.
 */
export function standingLost(subject: Subject, { place, splices }: Change, after: string): string[] {
  if (subject.template === undefined) return [];
  const sections = sectionsOf(subject, place);
  const lost = splices
    .flatMap((splice) => sections.flatMap((section) => standingIn(subject, section, splice)))
    .filter((line) => !wordsAround(subject, line).every((words) => after.includes(words.trim())))
    .map(({ from, to }) => subject.document.text.slice(from, to).trim());
  if (lost.length === 0) return [];
  const quotes = lost.slice(0, mostQuoted).map((line) => `"${onOneLine(line, 80)}"`);
  const more = lost.length > mostQuoted ? ` and ${lost.length - mostQuoted} more` : '';
  const lines = lost.length === 1 ? 'a line of the template' : `${lost.length} lines of the template`;
  return [`${place.id}: ${lines} went: ${quotes.join(', ')}${more}. restore_plan undoes it.`];
}

function sectionsOf(subject: Subject, place: Place): readonly Section[] {
  if (isSection(place)) return withDescendants(place).filter((each) => each === place || each.kind !== 'unit');
  const holder = sectionOf(subject, place);
  return holder === undefined ? [] : [holder];
}

/** The lines of the template's own sentences in a section's body, as far as they lie in a span. */
function standingIn(subject: Subject, section: Section, span: Span): Span[] {
  const { document, template } = subject;
  const { lines, text } = document;
  const bounds = { from: Math.max(span.from, section.body.from), to: Math.min(span.to, section.body.to) };
  if (template === undefined || bounds.from >= bounds.to) return [];
  const known = templateLinesOf(section, template);
  const instructions = instructionsIn(subject, section);
  const heads = tableHeads(section);
  const found: Span[] = [];
  for (let index = lineAt(lines, bounds.from); index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined || line.from >= bounds.to) break;
    const own = text.slice(line.from, line.to).trim();
    if (line.from < bounds.from || line.to > bounds.to || heads.has(index) || !known.has(own)) continue;
    if (instructions.some((each) => overlaps(each, line)) || !isSentence(subject, line)) continue;
    found.push(line);
  }
  return found;
}
