import { PlanError } from '../../errors.ts';
import { isSection } from '../../markdown/addresses.ts';
import type { Place, Section } from '../../markdown/model.ts';
import { outlineNumberOf, wordNumberOf } from '../../markdown/slug.ts';
import { removalOf } from './content.ts';
import { lineRemoval } from './lineRemoval.ts';
import type { Change, Subject } from './model.ts';
import { isRequired } from './required.ts';
import { sectionOf } from './targets.ts';
import { isWrittenBelow, writtenLines } from './written.ts';

/** Takes a place out, heading and all. Required sections, title, header and footer refuse. */
export function remove(subject: Subject, place: Place): Change {
  if (isSection(place)) return removeSection(subject, place);
  const section = sectionOf(subject, place);
  const written = section !== undefined && writtenLines(subject, section, place.span).length > 0;
  return {
    place,
    splices: [lineRemoval(subject.document, place)],
    replacesOwn: written,
    replacesBelow: false,
    rewritesOwn: false,
  };
}

function removeSection(subject: Subject, section: Section): Change {
  if (section.kind !== 'section' && section.kind !== 'unit') {
    throw new PlanError('breaks_structure', `${section.id} can't be removed.`, {
      where: section.id,
      fix: 'Remove the sections or fields in it.',
    });
  }
  if (isRequired(subject, section)) {
    throw new PlanError(
      'breaks_structure',
      `${section.id} is required by the template ${subject.template?.id ?? ''}.`,
      {
        where: section.id,
        fix: 'Keep it and say in it why it does not apply.',
      },
    );
  }
  const holder = section.kind === 'unit' ? section.parent : section;
  const own =
    holder === undefined ? [] : writtenLines(subject, holder, section.kind === 'unit' ? section.span : section.body);
  return {
    place: section,
    splices: [removalOf(subject.document, section)],
    replacesOwn: own.length > 0,
    replacesBelow: isWrittenBelow(subject, section),
    rewritesOwn: false,
  };
}

/** The words by which other places speak of a section: `Phase 2`, else its title without number. */
export function nameOf(section: Section): string {
  const number = outlineNumberOf(section.title);
  const title = number === undefined ? section.title : section.title.slice(number.length);
  return wordNumberOf(title)?.words ?? title;
}
