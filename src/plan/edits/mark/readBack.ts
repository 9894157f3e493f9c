import { PlanError } from '../../../errors.ts';
import type { ConstitutionCheck, Principle, Verdict } from '../../constitution/model.ts';
import { inThePlan } from '../../quote.ts';
import { refuseAsRead } from './contradictions.ts';
import type { Mark } from './model.ts';
import { ownPlaces } from './ownPlaces.ts';
import type { MarkContext, VerdictRecord } from './record/model.ts';

/** Refuses a mark after which the plan would not say just that of the principle, and the same as before of all others. Throws PlanError. */
export function requireRead(
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
    throw new PlanError(
      'breaks_structure',
      `A record of ${inThePlan(principle.title, 120)} would not be read where it would stand.`,
      {
        where: principle.id,
        fix: `Write the principle into the constitution section with fill_section, then mark it.`,
      },
    );
  }
  if (verdict === undefined) throw unlisted(principle, mark);
  if (!wanted(record).includes(verdict)) {
    throw refuseAsRead(context, principle, mark.state, record.word, verdict);
  }
  requireSameOthers(before, after, principle.id, mark);
}

/** The plan's own list has what its words make a principle. */
function unlisted({ id, title }: Principle, { state }: Mark): PlanError {
  return new PlanError(
    'breaks_structure',
    `Marked ${state}, ${inThePlan(title, 120)} would be no principle of the plan's own list any more: its verdict is what makes it one.`,
    { where: id, fix: 'Mark it with what is so now, or take it out with fill_section.' },
  );
}

/** What a mark must read as afterwards; taken away, the author's own words may still stand there unread. */
export function wanted({ word, justification }: VerdictRecord): readonly Verdict[] {
  if (word === undefined) return ['unaddressed', 'unknown'];
  if (word === 'violation') return [justification === undefined ? 'violation' : 'justified'];
  return word === 'pass' || word === 'not_applicable' || word === 'deferred' ? [word] : [];
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
