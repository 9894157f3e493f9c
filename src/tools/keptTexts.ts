import { PlanError } from '../errors.ts';
import { isSection, resolvePlace } from '../markdown/addresses.ts';
import { parseDocument } from '../markdown/document.ts';
import type { Document } from '../markdown/model.ts';
import type { Version } from '../plan/edits/restore/model.ts';
import { isEmptied, readablePart } from '../plan/edits/restore/readablePart.ts';
import type { Context } from './context.ts';
import { textIfReadable } from './readable.ts';

/** How many kept texts a refusal looks through. */
const most = 12;

/** The revisions of a plan whose texts can be had, newest first, at most `count`, and how many older ones were not looked at. */
export async function keptRevisions(
  path: string,
  context: Context,
  count: number,
): Promise<{ readonly named: readonly string[]; readonly older: number }> {
  const all = await revisionsOnRecord(path, context);
  const named: string[] = [];
  let looked = 0;
  for (const revision of all) {
    if (named.length === count) break;
    looked += 1;
    if ((await textOf(path, revision, context)) !== undefined) named.push(revision);
  }
  return { named, older: all.length - looked };
}

/** The newest kept text of a plan that says anything, among the last ones; undefined where there is none. */
export async function newestSaying(path: string, context: Context): Promise<Version | undefined> {
  for await (const version of newestTexts(path, context)) if (!isEmptied(version.document.text)) return version;
  return undefined;
}

/** The revision of the text that a plan had before somebody emptied its file; undefined where the file says something, or nothing is kept. */
export async function lostText(name: string, context: Context): Promise<string | undefined> {
  const path = await context.workspace.resolvePlan(name);
  const text = await textIfReadable(path, context);
  return text !== undefined && isEmptied(text) ? (await newestSaying(path, context))?.name : undefined;
}

/** The newest kept text that has the section, among the last ones, and the section's id in it. */
export async function newestWith(
  path: string,
  address: string,
  context: Context,
): Promise<{ readonly revision: string; readonly section: string } | undefined> {
  for await (const { document, name } of newestTexts(path, context)) {
    const section = sectionIn(document, address);
    if (section !== undefined) return { revision: name, section };
  }
  return undefined;
}

/** The id of the section that an address names; undefined where it names none. */
export function sectionIn(document: Document, address: string): string | undefined {
  try {
    const place = resolvePlace(document, address);
    return isSection(place) ? place.id : undefined;
  } catch (fault) {
    if (fault instanceof PlanError) return undefined;
    throw fault;
  }
}

async function* newestTexts(path: string, context: Context): AsyncGenerator<Version> {
  const all = await revisionsOnRecord(path, context);
  for (const revision of all.slice(0, most)) {
    const text = await textOf(path, revision, context);
    if (text !== undefined) yield { document: parseDocument(text), name: revision };
  }
}

async function revisionsOnRecord(path: string, { workspace }: Context): Promise<string[]> {
  const writes = await workspace.history(path);
  return [...new Set(writes.flatMap(({ before, after }) => (before === undefined ? [after] : [after, before])))];
}

/** Undefined where no copy is there, or one that can't be written back or read. */
async function textOf(path: string, revision: string, { workspace }: Context): Promise<string | undefined> {
  const kept = await workspace.versionRead(path, revision);
  if (kept?.faithful !== true) return undefined;
  return readablePart(kept.text, path).reason === undefined ? kept.text : undefined;
}
