import { parseDocument } from '../../../markdown/document.ts';
import { applySplices } from '../../../markdown/splices.ts';
import { checkConstitution, type ConstitutionRecords, constitutionRecords } from '../../constitution/check.ts';
import type { ConstitutionCheck, Principle } from '../../constitution/model.ts';
import { settleRecord } from '../../constitution/settle.ts';
import type { PlaceRecord } from '../../constitution/statements.ts';
import { inThePlan } from '../../quote.ts';
import type { Subject } from '../model.ts';
import type { FillSetting } from '../subject.ts';
import { refuseAsRead } from './contradictions.ts';
import type { Mark } from './model.ts';
import { rulesOf } from './ownPlaces.ts';
import { requireSameOthers, wanted } from './readBack.ts';
import { markContext } from './record/context.ts';
import { disjoint } from './record/disjoint.ts';
import { principleVocabulary } from './record/vocabulary.ts';
import { writeRecord } from './record/writeRecord.ts';
import { principleStates, recordOf, requireState } from './states.ts';

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
