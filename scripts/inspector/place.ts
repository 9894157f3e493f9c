import { deepEqual, equal } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Inspect, Outcome } from './call.ts';

/** A server that the Inspector reaches, and what it works on. */
export interface Place {
  readonly name: string;
  /** The protocol revision that is spoken. */
  readonly revision: keyof typeof eras;
  readonly inspect: Inspect;
  /** The project that is served, absolute. */
  readonly project: string;
}

/** What the Inspector calls the eras, by the revision of each that it speaks with us. */
export const eras = { '2025-11-25': 'legacy', '2026-07-28': 'modern' } as const;

/** What the server answers to a request that succeeds. Throws where it does not, and where the Inspector has anything to say about it. */
export async function answered({ inspect }: Place, ...request: readonly string[]): Promise<unknown> {
  const { code, result, error, schemaFindings = [], complaints } = await inspect(...request);
  deepEqual(
    { code, error, schemaFindings, complaints },
    { code: 0, error: undefined, schemaFindings: [], complaints: [] },
  );
  return result;
}

/** What comes of a request that is refused. Throws where it is not, with the exit code `code`. */
export async function refused({ inspect }: Place, code: number, ...request: readonly string[]): Promise<Outcome> {
  const outcome = await inspect(...request);
  deepEqual(outcome.complaints, []);
  equal(outcome.code, code);
  return outcome;
}

/** The text of a file of the project that is served. */
export async function textOf({ project }: Place, path: string): Promise<string> {
  return await readFile(join(project, path), 'utf8');
}
