import { PlanError } from '../errors.ts';
import { type Area, atFile } from './confine.ts';
import { codeOf } from './faults.ts';
import type { FileFacts } from './port.ts';
import { isUnchanged } from './readFile.ts';

/** Milliseconds between two looks at the watched files. */
const usualRound = 1000;
/** So many files are watched at most; beyond that the one that was asked for the longest ago goes. */
const mostFiles = 1024;

interface Watched {
  facts: FileFacts | undefined;
  users: number;
}

/**
 * Tells when files of the area change, appear or go, by whoever's hand: looks at each of them once a round, without keeping the
 * process alive. What the system tells of folders can't be relied on where files are replaced.
 */
export class FileWatch {
  readonly #area: Area;
  readonly #told: (path: string) => void;
  readonly #round: number;
  readonly #files = new Map<string, Watched>();
  #timer: NodeJS.Timeout | undefined;

  /** `round` in milliseconds. */
  constructor(area: Area, told: (path: string) => void, round = usualRound) {
    this.#area = area;
    this.#told = told;
    this.#round = round;
  }

  /** Watches the file at a path of the area until what this gives is called. */
  add(path: string): () => void {
    const file = this.#files.get(path) ?? { facts: this.#factsAt(path), users: 0 };
    file.users += 1;
    // The last asked for goes last.
    this.#files.delete(path);
    this.#files.set(path, file);
    const [oldest] = this.#files.keys();
    if (this.#files.size > mostFiles && oldest !== undefined) this.#files.delete(oldest);
    this.#timer ??= setInterval(() => this.#look(), this.#round).unref();
    return () => this.#remove(path, file);
  }

  /** Takes the file as it stands now for known: whoever wrote it has told of it. */
  know(path: string): void {
    const file = this.#files.get(path);
    if (file !== undefined) file.facts = this.#factsAt(path);
  }

  #remove(path: string, file: Watched): void {
    file.users -= 1;
    if (file.users > 0 || this.#files.get(path) !== file) return;
    this.#files.delete(path);
    if (this.#files.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    for (const [path, file] of this.#files) {
      const now = this.#factsAt(path);
      const isSame = file.facts === undefined ? now === undefined : isUnchanged(file.facts, now);
      if (isSame) continue;
      file.facts = now;
      this.#told(path);
    }
  }

  /** Undefined where nothing stands there, or nobody may look: reading it will say why. */
  #factsAt(path: string): FileFacts | undefined {
    try {
      return atFile(this.#area, path, (spot) => spot.facts);
    } catch (error) {
      if (error instanceof PlanError || codeOf(error) !== undefined) return undefined;
      throw error;
    }
  }
}
