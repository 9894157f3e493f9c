import { createHash } from 'node:crypto';
import type { Document, Span } from '../../markdown/model.ts';
import type { Subject } from '../edits/model.ts';
import { trackingSpans } from '../progress/progress.ts';
import { sectionsWithRole } from '../roles.ts';
import { lastUpdatedOf, statusOf } from '../status.ts';
import { reviewBoxes } from './finalBox.ts';
import { approvalPlace, reasonPlace, type StandingLine } from './place.ts';
import type { SubstanceDigest } from './record.ts';

/** A part of the plan's substance: its title with front matter, then each top section. */
interface Part {
  /** `title`, or the section's id. */
  readonly id: string;
  readonly digest: string;
}

/**
 * What an approval was given to: all text but status, approval, Last Updated, Clarifications, white space and what only tracks the
 * work. White space in a line counts as one blank, blank lines not at all.
 */
export function substanceOf(subject: Subject): SubstanceDigest {
  const parts = partsOf(subject);
  return {
    whole: digest(parts.map((part) => part.digest).join('-'), 12),
    parts: parts.map((part) => part.digest.slice(0, 4)),
  };
}

/** The ids of the parts that an approval was not given to; `…` stands for parts that went. Empty where nothing changed. */
export function changedSince(subject: Subject, approved: SubstanceDigest): readonly string[] {
  const parts = partsOf(subject);
  const now = substanceOf(subject);
  if (now.whole === approved.whole) return [];
  const left = new Map<string, number>();
  for (const part of approved.parts) left.set(part, (left.get(part) ?? 0) + 1);
  const changed = parts.filter(({ digest: own }) => {
    const count = left.get(own.slice(0, 4)) ?? 0;
    left.set(own.slice(0, 4), count - 1);
    return count <= 0;
  });
  // Nothing that stands there is new: something went, or changed its order.
  return changed.length > 0 ? changed.map((part) => part.id) : ['order of sections'];
}

function partsOf(subject: Subject): readonly Part[] {
  const { document } = subject;
  const left = leftOut(subject);
  const clarifications = new Set(sectionsWithRole(document, subject.words, 'clarifications', subject.template));
  const head = [document.frontMatter?.yaml, document.title?.heading].flatMap((span) => span ?? []);
  return [
    {
      id: 'title',
      digest: digest(
        head
          .map((span) => kept(document, span, left))
          .filter((text) => text !== '')
          .join('\n'),
        12,
      ),
    },
    ...document.top
      .filter((section) => !clarifications.has(section))
      .map((section) => ({ id: section.id, digest: digest(kept(document, section.span, left), 12) })),
  ];
}

/** What counts in no substance, in order and without overlaps. */
function leftOut(subject: Subject): readonly Span[] {
  const { document, words, template } = subject;
  const source = { words, template };
  const status = statusOf(document, source);
  const final = reviewBoxes(document, source).final?.box;
  const nested = sectionsWithRole(document, words, 'clarifications', template).map((section) => section.span);
  const spans = [
    ...(status === undefined ? [] : statusSpans(document, status.span, status.place)),
    ...[approvalPlace(document, source), reasonPlace(document, source)].flatMap((line) => standingSpan(document, line)),
    ...lastUpdatedOf(document, words).map((field) => field.value),
    ...(final === undefined ? [] : [final.span]),
    ...nested,
    ...trackingSpans(document, subject),
  ];
  return disjoint(spans);
}

/** The value; a key in front matter whole, because it comes and goes with its value. */
function statusSpans(document: Document, value: Span, place: string): Span[] {
  const key = place.startsWith('front-matter/')
    ? document.frontMatter?.fields.find((field) => field.id === place)
    : undefined;
  return [key?.span ?? value];
}

/** The whole line: it comes and goes with the record. */
function standingSpan(document: Document, line: StandingLine | undefined): Span[] {
  const whole = line === undefined ? undefined : document.lines[line.line];
  return line === undefined
    ? []
    : [{ from: whole?.from ?? line.span.from, to: Math.max(whole?.to ?? 0, line.span.to) }];
}

function disjoint(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = merged.at(-1);
    if (last !== undefined && span.from <= last.to)
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else merged.push(span);
  }
  return merged;
}

/** A span's text without what is left out, its white space made even. */
function kept(document: Document, span: Span, left: readonly Span[]): string {
  let text = '';
  let at = span.from;
  for (const each of left) {
    if (each.to <= at || each.from >= span.to) continue;
    text += document.text.slice(at, Math.max(at, each.from));
    at = Math.min(each.to, span.to);
  }
  text += document.text.slice(at, span.to);
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
