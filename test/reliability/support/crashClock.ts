import { readFileSync } from 'node:fs';
import { size } from '../../support/trials.ts';

/**
 * Longest time that the next call on a plan may take, in milliseconds; where other tests run beside it, still far less than
 * the 10 s that a wait for a dead holder's lock would take.
 */
export const promptMs = size({ short: 5_000, hard: 1_000 });

/** Times in milliseconds. */
export interface Timed<T> {
  readonly value: T;
  /** On the wall clock. */
  readonly tookMs: number;
  /** Less what this process and the other stood ready to run while others had the processor: a busy machine is no slow server. */
  readonly ownMs: number;
}

/** How long something takes that this process and `pid` do by turns. */
export async function timed<T>(pid: number, act: () => Promise<T>): Promise<Timed<T>> {
  const delays = waitedMs('self') + waitedMs(String(pid));
  const start = performance.now();
  const value = await act();
  const tookMs = performance.now() - start;
  const waited = waitedMs('self') + waitedMs(String(pid)) - delays;
  return { value, tookMs, ownMs: Math.max(0, tookMs - waited) };
}

/** How long a process's main thread has waited for a processor so far; 0 where the system does not tell. */
function waitedMs(process: string): number {
  try {
    return Number(readFileSync(`/proc/${process}/schedstat`, 'utf8').split(' ')[1] ?? 0) / 1e6;
  } catch {
    return 0;
  }
}
