import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { CollectedFile } from './collection.ts';

const share = z.number().min(0).max(1);
const byClass = z.record(z.string(), z.tuple([share, share]));

const shape = z.object({
  /** The collection that the floors were measured on. */
  collection: z.string(),
  /** Precision and recall by class, on the collection's own labels. */
  labels: byClass,
  /** The same on the slots that are marked here. */
  marks: byClass,
  /** Of the plans that have a part, the share in which it is found. */
  recognition: z.record(z.string(), share),
  /** Of the places that half-filled plans keep of their template, the share that is found. */
  leftovers: share,
  /** A ceiling: of what filled plans have in brackets, the share that is taken for slots. */
  bracketsTaken: share,
  /** Plans that are matched to their template. */
  matched: z.int(),
  /** Plans held against their constitutions, and their open questions: shares, and two ceilings. */
  verdicts: z.object({
    principles: share,
    given: share,
    agreed: share,
    questionsPrecision: share,
    questionsRecall: share,
    invented: z.int(),
    claimed: z.int(),
  }),
});

/** What a measurement may not fall below; the figures may only rise. */
export type Floors = z.infer<typeof shape>;

/** The floors, where they were measured on these files. */
export function floorsFor(files: readonly CollectedFile[]): Floors | undefined {
  const floors = shape.parse(JSON.parse(readFileSync(new URL('floors.json', import.meta.url), 'utf8')));
  return floors.collection === fingerprint(files) ? floors : undefined;
}

/** 16 hex digits of all the files' hashes. */
export function fingerprint(files: readonly CollectedFile[]): string {
  const hash = createHash('sha256');
  for (const { path, sha256 } of files) hash.update(`${path} ${sha256}\n`);
  return hash.digest('hex').slice(0, 16);
}
