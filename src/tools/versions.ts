import { PlanError } from '../errors.ts';
import { decodeText } from '../markdown/bytes.ts';
import { parseDocument } from '../markdown/document.ts';
import { planRevision } from '../markdown/revision.ts';
import type { LastEdit } from '../plan/edits/restore/takeBack.ts';
import { inThePlan, onOneLine } from '../plan/quote.ts';
import type { Earlier } from '../plan/views/changes.ts';
import { type Past, revisionsOf } from '../plan/views/history.ts';
import type { Context } from './context.ts';

/** How many Git commits are listed, and how many revisions a refusal names. */
const most = 10;
/** How many texts are read to count what changed between them, and how many characters in all. */
const counted = { revisions: 12, characters: 500_000 };

/** An earlier text, and whether it is the earlier bytes: Git keeps files that are no UTF-8, too. */
export interface Kept extends Earlier {
  readonly faithful: boolean;
}

/** A plan's earlier text by its revision, or by a Git commit, branch or tag. Throws PlanError `invalid_input` where none is kept. */
export async function versionOf(path: string, text: string, since: string, context: Context): Promise<Kept> {
  const { workspace } = context;
  const name = since.trim();
  if (/^[0-9a-f]{12}$/i.test(name)) {
    const revision = name.toLowerCase();
    const kept = revision === planRevision(text) ? text : await workspace.version(path, revision);
    if (kept !== undefined) return { document: parseDocument(kept), name: revision, faithful: true };
  }
  const committed = await workspace.gitBytes(path, name);
  if (committed !== undefined) {
    const { text: old, faithful } = decodeText(committed);
    return { document: parseDocument(old), name: `Git ${name}`, faithful };
  }
  throw await noVersion(path, text, name, context);
}

async function noVersion(path: string, text: string, name: string, context: Context): Promise<PlanError> {
  const { current, writes, commits } = await pastOf(path, text, context);
  const revisions = revisionsOf({ current, writes }).map(({ revision }) => revision);
  const known = [...new Set(revisions)];
  const git = commits.map(({ commit }) => commit);
  const more = known.length > most ? ` and ${known.length - most} older` : '';
  const committed = git.length === 0 ? '' : `; in Git: ${git.join(', ')}, or a branch or tag`;
  return new PlanError('invalid_input', `No text of ${path} is kept as ${inThePlan(name, 100)}.`, {
    fix: `Kept: ${known.slice(0, most).join(', ')}${more}${committed}. read_plan with view "history" says when and what.`,
    where: path,
  });
}

/** What workspace and Git know of a plan's past, with the newest texts. Throws PlanError. */
export async function pastOf(path: string, text: string, context: Context, commitsAtMost = most): Promise<Past> {
  const { workspace } = context;
  const current = planRevision(text);
  const writes = await workspace.history(path);
  const commits = await workspace.gitLog(path, commitsAtMost);
  return { current, writes, commits, texts: new Map([[current, text]]) };
}

/** The same with the texts of the newest revisions, as far as they are cheap to compare. Throws PlanError. */
export async function pastWithTexts(path: string, text: string, context: Context): Promise<Past> {
  const past = await pastOf(path, text, context);
  const texts = new Map(past.texts);
  let characters = text.length;
  for (const { revision } of revisionsOf(past).slice(0, counted.revisions)) {
    if (texts.has(revision)) continue;
    if (characters > counted.characters) break;
    const kept = await context.workspace.version(path, revision);
    if (kept === undefined) continue;
    characters += kept.length;
    texts.set(revision, kept);
  }
  return { ...past, texts };
}

/** The last edit of a plan by a tool. Throws PlanError `invalid_input` where none can be taken back: none is kept, or it made the plan. */
export async function lastEditOf(path: string, text: string, context: Context): Promise<LastEdit> {
  const { workspace } = context;
  const [last] = await workspace.history(path);
  if (last === undefined) throw await noEdit(path, text, context);
  const { before: from, after: to, what } = last;
  const call = JSON.stringify({ plan: path, view: 'history' });
  if (from === undefined)
    throw new PlanError(
      'invalid_input',
      `The last edit by these tools (${onOneLine(what, 60)}) made ${path}: nothing stood there before.`,
      {
        fix: 'Name a revision or Git commit to restore, or change it with fill_section.',
        where: path,
      },
    );
  const before = await workspace.version(path, from);
  const after = await workspace.version(path, to);
  if (before !== undefined && after !== undefined)
    return { what, from, before: parseDocument(before), after: parseDocument(after) };
  throw new PlanError('invalid_input', `The texts of the last edit of ${path} are kept no more.`, {
    fix: `Name a revision: read_plan ${call} lists what is kept.`,
    where: path,
  });
}

async function noEdit(path: string, text: string, context: Context): Promise<PlanError> {
  const { commits } = await pastOf(path, text, context);
  const git = commits.map(({ commit }) => commit);
  return new PlanError('invalid_input', `No edit of ${path} by these tools is on record.`, {
    fix:
      git.length === 0
        ? 'There is nothing to restore: Git knows no earlier text of it either.'
        : `Name a Git commit as revision: ${git.join(', ')}, or a branch or tag.`,
    where: path,
  });
}
