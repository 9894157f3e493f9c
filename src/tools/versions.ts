import { PlanError } from '../errors.ts';
import { planRevision } from '../markdown/revision.ts';
import { parseDocument } from '../markdown/document.ts';
import { inThePlan } from '../plan/quote.ts';
import type { Earlier } from '../plan/views/changes.ts';
import { type Past, revisionsOf } from '../plan/views/history.ts';
import type { Context } from './context.ts';

/** How many Git commits are listed, and how many revisions a refusal names. */
const most = 10;
/** How many texts are read to count what changed between them, and how many characters in all. */
const counted = { revisions: 12, characters: 500_000 };

/** A plan's earlier text by its revision, or by a Git commit, branch or tag. Throws PlanError `invalid_input` where none is kept. */
export async function versionOf(path: string, text: string, since: string, context: Context): Promise<Earlier> {
  const { workspace } = context;
  const name = since.trim();
  if (/^[0-9a-f]{12}$/i.test(name)) {
    const revision = name.toLowerCase();
    const kept = revision === planRevision(text) ? text : await workspace.version(path, revision);
    if (kept !== undefined) return { document: parseDocument(kept), name: revision };
  }
  const committed = await workspace.gitVersion(path, name);
  if (committed !== undefined) return { document: parseDocument(committed), name: `Git ${name}` };
  throw await noVersion(path, text, name, context);
}

async function noVersion(path: string, text: string, name: string, context: Context): Promise<PlanError> {
  const { current, writes, commits } = await pastOf(path, text, context);
  const revisions = revisionsOf({ current, writes }).map(({ revision }) => revision);
  const known = [...new Set(revisions)];
  const git = commits.map(({ commit }) => commit);
  const more = known.length > most ? ` and ${known.length - most} older` : '';
  const committed = git.length === 0 ? '' : `; in Git: ${git.join(', ')}, or a branch or tag`;
  return new PlanError('invalid_input', `No text of ${path} is kept as since ${inThePlan(name, 100)}.`, {
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
