import type { Document, Section } from '../../markdown/model.ts';
import type { Template } from '../../template/model.ts';
import { sectionsWithRole } from '../roles.ts';
import type { Words } from '../words.ts';
import { checkedRules, skippedRules } from './coverage.ts';
import { findPrinciples, principleOf, type PrincipleReadings } from './findPrinciples.ts';
import { isGate, readGates } from './gates.ts';
import type { Constitution, ConstitutionCheck, GateCheck, Principle, PrincipleCheck, RecordPlace } from './model.ts';
import { ownCheckList } from './ownList.ts';
import { type CheckPlace, placesBelow } from './places.ts';
import { createReader, type Reader } from './reader.ts';
import { citedVersion, planSays } from './says.ts';
import { settlePrinciples } from './verdicts.ts';
import {
  isViolationsLabel,
  type ListedViolation,
  type OwnedPlace,
  readViolations,
  type ViolationList,
} from './violations.ts';

export interface CheckOptions {
  readonly words: Words;
  /** The plan's template, where it is known: its words are no evidence. */
  readonly template?: Pick<Template, 'meta' | 'document'> | undefined;
}

/** What a plan has on record about a constitution, before it is settled. */
export interface ConstitutionRecords {
  readonly held: Constitution;
  readonly reader: Reader;
  readonly sections: readonly Section[];
  readonly gateSections: readonly Section[];
  /** The sections that hold complexity tables and the like. */
  readonly violationSections: readonly Section[];
  /** What stands in the constitution sections, gates included. */
  readonly places: readonly CheckPlace[];
  readonly violations: ViolationList;
  readonly readings: PrincipleReadings;
  /** The section that takes the record of a principle which the plan does not name. */
  readonly section: Section | undefined;
}

/** Finds what a plan says of each principle, and where; without a constitution of those of its own check list. */
export function constitutionRecords(
  document: Document,
  constitution: Constitution | undefined,
  { words, template }: CheckOptions,
): ConstitutionRecords {
  const fitting = sectionsWithRole(document, words, 'constitution', template);
  const sections = outermost(fitting);
  const gateSections = outermost(sectionsWithRole(document, words, 'gates', template));
  const violationSections = outermost(sectionsWithRole(document, words, 'violations', template));
  const tables = violationSections.map((section) => ({ section, places: placesBelow(document, section) }));
  const places = sections.flatMap((section) =>
    without(placesBelow(document, section), [...gateSections, ...violationSections]),
  );
  const principlePlaces = withoutGates(places, words);
  const held = constitution ?? ownCheckList(principlePlaces, words);
  const reader = createReader({
    words,
    constitution: held,
    template: template === undefined ? undefined : templatePlaces(template, words),
    isOwnList: constitution === undefined,
  });
  const violations = readViolations(
    places.flatMap((place) => flatten(place, undefined, reader)),
    tables,
    reader,
  );
  const readings = findPrinciples(principlePlaces, held, reader);
  const section = fitting[0];
  return { held, reader, sections, gateSections, violationSections, places, violations, readings, section };
}

/**
 * Holds a plan against a constitution, principle by principle; without one against the plan's own check list.
 * Only what the plan says counts, in the forms that records take; what cannot be told is `unknown`, never a pass.
 */
export function checkConstitution(
  document: Document,
  constitution: Constitution | undefined,
  options: CheckOptions,
): ConstitutionCheck {
  const { words } = options;
  const records = constitutionRecords(document, constitution, options);
  const { held, reader, sections, gateSections, places, violations, readings } = records;
  const principles = settlePrinciples(held, readings, violations, sectionPlace(records.section), reader);
  const gates = distinct([
    ...readGates(places, false, reader),
    ...gateSections.flatMap((section) => readGates(placesBelow(document, section), true, reader)),
  ]);
  const cited = citedVersion(document, sections, words);
  const says = planSays(places, words);
  const coverage = {
    held,
    own: constitution === undefined,
    sections,
    gates,
    violations,
    cited,
    strays: readings.strays,
  };
  return {
    verdict: overall(held, principles, gates, [...violations.listed, ...readings.unnamed]),
    constitution: aboutConstitution(held, cited),
    principles,
    gates,
    ...(says === undefined ? {} : { planSays: says }),
    checked: checkedRules(coverage),
    skipped: skippedRules(coverage),
    violationsPlace: violations.place,
    violationsTable: violations.isTable,
  };
}

