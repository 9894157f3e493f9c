import { PlanError } from '../errors.ts';
import { decodeText } from '../markdown/bytes.ts';
import { confirmWrite, createFile, removeLitter, replaceFile } from './atomicWrite.ts';
import { type Area, atFile, atNewFile, confined, folderOf, realPathIn, type Spot } from './confine.ts';
import { codeOf, reading, writing } from './faults.ts';
import { inTheWay, makeFolders, removeFolders } from './folders.ts';
import type { History } from './history.ts';
import type { Lease, Locks } from './lock.ts';
import { isMarkdown, mustBeWritable, noSuchFile, notUtf8, planExists } from './planFiles.ts';
import { mostDamagedBytes, mostPlanBytes, readSpot, tooLarge } from './readFile.ts';
import { shown } from './shown.ts';
import { mustBeNewName } from './systemNames.ts';
import { Turns } from './turns.ts';

/** A plan's text before and after an edit; the same where nothing had to change. */
export interface Edit {
  readonly before: string;
  readonly after: string;
}

/** Gives a plan's new text, or undefined for no change. Others wait meanwhile; called again with the newer text when one saved nevertheless. */
export type Change = (text: string) => string | undefined | Promise<string | undefined>;

/** A plan's file as it stands, whatever its bytes are. */
export interface Present {
  /** U+FFFD stands for bytes that are no UTF-8. */
  readonly text: string;
  /** Whether the text is the bytes. */
  readonly faithful: boolean;
}

/** Like `Change`, for what replaces a file whole: nothing of it is written back, so it need not be text. */
export type WholeChange = (present: Present) => string | undefined | Promise<string | undefined>;

/** A plan that was written: its real path. */
export interface PlanWrite {
  readonly path: string;
  /** Whether nothing stood there before. */
  readonly isNew: boolean;
}

interface Parts {
  readonly area: Area;
  readonly locks: Locks;
  readonly history: History;
  /** Called once a write is done; must not throw, since the write stands. */
  readonly onWrite: (write: PlanWrite) => void;
  /** How long a call waits for another that gets nowhere, in milliseconds. */
  readonly stuckMs: number;
}

/** How often an edit starts again because the file changed under it. */
const mostTries = 20;

