import { createHash } from 'node:crypto';
import type { Document, Span } from '../../markdown/model.ts';
import { outermost, overlapping, spanAt, withoutHoles } from '../../markdown/spans.ts';
import type { Subject } from '../edits/model.ts';
import { groundSpans, trackingSpans } from '../progress/progress.ts';
import { sectionsWithRole } from '../roles.ts';
import { isDateOrSlot, lastUpdatedOf, statusOf } from '../status.ts';
import { reviewBoxes } from './finalBox.ts';
import { approvalPlace, reasonPlace, type StandingLine } from './place.ts';
import type { SubstanceDigest } from './record.ts';

/** A part of the plan's substance: its title with front matter and what stands between them, then each top section. */
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
  return digestOf(partsOf(subject));
}

function digestOf(parts: readonly Part[]): SubstanceDigest {
  return {
    whole: digest(parts.map((part) => part.digest).join('-'), 12),
    parts: parts.map((part) => part.digest.slice(0, 4)),
  };
}

/** The ids of the parts that an approval was not given to; `…` stands for parts that went. Empty where nothing changed. */
export function changedSince(subject: Subject, approved: SubstanceDigest): readonly string[] {
  const parts = partsOf(subject);
  if (digestOf(parts).whole === approved.whole) return [];
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
  const head = [document.frontMatter?.yaml, aboveSections(document)].flatMap((span) => span ?? []);
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
      .map((section) => ({ section, text: kept(document, section.span, left) }))
      .filter(({ section, text }) => text !== '' || !clarifications.has(section))
      .map(({ section, text }) => ({ id: section.id, digest: digest(text, 12) })),
  ];
}

/** The title, with what stands above it. */
function aboveSections({ text, frontMatter, top }: Document): Span {
  const from = frontMatter?.span.to ?? 0;
  return {
    from,
    to: Math.max(
      from,
      top.reduce((first, { span }) => Math.min(first, span.from), text.length),
    ),
  };
}

/** What counts in no substance, in order and without overlaps. */
function leftOut(subject: Subject): readonly Span[] {
  const { document, words, template } = subject;
  const source = { words, template };
  const status = statusOf(document, source);
  const final = reviewBoxes(document, source).final?.box;
  const updated = lastUpdatedOf(document, words).map((field) => field.value);
  const spans = [
    ...(status === undefined ? [] : statusSpans(document, status.span, status.place)),
    ...[approvalPlace(document, source), reasonPlace(document, source)].flatMap((line) => standingSpan(document, line)),
    ...updated.filter(({ from, to }) => isDateOrSlot(document.text.slice(from, to), words)),
    ...(final === undefined ? [] : [final.span]),
    ...logSpans(subject),
    ...trackingSpans(document, subject),
  ];
  return disjoint(spans);
}

/** The logs of clarifications, without the questions, gates and verdicts that somebody put there. */
function logSpans(subject: Subject): readonly Span[] {
  const { document, words, template } = subject;
  const logs = outermost(sectionsWithRole(document, words, 'clarifications', template).map((section) => section.span));
  const inside = groundSpans(document, subject).filter(({ from, to }) => {
    const log = spanAt(logs, from);
    return log !== undefined && to <= log.to;
  });
  return withoutHoles(logs, outermost(inside));
}

/** The value; a key in front matter whole, because it comes and goes with its value. */
function statusSpans(document: Document, value: Span, place: string): Span[] {
  const key = place.startsWith('front-matter/')
    ? document.frontMatter?.fields.find((field) => field.id === place)
    : undefined;
  return [key?.span ?? value];
}

/** The whole line, which comes and goes with the record; of a line that says more, the record alone. */
function standingSpan(document: Document, standing: StandingLine | undefined): Span[] {
  const line = standing === undefined ? undefined : document.lines[standing.line];
  if (standing === undefined || line === undefined) return [];
  const { span, value } = standing;
  const before = document.text.slice(line.from, span.from).replace(/^[ \t>]*\d{1,9}[.)]/, '');
  const behind = document.text.slice(Math.max(value.to, span.from), line.to);
  if (/[\p{L}\p{N}]/u.test(before + behind)) return [{ from: span.from, to: value.to }];
  return [{ from: line.from, to: Math.max(line.to, value.to) }];
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
  for (const each of overlapping(left, span)) {
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
