import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Every file and folder below a folder, with what tells that somebody touched it. */
export function treeOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .map((name) => {
      const { ino, mtimeMs, ctimeMs, mode, size } = statSync(join(folder, name));
      return [name, ino, mtimeMs, ctimeMs, mode, size].join(' ');
    });
}

/** Files below a workspace that are no plan, no version of one, no log and no `.gitignore`. */
export function litterIn(workspace: string, plans: readonly string[]): string[] {
  const known = new Set(plans);
  return readdirSync(workspace, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(workspace.length + 1))
    .filter((name) => !known.has(name) && !isKept(name));
}

function isKept(name: string): boolean {
  return /^\.plankeeper\/(?:(?:locks|history)\/\.gitignore|history\/[0-9a-f]{32}\/(?:log\.jsonl|[0-9a-f]{64}\.md))$/.test(
    name,
  );
}

const lineSchema = z.object({
  path: z.string(),
  at: z.string(),
  before: z.string().optional(),
  after: z.string(),
  struck: z.boolean().optional(),
});

/** A write as the history has it: the SHA-256 of the bytes before and after. */
export interface LoggedWrite {
  readonly before: string;
  readonly after: string;
}

/** The writes that the history still names of a plan, oldest first, read from its files. */
export function loggedWrites(workspace: string, plan: string): LoggedWrite[] {
  const lines = historyFolders(workspace).flatMap((folder) =>
    readFileSync(join(folder, 'log.jsonl'), 'utf8').trimEnd().split('\n'),
  );
  const all = lines.map((line) => lineSchema.parse(JSON.parse(line))).filter(({ path }) => path === plan);
  // A writer that lost its lock before it wrote strikes its line by another of the same words.
  const struck = new Set(all.filter((line) => line.struck === true).map(({ at, after }) => `${at} ${after}`));
  return all
    .filter(({ at, after }) => !struck.has(`${at} ${after}`))
    .map(({ before, after }) => ({ before: (before ?? '').slice(0, 64), after: after.slice(0, 64) }));
}

/** How many of those writes did not start from what the one before had left. */
export function chainBreaks(writes: readonly LoggedWrite[]): number {
  return writes.filter(({ before }, n) => n > 0 && before !== writes[n - 1]?.after).length;
}

/** The text of a version that the history keeps. */
export function keptVersion(workspace: string, hash: string): string {
  const folder = historyFolders(workspace).find((each) => readdirSync(each).includes(`${hash}.md`));
  if (folder === undefined) throw new Error(`The history keeps no version ${hash}.`);
  return readFileSync(join(folder, `${hash}.md`), 'utf8');
}

function historyFolders(workspace: string): string[] {
  const all = join(workspace, '.plankeeper/history');
  return readdirSync(all)
    .filter((name) => name !== '.gitignore')
    .map((name) => join(all, name));
}
