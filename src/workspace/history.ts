import { createHash } from 'node:crypto';
import { type Area, atFile, inFolder } from './confine.ts';
import { reading, writing } from './faults.ts';
import { makeFolders, openHiddenFolder } from './folders.ts';
import {
  appendLine,
  dropUnfinished,
  isOlder,
  type LogLine,
  readLog,
  withoutUnfinished,
  writeLog,
} from './historyLog.ts';
import { removeIfThere, syncFile, writeNewFile } from './newFile.ts';
import type { Folder } from './port.ts';
import { mostDamagedBytes, readSpot } from './readFile.ts';

/** How long earlier versions of a plan are kept: the last 20 always, else 90 days, never more than 200. */
export const keepVersions = { always: 20, days: 90, most: 200 };

const historyFolder = '.plankeeper/history';
/** A plan's log is pruned when it is first written to, and then every so many writes. */
const writesBetweenPrunings = 50;
const dayMs = 86_400_000;

/** One write. Revisions are the plan's, 12 hex digits. */
export interface HistoryEntry {
  /** ISO time, UTC. */
  readonly at: string;
  /** What did it, such as a tool's name. */
  readonly what: string;
  /** Undefined where the write created the plan. */
  readonly before: string | undefined;
  readonly after: string;
}

/** One write, as it is recorded. */
export interface Step {
  /** The plan's real path. */
  readonly path: string;
  /** Undefined where the write creates the plan. */
  readonly before: Uint8Array | undefined;
  readonly after: Uint8Array;
  readonly what: string;
  /** The plan's permission bits: its versions are for nobody else's eyes. */
  readonly mode: number;
  /** When anything last changed the plan's file, nanoseconds since 1970; undefined where there is none. */
  readonly changedNs?: bigint | undefined;
}

/**
 * Every version of a plan that was read for a write or written, by its hash, in a folder of the plan's own. Whoever writes
 * to it holds the plan's lock.
 */
export class History {
  readonly #area: Area;
  readonly #now: () => Date;
  readonly #writes = new Map<string, number>();
  /** The version that this process last saved of each plan. */
  readonly #latest = new Map<string, string>();

  constructor(area: Area, now: () => Date) {
    this.#area = area;
    this.#now = now;
  }

  /**
   * Makes both versions durable before one replaces the other, and logs the step. Gives back what strikes the log line again,
   * for a write that fails. Throws PlanError `write_failed`.
   */
  record({ path, before, after, what, mode, changedNs }: Step): () => void {
    const key = this.#key(path);
    return this.#write(key, (folder) => {
      const writes = this.#writes.get(key) ?? 0;
      if (writes % writesBetweenPrunings === 0) this.#prune(folder);
      const old = before === undefined ? undefined : this.#save(folder, before, mode, this.#latest.get(key));
      const next = this.#save(folder, after, mode);
      this.#latest.set(key, next);
      this.#writes.set(key, writes + 1);
      if (old !== undefined && changedNs !== undefined)
        dropUnfinished(this.#area.port, folder, { name: old, changedNs });
      const line = { at: this.#now().toISOString(), what: what.slice(0, 200), path, before: old, after: next };
      const strike = appendLine(this.#area.port, folder, line);
      return () => this.#write(key, strike);
    });
  }

  /** The writes of a plan, newest first. Throws PlanError `unreadable`. */
  entries(path: string): HistoryEntry[] {
    const lines = this.#read(path, (folder) => readLog(this.#area.port, folder)) ?? [];
    return this.#finished(path, lines).map(entryOf).reverse();
  }

