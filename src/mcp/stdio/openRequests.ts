import type { RequestId } from '@modelcontextprotocol/server';

interface Open {
  /** How many requests under this id wait for their answers: an id that is used twice counts twice. */
  count: number;
  /** What they take, in bytes. */
  bytes: number;
  /** Whether the last of them was cancelled: only that one can be. */
  isCancelled: boolean;
}

/** The requests that were read and not answered. */
export class OpenRequests {
  readonly #open = new Map<RequestId, Open>();
  #count = 0;
  #bytes = 0;

  get count(): number {
    return this.#count;
  }

  /** The bytes of all their messages. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Counts a request of `bytes` bytes. */
  add(id: RequestId, bytes: number): void {
    const open = this.#open.get(id) ?? { count: 0, bytes: 0, isCancelled: false };
    this.#open.set(id, { count: open.count + 1, bytes: open.bytes + bytes, isCancelled: false });
    this.#count += 1;
    this.#bytes += bytes;
  }

  /** A cancelled request gets no answer. */
  cancel(id: RequestId): void {
    const open = this.#open.get(id);
    if (open === undefined || open.isCancelled) return;
    open.isCancelled = true;
    this.settle(id);
  }

  /** Counts an answer; one to nothing that was asked changes nothing. */
  settle(id: RequestId): void {
    const open = this.#open.get(id);
    if (open === undefined) return;
    this.#count -= 1;
    open.count -= 1;
    if (open.count > 0) return;
    this.#bytes -= open.bytes;
    this.#open.delete(id);
  }
}
