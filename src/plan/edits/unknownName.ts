import { PlanError } from '../../errors.ts';
import { isSection } from '../../markdown/addresses.ts';
import type { Place, Span } from '../../markdown/model.ts';
import { overlaps } from '../../markdown/spans.ts';
import { inThePlan } from '../quote.ts';
import { statusOf } from '../status.ts';
import type { Subject } from './model.ts';
import { knownNames, labelsNamed, rowsNamed } from './targets.ts';

/** The refusal of a name that a place does not have; where exactly one place has a row or a label of that name, its fix names it. */
export function unknownName(subject: Subject, place: Place, name: string): PlanError {
  const known = knownNames(subject, place);
  const own = known.length === 0 ? 'It has no labels: send content.' : `Known: ${known.join(', ')}.`;
  return new PlanError('unknown_field', `${place.id} has nothing named "${name.slice(0, 80)}".`, {
    where: place.id,
    fix: rowIn(subject, name, place) ?? elsewhere(subject, name) ?? rowIn(subject, name) ?? own,
  });
}

/** What to do about a label that stands in another place; undefined where none does, or several. */
function elsewhere(subject: Subject, name: string): string | undefined {
  const [found, ...others] = labelsNamed(subject, name);
  if (found === undefined || others.length > 0) return undefined;
  const { field, section } = found;
  if (isStatus(subject, field.id, field.value)) return bySetStatus(subject, name);
  return `${inThePlan(name, 80)} stands in ${section.id}: send section ${JSON.stringify(section.id)}.`;
}

/** What to do about a name that is the first cell of a row, whose other cells its columns name; undefined where none is, or several are. */
function rowIn(subject: Subject, name: string, place?: Place): string | undefined {
  if (place !== undefined && !isSection(place)) return undefined;
  const [row, ...others] = rowsNamed(subject, name, place);
  if (row === undefined || others.length > 0) return undefined;
  if (isStatus(subject, row.id, row.span)) return bySetStatus(subject, name);
  const columns = row.table.columns.slice(1).filter((column) => column !== '');
  const values = Object.fromEntries(columns.slice(0, 3).map((column) => [column, '…']));
  return `${inThePlan(name, 80)} is a row: send section ${JSON.stringify(row.id)}, values ${JSON.stringify(values)}.`;
}

function isStatus(subject: Subject, id: string, span: Span): boolean {
  const status = statusOf(subject.document, subject);
  return status !== undefined && (status.place === id || overlaps(status.span, span));
}

function bySetStatus(subject: Subject, name: string): string {
  return `${inThePlan(name, 80)} is the plan's status: set_status ${JSON.stringify({ plan: subject.path ?? '<plan>', status: '<status>' })}.`;
}
