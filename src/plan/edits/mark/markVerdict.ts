import { PlanError } from '../../../errors.ts';
import { parseDocument } from '../../../markdown/document.ts';
import { applySplices, type Splice } from '../../../markdown/splices.ts';
import { checkConstitution, type ConstitutionRecords, constitutionRecords } from '../../constitution/check.ts';
import type { Named } from '../../constitution/findPrinciples.ts';
import type { ConstitutionCheck, Principle, PrincipleCheck, Verdict } from '../../constitution/model.ts';
import type { CheckPlace } from '../../constitution/places.ts';
import { settleRecord } from '../../constitution/settle.ts';
import type { PlaceRecord } from '../../constitution/statements.ts';
import { inThePlan } from '../../quote.ts';
import type { Subject } from '../model.ts';
import type { FillSetting } from '../subject.ts';
import { refuseAsRead } from './contradictions.ts';
import type { Mark, MarkState } from './model.ts';
import { markContext } from './record/context.ts';
import { disjoint } from './record/disjoint.ts';
import { listViolation } from './record/listViolation.ts';
import type { MarkContext, RecordWord, VerdictRecord } from './record/model.ts';
import { principleVocabulary } from './record/vocabulary.ts';
import { tickSplices, writeRecord } from './record/writeRecord.ts';
import { writeSilent } from './record/writeSilent.ts';
import { recordOf, requireState } from './states.ts';

/** What a principle, or one of its rules, can be. */
export const principleStates: readonly MarkState[] = [
  'open',
  'done',
  'pass',
  'violation',
  'not_applicable',
  'deferred',
];

/**
 * Records the verdict on a principle in the plan's own form, over the one that stands there: afterwards the plan says exactly that.
 * Throws PlanError where other lines say something else, where the note says nothing, or where a principle can't be so.
 */
export function markPrinciple(
  subject: Subject,
  found: ConstitutionCheck,
  { id, title }: Pick<PrincipleCheck, 'id' | 'title'>,
  mark: Mark,
  setting: Pick<FillSetting, 'constitution'>,
): string {
  const what = `The principle ${inThePlan(title, 120)}`;
  requireState(mark, what, principleStates);
  const vocabulary = principleVocabulary(subject.words);
  const record = recordOf(subject, mark, what, vocabulary);
  const records = constitutionRecords(subject.document, setting.constitution, subject);
  const principle = records.held.principles.find((one) => one.id === id);
  if (principle === undefined) throw new PlanError('unknown_address', `There is no principle ${id}.`, { where: id });
  const context = markContext(subject, records, vocabulary);
  const splices = disjoint(subject.document.text, [
    ...ownSplices(context, principle, record),
    ...ruleTicks(context, principle, record.word),
    ...listViolation(context, principle, record),
  ]);
  const text = applySplices(subject.document.text, splices);
  const after =
    splices.length === 0 ? found : checkConstitution(parseDocument(text), setting.constitution, subject);
  requireRead(context, found, principle, mark, record, after);
  return text;
}

/** The principle's own places: its first takes the record, the others only where they say something else. */
function ownSplices(context: MarkContext, principle: Principle, record: VerdictRecord): Splice[] {
  const own = ownPlaces(context, principle);
  const main = own.find(({ place }) => place.form !== 'prose') ?? own[0];
  if (main === undefined) return writeSilent(context, principle, record);
  const others = own.filter(
    (one) => one !== main && one.place.id !== main.place.id && isOther(context, one, record.word),
  );
  return [main, ...others].flatMap(({ place }) => writeRecord(context, place, record));
}

function ownPlaces(context: MarkContext, principle: Principle): readonly Named[] {
  const named = context.records.readings.named.get(principle.id) ?? [];
  return named.filter(
    ({ place, rule }) => rule === undefined && (place.form !== 'prose' || isOwnLine(context, place, principle)),
  );
}

/** A line of running text that opens with the principle's name is its record; one that mentions it is somebody's sentence. */
function isOwnLine({ records }: MarkContext, place: CheckPlace, principle: Principle): boolean {
  return records.reader.names.opening(place.text)?.principle === principle;
}

function isOther({ records }: MarkContext, { record }: Named, word: RecordWord | undefined): boolean {
  const { claim, verdict, isUnread } = settleRecord(record, records.reader.words);
  if (claim === undefined) return verdict === 'unknown' && isUnread !== true;
  return claim !== word;
}

/** A verdict on the whole ticks the boxes of rules that have none, and takes ticks away that nothing but an earlier one can have set. */
function ruleTicks(context: MarkContext, principle: Principle, word: RecordWord | undefined): Splice[] {
  const { records, places, subject } = context;
  const named = records.readings.named.get(principle.id) ?? [];
  const rules = named.flatMap(({ record, rule }) => [...(rule === undefined ? [] : [record]), ...rulesOf(record)]);
  const isTicked = word === 'pass' || word === 'not_applicable';
  return rules.flatMap((rule) => {
    const item = places.get(rule.place.id);
    if (item?.kind !== 'item' || item.box === undefined) return [];
    const { verdict, isBareTick } = settleRecord(rule, subject.words);
    return (isTicked ? verdict === 'unaddressed' && rule.rules.length === 0 : isBareTick === true)
      ? tickSplices(item, isTicked)
      : [];
  });
}

