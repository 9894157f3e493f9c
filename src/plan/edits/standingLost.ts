import { isSection } from '../../markdown/addresses.ts';
import { lineAt } from '../../markdown/lines.ts';
import type { Place, Section, Span } from '../../markdown/model.ts';
import { withDescendants } from '../../markdown/outline.ts';
import { createFinder, overlaps } from '../../markdown/spans.ts';
import { onOneLine } from '../quote.ts';
import { templateLinesOf } from '../slots.ts';
import { instructionsIn } from './guidance.ts';
import type { Change, Subject } from './model.ts';
import { isSentence, wordsAround } from './sentences.ts';
import { sectionOf } from './targets.ts';
import { tableHeads } from './written.ts';

/** So many of the lines are quoted, and so many counted. */
const mostQuoted = 2;
const mostCounted = 100;

/**
 * A warning where a change takes out lines that the template brought and that are no mere places to fill: its questions, tasks, rules.
 * They need no receipt, and whoever replaces them should know. Words that the new text has are not lost.
 */
export function standingLost(subject: Subject, { place, splices }: Change): string[] {
  if (subject.template === undefined) return [];
  const written = splices.map((splice) => splice.text).join('\n');
  const same = new Set(written.split(/\r\n|\r|\n/).map((line) => line.trim()));
  const lost: string[] = [];
  for (const splice of splices) {
    for (const section of sectionsOf(subject, place)) {
      for (const line of standingIn(subject, section, splice)) {
        if (lost.length === mostCounted) break;
        const own = subject.document.text.slice(line.from, line.to).trim();
        const isKept = same.has(own) || wordsAround(subject, line).every((words) => written.includes(words.trim()));
        if (!isKept) lost.push(own);
      }
    }
  }
  return lost.length === 0 ? [] : [warningOf(place, lost)];
}

function warningOf(place: Place, lost: readonly string[]): string {
  const quotes = lost.slice(0, mostQuoted).map((line) => `"${onOneLine(line, 80)}"`);
  const more = lost.length > mostQuoted ? ` and ${lost.length - mostQuoted} more` : '';
  const count = lost.length === mostCounted ? `${mostCounted} lines or more` : `${lost.length} lines`;
  const lines = lost.length === 1 ? 'a line of the template' : `${count} of the template`;
  return `${place.id}: ${lines} went: ${quotes.join(', ')}${more}. restore_plan undoes it.`;
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
  const instructions = createFinder(instructionsIn(subject, section), (each) => each);
  const heads = tableHeads(section);
  const found: Span[] = [];
  for (let index = lineAt(lines, bounds.from); index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined || line.from >= bounds.to) break;
    const own = text.slice(line.from, line.to).trim();
    if (line.from < bounds.from || line.to > bounds.to || heads.has(index) || !known.has(own)) continue;
    if (instructions(line).some((each) => overlaps(each, line)) || !isSentence(subject, line)) continue;
    found.push(line);
  }
  return found;
}
