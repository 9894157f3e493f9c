import { type Area, atFile } from './confine.ts';
import type { Config } from './config.ts';
import { reading } from './faults.ts';
import { filesBelow, type Found } from './filesBelow.ts';
import { type Glob, matchesGlob, namesFolder, parseGlob } from './glob.ts';
import { isMarkdown } from './planFiles.ts';
import { PlanError } from '../errors.ts';

const usualPlans = ['**/plan.md', 'plans/*.md', 'docs/plans/**/*.md', '.specify/specs/**/plan.md'];

/** Folders of tools, packages and build results; hidden ones are left out too. */
const ignoredFolders = new Set([
  'node_modules',
  'bower_components',
  'vendor',
  'dist',
  'build',
  'out',
  'target',
  'coverage',
  'venv',
  '__pycache__',
  'templates',
]);

/** READMEs, reviews and templates, by name. */
const notPlans = /^readme\b|\.review\.(?:md|markdown)$|(?:^|[-_.])template\.(?:md|markdown)$/i;

/**
 * The paths of the plans that lists show, sorted; what has a plan's name and is no file is among them, so that reading it tells what it is. Without READMEs, reviews, templates, and folders that are hidden or ignored
 * and that no pattern names.
 */
export async function listPlans(area: Area, config: Config): Promise<string[]> {
  const globs = globsOf(config);
  const found = await filesBelow(area, '', (folder) => mayHoldPlans(globs, folder));
  const plans = found.filter(({ path }) => isPlan(globs, path));
  const files = plans.filter(({ kind }) => kind !== 'link').map(({ path }) => path);
  return [...files, ...linkedPlans(area, plans, new Set(files))].sort();
}

/** Whether lists show the plan at a path, were there one. */
export function isListed(config: Config, path: string): boolean {
  const globs = globsOf(config);
  const folders = path.split('/').slice(0, -1);
  const isReached = folders.every((_, index) => mayHoldPlans(globs, folders.slice(0, index + 1).join('/')));
  return isReached && isPlan(globs, path);
}

function globsOf(config: Config): readonly Glob[] {
  return (config.plans ?? [...usualPlans, ...newPlans(config)]).map(parseGlob);
}

/** The pattern of the plans that the configuration's place for new ones gives. */
function newPlans({ newPlan }: Config): string[] {
  return newPlan === undefined ? [] : [newPlan.replaceAll('{number}', '*').replaceAll('{slug}', '*')];
}

/** An ignored folder is entered where a pattern names it by letters, and then only as far as it names. */
function mayHoldPlans(globs: readonly Glob[], folder: string): boolean {
  const names = folder.split('/');
  const last = names.findLastIndex((name) => name.startsWith('.') || ignoredFolders.has(name.toLowerCase()));
  if (last === -1) return true;
  const ignored = names.slice(0, last + 1).join('/');
  return globs.some((glob) => namesFolder(glob, ignored, folder));
}

function isPlan(globs: readonly Glob[], path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return isMarkdown(name) && !notPlans.test(name) && globs.some((glob) => matchesGlob(glob, path));
}

/** Links, but those to files of the workspace that are in the list by their own name. */
function linkedPlans(area: Area, plans: readonly Found[], listed: Set<string>): string[] {
  return plans.flatMap(({ path, kind }) => {
    if (kind !== 'link') return [];
    const target = targetOf(area, path) ?? path;
    if (listed.has(target)) return [];
    listed.add(target);
    return [path];
  });
}

/** The file that a link leads to, if that is one and in the workspace. */
function targetOf(area: Area, path: string): string | undefined {
  try {
    return reading(path, () => atFile(area, path, (spot) => (spot.facts?.kind === 'file' ? spot.path : undefined)));
  } catch (error) {
    if (error instanceof PlanError) return undefined;
    throw error;
  }
}
