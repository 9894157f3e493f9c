import { lineAt } from '../../../markdown/lines.ts';
import type { Document, Section, Span } from '../../../markdown/model.ts';
import { listSections } from '../../../markdown/outline.ts';
import type { Splice } from '../../../markdown/splices.ts';
import type { Subject } from '../model.ts';
import { isHeadingWritten, writtenLines } from '../written.ts';
import { lineDiff } from './lineDiff.ts';
import type { Quoted } from './model.ts';
import { sectionFinder } from './sectionAt.ts';

/** How many stretches are told apart from what the template brought; in the rest every word counts as written. */
const mostTold = 200;

/**
 * The written text of a plan that `after` no longer has, place by place. Lines that only change their place are not lost, nor are
 * blank lines, guidance, unfilled slots and the template's own lines.
 */
export function lostText(subject: Subject, after: string): Quoted[] {
  const { document } = subject;
  const changes = lineDiff(document.text, after);
  const kept = countOf(changes.flatMap(({ text }) => linesIn(text)));
  const sectionAt = sectionFinder(document);
  const tall = tallSlots(subject);
  const places: Place[] = [];
  changes.forEach((change, index) => {
    const isWritten = index < mostTold ? writtenIn(subject, change, tall) : (): boolean => true;
    for (const { text, line, from } of linesOf(document, change)) {
      const own = text.trim();
      if (own === '' || !isWritten(own) || take(kept, own)) continue;
      const section = placeAt(document, from, sectionAt);
      const last = places.at(-1);
      // Lines that follow each other in one section are one place.
      if (last?.section === section && last.line + last.lines.length === line) last.lines.push(text);
      else places.push({ section, line, lines: [text] });
    }
  });
  return places.map(({ section, line, lines }) => ({ section, line: line + 1, text: lines.join('\n') }));
}

interface Place {
  readonly section: string;
  readonly line: number;
  readonly lines: string[];
}

function linesOf(document: Document, { from, to }: Span): { text: string; line: number; from: number }[] {
  if (from === to) return [];
  const { lines, text } = document;
  const found: { text: string; line: number; from: number }[] = [];
  for (let at = lineAt(lines, from); at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined || line.from >= to) break;
    found.push({ text: text.slice(line.from, line.to), line: at, from: line.from });
  }
  return found;
}

/** Tells of the trimmed lines of a stretch which somebody wrote. What stands in no section is written, as front matter is. */
function writtenIn(subject: Subject, stretch: Splice, tall: readonly Span[]): (own: string) => boolean {
  const { document } = subject;
  const met = listSections(document).filter((section) => section.kind !== 'unit' && touches(section, stretch));
  const told = new Set<string>();
  const written = new Set<string>();
  for (const section of met.slice(0, mostTold)) {
    const body = overlap(section.body, stretch);
    for (const { text } of linesOf(document, body)) told.add(text.trim());
    // Instructions that the template does not have came since, as other text did.
    if (body.from < body.to) for (const line of writtenLines(subject, section, body, [])) written.add(line);
    for (const span of tall) for (const { text } of linesOf(document, overlap(span, body))) written.add(text.trim());
    const heading = document.text.slice(section.heading.from, section.heading.to).trim();
    told.add(heading);
    if (isHeadingWritten(subject, section)) written.add(heading);
  }
  return (own) => written.has(own) || !(told.has(own) || isRule(own));
}

/** Places to fill of several lines: since the earlier text somebody may have written between their brackets. */
function tallSlots({ document, slots }: Subject): readonly Span[] {
  const lineOf = (offset: number): number => lineAt(document.lines, offset);
  return slots.map(({ slot }) => slot.span).filter(({ from, to }) => lineOf(from) < lineOf(to));
}

function touches({ heading, body }: Section, { from, to }: Span): boolean {
  return (heading.from < to && from < heading.to) || (body.from < to && from < body.to);
}

function overlap(one: Span, other: Span): Span {
  const from = Math.max(one.from, other.from);
  return { from, to: Math.max(from, Math.min(one.to, other.to)) };
}

function isRule(own: string): boolean {
  return /^(?:[-*_][ \t]*){3,200}$/.test(own);
}

function linesIn(text: string): string[] {
  return text.split(/\r\n|\r|\n/).map((line) => line.trim());
}

function countOf(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

function take(counts: Map<string, number>, line: string): boolean {
  const count = counts.get(line) ?? 0;
  if (count > 0) counts.set(line, count - 1);
  return count > 0;
}

function placeAt(document: Document, offset: number, sectionAt: (offset: number) => Section | undefined): string {
  if (document.frontMatter !== undefined && offset < document.frontMatter.span.to) return 'front-matter';
  return sectionAt(offset)?.id ?? 'header';
}
