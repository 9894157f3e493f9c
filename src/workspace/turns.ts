import { setImmediate, setTimeout as sleep } from 'node:timers/promises';

/** After so many turns without an end, other processes that wait for the plan get the time to find it free. */
const turnsInARow = 8;
/** A little longer than they pause between two looks, in milliseconds. */
const pauseForOthersMs = 25;

interface Queue {
  /** Settles when all calls so far have ended. */
  last: Promise<void>;
  /** When the call whose turn it is last got on, in milliseconds. */
  moved: number;
  /** How many calls waited for their turn so far. */
  waited: number;
}

/** How a call waits for its turn. */
interface Patience {
  /** For how long where the call in turn gets nowhere, in milliseconds. */
  readonly stuckMs: number;
  readonly late: () => Error;
  /** Ends the waiting. */
  readonly signal: AbortSignal | undefined;
}

/** Who comes first is served first: one call at a time for each key, within this process. */
export class Turns {
  readonly #queues = new Map<string, Queue>();

  /**
   * Runs `act` when all earlier calls with the same key have ended; `act` says with `moving` that it gets on. Where the call
   * in turn gets nowhere for `stuckMs`, throws what `late` makes. A call whose `signal` is aborted before its turn throws its
   * reason.
   */
  async take<T>(key: string, { stuckMs, late, signal }: Patience, act: (moving: () => void) => Promise<T>): Promise<T> {
    const queue = this.#queues.get(key) ?? { last: Promise.resolve(), moved: performance.now(), waited: 0 };
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
      if (before !== undefined && !(await endsInTime(before, queue, stuckMs, signal))) throw late();
      if (before !== undefined) await leaveRoom(queue);
      signal?.throwIfAborted();
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

/** Many calls in a row leave room between two of them: for a cancel, for a signal to the process, for other processes. */
async function leaveRoom(queue: Queue): Promise<void> {
  queue.waited += 1;
  if (queue.waited % turnsInARow === 0) await sleep(pauseForOthersMs);
  else await setImmediate();
}

async function endsInTime(
  before: Promise<void>,
  queue: Queue,
  stuckMs: number,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  for (;;) {
    const left = queue.moved + stuckMs - performance.now();
    if (left <= 0) return false;
    const timer = new AbortController();
    const stop = (): void => timer.abort();
    signal?.addEventListener('abort', stop, { once: true });
    const timeout = sleep(left, false, { signal: timer.signal }).catch(() => false);
    const isOver = await Promise.race([before.then(() => true), timeout]);
    signal?.removeEventListener('abort', stop);
    stop();
    signal?.throwIfAborted();
    if (isOver) return true;
  }
}
