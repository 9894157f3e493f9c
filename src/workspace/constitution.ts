import { posix } from 'node:path';
import { PlanError } from '../errors.ts';
import { type Area, confined, folderOf } from './confine.ts';
import { mustBeMarkdown } from './planFiles.ts';
import { readSource } from './readFile.ts';
import { shown } from './shown.ts';
import type { SourceFile } from './templateSources.ts';

/** Where a folder may keep its constitution, the first first. */
const usualPlaces = [
  '.specify/memory/constitution.md',
  'memory/constitution.md',
  'docs/constitution.md',
  'constitution.md',
];

export interface ConstitutionRequest {
  /** The plan's path; undefined asks for the root's. */
  readonly plan?: string | undefined;
  /** By the caller, for this call. */
  readonly named?: string | undefined;
  /** By the configuration, for all plans. */
  readonly configured?: string | undefined;
}

/**
 * The constitution that a plan stands under: the named one, else the configured, else the nearest upward from the plan.
 * Throws PlanError `unreadable` where a named or configured one is missing, and what reading throws.
 */
export function findConstitution(area: Area, { plan, named, configured }: ConstitutionRequest): SourceFile | undefined {
  if (named !== undefined) return mustRead(area, named, 'Name an existing Markdown file, or leave the argument out.');
  if (configured !== undefined) return mustRead(area, configured, 'Correct "constitution" in plankeeper.config.json.');
  for (let folder = plan === undefined ? '' : folderOf(plan); ; folder = folderOf(folder)) {
    for (const place of usualPlaces) {
      const read = readSource(area, posix.join(folder, place));
      if (read !== undefined) return { path: read.path, text: read.text };
    }
    if (folder === '') return undefined;
  }
}

function mustRead(area: Area, name: string, fix: string): SourceFile {
  const path = confined(area, name);
  mustBeMarkdown(path);
  const read = readSource(area, path);
  if (read === undefined)
    throw new PlanError('unreadable', `There is no constitution at ${shown(path)}.`, { fix, where: path });
  return { path: read.path, text: read.text };
}
