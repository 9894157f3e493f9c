import { PlanError } from '../../errors.ts';
import type { Section } from '../../markdown/model.ts';
import { outlineNumberOf, slugOf, wordNumberOf } from '../../markdown/slug.ts';
import { oneLine } from './lists.ts';
import type { Subject, Value, Write } from './model.ts';

/** Sets a heading's own slot, else its words; outline number and `Word N:` stay. */
export function writeHeading(subject: Subject, section: Section, value: Value): Write {
  if (typeof value !== 'string') throw onlyText(section);
  const words = withoutPrefix(oneLine(value, `The heading of ${section.id}`), section.title, section.number);
  if (words === '') throw onlyText(section);
  const slots = subject.slots.filter(
    ({ slot }) => section.heading.from <= slot.span.from && slot.span.to <= section.heading.to,
  );
  const [slot] = slots;
  if (slot !== undefined && slots.length === 1) {
    return { splices: [{ ...slot.slot.span, text: words }], spans: [slot.slot.span] };
  }
  return { splices: [renameSplice(subject, section, words)], spans: [section.words] };
}

/** The splice that gives a heading new words behind its number and `Word N:`. */
export function renameSplice(
  subject: Subject,
  section: Section,
  words: string,
): { from: number; to: number; text: string } {
  const { from, to } = section.words;
  const before = subject.document.text.slice(section.heading.from, from);
  if (from < to) return { from, to, text: words };
  // A heading that is nothing but `Phase 1` gains the colon that its name needs; closing marks keep their distance.
  const colon = /[\p{L}\p{N}*_]$/u.test(before) ? ':' : '';
  const blank = colon !== '' || /\S$/.test(before) ? ' ' : '';
  const behind = subject.document.text.charAt(to) === '#' ? ' ' : '';
  return { from, to, text: colon + blank + words + behind };
}

function onlyText(section: Section): PlanError {
  return new PlanError('invalid_input', `The heading of ${section.id} takes one text that is not empty.`, {
    where: section.id,
  });
}

/** A title without the number or the `Phase 1:` of the old one, which stay anyway. */
export function withoutPrefix(title: string, old: string, number: string | undefined): string {
  let words = title;
  const given = outlineNumberOf(words);
  if (given !== undefined && given.number === number) words = words.slice(given.length);
  const oldNumber = outlineNumberOf(old);
  const kept = wordNumberOf(oldNumber === undefined ? old : old.slice(oldNumber.length));
  const repeated = wordNumberOf(words);
  if (kept === undefined || repeated === undefined || slugOf(kept.words) !== slugOf(repeated.words))
    return words.trim();
  return words
    .slice(repeated.length)
    .replace(/^\s*[:：–—-]?\s*/, '')
    .trim();
}
