import {
  isJSONRPCNotification,
  type JSONRPCMessage,
  type RequestId,
  SUBSCRIPTION_ID_META_KEY,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Changes } from './changes.ts';

/** What a stream of 2026-07-28 was told that it hears of. */
const acknowledged = z.object({
  _meta: z.object({ [SUBSCRIPTION_ID_META_KEY]: z.union([z.string(), z.number()]) }),
  notifications: z.object({ resourceSubscriptions: z.array(z.string()).optional() }),
});

/**
 * Watches what the streams of one connection subscribed to. The SDK holds the streams and never tells the server of them; what it
 * acknowledges passes the transport.
 */
export class Listening {
  readonly #changes: Changes;
  readonly #stops = new Map<RequestId, () => void>();

  constructor(changes: Changes) {
    this.#changes = changes;
  }

  /** Hears a message that goes out. */
  hear(message: JSONRPCMessage): void {
    if (!isJSONRPCNotification(message) || message.method !== 'notifications/subscriptions/acknowledged') return;
    const { data } = acknowledged.safeParse(message.params);
    if (data === undefined) return;
    const id = data._meta[SUBSCRIPTION_ID_META_KEY];
    this.end(id);
    this.#stops.set(id, this.#changes.watchAll(data.notifications.resourceSubscriptions ?? []));
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
