import { PlanError } from '../errors.ts';

/** Milliseconds between two looks at the list, at least. */
const usualRound = 5000;
/** After a look that took long, so many times as long passes before the next, and a minute at most: a large workspace costs little more than a small one. */
const restAfterLook = 100;
const longestRest = 60_000;

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
  /** As last seen; undefined before the first look. */
  #known: Set<string> | undefined;
  /** Made by ourselves since then, listed or not. */
  readonly #own = new Set<string>();
  /** The look that is under way: there is never more than one. */
  #looking: Promise<void> | undefined;
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
    let isOver = false;
    return {
      ready: this.#known === undefined ? this.#look() : Promise.resolve(),
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
    this.#own.clear();
  }

  #look(): Promise<void> {
    this.#looking ??= this.#lookOnce().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #lookOnce(): Promise<void> {
    const own = new Set(this.#own);
    const begun = performance.now();
    const now = await this.#pathsNow();
    if (this.#users === 0) return;
    if (now !== undefined) this.#compare(now, own);
    const rest = Math.min(longestRest, restAfterLook * (performance.now() - begun));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), Math.max(this.#round, rest)).unref();
  }

  /** `own` was made before the look began: where it is not in the list, it is gone again, or never was one for it. */
  #compare(now: Set<string>, own: ReadonlySet<string>): void {
    const before = this.#known;
    this.#known = now;
    const came = before === undefined ? [] : [...now].filter((path) => !before.has(path) && !this.#own.has(path));
    const went = before === undefined ? [] : [...before].filter((path) => !now.has(path));
    for (const path of own) this.#own.delete(path);
    for (const path of now) this.#own.delete(path);
    if (came.length + went.length > 0) this.#told();
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
