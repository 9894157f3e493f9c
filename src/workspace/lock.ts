import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlanError } from '../errors.ts';
import type { Area } from './confine.ts';
import { codeOf, writing } from './faults.ts';
import { openHiddenFolder } from './folders.ts';
import { type Held, isSame, locksFolder, newToken, readHeld, writeRecord } from './lockRecord.ts';
import { removeIfThere } from './newFile.ts';
import type { FileFacts, Folder } from './port.ts';
import type { Processes } from './processes.ts';
import { shown } from './shown.ts';

/** A lock whose holder can't be looked at is taken over when it has stood unchanged for so long. */
const unseenForMs = 10_000;
const longestPauseMs = 16;

/** The record that this process gave a lock's name. */
interface Placed {
  readonly facts: FileFacts;
  readonly token: string;
}

/** A lock that this process holds. */
export interface Lease {
  /** Whether the lock was taken over from a holder that ended without giving it back. */
  readonly inherited: boolean;
  /** False once somebody else took it over: then nothing may be written any more. */
  holds(): boolean;
  release(): void;
}

/**
 * Locks between processes: a file made complete under another name and then linked to the lock's own, which succeeds for one
 * alone. A dead holder's lock is replaced at once, and only by who holds the lock on that very lock, so never by two.
 */
export class Locks {
  readonly #area: Area;
  readonly #processes: Processes;
  /** Own locks that could not be removed when they were given back: the names of their files by their tokens. */
  readonly #abandoned = new Map<string, string>();

  constructor(area: Area, processes: Processes) {
    this.#area = area;
    this.#processes = processes;
  }

