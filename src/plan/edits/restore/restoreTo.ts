import { PlanError } from '../../../errors.ts';
import { parseDocument } from '../../../markdown/document.ts';
import type { Document } from '../../../markdown/model.ts';
import { planRevision } from '../../../markdown/revision.ts';
import { onOneLine } from '../../quote.ts';
import { type FillSetting, subjectOf } from '../subject.ts';
import { UnseenText } from '../unseenText.ts';
import { changedSections } from './changedSections.ts';
import { keepStanding } from './keepStanding.ts';
import { lostText } from './lostText.ts';
import type { Damage, Quoted, Restored, Version } from './model.ts';
import { placeSections, textInto } from './placeSections.ts';
import { quotePlaces } from './quoted.ts';
import { isEmptied } from './readablePart.ts';
import { targetsOf } from './targets.ts';
import { touched } from './touched.ts';

/** What comes back, and what the caller has seen. */
export interface RestoreRequest {
  readonly version: Version;
  /** None for the whole plan. */
  readonly sections: readonly string[];
  readonly expect: string | undefined;
  /** Where the file is damaged: then `now` is what can be read of it, and the whole comes back. */
  readonly damage?: Damage | undefined;
  /** The newest text on record that says something; looked for where the plan itself does not tell how it stands. */
  readonly onRecord?: Version | undefined;
}

/**
 * Puts an earlier text back: the whole of it, byte for byte, or some sections. Throws PlanError: `needs_expect` or
 * `stale_revision`, quoting the written text that would go, `invalid_transition` where status or approval would change,
 * `breaks_structure`, and what finding the sections throws.
 */
export function restoreTo(now: Document, request: RestoreRequest, setting: FillSetting): Restored {
  const { version, sections } = request;
  const isWhole = sections.length === 0;
  // The bytes of a whole revision come back as they were; sections are written today.
  const present = isWhole ? now : touched(now, setting);
  const text = isWhole ? version.document.text : sectionsOf(present, version, sections, setting);
  if (text === present.text && request.damage === undefined) return { text: now.text, changed: [] };
  const restored = isWhole ? version.document : parseDocument(text);
  keepStanding(now, restored, setting, { what: isWhole ? 'whole' : 'sections', onRecord: request.onRecord });
  if (request.damage !== undefined) {
    requireDamageSeen(request.damage, request.expect, setting);
    const changed = changedSections(now, restored);
    return { text, changed: changed.length > 0 ? changed : [{ section: 'header', line: 1 }] };
  }
  if (isEmptied(now.text)) return { text, changed: changedSections(present, restored) };
  requireSeen(now, request, lostText(subjectOf(touched(now, setting), setting), touched(restored, setting).text));
  return { text, changed: changedSections(present, restored) };
}

function sectionsOf(now: Document, version: Version, sections: readonly string[], setting: FillSetting): string {
  const earlier = touched(version.document, setting);
  const { targets, partners } = targetsOf(subjectOf(now, setting), { ...version, document: earlier }, sections);
  const placed = targets.map((target) => ({ ...target, text: textInto(now, earlier, target.old) }));
  return placeSections(now, earlier, partners, placed);
}

/** What can't be read can't be quoted: its revision says that the caller knows. */
function requireDamageSeen(
  { reason, current }: Damage,
  expect: string | undefined,
  { path = 'the plan' }: FillSetting,
): void {
  const given = expect?.trim().toLowerCase();
  if (given === current) return;
  const next = `To replace all of it, send expect "${current}"; its bytes stay in the history.`;
  throw new PlanError(
    given === undefined ? 'needs_expect' : 'stale_revision',
    given === undefined
      ? `${path} can't be read as it is: ${reason}`
      : `expect "${onOneLine(expect ?? '', 40)}" is not the plan's revision as it stands now. It can't be read: ${reason}`,
    { where: path, fix: next },
  );
}

/** Nobody's text goes unseen: the plan's revision is the receipt. */
function requireSeen(now: Document, { version, expect }: RestoreRequest, lost: readonly Quoted[]): void {
  if (lost.length === 0) return;
  const current = planRevision(now.text);
  const given = expect?.trim().toLowerCase();
  if (given === current) return;
  const { quote, isCut } = quotePlaces(lost);
  const next = isCut
    ? 'Read the plan whole with read_plan, and send its revision as expect.'
    : `To let it go, send expect "${current}".`;
  const more = { fix: `The plan says there:\n${quote}` };
  const overwrite = isCut ? undefined : { place: undefined, revision: current, quote };
  const places = lost.length === 1 ? 'one place' : `${lost.length} places`;
  const since = `In ${places} the plan has text that was written since ${onOneLine(version.name, 100)}. ${next}`;
  if (given === undefined) throw new UnseenText('needs_expect', since, more, overwrite);
  const stale = `expect "${onOneLine(expect ?? '', 40)}" is not the plan's revision as it stands now. ${next}`;
  throw new UnseenText('stale_revision', stale, more, overwrite);
}
