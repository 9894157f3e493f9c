import type { JSONRPCRequest, RequestId } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { Changes, Wanted } from './changes.ts';

const listenParams = z.object({
  notifications: z.looseObject({
    resourceSubscriptions: z.array(z.string()).optional(),
    resourcesListChanged: z.boolean().optional(),
  }),
});

/** What a request for a stream of 2026-07-28 asks for. What breaks the protocol asks for nothing: the SDK refuses it. */
function askedBy({ params }: Pick<JSONRPCRequest, 'params'>) {
  return listenParams.safeParse(params).data?.notifications ?? {};
}

/** What it asks for, as `Changes` takes it. */
export function wantedBy(request: Pick<JSONRPCRequest, 'params'>): Wanted {
  const { resourceSubscriptions = [], resourcesListChanged = false } = askedBy(request);
  return { uris: resourceSubscriptions, list: resourcesListChanged };
}

/** A request for a stream as it can be granted: what is acknowledged is what the client will hear of. */
export function granted(request: JSONRPCRequest, uris: readonly string[]): JSONRPCRequest {
  const notifications = askedBy(request);
  if (notifications.resourceSubscriptions === undefined) return request;
  return {
    ...request,
    params: { ...request.params, notifications: { ...notifications, resourceSubscriptions: uris } },
  };
}

/** Watches what the streams of one connection subscribe to: the SDK holds the streams and never tells the server of them. */
export class Listening {
  readonly #changes: Changes;
  readonly #stops = new Map<RequestId, () => void>();

  constructor(changes: Changes) {
    this.#changes = changes;
  }

  /**
   * Before a request for a stream goes on: once this is done, no edit goes unheard. Gives the request as it is granted, undefined where
   * the stream was ended meanwhile.
   */
  async begin(request: JSONRPCRequest): Promise<JSONRPCRequest | undefined> {
    this.end(request.id);
    const { ready, stop } = this.#changes.watchAll(wantedBy(request));
    this.#stops.set(request.id, stop);
    const uris = await ready;
    return this.#stops.get(request.id) === stop ? granted(request, uris) : undefined;
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
