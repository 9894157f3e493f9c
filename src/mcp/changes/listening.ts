import type { JSONRPCRequest, RequestId } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Changes } from './changes.ts';

const listenParams = z.object({ notifications: z.object({ resourceSubscriptions: z.array(z.string()) }) });

/** The resources that a request for a stream of 2026-07-28 names. What breaks the protocol names none: the SDK refuses it. */
export function urisAskedFor({ params }: Pick<JSONRPCRequest, 'params'>): readonly string[] {
  return listenParams.safeParse(params).data?.notifications.resourceSubscriptions ?? [];
}

/** Watches what the streams of one connection subscribe to: the SDK holds the streams and never tells the server of them. */
export class Listening {
  readonly #changes: Changes;
  readonly #stops = new Map<RequestId, () => void>();

  constructor(changes: Changes) {
    this.#changes = changes;
  }

  /** Before a request for a stream goes on: once this is done, no edit goes unheard. False where the stream was ended meanwhile. */
  async begin(request: JSONRPCRequest): Promise<boolean> {
    this.end(request.id);
    const { ready, stop } = this.#changes.watchAll(urisAskedFor(request));
    this.#stops.set(request.id, stop);
    await ready;
    return this.#stops.get(request.id) === stop;
  }

  /** Ends the stream of a request that was cancelled; others are none. */
  end(id: RequestId): void {
    this.#stops.get(id)?.();
    this.#stops.delete(id);
  }

  endAll(): void {
    for (const stop of this.#stops.values()) stop();
    this.#stops.clear();
  }
}