/** Every rule below a record, at any depth. */
export function rulesOf(record: PlaceRecord): readonly PlaceRecord[] {
  return record.rules.flatMap((rule) => [rule.record, ...rulesOf(rule.record)]);
}

/** What a mark must read as afterwards; taken away, the author's own words may still stand there unread. */
function wanted({ word, justification }: VerdictRecord): readonly Verdict[] {
  if (word === undefined) return ['unaddressed', 'unknown'];
  if (word === 'violation') return [justification === undefined ? 'violation' : 'justified'];
  return word === 'pass' || word === 'not_applicable' || word === 'deferred' ? [word] : [];
}

function requireRead(
  context: MarkContext,
  before: ConstitutionCheck,
  principle: Principle,
  mark: Mark,
  record: VerdictRecord,
  after: ConstitutionCheck,
): void {
  const now = after.principles.find(({ id }) => id === principle.id);
  const verdict = now?.verdict;
  const isSilent = ownPlaces(context, principle).length === 0;
  if (isSilent && record.word !== undefined && (now?.place === undefined || now.place.form === 'section')) {
    throw new PlanError('breaks_structure', `A record of ${inThePlan(principle.title, 120)} would not be read where it would stand.`, {
      where: principle.id,
      fix: `Write the principle into the constitution section with fill_section, then mark it.`,
    });
  }
  if (verdict === undefined || !wanted(record).includes(verdict)) {
    throw refuseAsRead(context, principle, mark.state, record.word, verdict ?? 'no principle');
  }
  requireSameOthers(before, after, principle.id, mark);
}

/** No other principle or gate may read otherwise; what lies open beside 'None' is a contradiction only as long as that stands. */
export function requireSameOthers(before: ConstitutionCheck, after: ConstitutionCheck, own: string, mark: Mark): void {
  const isOpen = (verdict: string): boolean => verdict === 'unaddressed' || verdict === 'unknown';
  const verdicts = new Map(after.principles.map(({ id, verdict }) => [id, verdict]));
  const changed = before.principles.find(({ id, verdict }) => {
    const now = verdicts.get(id);
    return id !== own && now !== verdict && !(now !== undefined && isOpen(now) && isOpen(verdict));
  });
  const gates = new Map(after.gates.map((gate) => [gate.id, gate]));
  const gate = before.gates.find(({ id, state, place }) => {
    const now = gates.get(id);
    return id !== own && (now?.state !== state || now.place.form !== place.form);
  });
  const other = changed ?? gate;
  if (other === undefined && before.principles.length === after.principles.length) return;
  throw new PlanError(
    'breaks_structure',
    `The record of ${mark.item} would change what the plan says of ${inThePlan(other?.title ?? 'other principles', 120)}.`,
    { where: mark.item, fix: 'Word the note without the names and verdicts of others.' },
  );
}

/** Records the verdict on one rule of a principle, at the rule. Throws PlanError as markPrinciple does. */
export function markRule(
  subject: Subject,
  found: ConstitutionCheck,
  { principle, rule, records }: RuleOf,
  mark: Mark,
  setting: Pick<FillSetting, 'constitution'>,
): string {
  const what = `The rule ${inThePlan(rule.place.whole, 120)}`;
  requireState(mark, what, principleStates);
  const vocabulary = principleVocabulary(subject.words);
  const record = recordOf(subject, mark, what, vocabulary);
  // A rule's justification stands below it: lists of violations go by principle.
  const context = { ...markContext(subject, records, vocabulary), isListed: false };
  const splices = disjoint(subject.document.text, writeRecord(context, rule.place, record));
  const text = applySplices(subject.document.text, splices);
  const document = parseDocument(text);
  const now = findRule(constitutionRecords(document, setting.constitution, subject), rule.place.line);
  const verdict = now === undefined ? 'no rule' : settleRecord(now.rule, subject.words).verdict;
  if (!wanted(record).some((each) => each === verdict)) {
    throw refuseAsRead(context, principle, mark.state, record.word, verdict);
  }
  requireSameOthers(found, checkConstitution(document, setting.constitution, subject), principle.id, mark);
  return text;
}

/** A rule with the principle that it belongs to. */
export interface RuleOf {
  readonly principle: Principle;
  readonly rule: PlaceRecord;
  readonly records: ConstitutionRecords;
}

/** The rule at a place, by its id, or by its line (0-based). */
export function findRule(records: ConstitutionRecords, at: string | number): RuleOf | undefined {
  for (const principle of records.held.principles) {
    for (const { record, rule } of records.readings.named.get(principle.id) ?? []) {
      const found = [...(rule === undefined ? [] : [record]), ...rulesOf(record)].find(({ place }) =>
        typeof at === 'string' ? place.id === at : place.line === at,
      );
      if (found !== undefined) return { principle, rule: found, records };
    }
  }
  return undefined;
}
