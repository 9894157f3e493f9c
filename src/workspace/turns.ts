import { setTimeout as sleep } from 'node:timers/promises';

/** Who comes first is served first: one call at a time for each key, within this process. */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  /**
   * Runs `act` when all earlier calls with the same key have ended. Where that takes longer than `waitMs`, throws what
   * `late` makes.
   */
  async take<T>(key: string, waitMs: number, late: () => Error, act: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key);
    let end = (): void => undefined;
    const mine = new Promise<void>((done) => {
      end = done;
    });
    const all = before === undefined ? mine : before.then(() => mine);
    this.#last.set(key, all);
    void all.then(() => this.#forget(key, all));
    try {
      if (before !== undefined && !(await endsWithin(before, waitMs))) throw late();
      return await act();
    } finally {
      end();
    }
  }

  #forget(key: string, all: Promise<void>): void {
    if (this.#last.get(key) === all) this.#last.delete(key);
  }
}

async function endsWithin(before: Promise<void>, waitMs: number): Promise<boolean> {
  const timer = new AbortController();
  const timeout = sleep(waitMs, false, { signal: timer.signal }).catch(() => false);
  const ended = await Promise.race([before.then(() => true), timeout]);
  timer.abort();
  return ended;
}