  /** The bytes that a plan had at a revision, or undefined. Throws PlanError `unreadable`. */
  version(path: string, revision: string): Uint8Array | undefined {
    if (!/^[0-9a-f]{12}$/.test(revision)) return undefined;
    const { port } = this.#area;
    return this.#read(path, (folder) => {
      const name = port.list(folder).find((entry) => isVersion(entry.name) && entry.name.startsWith(revision))?.name;
      if (name === undefined) return undefined;
      const bytes = this.#readVersion(folder, name);
      // A disk that failed may have left something else under the name.
      return bytes !== undefined && versionName(bytes) === name ? bytes : undefined;
    });
  }

  #finished(path: string, lines: readonly LogLine[]): readonly LogLine[] {
    const { port } = this.#area;
    const last = lines.at(-1);
    if (last?.before === undefined) return lines;
    const standing = reading(path, () =>
      atFile(this.#area, path, (spot) => {
        // The usual case, told without reading the plan: it changed since the line was written.
        if (spot.facts?.kind !== 'file' || !isOlder(spot.facts.ctimeNs, last)) return undefined;
        const read = readSpot(port, spot, mostDamagedBytes);
        return read === undefined ? undefined : { name: versionName(read.bytes), changedNs: read.facts.ctimeNs };
      }),
    );
    return standing === undefined ? lines : withoutUnfinished(lines, standing);
  }

  #read<T>(path: string, use: (folder: Folder) => T): T | undefined {
    return reading(historyFolder, () => inFolder(this.#area, `${historyFolder}/${this.#key(path)}`, use));
  }

  #write<T>(key: string, use: (folder: Folder) => T): T {
    return writing(historyFolder, () => {
      const folder = this.#openOwn(key);
      try {
        return use(folder);
      } finally {
        this.#area.port.leave(folder);
      }
    });
  }

  #openOwn(key: string): Folder {
    const { port } = this.#area;
    const all = openHiddenFolder(this.#area, historyFolder);
    try {
      // Whoever made it may have ended before it was durable.
      const isSure = this.#writes.has(key) && port.facts(all, key) !== undefined;
      if (!isSure) makeFolders(this.#area, `${historyFolder}/${key}`);
      return port.enter(all, key);
    } finally {
      port.leave(all);
    }
  }

  #key(path: string): string {
    const one = this.#area.port.foldsCase ? path.normalize('NFC').toLowerCase() : path;
    return createHash('sha256').update(one).digest('hex').slice(0, 32);
  }

  /** Stores bytes under their hash, durably; `known` stands there for sure. */
  #save(folder: Folder, bytes: Uint8Array, mode: number, known?: string): string {
    const { port } = this.#area;
    const name = versionName(bytes);
    const facts = port.facts(folder, name);
    if (facts?.size === bytes.length && name === known) return name;
    if (facts === undefined) writeNewFile(port, folder, name, { bytes, mode });
    else if (this.#holds(folder, name)) syncFile(port, folder, name);
    else {
      // Torn by a power cut.
      port.remove(folder, name);
      writeNewFile(port, folder, name, { bytes, mode });
    }
    port.syncFolder(folder);
    return name;
  }

  #holds(folder: Folder, name: string): boolean {
    const bytes = this.#readVersion(folder, name);
    return bytes !== undefined && versionName(bytes) === name;
  }

  /** What a damaged plan held is kept, too. */
  #readVersion(folder: Folder, name: string): Uint8Array | undefined {
    const { port } = this.#area;
    const spot = { folder, name, path: historyFolder, facts: port.facts(folder, name) };
    return readSpot(port, spot, mostDamagedBytes)?.bytes;
  }

  #prune(folder: Folder): void {
    const { port } = this.#area;
    const lines = readLog(port, folder);
    const kept = lines.filter((line, index) => this.#isKept(line, lines.length - index));
    if (kept.length < lines.length) writeLog(port, folder, kept);
    const needed = new Set(kept.flatMap((line) => [line.before, line.after]));
    const dropped = new Set(lines.flatMap((line) => [line.before, line.after]));
    for (const { name } of port.list(folder)) {
      if (needed.has(name) || name === 'log.jsonl') continue;
      if (dropped.has(name) || !isVersion(name) || this.#isOld(port.facts(folder, name)?.mtimeNs))
        removeIfThere(port, folder, name);
    }
  }

  #isKept(line: LogLine, fromEnd: number): boolean {
    if (fromEnd <= keepVersions.always) return true;
    return fromEnd <= keepVersions.most && this.#now().getTime() - Date.parse(line.at) <= keepVersions.days * dayMs;
  }

  #isOld(mtimeNs: bigint | undefined): boolean {
    return mtimeNs !== undefined && this.#now().getTime() - Number(mtimeNs / 1_000_000n) > keepVersions.days * dayMs;
  }
}

function versionName(bytes: Uint8Array): string {
  return `${createHash('sha256').update(bytes).digest('hex')}.md`;
}

function isVersion(name: string): boolean {
  return /^[0-9a-f]{64}\.md$/.test(name);
}

function entryOf(line: LogLine): HistoryEntry {
  return { at: line.at, what: line.what, before: line.before?.slice(0, 12), after: line.after.slice(0, 12) };
}
