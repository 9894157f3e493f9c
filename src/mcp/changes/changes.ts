import { PlanError } from '../../errors.ts';
import type { Context } from '../../tools/context.ts';
import { planUri } from '../resources/uris.ts';
import type { Report } from '../calls/toolCall.ts';

/** What connections are told, in the shape of the SDK's own events. */
export type Change =
  | { readonly kind: 'resources_list_changed' }
  | { readonly kind: 'resource_updated'; readonly uri: string };

/** What watching needs. */
interface Reach extends Pick<Context, 'workspace' | 'packaged'> {
  readonly report: Report;
}

/** A URI that somebody subscribed to, and the real path of the file behind it. */
interface Watched {
  readonly path: string;
  readonly stop: () => void;
  users: number;
}

/** What one listener has watched. */
export interface Watching {
  /** Once all of it is: no edit behind that goes unheard. */
  readonly ready: Promise<void>;
  readonly stop: () => void;
}

/** So many URIs are watched at most; beyond that the one that was asked for the longest ago goes. */
const mostUris = 1024;
/** So many URIs of one listener are watched. */
const mostOfOne = 256;

/**
 * The one place that hears of every write of this process, and of edits by other hands to what somebody watches, and tells every
 * connection that listens.
 */
export class Changes {
  readonly #reach: Reach;
  readonly #listeners = new Set<(change: Change) => void>();
  readonly #watched = new Map<string, Watched>();

  constructor(reach: Reach) {
    this.#reach = reach;
    reach.workspace.onChange(({ path, isNew }) => this.#heard(path, isNew));
  }

  /** Calls `listener` with each change until what this gives is called. */
  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Tells of changes of a resource by this very URI, by other hands too, until what this gives is called. Throws PlanError where there is no such resource. */
  async watch(uri: string): Promise<() => void> {
    const { fileBehind } = await import('../resources/read.ts');
    const file = await fileBehind(uri, this.#reach);
    // What comes with the program never changes.
    if (file === undefined) return () => {};
    const watched = this.#watched.get(uri) ?? { ...this.#reach.workspace.watch(file), users: 0 };
    watched.users += 1;
    // The last asked for goes last.
    this.#watched.delete(uri);
    this.#watched.set(uri, watched);
    const [oldest] = this.#watched.keys();
    if (this.#watched.size > mostUris && oldest !== undefined) this.#drop(oldest);
    return () => {
      watched.users -= 1;
      if (watched.users === 0 && this.#watched.get(uri) === watched) this.#drop(uri);
    };
  }

  /** The same for all that one listener asks for: what is no resource, or not yet, is left out. */
  watchAll(uris: readonly string[]): Watching {
    const stops: (() => void)[] = [];
    let isOver = false;
    const begin = async (uri: string): Promise<void> => {
      try {
        const stop = await this.watch(uri);
        if (isOver) stop();
        else stops.push(stop);
      } catch (error) {
        // A plan that is made later is told of by its path.
        if (!(error instanceof PlanError)) this.#reach.report(`${uri.slice(0, 200)} is not watched: ${String(error)}`);
      }
    };
    const begun = Promise.all([...new Set(uris.slice(0, mostOfOne))].map(begin));
    return {
      ready: begun.then(() => undefined),
      stop: () => {
        isOver = true;
        for (const stop of stops.splice(0)) stop();
      },
    };
  }

  #drop(uri: string): void {
    this.#watched.get(uri)?.stop();
    this.#watched.delete(uri);
  }

  #heard(path: string, isNew: boolean): void {
    if (isNew) this.#tell({ kind: 'resources_list_changed' });
    const uris = new Set([planUri(path)]);
    for (const [uri, watched] of this.#watched) if (watched.path === path) uris.add(uri);
    for (const uri of uris) this.#tell({ kind: 'resource_updated', uri });
  }

  /** Whoever is told must not undo what happened. */
  #tell(change: Change): void {
    for (const listener of this.#listeners) {
      try {
        listener(change);
      } catch (error) {
        this.#reach.report(`a change could not be told: ${String(error)}`);
      }
    }
  }
}
