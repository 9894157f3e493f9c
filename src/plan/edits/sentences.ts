import type { Span } from '../../markdown/model.ts';
import { createFinder, overlaps } from '../../markdown/spans.ts';
import type { Subject } from './model.ts';

/** So many words beside its places to fill, and more than two for each of them, and a line of a template says something of its own. */
const fewestWords = 3;
const wordsForPlace = 2;

const places = new WeakMap<Subject, (at: Span) => readonly Span[]>();

/**
 * Whether a text with places to fill says something besides: `Tell [TEAM] before anything is ordered`, but not `As [who] I want [what]`.
 * Such a line of a template is filled, not replaced: it makes no way for what is added. Its label, IDs, paths and code are no words.
 */
export function isSentence(subject: Subject, span: Span): boolean {
  const parts = wordsAround(subject, span);
  const [first = '', ...others] = parts;
  const words = [first.replace(label, ''), ...others].reduce((sum, part) => sum + wordsIn(part), 0);
  return words >= fewestWords && words > wordsForPlace * (parts.length - 1);
}

/** What a text says before, between and behind its places to fill: one part more than there are places. */
export function wordsAround(subject: Subject, span: Span): readonly string[] {
  const { text } = subject.document;
  const inside = placesIn(subject)(span).filter((place) => overlaps(place, span));
  const parts: string[] = [];
  let at = span.from;
  for (const place of inside.toSorted((a, b) => a.from - b.from)) {
    parts.push(text.slice(at, Math.max(at, place.from)));
    at = Math.max(at, Math.min(place.to, span.to));
  }
  return [...parts, text.slice(at, span.to)];
}

function placesIn(subject: Subject): (at: Span) => readonly Span[] {
  const spans = (): Span[] => subject.slots.map(({ slot }) => slot.span);
  const known = places.get(subject) ?? createFinder(spans(), (span) => span);
  places.set(subject, known);
  return known;
}

/** Marks of a list and box, and the words before a colon. */
const label =
  /^[\s>]{0,20}(?:(?:[-+*]|\d{1,9}[.)])\s{1,4})?(?:\[[ xX]\]\s{1,4})?[*_`]{0,3}[^:：\n\r?？!.()（）]{1,60}[:：][*_`]{0,3}(?=\s|$)/u;

/** Scripts that leave no blanks between words count two letters for one. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/gu;
const spaced = /(?<![\p{L}\p{N}.])\p{L}[\p{L}\p{M}'’-]{1,80}(?![\p{L}\p{N}])/gu;

function wordsIn(text: string): number {
  const plain = text.replace(/`[^`\n\r]{0,200}`/g, ' ').replace(/[^\s/]{0,200}\/[^\s]{1,200}/g, ' ');
  const letters = plain.match(unspaced) ?? [];
  return Math.floor(letters.length / 2) + (plain.replace(unspaced, ' ').match(spaced) ?? []).length;
}
