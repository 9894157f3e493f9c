import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type RaceServer, startRaceServer } from './raceServer.ts';

/** One process of a race: the server that runs there now, a new one after each kill. */
export class Seat {
  /** A promise while a killed one is replaced. */
  server: Promise<RaceServer>;
  readonly #workspace: string;
  readonly #isHidden: boolean;

  /** `isHidden`: the other processes can't see this one; at most one of a race is. */
  constructor(workspace: string, isHidden = false) {
    this.#workspace = workspace;
    this.#isHidden = isHidden;
    this.server = startRaceServer(workspace, isHidden);
  }

  async holds({ pid, space }: HeldLock): Promise<boolean> {
    return this.#isHidden ? space !== ownSpace() : space === ownSpace() && pid === (await this.server).pid;
  }

  /** Kills the server and starts another; gives the time of the kill. */
  async kill(): Promise<number> {
    const old = await this.server;
    const at = performance.now();
    old.signal('SIGKILL');
    this.server = old.ended.then(() => startRaceServer(this.#workspace, this.#isHidden));
    await this.server;
    return at;
  }

  async stop(): Promise<void> {
    const { pid } = await this.server;
    process.kill(pid, 'SIGSTOP');
    while (!isStopped(pid)) await sleep(1);
  }

  async goOn(): Promise<void> {
    (await this.server).signal('SIGCONT');
  }
}

/** A process that was stopped while it held the lock on a plan. */
export interface StoppedHolder {
  readonly seat: Seat;
  readonly lock: string;
}

/** Stops a process while it holds a lock, as a debugger or a sleeping machine does; undefined where none was caught in time. */
export async function stopHolder(
  workspace: string,
  seats: readonly Seat[],
  waitMs: number,
): Promise<StoppedHolder | undefined> {
  for (const until = performance.now() + waitMs; performance.now() < until; await sleep(Math.random() * 4)) {
    for (const seat of seats) {
      if ((await lockOf(seat, workspace)) === undefined) continue;
      await seat.stop();
      const lock = await lockOf(seat, workspace);
      if (lock !== undefined) return { seat, lock };
      await seat.goOn();
    }
  }
  return undefined;
}

/** The name of the lock on a plan. */
export function lockName(plan: string): string {
  return `${createHash('sha256').update(plan).digest('hex').slice(0, 32)}.lock`;
}

/** What a lock file says of its holder. */
interface HeldLock {
  readonly name: string;
  readonly pid: number;
  readonly space: string | undefined;
}

async function lockOf(seat: Seat, workspace: string): Promise<string | undefined> {
  for (const lock of heldLocks(workspace)) if (await seat.holds(lock)) return lock.name;
  return undefined;
}

const recordSchema = z.object({ pid: z.number(), space: z.string().optional() });

function heldLocks(workspace: string): HeldLock[] {
  const folder = join(workspace, '.plankeeper/locks');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.lock'))
    .flatMap((name) => {
      try {
        const { pid, space } = recordSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
        return { name, pid, space };
      } catch {
        // Given back since the folder was listed.
        return [];
      }
    });
}

/** The namespace that pids count in; undefined where the system has none. */
function ownSpace(): string | undefined {
  return existsSync('/proc/self/ns/pid') ? readlinkSync('/proc/self/ns/pid') : undefined;
}

/** Whether a signal has arrived: from `/proc`, where there is one. */
function isStopped(pid: number): boolean {
  if (!existsSync('/proc/self/stat')) return true;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('T');
}
