import { PlanError } from '../errors.ts';
import { decodeText } from '../markdown/bytes.ts';
import { parseDocument } from '../markdown/document.ts';
import { planRevision } from '../markdown/revision.ts';
import type { Document } from '../markdown/model.ts';
import { isEmptied, readablePart } from '../plan/edits/restore/readablePart.ts';
import type { LastEdit } from '../plan/edits/restore/takeBack.ts';
import { inThePlan, onOneLine } from '../plan/quote.ts';
import type { Earlier } from '../plan/views/changes.ts';
import { type Past, revisionsOf } from '../plan/views/history.ts';
import type { Context } from './context.ts';
import { keptRevisions, newestSaying } from './keptTexts.ts';

/** How many Git commits are listed, and how many revisions a refusal names. */
const most = 10;
/** How many texts are read to count what changed between them, and how many characters in all. */
const counted = { revisions: 12, characters: 500_000 };

/** An earlier text, and whether it is the earlier bytes: Git keeps files that are no UTF-8, too. */
export interface Kept extends Earlier {
  readonly faithful: boolean;
}

/**
 * A plan's earlier text by its revision, or by a Git commit, branch or tag; `text` is the present one, which is a version itself
 * unless it is damaged. Throws PlanError: `invalid_input` where none is kept, `too_large` for one beyond what is read.
 */
export async function versionOf(
  path: string,
  text: string,
  since: string,
  context: Context,
  isDamaged = false,
): Promise<Kept> {
  const { workspace } = context;
  const name = since.trim();
  const isRevision = /^[0-9a-f]{12}$/i.test(name);
  if (isRevision) {
    const revision = name.toLowerCase();
    if (revision === planRevision(text) && !isDamaged)
      return { document: parseDocument(text), name: revision, faithful: true };
    const kept = await workspace.versionRead(path, revision);
    if (kept !== undefined)
      return { document: documentIn(kept.text, path, revision), name: revision, faithful: kept.faithful };
  }
  const committed = await workspace.gitBytes(path, name);
  if (committed !== undefined) {
    const { text: old, faithful } = decodeText(committed);
    return { document: documentIn(old, path, `Git ${name}`), name: `Git ${name}`, faithful };
  }
  throw await noVersion(path, name, context);
}

function documentIn(text: string, path: string, name: string): Document {
  const { reason } = readablePart(text, `${path} in ${onOneLine(name, 100)}`);
  if (reason === undefined) return parseDocument(text);
  throw new PlanError('too_large', reason, { fix: 'Name another revision.', where: path });
}

async function noVersion(path: string, name: string, context: Context): Promise<PlanError> {
  const writes = await context.workspace.history(path);
  const isListed = writes.some(({ before, after }) => [before, after].includes(name.toLowerCase()));
  const what = isListed
    ? `The copy of ${name.toLowerCase()} of ${path} is missing or damaged.`
    : `No text of ${path} is kept as ${inThePlan(name, 100)}.`;
  return new PlanError('invalid_input', what, {
    fix: `${await keptLine(path, context)} read_plan with view "history" says when and what.`,
    where: path,
  });
}

/** What can be restored of a plan, as a sentence: its kept revisions and Git's commits. */
export async function keptLine(path: string, context: Context): Promise<string> {
  const { named, older } = await keptRevisions(path, context, most);
  const git = (await context.workspace.gitLog(path, most)).map(({ commit }) => commit);
  const kept = [
    ...(named.length === 0 ? [] : [`${named.join(', ')}${older > 0 ? ` and ${older} older` : ''}`]),
    ...(git.length === 0 ? [] : [`in Git: ${git.join(', ')}, or a branch or tag`]),
  ];
  return kept.length === 0 ? 'Nothing is kept of it.' : `Kept: ${kept.join('; ')}.`;
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
    // What a damaged plan held is not compared.
    if (kept === undefined || readablePart(kept, path).reason !== undefined) continue;
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
  const before = await workspace.versionRead(path, from);
  const after = await workspace.versionRead(path, to);
  if (before !== undefined && after !== undefined) {
    if (!before.faithful) throw notText(path, from);
    const onRecord = isEmptied(text) ? await newestSaying(path, context) : undefined;
    return {
      what,
      from,
      before: documentIn(before.text, path, from),
      after: documentIn(after.text, path, to),
      onRecord,
    };
  }
  throw new PlanError('invalid_input', `The texts of the last edit of ${path} are kept no more.`, {
    fix: `Name a revision: read_plan ${call} lists what is kept.`,
    where: path,
  });
}

/** The refusal for an earlier text that was none. */
export function notText(path: string, name: string): PlanError {
  return new PlanError(
    'unreadable',
    `The text of ${path} in ${onOneLine(name, 100)} is not UTF-8: it can't be written back unchanged.`,
    {
      where: path,
      fix: 'Name another revision, or bring the file back with git.',
    },
  );
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
