import { PlanError } from '../../../errors.ts';
import { parseDocument } from '../../../markdown/document.ts';
import { applySplices, type Splice } from '../../../markdown/splices.ts';
import { checkConstitution, constitutionRecords } from '../../constitution/check.ts';
import type { Named } from '../../constitution/findPrinciples.ts';
import type { ConstitutionCheck, Principle, PrincipleCheck } from '../../constitution/model.ts';
import { settleRecord } from '../../constitution/settle.ts';
import { inThePlan } from '../../quote.ts';
import type { Subject } from '../model.ts';
import type { FillSetting } from '../subject.ts';
import type { Mark } from './model.ts';
import { ownPlaces, rulesOf } from './ownPlaces.ts';
import { requireRead } from './readBack.ts';
import { markContext } from './record/context.ts';
import { disjoint } from './record/disjoint.ts';
import { listViolation } from './record/listViolation.ts';
import type { MarkContext, RecordWord, VerdictRecord } from './record/model.ts';
import { principleVocabulary } from './record/vocabulary.ts';
import { tickSplices, writeRecord } from './record/writeRecord.ts';
import { writeSilent } from './record/writeSilent.ts';
import { principleStates, recordOf, requireState } from './states.ts';

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
  const isOwnList = setting.constitution === undefined;
  const context = markContext(subject, records, vocabulary, { isOwnList });
  const splices = disjoint(subject.document.text, [
    ...ownSplices(context, principle, record),
    ...ruleTicks(context, principle, record.word),
    ...listViolation(context, principle, record),
  ]);
  const text = applySplices(subject.document.text, splices);
  const after = splices.length === 0 ? found : checkConstitution(parseDocument(text), setting.constitution, subject);
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
