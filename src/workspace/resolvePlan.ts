import { posix } from 'node:path';
import { PlanError } from '../errors.ts';
import { type Area, atFile, confined, longestPath } from './confine.ts';
import { reading } from './faults.ts';
import { nearest } from './nearest.ts';
import { isMarkdown, mustBeMarkdown } from './planFiles.ts';
import { planNames, withoutZeros } from './planNames.ts';
import type { EntryKind } from './port.ts';
import { cleaned, shown } from './shown.ts';

/** The listed plans; undefined where there is no workspace to list. */
export type ListPlans = () => Promise<readonly string[] | undefined>;

/**
 * The path of the plan that a caller's words name: a path with or without its ending, a plan's folder, else the end of a
 * path, an id, a slug or a leading number among the listed plans. Throws PlanError `unknown_plan`, `ambiguous_plan`,
 * `outside_workspace`, or `invalid_input` for a file that is no Markdown.
 */
export async function resolvePlan(area: Area, name: string, listPlans: ListPlans): Promise<string> {
  if (name.trim() === '')
    throw new PlanError('invalid_input', 'The plan has no name.', { fix: 'Name a path, an id or a number.' });
  const plain = unquoted(name.trim());
  for (const written of new Set([name, name.trim(), plain])) {
    const direct = written.length > longestPath ? undefined : byPath(area, confined(area, written));
    if (direct !== undefined) return direct;
  }
  const plans = await listPlans();
  if (plans === undefined) throw unlisted(name);
  const wanted = comparable(plain.replace(/^\.\//, ''));
  for (const fits of [hasId, hasSlug, hasNumber, hasEnd]) {
    const found = plans.filter((path) => fits(path, wanted));
    if (found.length === 1 && found[0] !== undefined) return found[0];
    if (found.length > 1) throw ambiguous(name, found);
  }
  throw unknown(name, plans);
}

/** Words without the quotes around them. */
function unquoted(words: string): string {
  return /^(["'`])(.+)\1$/s.exec(words)?.[2]?.trim() ?? words;
}

function byPath(area: Area, path: string): string | undefined {
  const kind = kindOf(area, path);
  // A folder named like a plan is no plan; whoever opens it says so.
  if (kind === 'file' || kind === 'other' || (kind === 'folder' && isMarkdown(path))) {
    mustBeMarkdown(path);
    return path;
  }
  const more = isMarkdown(path) ? [] : [`${path}.md`, `${path}.markdown`, posix.join(path, 'plan.md')];
  return more.find((other) => kindOf(area, other) === 'file');
}

function kindOf(area: Area, path: string): EntryKind | undefined {
  // No file system has longer names; asking for one would be an error instead of a no.
  if (path.split('/').some((part) => Buffer.byteLength(part) > 255)) return undefined;
  return reading(path, () => atFile(area, path, (spot) => spot.facts?.kind));
}

type Fits = (path: string, wanted: string) => boolean;

const hasId: Fits = (path, wanted) => comparable(planNames(path).id) === withoutEnding(wanted);
const hasSlug: Fits = (path, wanted) => comparable(planNames(path).slug) === withoutEnding(wanted);
const hasNumber: Fits = (path, wanted) => /^\d{1,6}$/.test(wanted) && planNames(path).number === withoutZeros(wanted);
const hasEnd: Fits = (path, wanted) => {
  const whole = `/${withoutEnding(comparable(path))}`;
  const end = `/${withoutEnding(wanted)}`;
  return whole.endsWith(end) || whole.endsWith(`${end}/plan`);
};

function withoutEnding(path: string): string {
  return path.replace(/\.(?:md|markdown)$/, '');
}

function comparable(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function ambiguous(name: string, found: readonly string[]): PlanError {
  const more = found.length > 10 ? `, and ${found.length - 10} more` : '';
  return new PlanError(
    'ambiguous_plan',
    `${shown(name)} names ${found.length} plans: ${found.slice(0, 10).map(cleaned).join(', ')}${more}.`,
    {
      fix: 'Name one by its path.',
    },
  );
}

function unlisted(name: string): PlanError {
  return new PlanError(
    'unknown_plan',
    `There is no file ${shown(name)} below the working folder, and no workspace to look in.`,
    {
      fix: 'Name a file by its path, or start Plankeeper with --workspace FOLDER.',
    },
  );
}

/** So few plans are named all, however unlike. */
const few = 3;

function unknown(name: string, plans: readonly string[]): PlanError {
  return new PlanError('unknown_plan', `There is no plan ${shown(name)}.`, { fix: wayOn(name, plans) });
}

function wayOn(name: string, plans: readonly string[]): string {
  if (plans.length === 0) return 'No plans are here yet: create_plan makes one.';
  const candidates = nearest(name, plans);
  if (candidates.length > 0) return `Nearest: ${candidates.map(cleaned).join(', ')}.`;
  return `list_plans shows ${plans.length <= few ? plans.map(cleaned).join(', ') : `the ${plans.length} that are here`}.`;
}
