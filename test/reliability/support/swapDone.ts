import { once } from 'node:events';
import { z } from 'zod';
import { startChild } from '../../workspace/support/children.ts';

/** What one process did against those that swap. */
export const workDone = z.object({
  operations: z.number(),
  succeeded: z.number(),
  /** Ended in a refusal or a system error: the outside stood in the way, or nothing did. */
  refused: z.number(),
  /** Saw the outside. */
  escapes: z.number(),
  written: z.number(),
  edited: z.number(),
  examples: z.array(z.string()),
});

export type WorkDone = z.output<typeof workDone>;

/** How a worker looks up names; `naive` checks the real path, then uses it. */
export type LookupName = 'handle' | 'workingFolder' | 'path' | 'naive';

export interface Work {
  readonly root: string;
  readonly lookup: LookupName;
  readonly operations: number;
  readonly milliseconds: number;
  /** What tells the outside. */
  readonly sign: string;
}

/** Has a process of its own work, and waits for its end. */
export async function workIn({ root, lookup, operations, milliseconds, sign }: Work): Promise<WorkDone> {
  const child = startChild('../../reliability/support/swapWork.ts', [
    root,
    lookup,
    `${operations}`,
    `${milliseconds}`,
    sign,
  ]);
  let told = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    told += chunk.toString('utf8');
  });
  const [code]: unknown[] = await once(child, 'close');
  if (code !== 0) throw new Error(`The worker ended with ${String(code)}.`);
  return workDone.parse(JSON.parse(told));
}

/** The figures of several workers in one. */
export function together(all: readonly WorkDone[]): WorkDone {
  const sum = (of: (one: WorkDone) => number): number => all.reduce((total, one) => total + of(one), 0);
  return {
    operations: sum(({ operations }) => operations),
    succeeded: sum(({ succeeded }) => succeeded),
    refused: sum(({ refused }) => refused),
    escapes: sum(({ escapes }) => escapes),
    written: sum(({ written }) => written),
    edited: sum(({ edited }) => edited),
    examples: all.flatMap(({ examples }) => examples),
  };
}
