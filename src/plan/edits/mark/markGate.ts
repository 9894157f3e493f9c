import { parseDocument } from '../../../markdown/document.ts';
import { applySplices } from '../../../markdown/splices.ts';
import { PlanError } from '../../../errors.ts';
import { checkConstitution, constitutionRecords } from '../../constitution/check.ts';
import type { ConstitutionCheck, GateCheck, GateState, RecordColumns } from '../../constitution/model.ts';
import { inThePlan } from '../../quote.ts';
import type { Subject } from '../model.ts';
import type { FillSetting } from '../subject.ts';
import { requireSameOthers } from './readBack.ts';
import type { Mark, MarkState } from './model.ts';
import { findCheckPlace, markContext } from './record/context.ts';
import { disjoint } from './record/disjoint.ts';
import type { VerdictRecord } from './record/model.ts';
import { gateVocabulary } from './record/vocabulary.ts';
import { writeGate } from './record/writeGate.ts';
import { markCall, recordOf, requireState } from './states.ts';

/** What a gate can be. */
export const gateStates: readonly MarkState[] = ['open', 'done', 'pass', 'fail', 'conditional'];

/**
 * Records the state of a gate in the plan's own form: its Status and Justification, its cells, its box with a record below.
 * Throws PlanError where the plan would read otherwise afterwards, or where the note says nothing.
 */
export function markGate(
  subject: Subject,
  found: ConstitutionCheck,
  gate: GateCheck,
  mark: Mark,
  setting: Pick<FillSetting, 'constitution'>,
): string {
  const what = `The gate ${inThePlan(gate.title, 120)}`;
  requireState(mark, what, gateStates);
  const vocabulary = gateVocabulary(subject.words);
  const record = recordOf(subject, mark, what, vocabulary);
  const records = constitutionRecords(subject.document, setting.constitution, subject);
  const context = { ...markContext(subject, records, vocabulary, columnsOf(gate)), siblings: [] };
  const place = findCheckPlace(context, gate.id);
  if (place === undefined) throw new PlanError('unknown_address', `There is no gate ${gate.id}.`, { where: gate.id });
  const { document } = subject;
  const text = applySplices(document.text, disjoint(document.text, writeGate(context, place, record)));
  const after = checkConstitution(parseDocument(text), setting.constitution, subject);
  const now = after.gates.find(({ id }) => id === gate.id);
  if (now?.state !== wanted(record) || (now.state === 'conditional' && now.why !== undefined)) {
    const call = { plan: subject.path ?? '<plan>', sections: [gate.id] };
    throw new PlanError(
      'invalid_input',
      `${what} would read as ${now?.state ?? 'no gate'}, not as ${mark.state}${now?.why === undefined ? '' : `: ${now.why}`}.`,
      {
        where: gate.id,
        fix: `Leave it one state: read_plan ${JSON.stringify(call)}, mend it with fill_section, then ${markCall(subject, { item: gate.id, state: mark.state, note: record.note })}.`,
      },
    );
  }
  requireSameOthers(found, after, gate.id, mark);
  return text;
}

function columnsOf({ place: { columns } }: GateCheck): { readonly gateColumns?: RecordColumns } {
  return columns === undefined ? {} : { gateColumns: columns };
}

function wanted({ word }: VerdictRecord): GateState {
  return word === 'pass' || word === 'fail' || word === 'conditional' ? word : 'undecided';
}
