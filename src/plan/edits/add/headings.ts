import type { Document, Section, Span } from '../../../markdown/model.ts';
import { outlineNumberOf } from '../../../markdown/slug.ts';
import { applySplices } from '../../../markdown/splices.ts';
import { type Counter, counterOf, nextNumber } from './numbers.ts';

/** A heading or label taken apart, by offsets into its own text. */
export interface Heading {
  readonly text: string;
  readonly outline: { readonly number: string; readonly span: Span } | undefined;
  readonly counter: Counter | undefined;
  /** The words behind the numbers; empty where there are none. */
  readonly name: Span;
}

const known = new WeakMap<Section, Heading>();

/** Takes a section's heading apart; a section is asked often. */
export function headingOf(document: Document, section: Section): Heading {
  const heading = known.get(section) ?? readHeading(document, section);
  known.set(section, heading);
  return heading;
}

function readHeading({ text: source }: Document, section: Section): Heading {
  const { from, to } = section.heading;
  const text = source.slice(from, to);
  const end = Math.max(0, section.words.to - from);
  // What follows the words (closing marks, an underline) is no part of them.
  const line = text.slice(0, end);
  const marks =
    /^[ \t]{0,3}(?:#{1,6}[ \t]+)?(?:(?:\p{Extended_Pictographic}|[\u{FE0F}\u{200D}]| ){1,12}(?=[\p{L}*_]))?(\*\*|__)?/u.exec(
      line,
    );
  const start = marks?.[0].length ?? 0;
  const mark = marks?.[1];
  // In `**Gate 1**: name` the number ends with the bold words, in `**Gate 1: name**` the name does.
  const closing = mark === undefined ? -1 : line.indexOf(mark, start);
  const limit = closing === -1 ? end : Math.max(closing, start);
  const outline = outlineNumberOf(line.slice(start, limit));
  const numberFrom = start + (outline?.length ?? 0);
  const counter = counterOf(line.slice(numberFrom, limit));
  const behind = counter === undefined ? numberFrom : numberFrom + counter.span.to;
  const gap =
    counter === undefined
      ? ''
      : (/^\s{0,3}(?:[:：]|[–—-](?=\s))?(?:\*\*|__)?[:：]?\s{0,3}/.exec(line.slice(behind))?.[0] ?? '');
  const nameFrom = behind + gap.length;
  const nameTo = closing >= nameFrom ? closing : end;
  return {
    text,
    outline:
      outline === undefined
        ? undefined
        : { number: outline.number, span: { from: start, to: start + outline.number.length } },
    counter:
      counter === undefined
        ? undefined
        : { ...counter, span: { from: numberFrom + counter.span.from, to: numberFrom + counter.span.to } },
    name: { from: nameFrom, to: Math.max(nameFrom, nameTo) },
  };
}

/** The name that a heading has behind its numbers. */
export function nameOfHeading(heading: Heading): string {
  return heading.text.slice(heading.name.from, heading.name.to);
}

/** A heading in the form of another: its numbers follow the highest of the siblings', its name is the one given. */
export function nextHeading(form: Heading, siblings: readonly Heading[], name: string): string {
  const outlines = siblings.flatMap((each) => each.outline?.number ?? []);
  const counters = siblings.flatMap((each) => each.counter?.number ?? []);
  const splices = [
    ...(form.outline === undefined || outlines.length === 0
      ? []
      : [{ ...form.outline.span, text: nextNumber(outlines) }]),
    ...(form.counter === undefined || counters.length === 0
      ? []
      : [{ ...form.counter.span, text: nextNumber(counters) }]),
    { ...form.name, text: form.name.from === form.name.to ? gapFor(form, name) + name : name },
  ];
  return applySplices(form.text, splices);
}

/** The splice, by offsets into the heading's text, that gives it a name; numbers that the name repeats are left out. */
export function renaming(heading: Heading, name: string): { from: number; to: number; text: string } {
  const given = counterOf(name);
  const isRepeated = given !== undefined && given.word.toLowerCase() === heading.counter?.word.toLowerCase();
  const words = isRepeated ? name.slice(given.span.to).replace(/^\s*[:：–—-]?\s*/, '') : name;
  return { ...heading.name, text: heading.name.from === heading.name.to ? gapFor(heading, words) + words : words };
}

/** A heading that is nothing but 'Phase 1' gains the colon that its name needs. */
function gapFor(form: Heading, name: string): string {
  if (name === '') return '';
  const before = form.text.slice(0, form.name.from);
  if (/[\p{L}\p{N}*_]$/u.test(before)) return ': ';
  return /\S$/.test(before) ? ' ' : '';
}

/** A section's text without the numbers in its heading and without blank lines, for comparing it with a sibling's. */
export function withoutNumbers(document: Document, section: Section): string {
  const { text: whole, outline, counter } = headingOf(document, section);
  const numbers = [outline?.span, counter?.span].filter((span) => span !== undefined);
  const heading = applySplices(
    whole,
    numbers.map((span) => ({ ...span, text: '' })),
  );
  const text = heading + document.text.slice(section.heading.to, section.span.to);
  return text.replace(/(?:(?:(?<![ \t])[ \t]+)?(?:\r\n|\r|\n))+/g, '\n');
}
