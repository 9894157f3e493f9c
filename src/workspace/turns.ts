import { setTimeout as sleep } from 'node:timers/promises';

interface Queue {
  /** Settles when all calls so far have ended. */
  last: Promise<void>;
  /** When the call whose turn it is last got on, in milliseconds. */
  moved: number;
}

/** Who comes first is served first: one call at a time for each key, within this process. */
export class Turns {
  readonly #queues = new Map<string, Queue>();

  /**
   * Runs `act` when all earlier calls with the same key have ended; `act` says with `moving` that it gets on. Where the call
   * in turn gets nowhere for `stuckMs`, throws what `late` makes.
   */
  async take<T>(key: string, stuckMs: number, late: () => Error, act: (moving: () => void) => Promise<T>): Promise<T> {
    const queue = this.#queues.get(key) ?? { last: Promise.resolve(), moved: performance.now() };
    const before = this.#queues.has(key) ? queue.last : undefined;
    let end = (): void => undefined;
    const mine = new Promise<void>((done) => {
      end = done;
    });
    const all = before === undefined ? mine : before.then(() => mine);
    queue.last = all;
    this.#queues.set(key, queue);
    const moving = (): void => {
      queue.moved = performance.now();
    };
    try {
      if (before !== undefined && !(await endsInTime(before, queue, stuckMs))) throw late();
      moving();
      return await act(moving);
    } finally {
      end();
      void all.then(() => this.#forget(key, all));
    }
  }

  #forget(key: string, all: Promise<void>): void {
    if (this.#queues.get(key)?.last === all) this.#queues.delete(key);
  }
}

async function endsInTime(before: Promise<void>, queue: Queue, stuckMs: number): Promise<boolean> {
  for (;;) {
    const left = queue.moved + stuckMs - performance.now();
    if (left <= 0) return false;
    const timer = new AbortController();
    const timeout = sleep(left, false, { signal: timer.signal }).catch(() => false);
    const isOver = await Promise.race([before.then(() => true), timeout]);
    timer.abort();
    if (isOver) return true;
  }
}
