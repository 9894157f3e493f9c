import { PlanError } from '../../errors.ts';
import type { Place } from '../../markdown/model.ts';
import { overlaps } from '../../markdown/spans.ts';
import { inThePlan } from '../quote.ts';
import { statusOf } from '../status.ts';
import type { Subject } from './model.ts';
import { knownNames, labelsNamed } from './targets.ts';

/** The refusal of a name that a place does not have; where exactly one other place has a label of that name, its fix names it. */
export function unknownName(subject: Subject, place: Place, name: string): PlanError {
  const known = knownNames(subject, place);
  const own = known.length === 0 ? 'It has no labels: send content.' : `Known: ${known.join(', ')}.`;
  return new PlanError('unknown_field', `${place.id} has nothing named "${name.slice(0, 80)}".`, {
    where: place.id,
    fix: elsewhere(subject, name) ?? own,
  });
}

/** What to do about a label that stands in another place; undefined where none does, or several. */
function elsewhere(subject: Subject, name: string): string | undefined {
  const [found, ...others] = labelsNamed(subject, name);
  if (found === undefined || others.length > 0) return undefined;
  const { field, section } = found;
  const status = statusOf(subject.document, subject);
  if (status !== undefined && (status.place === field.id || overlaps(status.span, field.value)))
    return `${inThePlan(name, 80)} is the plan's status: set_status ${JSON.stringify({ plan: subject.path ?? '<plan>', status: '<status>' })}.`;
  return `${inThePlan(name, 80)} stands in ${section.id}: send section ${JSON.stringify(section.id)}.`;
}
