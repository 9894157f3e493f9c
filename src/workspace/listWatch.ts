import { PlanError } from '../errors.ts';

/** Milliseconds between two looks at the list, at least. */
const usualRound = 5000;
/** After a look that took long, so many times as long passes before the next: a large workspace costs no more than a small one. */
const restAfterLook = 100;

/** What is being watched. */
export interface Watching {
  /** Once it is: no change behind that goes untold. */
  readonly ready: Promise<void>;
  readonly stop: () => void;
}

/** Tells when paths come into a list or go from it, by whoever's hand: looks once a round, without keeping the process alive. */
export class ListWatch {
  readonly #list: () => Promise<readonly string[]>;
  readonly #told: () => void;
  readonly #round: number;
  #known: Set<string> | undefined;
  /** Made by ourselves since the last look, listed or not. */
  readonly #own = new Set<string>();
  #first: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #users = 0;

  /** `list` may throw PlanError, which is no change. `round` in milliseconds. */
  constructor(list: () => Promise<readonly string[]>, told: () => void, round = usualRound) {
    this.#list = list;
    this.#told = told;
    this.#round = round;
  }

  add(): Watching {
    this.#users += 1;
    this.#first ??= this.#look();
    let isOver = false;
    return {
      ready: this.#first,
      stop: () => {
        if (isOver) return;
        isOver = true;
        this.#users -= 1;
        if (this.#users === 0) this.#end();
      },
    };
  }

  /** Tells nothing of a path that comes: whoever made the file has told of it. */
  know(path: string): void {
    if (this.#users > 0) this.#own.add(path);
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#known = undefined;
    this.#first = undefined;
    this.#own.clear();
  }

  async #look(): Promise<void> {
    const begun = performance.now();
    const now = await this.#pathsNow();
    if (this.#users === 0) return;
    if (now !== undefined) this.#compare(this.#known, now);
    const rest = Math.max(this.#round, restAfterLook * (performance.now() - begun));
    this.#timer = setTimeout(() => void this.#look(), rest).unref();
  }

  #compare(before: Set<string> | undefined, now: Set<string>): void {
    this.#known = now;
    if (before === undefined) return;
    for (const path of this.#own) {
      if (!now.has(path)) continue;
      before.add(path);
      this.#own.delete(path);
    }
    if (!areSame(before, now)) this.#told();
  }

  async #pathsNow(): Promise<Set<string> | undefined> {
    try {
      return new Set(await this.#list());
    } catch (error) {
      if (error instanceof PlanError) return undefined;
      throw error;
    }
  }
}

function areSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((path) => other.has(path));
}
