import { posix } from 'node:path';
import { PlanError } from '../errors.ts';
import { type Area, atFile, confined, folderOf, realPathIn } from './confine.ts';
import { reading } from './faults.ts';
import { nextNumber, numberAfter, usualPattern } from './numbering.ts';
import { mustBeMarkdown, mustBeWritable, planExists } from './planFiles.ts';
import { leadingNumber, planNames } from './planNames.ts';
import type { PlanWriter } from './planWriter.ts';
import { mustBeNewName } from './systemNames.ts';

/** Where a new plan is wanted: at `path`, else beside `spec`, else where new plans go. */
export interface NewPlan {
  /** Words of the title joined by `-`. */
  readonly slug: string;
  readonly path?: string | undefined;
  readonly spec?: string | undefined;
  /** Once aborted, nothing is created any more. */
  readonly signal?: AbortSignal | undefined;
}

/** Where a new plan goes. */
export interface PlanPlace {
  readonly path: string;
  /** As `planNames` says. */
  readonly id: string;
  /** As in the path: `004`. */
  readonly number: string | undefined;
}

/** Gives the text of the plan; called again where the place was taken meanwhile. */
export type MakeText = (place: PlanPlace) => string | Promise<string>;

/** A plan that was created. */
export interface CreatedPlan extends PlanPlace {
  readonly text: string;
}

interface Means {
  readonly area: Area;
  readonly writer: PlanWriter;
  /** The configuration's pattern. */
  readonly pattern: string | undefined;
}

/** Held by every creation: numbers in paths and in the plans' own IDs are given once. */
const numbersLock = 'the numbers of new plans';
const mostTries = 50;

/** Creates a plan at a place that no other process gets. Throws PlanError; what `makeText` throws passes through. */
export async function createPlan(
  means: Means,
  wanted: NewPlan,
  what: string,
  makeText: MakeText,
): Promise<CreatedPlan> {
  const { area, writer } = means;
  const pattern = (means.pattern ?? usualPattern(area)).replaceAll('{slug}', fileSlug(wanted.slug));
  const fixed = fixedPath(area, wanted) ?? (pattern.includes('{number}') ? undefined : pattern);
  return writer.locked(
    numbersLock,
    async () => {
      if (fixed !== undefined) return createAt(writer, fixed, what, makeText, wanted.signal);
      let number = nextNumber(area, pattern);
      for (let tries = 1; ; tries += 1) {
        try {
          return await createAt(writer, pattern.replaceAll('{number}', number), what, makeText, wanted.signal);
        } catch (error) {
          // Other programs number folders without our lock.
          if (!(error instanceof PlanError) || error.code !== 'plan_exists' || tries === mostTries) throw error;
          number = numberAfter(number);
        }
      }
    },
    wanted.signal,
  );
}

/** Throws what a creation would say of the path, as far as it can be told beforehand. Throws PlanError. */
export function mustBeFree(area: Area, wanted: Pick<NewPlan, 'path' | 'spec'>): void {
  const path = fixedPath(area, wanted);
  if (path === undefined) return;
  mustBeMarkdown(path);
  const plan = reading(path, () => realPathIn(area, path));
  mustBeWritable(plan);
  mustBeNewName(area, plan);
  const kind = reading(plan, () => atFile(area, plan, (spot) => spot.facts?.kind));
  if (kind !== undefined) throw planExists(plan, kind);
}

function fixedPath(area: Area, { path, spec }: Pick<NewPlan, 'path' | 'spec'>): string | undefined {
  if (path !== undefined) return confined(area, path);
  if (spec === undefined) return undefined;
  const beside = confined(area, spec);
  const isFolder = reading(beside, () => atFile(area, beside, (spot) => spot.facts?.kind === 'folder')) === true;
  if (!isFolder) mustBeMarkdown(beside);
  return posix.join(isFolder ? beside : folderOf(beside), 'plan.md');
}

async function createAt(
  writer: PlanWriter,
  path: string,
  what: string,
  makeText: MakeText,
  signal: AbortSignal | undefined,
): Promise<CreatedPlan> {
  mustBeMarkdown(path);
  const { id } = planNames(path);
  const place = { path, id, number: leadingNumber(id) };
  const text = await makeText(place);
  signal?.throwIfAborted();
  await writer.create(path, text, what, signal);
  return { ...place, text };
}

/** A slug that every file system takes for one name: its first words, at most 80 bytes. */
function fileSlug(slug: string): string {
  const words = slug
    .normalize('NFC')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '');
  let name = '';
  for (const word of words) {
    const longer = name === '' ? word : `${name}-${word}`;
    if (Buffer.byteLength(longer) > 80) break;
    name = longer;
  }
  return name === '' ? 'plan' : name;
}
