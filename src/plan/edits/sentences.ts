import type { Span } from '../../markdown/model.ts';
import { createFinder, overlaps } from '../../markdown/spans.ts';
import type { Subject } from './model.ts';

/** So many words beside its places to fill, and a line of a template says something of its own. */
const fewestWords = 3;

const places = new WeakMap<Subject, (at: Span) => readonly Span[]>();

/**
 * Whether a text with places to fill says something besides: `Tell [TEAM] before anything is ordered`. Such a line of a template is
 * filled, not replaced: it makes no way for what is added. IDs and code are no words.
 */
export function isSentence(subject: Subject, span: Span): boolean {
  const inside = placesIn(subject)(span).filter((place) => overlaps(place, span));
  let rest = '';
  let at = span.from;
  for (const place of inside.toSorted((a, b) => a.from - b.from)) {
    rest += `${subject.document.text.slice(at, Math.max(at, place.from))} `;
    at = Math.max(at, Math.min(place.to, span.to));
  }
  return wordsIn(rest + subject.document.text.slice(at, span.to)) >= fewestWords;
}

function placesIn(subject: Subject): (at: Span) => readonly Span[] {
  const known =
    places.get(subject) ??
    createFinder(
      subject.slots.map(({ slot }) => slot.span),
      (span) => span,
    );
  places.set(subject, known);
  return known;
}

/** Scripts that leave no blanks between words count two letters for one. */
function wordsIn(text: string): number {
  const plain = text.replace(/`[^`\n\r]{0,200}`/g, ' ').replace(/[^\s/]{0,200}\/[^\s]{1,200}/g, ' ');
  const unspaced = plain.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu) ?? [];
  const spaced = plain
    .replace(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu, ' ')
    .match(/(?<![\p{L}\p{N}.])\p{L}[\p{L}\p{M}'’-]{1,80}(?![\p{L}\p{N}])/gu);
  return Math.floor(unspaced.length / 2) + (spaced ?? []).length;
}
