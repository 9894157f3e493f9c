import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { SystemFault } from './faults.ts';
import type { Folder } from './port.ts';

/** How names are looked up in a folder and nowhere else, whatever its path has come to mean since. */
export interface Lookup {
  /** Opens a folder by its absolute path, following links. */
  open(path: string): Folder;
  /** Opens a folder in a folder; throws ENOTDIR or ELOOP for a link. */
  enter(folder: Folder, name: string): Folder;
  leave(folder: Folder): void;
  /** Calls `use` with what gives the path of a name of the folder; `.` is the folder itself. */
  in<T>(folder: Folder, use: (pathOf: (name: string) => string) => T): T;
  /** Whether what was opened by such a path still has to be compared with what stands there. */
  readonly isLoose: boolean;
}

const folderFlags = fs.constants.O_RDONLY | (fs.constants.O_DIRECTORY ?? 0);
const noFollow = fs.constants.O_NOFOLLOW ?? 0;

/** Linux: a folder is a handle, and names are looked up through `/proc/self/fd`. */
export const byHandle: Lookup = {
  isLoose: false,
  open: (path) => ({ path, handle: fs.openSync(path, folderFlags) }),
  enter: (folder, name) => ({
    path: join(folder.path, name),
    handle: fs.openSync(`${held(folder)}/${name}`, folderFlags | noFollow),
  }),
  leave: ({ handle }) => {
    if (handle !== undefined) fs.closeSync(handle);
  },
  in: (folder, use) => {
    const path = held(folder);
    return use((name) => (name === '.' ? path : `${path}/${name}`));
  },
};

function held(folder: Folder): string {
  if (folder.handle === undefined) throw new SystemFault('EBADF');
  return `/proc/self/fd/${folder.handle}`;
}

/** Which folder it is, whatever its path: system's numbers of device and file. */
interface Identity {
  readonly dev: bigint;
  readonly ino: bigint;
}

/**
 * Other systems with POSIX calls: the working folder is put into the folder for the length of a call, and compared with the one
 * that was entered without a link. A call blocks, so nobody else sees the working folder meanwhile.
 */
export class ByWorkingFolder implements Lookup {
  readonly isLoose = false;
  readonly #known = new WeakMap<Folder, Identity>();
  readonly #home = process.cwd();

  /** Whether this thread may change its working folder; worker threads may not. */
  static isPossible(): boolean {
    try {
      process.chdir(process.cwd());
      return true;
    } catch {
      return false;
    }
  }

  open(path: string): Folder {
    return this.#away(() => {
      process.chdir(path);
      return this.#folder(path, here());
    });
  }

  enter(folder: Folder, name: string): Folder {
    return this.in(folder, (pathOf) => {
      const seen = identityOf(fs.lstatSync(pathOf(name), { bigint: true }));
      process.chdir(name);
      if (!isSame(seen, here())) throw new SystemFault('ELOOP');
      return this.#folder(join(folder.path, name), seen);
    });
  }

  leave(): void {}

  in<T>(folder: Folder, use: (pathOf: (name: string) => string) => T): T {
    return this.#away(() => {
      process.chdir(folder.path);
      if (!isSame(this.#known.get(folder), here())) throw new SystemFault('ELOOP');
      return use((name) => (name === '.' ? '.' : `./${name}`));
    });
  }

  #folder(path: string, identity: Identity): Folder {
    const folder: Folder = { path, handle: undefined };
    this.#known.set(folder, identity);
    return folder;
  }

  #away<T>(act: () => T): T {
    try {
      return act();
    } finally {
      this.#goHome();
    }
  }

  #goHome(): void {
    try {
      process.chdir(this.#home);
    } catch {
      // Somebody removed it; any other will do.
      process.chdir('/');
    }
  }
}

/**
 * Windows, and threads that have no working folder of their own: names are looked up by path. Before each use the path must be a
 * real one, and before and after it must lead to the folder that was entered; what happens in between can't be seen.
 */
export class ByPath implements Lookup {
  readonly isLoose = true;
  readonly #known = new WeakMap<Folder, Identity>();

  open(path: string): Folder {
    return this.#folder(fs.realpathSync.native(path));
  }

  enter(folder: Folder, name: string): Folder {
    return this.in(folder, (pathOf) => {
      const path = pathOf(name);
      identityOf(fs.lstatSync(path, { bigint: true }));
      const real = fs.realpathSync.native(path);
      // A short name (`PLANKE~1`) or one with blanks behind it would pass for another folder's.
      if (dirname(real) !== folder.path || folded(basename(real)) !== folded(name)) throw new SystemFault('ELOOP');
      return this.#folder(real);
    });
  }

  leave(): void {}

  in<T>(folder: Folder, use: (pathOf: (name: string) => string) => T): T {
    if (fs.realpathSync.native(folder.path) !== folder.path) throw new SystemFault('ELOOP');
    this.#mustStand(folder);
    const result = use((name) => (name === '.' ? folder.path : join(folder.path, name)));
    this.#mustStand(folder);
    return result;
  }

  #folder(path: string): Folder {
    const folder: Folder = { path, handle: undefined };
    this.#known.set(folder, identityOf(fs.lstatSync(path, { bigint: true })));
    return folder;
  }

  #mustStand(folder: Folder): void {
    const now = identityOf(fs.lstatSync(folder.path, { bigint: true }));
    if (!isSame(this.#known.get(folder), now)) throw new SystemFault('ELOOP');
  }
}

function here(): Identity {
  return identityOf(fs.statSync('.', { bigint: true }));
}

/** Throws ENOTDIR for what is no folder. */
function identityOf(stats: fs.BigIntStats): Identity {
  if (!stats.isDirectory()) throw new SystemFault('ENOTDIR');
  return { dev: stats.dev, ino: stats.ino };
}

function isSame(known: Identity | undefined, now: Identity): boolean {
  return known !== undefined && known.dev === now.dev && known.ino === now.ino;
}

/** As file systems compare names that tell no case. */
function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
