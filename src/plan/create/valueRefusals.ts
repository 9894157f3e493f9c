import { PlanError } from '../../errors.ts';
import type { Section } from '../../markdown/model.ts';
import { nearestNames } from '../../markdown/nearest.ts';
import type { Subject, Value } from '../edits/model.ts';
import { inThePlan } from '../quote.ts';
import { knownNames, rowsNamed, type Target } from '../edits/targets.ts';
import { type NamedPlace, placeNamed } from './placeNamed.ts';

/** More names than this help nobody. */
const mostNames = 24;
const mostWays = 3;
const mostUnknown = 8;

/** What is longer is a whole sentence of the template. */
const longestName = 40;

const later = 'create the plan without it, then fill_section: read_plan view "unfilled" lists the places';

/** The refusal of a value whose name stands several times in the template; undefined where it stands once. */
export function severalPlaces(
  subject: Subject,
  name: string,
  { place, label, targets }: NamedPlace,
  value: Value,
): PlanError | undefined {
  const ways = targets.flatMap((target) => waysTo(target, label));
  if (ways.length < 2) return undefined;
  const sent = typeof value === 'string' ? 'one text' : `${value.length} texts`;
  const isSure = ways.slice(0, mostWays).every((way) => isOne(placeNamed(subject, way)?.targets));
  const one = isSure ? `name one: ${listed(ways, mostWays)}` : later;
  return new PlanError(
    'unknown_field',
    `${inThePlan(name, 80)} stands ${ways.length} times in ${place.id}, ${sent} came.`,
    { where: place.id, fix: `Send a list of ${ways.length} texts, or ${one}.` },
  );
}

/** A name for each of the places that a target stands for. */
function waysTo(target: Target, label: string): string[] {
  switch (target.kind) {
    case 'column':
      return target.rows.map((row) => `${row.id}/${label}`);
    case 'field':
      return [`${target.field.id.slice(0, target.field.id.lastIndexOf('/'))}/${label}`];
    case 'heading':
    case 'child':
      return [target.section.id];
    case 'slot':
      return [`${target.slot.section.id}/${label}`];
  }
}

function isOne(targets: readonly Target[] | undefined): boolean {
  const [first, ...others] = targets ?? [];
  return first !== undefined && others.length === 0 && (first.kind !== 'column' || first.rows.length === 1);
}

/** The refusal of a name that is a row: its cells have the places. Undefined where no row, or several, have that name. */
export function wholeRow(subject: Subject, name: string): PlanError | undefined {
  const [row, ...others] = rowsNamed(subject, name);
  if (row === undefined || others.length > 0) return undefined;
  const ways = row.table.columns.slice(1).map((column) => `${row.id}/${column}`);
  return new PlanError('unknown_field', `${inThePlan(name, 80)} is a row of the template.`, {
    where: row.id,
    fix: `Name its cell: ${listed(ways, mostWays)}.`,
  });
}

/** The refusal of names that the template has no place for, with what comes near and what it knows. */
export function unknownValues(subject: Subject, names: readonly string[]): PlanError {
  const known = namesIn(subject);
  const told = known.filter((name) => name.length <= longestName).slice(0, mostNames);
  const near = names.slice(0, mostUnknown).flatMap((name) => nearestNames(name, known));
  const nearest = near.length === 0 ? '' : `Nearest: ${[...new Set(near)].join(', ')}. `;
  const more = known.length > told.length ? `, and ${known.length - told.length} more` : '';
  return new PlanError('unknown_field', `The template has nothing named ${listed(names, mostUnknown)}.`, {
    fix: `${nearest}Known: ${told.join(', ')}${more}. Or ${later}.`,
  });
}

/** All that `values` can name, header and footer first. */
function namesIn(subject: Subject): string[] {
  const { top } = subject.document;
  const sections = top.filter((section) => section.kind === 'section');
  const edges = top.filter((section) => section.kind !== 'section');
  const inside = (section: Section): string[] => knownNames(subject, section, Infinity);
  return [...new Set([...edges.flatMap(inside), ...sections.map(({ title }) => title), ...sections.flatMap(inside)])];
}

function listed(names: readonly string[], most: number): string {
  const more = names.length > most ? ', …' : '';
  return `${names
    .slice(0, most)
    .map((name) => inThePlan(name, 80))
    .join(', ')}${more}`;
}
