import { type Amendment, amendmentsSince } from '../plan/constitution/amendments.ts';
import type { Constitution } from '../plan/constitution/model.ts';
import { parseConstitution } from '../plan/constitution/parse.ts';
import { revisionsOf } from '../plan/views/history.ts';
import type { Context } from './context.ts';
import { pastOf } from './versions.ts';
import { wordsOf } from './words.ts';

/** How many earlier texts of a constitution are read to find the version that a plan was checked against. */
const mostTexts = 30;

/** What became of a constitution since a version, or why that can't be told. */
export type Amended = { readonly amendments: readonly Amendment[] } | { readonly why: string };

/** Finds the version among the texts that the history and Git keep; the newest that has it counts. Throws PlanError. */
export async function amendedSince(now: Constitution, version: string, context: Context): Promise<Amended> {
  const { path } = now;
  if (path === undefined) return { why: 'the constitution is no file of the workspace' };
  for await (const text of earlierTexts(path, context)) {
    const before = parseConstitution(text, wordsOf(context), path);
    if (before.version === version) return { amendments: amendmentsSince(before, now) };
  }
  return { why: `neither Git nor the history keeps version ${version} of ${path}` };
}

async function* earlierTexts(path: string, context: Context): AsyncGenerator<string> {
  const { workspace } = context;
  const { text } = await workspace.read(path);
  const past = await pastOf(path, text, context, mostTexts);
  for (const { revision } of revisionsOf({ current: past.current, writes: past.writes }).slice(1, mostTexts)) {
    const kept = await workspace.version(path, revision);
    if (kept !== undefined) yield kept;
  }
  for (const { commit } of past.commits) {
    const kept = await workspace.gitVersion(path, commit);
    if (kept !== undefined) yield kept;
  }
}
