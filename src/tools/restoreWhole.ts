import { PlanError } from '../errors.ts';
import { parseDocument } from '../markdown/document.ts';
import { planRevision } from '../markdown/revision.ts';
import type { Damage, Restored } from '../plan/edits/restore/model.ts';
import { isEmptied, readablePart } from '../plan/edits/restore/readablePart.ts';
import { restoreTo } from '../plan/edits/restore/restoreTo.ts';
import type { FillSetting } from '../plan/edits/subject.ts';
import type { Present } from '../workspace/planWriter.ts';
import type { Context } from './context.ts';
import { keptRevisions, newestSaying } from './keptTexts.ts';
import { planAt } from './openPlan.ts';
import { keptLine, notText, versionOf } from './versions.ts';

/** A plan whose whole earlier text came back. */
export interface WholeRestored extends Restored {
  readonly setting: FillSetting;
  /** What the text is of, as a person reads it. */
  readonly from: string;
  /** Whether what stood there before can be brought back in turn. */
  readonly isUndoable: boolean;
}

interface Wanted {
  readonly revision: string;
  readonly expect: string | undefined;
}

/** Puts a whole earlier text in a plan's place, damaged or not; `what` names the edit in the history. Throws PlanError. */
export async function restoreWhole(
  path: string,
  wanted: Wanted,
  what: string,
  context: Context,
): Promise<WholeRestored> {
  let last: WholeRestored | undefined;
  const change = async (present: Present): Promise<string | undefined> => {
    // Worked out again where the file changed meanwhile; the last one is what was written.
    last = await wholeOver(path, present, wanted, context);
    return last.changed.length === 0 ? undefined : last.text;
  };
  await context.workspace.replaceWhole(path, what, change, context.signal);
  if (last === undefined) throw new PlanError('internal', 'The restore was never worked out.');
  return last;
}

async function wholeOver(path: string, present: Present, wanted: Wanted, context: Context): Promise<WholeRestored> {
  const { text } = present;
  const damage = damageOf(path, present);
  const version = await versionOf(path, text, wanted.revision, context, damage !== undefined);
  if (!version.faithful) throw notText(path, version.name);
  const isEmpty = isEmptied(text);
  // What says nothing does not say which template it has, either.
  const { setting } = await planAt(path, isEmpty ? version.document.text : readablePart(text, path).text, context);
  const isTold = !isEmpty && !/^<{7}/m.test(text);
  const onRecord = isTold ? undefined : await newestSaying(path, context);
  const request = { version, sections: [], expect: wanted.expect, damage, onRecord };
  const restored = restoreTo(parseDocument(readablePart(text, path).text), request, setting);
  const isUndoable = damage === undefined && !isEmpty;
  return { ...restored, setting, from: version.name, isUndoable };
}

function damageOf(path: string, { text, faithful }: Present): Damage | undefined {
  const current = planRevision(text);
  if (!faithful) return { reason: `${path} is not valid UTF-8.`, current };
  const { reason } = readablePart(text, path);
  if (reason !== undefined) return { reason, current };
  return undefined;
}

/** The refusal of anything but a whole restore of a damaged plan, with the call that works; undefined where it is not damaged. */
export async function damageRefusal(path: string, context: Context): Promise<PlanError | undefined> {
  const present = await context.workspace.present(path);
  const damage = present === undefined ? undefined : damageOf(path, present);
  if (present === undefined || damage === undefined) return undefined;
  const [revision] = (await keptRevisions(path, context, 1)).named;
  const call = JSON.stringify({ plan: path, revision: revision ?? '<commit>', expect: damage.current });
  return new PlanError(
    present.faithful ? 'too_large' : 'unreadable',
    `${damage.reason} Only a whole earlier text can take its place.`,
    { where: path, fix: `restore_plan ${call}. ${await keptLine(path, context)}` },
  );
}
