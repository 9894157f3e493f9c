import { PlanError } from '../errors.ts';
import { parseDocument } from '../markdown/document.ts';
import { changedSections } from '../plan/edits/restore/changedSections.ts';
import { keepOnRecord } from '../plan/edits/restore/keepStanding.ts';
import type { Context } from './context.ts';
import { newestSaying } from './keptTexts.ts';
import { planAt } from './openPlan.ts';
import type { WholeRestored } from './restoreWhole.ts';
import { type Kept, notText, versionOf } from './versions.ts';

/** How many commits are looked through for the last that had the file. */
const mostCommits = 10;

/** The path of a plan whose file is gone while texts of it are kept, where a caller's name is a path; undefined where none is. */
export async function deletedPlan(name: string, { workspace }: Context): Promise<string | undefined> {
  const plain = name.trim();
  const isFile = /\.(?:md|markdown)$/i.test(plain);
  if (!isFile && !plain.includes('/')) return undefined;
  const paths = isFile ? [plain] : [`${plain}.md`, `${plain.replace(/\/$/, '')}/plan.md`];
  for (const path of paths) {
    if ((await workspace.present(path)) !== undefined) continue;
    const writes = await workspace.history(path);
    if (writes.length > 0 || (await workspace.gitLog(path, 1)).length > 0) return path;
  }
  return undefined;
}

/** Creates a plan that is gone with its last text, or the one that `revision` names. Throws PlanError, `plan_exists` where something came meanwhile. */
export async function bringBack(
  path: string,
  revision: string | undefined,
  what: string,
  context: Context,
): Promise<WholeRestored & { readonly path: string }> {
  const onRecord = await newestSaying(path, context);
  const version =
    revision === undefined
      ? await lastText(path, onRecord?.name, context)
      : await versionOf(path, '', revision, context, true);
  if (!version.faithful) throw notText(path, version.name);
  const { text } = version.document;
  const { setting } = await planAt(path, text, context);
  // Nobody takes an approval back by deleting a file; who had taken it back before did.
  keepOnRecord(version.document, setting, onRecord);
  const created = await context.workspace.create(path, text, what);
  const changed = changedSections(parseDocument(''), version.document);
  return { path: created, text, changed, setting, from: version.name, isUndoable: false };
}

async function lastText(path: string, newest: string | undefined, context: Context): Promise<Kept> {
  if (newest !== undefined) return versionOf(path, '', newest, context, true);
  for (const { commit } of await context.workspace.gitLog(path, mostCommits)) {
    // The newest may be the one that deleted it.
    if ((await context.workspace.gitBytes(path, commit)) !== undefined)
      return versionOf(path, '', commit, context, true);
  }
  throw new PlanError('unknown_plan', `${path} is gone, and none of its last texts can be had.`, {
    fix: 'Name a Git commit that had it as revision.',
    where: path,
  });
}
