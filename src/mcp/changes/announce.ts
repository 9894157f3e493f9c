import type { McpServer, ProtocolEra } from '@modelcontextprotocol/server';
import { PlanError } from '../../errors.ts';
import { answering } from '../answering.ts';
import type { Change } from './changes.ts';
import { dataOf } from '../resources/register.ts';
import type { Shared } from '../shared.ts';

/** How many resources a connection can subscribe to. */
const mostSubscribed = 1024;
/** Milliseconds until the list of plans is first looked at. */
const afterStart = 1000;

/**
 * Tells a connection of changes until it closes; to be called before it connects. Up to 2025-11-25 it hears of the resources that it
 * subscribed to here; in 2026-07-28 of all, of which the transport's streams let through what each asked for.
 */
export function announceTo({ server }: McpServer, era: ProtocolEra, shared: Shared): void {
  const subscribed = era === 'legacy' ? new Subscriptions(shared) : undefined;
  const send = async (change: Change): Promise<void> => {
    try {
      if (change.kind === 'resources_list_changed') await server.sendResourceListChanged();
      else if (subscribed === undefined || subscribed.has(change.uri))
        await server.sendResourceUpdated({ uri: change.uri });
    } catch {
      // The client is going: nobody waits for this any more.
    }
  };
  const stop = shared.changes.subscribe((change) => void send(change));
  const stopList = era === 'legacy' ? listWatchedSoon(shared) : undefined;
  server.onclose = () => {
    stop();
    stopList?.();
    subscribed?.end();
  };
  if (subscribed === undefined) return;
  server.setRequestHandler('resources/subscribe', ({ method, params: { uri } }) =>
    answering(
      method,
      shared.report,
      async () => {
        await subscribed.add(uri);
        return {};
      },
      (refusal) => dataOf(uri, refusal),
    ),
  );
  server.setRequestHandler('resources/unsubscribe', ({ method, params: { uri } }) =>
    answering(method, shared.report, async () => {
      subscribed.remove(uri);
      return {};
    }),
  );
}

/** The list of plans is looked at once the start, which has other work, is over; gives what ends it. */
function listWatchedSoon({ changes }: Shared): () => void {
  let stop: (() => void) | undefined;
  const timer = setTimeout(() => {
    stop = changes.watchList();
  }, afterStart).unref();
  return () => {
    clearTimeout(timer);
    stop?.();
  };
}

/** The resources that one connection subscribed to, each under the URI that it gave. */
class Subscriptions {
  readonly #shared: Shared;
  readonly #stops = new Map<string, () => void>();
  #isOver = false;

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  has(uri: string): boolean {
    return this.#stops.has(uri);
  }

  /** Throws PlanError where there is no such resource, or there are too many. */
  async add(uri: string): Promise<void> {
    if (this.#stops.has(uri)) return;
    if (this.#stops.size >= mostSubscribed)
      throw new PlanError(
        'too_large',
        `This connection is subscribed to ${mostSubscribed} resources, which is the most.`,
        {
          fix: 'Unsubscribe from one first.',
        },
      );
    const stop = await this.#shared.changes.watch(uri);
    // Asked twice at once, or closed meanwhile.
    if (this.#stops.has(uri) || this.#isOver) stop();
    else this.#stops.set(uri, stop);
  }

  remove(uri: string): void {
    this.#stops.get(uri)?.();
    this.#stops.delete(uri);
  }

  end(): void {
    this.#isOver = true;
    for (const stop of this.#stops.values()) stop();
    this.#stops.clear();
  }
}
