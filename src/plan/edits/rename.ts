import { PlanError } from '../../errors.ts';
import { isSection } from '../../markdown/addresses.ts';
import type { Place } from '../../markdown/model.ts';
import { oneLine } from './lists.ts';
import type { Change, Subject } from './model.ts';
import { replacePart } from './parts.ts';
import { renameSplice, withoutPrefix } from './writeHeading.ts';
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
