import { PlanError } from '../../errors.ts';
import { isSection } from '../../markdown/addresses.ts';
import type { Place } from '../../markdown/model.ts';
import { outlineNumberOf, slugOf, wordNumberOf } from '../../markdown/slug.ts';
import { oneLine } from './lists.ts';
import type { Change, Subject } from './model.ts';
import { replacePart } from './parts.ts';
import { renameSplice } from './writeHeading.ts';
import { isHeadingWritten } from './written.ts';

/** Gives a heading a new title; its number and its `Word N:` stay, whether the title repeats them or not. */
export function rename(subject: Subject, place: Place, content: string): Change {
  if (!isSection(place)) return replacePart(subject, place, content);
  if (place.heading.from === place.heading.to) {
    throw new PlanError('breaks_structure', `${place.id} has no heading to rename.`, {
      where: place.id,
      fix: 'Send content for its body.',
    });
  }
  const title = oneLine(content, `The heading of ${place.id}`)
    .replace(/^#{1,6}[ \t]+/, '')
    .replace(/^(\*\*|__)(.{1,400})\1$/, '$2');
  const words = withoutPrefix(title, place.title, place.number);
  if (words === '')
    throw new PlanError('invalid_input', `The new title for ${place.id} is empty.`, { where: place.id });
  const splice = renameSplice(subject, place, words);
  const isSame = subject.document.text.slice(splice.from, splice.to) === splice.text;
  return {
    place,
    splices: isSame ? [] : [splice],
    replacesOwn: isHeadingWritten(subject, place),
    replacesBelow: false,
    rewritesOwn: false,
  };
}

/** A title may repeat the number or the `Phase 1:` that stays anyway. */
function withoutPrefix(title: string, old: string, number: string | undefined): string {
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
