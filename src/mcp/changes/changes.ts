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

/** What one listener asks to be told of. */
export interface Wanted {
  readonly uris: readonly string[];
  /** Whether resources come or go. */
  readonly list: boolean;
}

/** What one listener has watched. */
export interface Listened {
  /** The URIs of which it will hear, once all of them are watched: no edit behind that goes unheard. */
  readonly ready: Promise<readonly string[]>;
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
    reach.workspace.onListChange(() => this.#tell({ kind: 'resources_list_changed' }));
  }

  /** Calls `listener` with each change until what this gives is called. */
  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Tells of plans that come and go by other hands, until what this gives is called. */
  watchList(): () => void {
    return this.#reach.workspace.watchList().stop;
  }

  /** Tells of changes of a resource by this very URI, by other hands too, until what this gives is called. Throws PlanError where there is no such resource. */
  async watch(uri: string): Promise<() => void> {
    const { fileBehind } = await import('../resources/read.ts');
    return this.#watchFile(uri, await fileBehind(uri, this.#reach));
  }

  /** The same for all that one listener wants: a plan that is yet to be made is told of by its path, what is no resource is left out. */
  watchAll({ uris, list }: Wanted): Listened {
    const stops: (() => void)[] = [];
    let isOver = false;
    const keep = (stop: () => void): void => {
      if (isOver) stop();
      else stops.push(stop);
    };
    const begin = async (uri: string): Promise<string[]> => {
      try {
        keep(await this.#watchAhead(uri));
        return [uri];
      } catch (error) {
        if (!(error instanceof PlanError)) this.#reach.report(`${uri.slice(0, 200)} is not watched: ${String(error)}`);
        return [];
      }
    };
    const lists = list ? this.#reach.workspace.watchList() : undefined;
    if (lists !== undefined) keep(lists.stop);
    const begun = Promise.all([...new Set(uris.slice(0, mostOfOne))].map(begin));
    return {
      ready: Promise.all([begun, lists?.ready]).then(([watched]) => watched.flat()),
      stop: () => {
        isOver = true;
        for (const stop of stops.splice(0)) stop();
      },
    };
  }

  /** Watches the place of a plan's file where there is none yet. Throws PlanError. */
  async #watchAhead(uri: string): Promise<() => void> {
    try {
      return await this.watch(uri);
    } catch (error) {
      const { fileToBe } = await import('../resources/read.ts');
      const file = error instanceof PlanError && error.code === 'unknown_plan' ? fileToBe(uri) : undefined;
      if (file === undefined) throw error;
      return this.#watchFile(uri, file);
    }
  }

  /** `file` is undefined for what comes with the program and never changes. Throws PlanError. */
  #watchFile(uri: string, file: string | undefined): () => void {
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