  /**
   * Waits for the lock on `key`, a path or another name; `moving` is called when it passes from one holder to another. Throws
   * PlanError `write_failed` where one holder keeps it for `stuckMs`, and the reason of `signal` where that ends the waiting.
   */
  async acquire(key: string, stuckMs: number, moving: () => void, signal?: AbortSignal): Promise<Lease> {
    const name = `${lockName(key)}.lock`;
    const watch = new Watch();
    const folder = writing(locksFolder, () => openHiddenFolder(this.#area, locksFolder));
    let last = nobody;
    try {
      this.#giveBack(folder);
      for (let pause = 1; ; pause = Math.min(pause * 2, longestPauseMs)) {
        const got = writing(locksFolder, () => this.#take(folder, name, watch, key));
        if ('release' in got) return this.#closing(got, folder);
        if (got.token !== last.token) moving();
        else if (got !== nobody && watch.seenFor(got.token) >= stuckMs) throw heldTooLong(key, got, stuckMs);
        last = got;
        await sleep(pause * (0.5 + Math.random()));
        signal?.throwIfAborted();
      }
    } catch (error) {
      this.#area.port.leave(folder);
      throw error;
    }
  }

  /** Removes what dead processes left among the locks; `clear` is called with what each of them held, before others get it. */
  sweep(clear: (key: string) => void): void {
    const { port } = this.#area;
    writing(locksFolder, () => {
      const folder = openHiddenFolder(this.#area, locksFolder);
      try {
        for (const { name, kind } of port.list(folder)) {
          if (kind !== 'file') continue;
          if (name.endsWith('.claim')) this.#sweepClaim(folder, name);
          if (/\.(?:lock|take)$/.test(name)) this.#sweepLock(folder, name, clear);
        }
      } finally {
        port.leave(folder);
      }
    });
  }

  /** The lease, with the folder open as long as it lasts. */
  #closing(lease: Lease, folder: Folder): Lease {
    return {
      ...lease,
      release: () => {
        try {
          lease.release();
        } finally {
          this.#area.port.leave(folder);
        }
      },
    };
  }

  /** One try: a lease, or who holds it. */
  #take(folder: Folder, name: string, watch: Watch, key?: string): Lease | Held {
    const { port } = this.#area;
    const held = readHeld(port, folder, name);
    if (held === undefined) return this.#place(folder, name, 'link', key) ?? nobody;
    if (!this.#isStale(held, watch)) return held;
    const right = this.#take(folder, `${held.token}.take`, watch);
    if (!('release' in right)) return held;
    try {
      // With the right to this token, nobody else replaces it; but another may have done so before.
      if (readHeld(port, folder, name)?.token !== held.token) return held;
      this.#abandoned.delete(held.token);
      return this.#place(folder, name, 'rename', key) ?? held;
    } finally {
      right.release();
    }
  }

  #isStale(held: Held, watch: Watch): boolean {
    if (held.isTorn || this.#abandoned.has(held.token)) return true;
    const state = held.holder === undefined ? 'unseen' : this.#processes.state(held.holder);
    return state === 'dead' || (state === 'unseen' && watch.seenFor(held.token) > unseenForMs);
  }

  /** Writes the own record and gives it the lock's name; undefined where another was quicker. */
  #place(folder: Folder, name: string, by: 'link' | 'rename', key?: string): Lease | undefined {
    const { port } = this.#area;
    const token = newToken();
    const claim = `${token}.claim`;
    let lease: Lease | undefined;
    let facts: FileFacts | undefined;
    try {
      facts = writeRecord(port, folder, claim, { ...this.#processes.self, token, key });
      if (by === 'link') port.link(folder, claim, name);
      else port.rename(folder, claim, name);
      lease = this.#lease(folder, name, { facts, token }, by === 'rename');
      if (by === 'link') removeIfThere(port, folder, claim);
      return lease;
    } catch (error) {
      lease?.release();
      removeIfThere(port, folder, claim);
      // ENOENT: a sweep took the claim for a dead process's.
      const isBeaten = facts !== undefined && lease === undefined && ['EEXIST', 'ENOENT'].includes(codeOf(error) ?? '');
      if (isBeaten) return undefined;
      throw error;
    }
  }

  #lease(folder: Folder, name: string, placed: Placed, inherited: boolean): Lease {
    const { port } = this.#area;
    const stands = (): boolean => isSame(port.facts(folder, name), placed.facts);
    return {
      inherited,
      holds: stands,
      release: () => {
        try {
          if (stands()) removeIfThere(port, folder, name);
        } catch (error) {
          if (codeOf(error) === undefined) throw error;
          // The work is done and must not be reported as failed; the next call of this process gives the lock back.
          this.#abandoned.set(placed.token, name);
        }
      },
    };
  }

  /** A claim that is not written to its end yet may go too: its process makes another. */
  #sweepClaim(folder: Folder, name: string): void {
    const { port } = this.#area;
    const holder = readHeld(port, folder, name)?.holder;
    if (holder === undefined || this.#processes.state(holder) === 'dead') removeIfThere(port, folder, name);
  }

  #sweepLock(folder: Folder, name: string, clear: (key: string) => void): void {
    const held = readHeld(this.#area.port, folder, name);
    const watch = new Watch();
    if (held === undefined || !this.#isStale(held, watch)) return;
    const got = this.#take(folder, name, watch, held.key);
    if (!('release' in got)) return;
    try {
      if (held.key !== undefined && name === `${lockName(held.key)}.lock`) clear(held.key);
    } finally {
      got.release();
    }
  }

  /** Others wait for a lock that this process, which lives on, could not remove. */
  #giveBack(folder: Folder): void {
    // One that still can't be removed gets a new token; it is not tried twice.
    for (const [token, name] of new Map(this.#abandoned)) {
      try {
        if (readHeld(this.#area.port, folder, name)?.token === token) this.#sweepLock(folder, name, () => {});
        else this.#abandoned.delete(token);
      } catch (error) {
        // Still not; the next call tries again.
        if (codeOf(error) === undefined) throw error;
      }
    }
  }
}

/** Since when a waiting call has seen the same token: clocks of several machines need not agree. */
class Watch {
  readonly #since = new Map<string, number>();

  seenFor(seen: string): number {
    const now = performance.now();
    const since = this.#since.get(seen) ?? now;
    this.#since.set(seen, since);
    return now - since;
  }
}

const nobody: Held = { token: '', holder: undefined, isTorn: false };

/** Spellings that one file may have in some file system share a lock everywhere: that costs a wait at worst. */
function lockName(key: string): string {
  return createHash('sha256').update(key.normalize('NFC').toLowerCase()).digest('hex').slice(0, 32);
}

function heldTooLong(key: string, held: Held, stuckMs: number): PlanError {
  const who =
    held.holder === undefined
      ? 'another process'
      : `process ${held.holder.pid} on ${shown(held.holder.host.split('/')[0] ?? '')}`;
  return new PlanError('write_failed', `${shown(key)} is locked by ${who} for more than ${stuckMs / 1000} s.`, {
    fix: 'Nothing was changed. Call again, or end that process if it hangs.',
    where: key,
  });
}
