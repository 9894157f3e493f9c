import { PlanError } from '../../errors.ts';
import { parseDocument } from '../../markdown/document.ts';
import { withEnding } from '../../markdown/lines.ts';
import { isSection } from '../../markdown/addresses.ts';
import type { Block, Document, Place, Section } from '../../markdown/model.ts';
import { listSections } from '../../markdown/outline.ts';
import { slugOf } from '../../markdown/slug.ts';
import type { Splice } from '../../markdown/splices.ts';
import type { Reading } from './model.ts';

/** A body that was given as Markdown, taken apart: its own part, and the sections that its headings open. */
export interface Fragment {
  readonly own: string;
  readonly children: readonly Section[];
  /** The text that the children's spans point into. */
  readonly document: Document;
}

/** Reads content for a place whose headings are of `level`. Throws `breaks_structure` for a heading that would end the place and for an open fence or comment. */
export function readFragment(content: string, level: number, ending: string, where: string): Fragment {
  // Callers may send back what a reading printed: receipts behind headings are no text.
  const text = withEnding(content.replace(/^\uFEFF/, ''), ending).replace(
    / {0,2}\{#[^\s{}]{1,300} @[0-9a-f]{12}\}(?=[\r\n]|$)/g,
    '',
  );
  const trimmed = text.replace(/^(?:[ \t]*(?:\r\n|\r|\n))+/, '').trimEnd();
  requireClosed(trimmed, ending, where);
  // A line ending ahead keeps a leading `---` from being read as front matter.
  const document = parseDocument(`${ending}${trimmed}`);
  const shallow = document.blocks.find((block) => block.kind === 'heading' && block.level <= level);
  if (shallow !== undefined) throw endsPlace(document, shallow, level, where);
  const children = document.top.filter((section) => section.kind === 'section');
  requireDifferentNames(children, where);
  return { own: ownPart(document, ending.length, children[0]), children, document };
}

/** The text below a child's heading, blank lines around it left out; the indentation of its first line stays. */
export function bodyOfChild(fragment: Fragment, child: Section): string {
  const text = fragment.document.text.slice(child.heading.to, child.span.to);
  return text.replace(/^(?:[ \t]*(?:\r\n|\r|\n))+/, '').trimEnd();
}

/** Two children of one name could not be told apart when the content is sent again. */
function requireDifferentNames(children: readonly Section[], where: string): void {
  const slugs = children.map((child) => slugOf(child.title));
  const twin = children.find((_, index) => slugs.indexOf(slugs[index] ?? '') < index);
  if (twin === undefined) return;
  throw new PlanError(
    'breaks_structure',
    `The content for ${where} has two headings named "${twin.title.slice(0, 120)}".`,
    {
      where,
      fix: 'Name them differently, or join them.',
    },
  );
}

/** What stands above the first heading. A break at its end would belong to no section, so it is left out. */
function ownPart(document: Document, from: number, firstChild: Section | undefined): string {
  const to = firstChild?.span.from ?? document.text.length;
  const own = document.blocks.filter((block) => (document.lines[block.first]?.from ?? 0) < to);
  const last = own.findLast((block) => block.kind !== 'rule');
  const breaks = own.slice(last === undefined ? 0 : own.indexOf(last) + 1);
  const end = document.lines[breaks[0]?.first ?? -1]?.from ?? to;
  return document.text.slice(from, end).trimEnd();
}

function endsPlace(document: Document, block: Block, level: number, where: string): PlanError {
  const line = document.lines[block.first];
  const heading = line === undefined ? '' : document.text.slice(line.from, line.to).slice(0, 120);
  const allowed =
    level >= 6 ? 'This place takes no headings.' : `Headings in it must be deeper: ${'#'.repeat(level + 1)} or more.`;
  return new PlanError('breaks_structure', `The heading "${heading}" in content would end ${where}. ${allowed}`, {
    where,
    fix: 'Send the body without its own heading, or fill that other section under its own id.',
  });
}

/** What follows the content must be read as it was: no fence, comment or HTML block stays open. */
function requireClosed(content: string, ending: string, where: string): void {
  const open = openBlock(content, ending);
  if (open === undefined) return;
  throw new PlanError('breaks_structure', `The content for ${where} leaves a ${open} open.`, {
    where,
    fix: 'Close it and send the content again.',
  });
}

/** Throws `breaks_structure` where a section's own text ends inside a fence or comment that is never closed: what is appended would be read as part of it. */
export function requireClosedBody(document: Document, section: Section): void {
  const open = openBlock(document.text.slice(section.body.from, section.body.to), document.eol);
  if (open === undefined) return;
  throw new PlanError('breaks_structure', `The text of ${section.id} ends in a ${open} that is never closed.`, {
    where: section.id,
    fix: 'Read the section and replace its text, with the closing line.',
  });
}

function openBlock(content: string, ending: string): string | undefined {
  const probe = parseDocument(`${ending}${content}${ending}${ending}x`);
  const last = probe.blocks.at(-1);
  if (last?.kind === 'paragraph' && last.first === probe.lines.length - 1) return undefined;
  return last?.kind === 'html' ? 'comment or HTML block' : 'code fence';
}

/** Throws `breaks_structure` where blocks outside the splices' reach read differently afterwards. */
export function requireSameOutside(
  before: Document,
  after: Document,
  splices: readonly Splice[],
  place: Place,
  mode: 'write' | 'remove',
): void {
  const where = place.id;
  // A unit's label and its body can be one paragraph before and two blocks after: the whole place is inside.
  const own = isSection(place) ? Math.max(place.heading.to, place.body.to) : place.span.to;
  const from = Math.min(place.span.from, ...splices.map((splice) => splice.from));
  const to = Math.max(own, ...splices.map((splice) => splice.to));
  const growth = after.text.length - before.text.length;
  const old = outside(before, from, to, mode);
  const fresh = outside(after, from, to + growth, mode);
  const same =
    old.above.length === fresh.above.length &&
    old.below.length === fresh.below.length &&
    old.above.every((block, index) => block === fresh.above[index]) &&
    old.below.every((block, index) => block === fresh.below[index]);
  if (same) return;
  throw new PlanError(
    'breaks_structure',
    mode === 'remove'
      ? `Without ${where}, the text around it would be read differently.`
      : `With this content, text outside ${where} would be read differently.`,
    {
      where,
      fix:
        mode === 'remove'
          ? 'Replace its text by "None" instead, or remove the section that holds it.'
          : 'Close what the content opens (fences, comments, tables, lists) and send it again.',
    },
  );
}

/** What loses its last part ends right above the place that went. */
const shrinking: ReadonlySet<string> = new Set(['bullets', 'numbers', 'item', 'table', 'quote', 'paragraph']);

/** Signatures of the blocks wholly above and wholly below a stretch of text. */
function outside(
  document: Document,
  from: number,
  to: number,
  mode: 'write' | 'remove',
): { above: string[]; below: string[] } {
  const above: string[] = [];
  const below: string[] = [];
  const visit = (block: Block): void => {
    const first = document.lines[block.first];
    const last = document.lines[block.end - 1];
    if (first === undefined || last === undefined) return;
    const isShrunk = mode === 'remove' && shrinking.has(block.kind) && last.next >= from;
    if (last.to < from && !isShrunk) above.push(`${block.kind}${block.level}:${first.from}-${last.to}`);
    else if (first.from > to)
      below.push(`${block.kind}${block.level}:${document.text.length - first.from}-${document.text.length - last.to}`);
    block.children.forEach(visit);
  };
  document.blocks.forEach(visit);
  return { above, below };
}

/** Throws `breaks_structure` where a section does not read as its content was meant: a heading taken in by a list above it, a break that ends it early. */
export function requireReading(after: Document, id: string, reading: Reading): void {
  const section = listSections(after).find((each) => each.id === id);
  const own = section === undefined ? '' : after.text.slice(section.body.from, section.body.to).trimEnd();
  const children = new Set(section?.children.map((child) => slugOf(child.title)));
  const holdsOwn = reading.isWhole ? own === reading.own : own.endsWith(reading.own);
  if (holdsOwn && reading.children.every((child) => children.has(child))) return;
  throw new PlanError(
    'breaks_structure',
    `The content would not be read as all of ${id}: a break (---) or an indented heading in it ends or hides a part.`,
    {
      where: id,
      fix: 'Begin headings at the line start, leave out breaks, and send it again.',
    },
  );
}

/** Throws `breaks_structure` where a section outside the changed one would get another id. `now` is the changed one's id afterwards. */
export function requireSameAddresses(
  before: Document,
  after: Document,
  changed: string,
  now: string,
  where: string,
): void {
  const old = idsOutside(before, changed);
  const fresh = idsOutside(after, now);
  const at = old.findIndex((id, index) => id !== fresh[index]);
  if (at === -1 && old.length === fresh.length) return;
  throw new PlanError(
    'breaks_structure',
    `With this change, the address ${old[at] ?? fresh.at(-1)} would name another place.`,
    {
      where,
      fix: 'Choose a heading that no other section under the same parent has.',
    },
  );
}

function idsOutside(document: Document, changed: string): string[] {
  return listSections(document).flatMap((section) => (isWithin(section, changed) ? [] : [section.id]));
}

function isWithin(section: Section, id: string): boolean {
  return section.id === id || section.id.startsWith(`${id}/`);
}