/** Everything that is written to a plan: under its lock, from what stands there, all or nothing. */
export class PlanWriter {
  readonly #parts: Parts;
  readonly #turns = new Turns();
  readonly #cleaned = new Set<string>();
  #swept = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Changes a plan, unless `signal` was aborted before the write. What `change` throws passes through, with nothing changed. Throws PlanError. */
  async edit(path: string, what: string, change: Change, signal?: AbortSignal): Promise<Edit> {
    return this.#edit(path, what, mostPlanBytes, signal, ({ text, faithful }, plan) => {
      if (!faithful) throw notUtf8(plan);
      return change(text);
    });
  }

  /** The same for a plan that may be damaged: no UTF-8, or longer than a plan may be. */
  async replaceWhole(path: string, what: string, change: WholeChange, signal?: AbortSignal): Promise<Edit> {
    return this.#edit(path, what, mostDamagedBytes, signal, change);
  }

  async #edit(
    path: string,
    what: string,
    limit: number,
    signal: AbortSignal | undefined,
    change: (present: Present, plan: string) => ReturnType<WholeChange>,
  ): Promise<Edit> {
    const plan = reading(path, () =>
      atFile(this.#parts.area, path, (spot) => (spot.facts === undefined ? undefined : spot.path)),
    );
    if (plan === undefined) throw noSuchFile(path);
    mustBeWritable(plan);
    return this.#repeated(
      plan,
      async (lease) => {
        this.#clean(plan, lease);
        const bytes = this.#read(plan, limit);
        const present = decodeText(bytes);
        const { text, faithful } = present;
        const after = await change(present, plan);
        signal?.throwIfAborted();
        if (after === undefined || (faithful && after === text)) return { before: text, after: text };
        const isDone = this.#replace(plan, bytes, encoded(plan, after), what, lease);
        return isDone ? { before: text, after } : undefined;
      },
      signal,
    );
  }

  /** Creates a plan and the folders above it. Throws PlanError, `plan_exists` where the path is taken. */
  async create(path: string, text: string, what: string, signal?: AbortSignal): Promise<void> {
    const plan = reading(path, () => realPathIn(this.#parts.area, path));
    mustBeWritable(plan);
    mustBeNewName(this.#parts.area, plan);
    const bytes = encoded(plan, text);
    await this.#repeated(
      plan,
      async (lease) => {
        this.#clean(plan, lease);
        writing(plan, () => this.#createNow(plan, bytes, what));
        this.#parts.onWrite({ path: plan, isNew: true });
        return true;
      },
      signal,
    );
  }

  /** Runs `act` while this call alone holds the lock `key`; `signal` ends the waiting for it. */
  async locked<T>(key: string, act: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const result = await this.#repeated(key, async () => ({ value: await act() }), signal);
    return result.value;
  }

  /** Runs `attempt` under the lock until it gives something; each time with a new lock, since the last may have been lost. */
  async #repeated<T>(key: string, attempt: (lease: Lease) => Promise<T | undefined>, signal?: AbortSignal): Promise<T> {
    const { locks, stuckMs } = this.#parts;
    this.#sweep();
    const turn = key.normalize('NFC').toLowerCase();
    return this.#turns.take(turn, { stuckMs, late: () => stillBusy(key, stuckMs), signal }, async (moving) => {
      for (let tries = 0; tries < mostTries; tries += 1) {
        const lease = await locks.acquire(key, stuckMs, moving, signal);
        moving();
        try {
          const result = await attempt(lease);
          if (result !== undefined) return result;
        } finally {
          lease.release();
        }
      }
      throw neverStill(key);
    });
  }

  #read(plan: string, limit: number): Uint8Array {
    const { area } = this.#parts;
    const read = reading(plan, () => atFile(area, plan, (spot) => readSpot(area.port, spot, limit)));
    if (read === undefined) throw noSuchFile(plan);
    return read.bytes;
  }

  #replace(plan: string, before: Uint8Array, after: Uint8Array, what: string, lease: Lease): boolean {
    const { area, history } = this.#parts;
    const replace = (spot: Spot): boolean => {
      // A link that took the plan's place meanwhile leads to a file that this lock does not cover.
      // Who lost the lock leaves the history alone too.
      if (spot.path !== plan || !lease.holds()) return false;
      const mode = (spot.facts?.mode ?? 0o666) & 0o666;
      const strike = history.record({ path: plan, before, after, what, mode, changedNs: spot.facts?.ctimeNs });
      const isReplaced = orStrike(strike, () =>
        replaceFile(area.port, spot, { before, after, allowed: () => lease.holds() }),
      );
      if (isReplaced) confirmWrite(area.port, spot);
      return isReplaced;
    };
    this.#cleaned.delete(plan);
    const isDone = writing(plan, () => atFile(area, plan, replace) ?? false);
    if (!isDone) return false;
    this.#cleaned.add(plan);
    this.#parts.onWrite({ path: plan, isNew: false });
    return true;
  }

  #createNow(plan: string, bytes: Uint8Array, what: string): void {
    const { area, history } = this.#parts;
    const create = (spot: Spot): boolean => {
      if (spot.facts !== undefined || spot.path !== plan) throw planExists(plan, spot.facts?.kind);
      const strike = history.record({ path: plan, before: undefined, after: bytes, what, mode: 0o666 });
      if (!orStrike(strike, () => createFile(area.port, spot, bytes))) throw planExists(plan);
      confirmWrite(area.port, spot);
      return true;
    };
    const made = makeFolders(area, folderOf(plan));
    try {
      if (atNewFile(area, plan, create) === undefined) throw inTheWay(folderOf(plan));
    } catch (error) {
      removeFolders(area, made);
      throw error;
    }
  }

  /** Before the first write that this process brings to its end, and after each holder that died, litter may lie about. */
  #clean(plan: string, lease: Lease): void {
    if (this.#cleaned.has(plan) && !lease.inherited) return;
    const { area } = this.#parts;
    writing(plan, () => atNewFile(area, plan, (spot) => removeLitter(area.port, spot.folder, spot.name)));
  }

  #sweep(): void {
    if (this.#swept) return;
    this.#parts.locks.sweep((key) => this.#clearAfter(key));
    this.#swept = true;
  }

  /** Clears up beside the plan whose lock a dead process held. `key` stood in a file that anybody may have written. */
  #clearAfter(key: string): void {
    if (!isMarkdown(key)) return;
    const { area } = this.#parts;
    try {
      const plan = confined(area, key);
      atNewFile(area, plan, (spot) => {
        if (spot.path === plan) removeLitter(area.port, spot.folder, spot.name);
      });
    } catch (error) {
      // The next edit of that plan clears it, or says why it can't.
      if (!(error instanceof PlanError) && codeOf(error) === undefined) throw error;
    }
  }
}

function orStrike(strike: () => void, write: () => boolean): boolean {
  let isDone = false;
  try {
    isDone = write();
    return isDone;
  } finally {
    if (!isDone) strike();
  }
}

function encoded(plan: string, text: string): Uint8Array {
  if (/\p{Surrogate}/u.test(text)) {
    throw new PlanError('invalid_input', 'The text has half a surrogate pair, which UTF-8 can not write.', {
      fix: 'Send whole characters.',
      where: plan,
    });
  }
  const bytes = Buffer.from(text);
  if (bytes.length > mostPlanBytes) throw tooLarge(plan);
  return bytes;
}

function stillBusy(key: string, stuckMs: number): PlanError {
  return new PlanError(
    'write_failed',
    `Earlier edits of ${shown(key)} in process ${process.pid} take longer than ${stuckMs / 1000} s.`,
    {
      fix: 'Nothing was changed. Call again.',
      where: key,
    },
  );
}

function neverStill(key: string): PlanError {
  return new PlanError('write_failed', `${shown(key)} changed ${mostTries} times while it was being edited.`, {
    fix: 'Nothing was changed. Let the other program finish, then call again.',
    where: key,
  });
}
