import { PlanError } from '../../errors.ts';
import type { Document, Section, Span } from '../../markdown/model.ts';
import type { Splice } from '../../markdown/splices.ts';
import { slugOf } from '../../markdown/slug.ts';
import { isRequired } from './required.ts';
import type { Change, Subject } from './model.ts';
import { type Fragment, readFragment, bodyOfChild } from './structure.ts';
import { isWritten, writtenLines } from './written.ts';

/**
 * Gives a section a new body. Its headings replace the children of the same id, new ones are added behind the one before them,
 * written children that it does not name stay, untouched template children go. Throws `breaks_structure`.
 */
export function replaceBody(subject: Subject, section: Section, content: string): Change {
  const fragment = readFragment(
    withoutOwnHeading(subject, section, content),
    headingRoom(section),
    subject.document.eol,
    section.id,
  );
  const children = replaceChildren(subject, section, fragment);
  return {
    place: section,
    splices: [...ownSplices(subject.document, section, fragment.own), ...children.splices],
    replacesOwn: writtenLines(subject, section).length > 0,
    replacesBelow: children.replacesWritten,
    rewritesOwn: true,
    outcome: { own: fragment.own, isWhole: true, children: fragment.children.map((child) => slugOf(child.title)) },
  };
}

/** Headings of this level or above would end the place; units, header and footer take none. */
export function headingRoom(section: Section): number {
  return section.kind === 'section' ? section.level : 6;
}

/** Callers often repeat the place's own heading above its body. */
function withoutOwnHeading(subject: Subject, section: Section, content: string): string {
  const heading = subject.document.text.slice(section.heading.from, section.heading.to).trim();
  const trimmed = content.replace(/^\s+/, '');
  const first = /^[^\r\n]*/.exec(trimmed)?.[0] ?? '';
  const plain = first.replace(/ {0,2}\{#[^\s{}]{1,300} @[0-9a-f]{12}\}$/, '').trim();
  return heading !== '' && plain === heading ? trimmed.slice(first.length) : content;
}

/** The splices that put a text in a section's own body, with blank lines where none stood. */
export function ownSplices(document: Document, section: Section, own: string): Splice[] {
  const { from, to } = section.body;
  if (document.text.slice(from, to) === own) return [];
  if (from < to) return [{ from, to, text: own + (own === '' ? '' : gapBelow(document, to)) }];
  return [{ from, to, text: gapAbove(document, section, own) + own + gapBelow(document, to) }];
}

/** A blank line below a heading; a unit's list follows its label at once. */
function gapAbove(document: Document, section: Section, own: string): string {
  if (section.heading.from === section.heading.to) return '';
  const isList = /^(?:[-+*]|\d{1,9}[.)])[ \t]/.test(own);
  return section.kind === 'unit' && isList ? document.eol : document.eol + document.eol;
}

/** A line ending more where the next line follows at once: a `---` there would make a heading of the text. */
function gapBelow(document: Document, at: number): string {
  const rest = /^(?:\r\n|\r|\n)([^\r\n]*)/.exec(document.text.slice(at, at + 200));
  return rest !== null && (rest[1] ?? '').trim() !== '' ? document.eol : '';
}

function replaceChildren(
  subject: Subject,
  section: Section,
  fragment: Fragment,
): { splices: Splice[]; replacesWritten: boolean } {
  const named = new Map(fragment.children.map((child) => [slugOf(child.title), child]));
  const splices: Splice[] = [];
  const going: Section[] = [];
  let replacesWritten = false;
  for (const child of section.children) {
    const fresh = named.get(slugOf(child.title));
    if (fresh !== undefined) {
      const change = replaceChild(subject, child, fresh, fragment);
      splices.push(...change.splices);
      replacesWritten ||= change.replacesOwn || change.replacesBelow;
    } else if (isUntouched(subject, child)) {
      going.push(child);
    }
  }
  const staying = section.children.filter((child) => !going.includes(child));
  splices.push(
    ...removals(subject.document, section.children, going),
    ...additions(subject, section, staying, fragment),
  );
  return { splices, replacesWritten };
}

/** Neighbours that go are taken out together. */
function removals(document: Document, children: readonly Section[], going: readonly Section[]): Splice[] {
  const runs: Span[] = [];
  children.forEach((child, index) => {
    if (!going.includes(child)) return;
    const last = runs.at(-1);
    const before = children[index - 1];
    if (last !== undefined && before !== undefined && going.includes(before))
      runs[runs.length - 1] = { from: last.from, to: child.span.to };
    else runs.push(child.span);
  });
  return runs.map((span) => removalOf(document, { span }));
}

function replaceChild(subject: Subject, child: Section, fresh: Section, fragment: Fragment): Change {
  const { text } = fragment.document;
  const heading = text.slice(fresh.heading.from, fresh.heading.to);
  const change = replaceBody(subject, child, bodyOfChild(fragment, fresh));
  const isSame = subject.document.text.slice(child.heading.from, child.heading.to) === heading;
  return isSame ? change : { ...change, splices: [{ ...child.heading, text: heading }, ...change.splices] };
}

/** A child that nobody wrote in, which the template brought, and which need not stay. */
function isUntouched(subject: Subject, child: Section): boolean {
  if (isWritten(subject, child) || isRequired(subject, child)) return false;
  if (subject.template !== undefined) return true;
  return subject.slots.some(({ slot }) => child.span.from <= slot.span.from && slot.span.to <= child.span.to);
}

/** New children go behind the child that the content names before them, else behind all that stay. */
function additions(subject: Subject, section: Section, staying: readonly Section[], fragment: Fragment): Splice[] {
  const { document } = subject;
  const known = new Map(staying.map((child) => [slugOf(child.title), child]));
  let anchor: Section | undefined;
  const splices: Splice[] = [];
  for (const fresh of fragment.children) {
    const existing = known.get(slugOf(fresh.title));
    if (existing !== undefined) {
      anchor = existing;
      continue;
    }
    const at = (anchor ?? staying.at(-1))?.span.to ?? Math.max(section.body.to, section.heading.to);
    const text = fragment.document.text.slice(fresh.span.from, fresh.span.to);
    splices.push({ from: at, to: at, text: document.eol + document.eol + text });
  }
  return splices;
}

/** Takes a section out, heading and all, with the blank lines behind it. */
export function removalOf(document: Document, section: { span: { from: number; to: number } }): Splice {
  const { text } = document;
  let to = section.span.to;
  while (isBlank(text, to)) to += 1;
  while (to > section.span.to && !'\r\n'.includes(text.charAt(to - 1))) to -= 1;
  if (to < text.length) return { from: section.span.from, to, text: '' };
  // At the file's end the blank lines before it go instead, so that the last line ending stays as it is.
  let from = section.span.from;
  while (isBlank(text, from - 1)) from -= 1;
  while (from < section.span.from && !'\r\n'.includes(text.charAt(from))) from += 1;
  return { from, to: section.span.to, text: '' };
}

function isBlank(text: string, at: number): boolean {
  return at >= 0 && at < text.length && ' \t\r\n'.includes(text.charAt(at));
}

/** Refuses content for a place that is only a line. */
export function requireBody(section: Section): void {
  if (section.kind !== 'title') return;
  throw new PlanError('breaks_structure', 'The title has no body.', {
    where: 'title',
    fix: 'Set it with mode "rename", fill header, or add a section with mode "append" and content "## Heading …".',
  });
}