/** Sections that stand in none of the others. */
function outermost(sections: readonly Section[]): readonly Section[] {
  const ids = new Set(sections.map(({ id }) => id));
  const isBelow = (id: string): boolean => {
    for (let end = id.lastIndexOf('/'); end > 0; end = id.lastIndexOf('/', end - 1))
      if (ids.has(id.slice(0, end))) return true;
    return false;
  };
  return sections.filter(({ id }) => !isBelow(id));
}

/** Places without those of some sections, which are read apart. */
function without(places: readonly CheckPlace[], sections: readonly Section[]): readonly CheckPlace[] {
  const ids = new Set(sections.map((section) => section.id));
  return places
    .filter((place) => place.form !== 'heading' || !ids.has(place.id))
    .map((place) => ({ ...place, children: without(place.children, sections) }));
}

function withoutGates(places: readonly CheckPlace[], words: Words): readonly CheckPlace[] {
  return places
    .filter((place) => !isGate(place, { words }))
    .map((place) => ({ ...place, children: withoutGates(place.children, words) }));
}

/** Headings open up; what stands below other places is theirs. What stands under a principle's heading has that owner. */
function flatten(place: CheckPlace, owner: Principle | undefined, reader: Reader): readonly OwnedPlace[] {
  if (place.form !== 'heading') return [{ place, owner }];
  const below = isViolationsLabel(place, reader) ? owner : (principleOf(place, reader) ?? owner);
  return [{ place, owner }, ...place.children.flatMap((child) => flatten(child, below, reader))];
}

function templatePlaces(template: Pick<Template, 'meta' | 'document'>, words: Words): readonly CheckPlace[] {
  const roles = ['constitution', 'violations', 'gates'];
  return roles.flatMap((role) =>
    outermost(sectionsWithRole(template.document, words, role, template)).flatMap((section) =>
      placesBelow(template.document, section),
    ),
  );
}

function sectionPlace(section: Section | undefined): RecordPlace | undefined {
  return section === undefined ? undefined : { id: section.id, form: 'section' };
}

function distinct(gates: readonly GateCheck[]): readonly GateCheck[] {
  // Backwards, so that the first of those with one id stays.
  const first = new Map(gates.toReversed().map((gate) => [gate.id, gate]));
  return gates.filter((gate) => first.get(gate.id) === gate);
}

function overall(
  constitution: Constitution,
  principles: readonly PrincipleCheck[],
  gates: readonly GateCheck[],
  violations: readonly ListedViolation[],
): ConstitutionCheck['verdict'] {
  if (principles.some(({ verdict }) => verdict === 'violation') || gates.some(({ state }) => state === 'fail'))
    return 'fail';
  const isOpen = principles.some(
    ({ verdict }) => verdict === 'unaddressed' || verdict === 'unsupported' || verdict === 'unknown',
  );
  const isUndecided = gates.some(
    ({ state, why }) => state === 'undecided' || (state === 'conditional' && why !== undefined),
  );
  const isUnnamed = violations.some(
    ({ principle, justification }) => principle === undefined && justification === undefined,
  );
  const isEmpty = constitution.unfilled || principles.length === 0;
  return isOpen || isUndecided || isUnnamed || isEmpty ? 'incomplete' : 'pass';
}

function aboutConstitution(
  { path, version, unfilled }: Constitution,
  cited: string | undefined,
): ConstitutionCheck['constitution'] {
  return {
    ...(path === undefined ? {} : { path }),
    ...(version === undefined ? {} : { version }),
    ...(cited === undefined ? {} : { cited }),
    unfilled,
  };
}
