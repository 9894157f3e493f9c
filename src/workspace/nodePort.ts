import * as fs from 'node:fs';
import { codeOf, SystemFault } from './faults.ts';
import { byHandle, ByPath, ByWorkingFolder, type Lookup } from './lookup.ts';
import { patiently } from './patience.ts';
import type { Entry, EntryKind, FileFacts, FilePort, Folder, OpenFile } from './port.ts';
import { isDeviceName } from './systemNames.ts';

/** Windows has none of these flags. */
const { O_RDONLY, O_WRONLY, O_CREAT, O_EXCL, O_APPEND } = fs.constants;
const noFollow = fs.constants.O_NOFOLLOW ?? 0;
const noWait = fs.constants.O_NONBLOCK ?? 0;

/** What a test may put in the place of this system's. */
export interface NodePortOptions {
  /** Whether names are looked up through `/proc/self/fd`; by default where the system has that. */
  readonly anchored?: boolean;
  /** How names are looked up where they are not; by default as well as the system allows. */
  readonly lookup?: Lookup;
  readonly platform?: NodeJS.Platform;
  readonly calls?: Pick<typeof fs, 'renameSync' | 'unlinkSync'>;
}

/** The real file system: each name is looked up in the folder that was opened, by the best means that the system has for it. */
export class NodePort implements FilePort {
  readonly foldsCase: boolean;
  readonly #platform: NodeJS.Platform;
  readonly #lookup: Lookup;
  readonly #calls: Pick<typeof fs, 'renameSync' | 'unlinkSync'>;

  constructor({ anchored, lookup, platform, calls }: NodePortOptions = {}) {
    this.#platform = platform ?? process.platform;
    this.foldsCase = this.#platform === 'darwin' || this.#platform === 'win32';
    this.#lookup = lookup ?? bestLookup(anchored, this.#platform);
    this.#calls = calls ?? fs;
  }

  openFolder(path: string): Folder {
    return this.#lookup.open(path);
  }

  enter(folder: Folder, name: string): Folder {
    this.#mustBeName(name);
    return this.#lookup.enter(folder, name);
  }

  leave(folder: Folder): void {
    this.#lookup.leave(folder);
  }

  list(folder: Folder): readonly Entry[] {
    return this.#lookup.in(folder, (pathOf) =>
      fs.readdirSync(pathOf('.'), { withFileTypes: true }).map((entry) => ({ name: entry.name, kind: kindOf(entry) })),
    );
  }

  makeFolder(folder: Folder, name: string): void {
    this.#at(folder, name, (path) => fs.mkdirSync(path));
  }

  removeFolder(folder: Folder, name: string): void {
    this.#at(folder, name, (path) => fs.rmdirSync(path));
  }

  syncFolder(folder: Folder): void {
    // Windows opens no folders and keeps its entries durable by itself.
    if (this.#platform === 'win32') return;
    this.#lookup.in(folder, (pathOf) => {
      const handle = folder.handle ?? fs.openSync(pathOf('.'), O_RDONLY);
      try {
        fs.fsyncSync(handle);
      } catch (error) {
        // Some network and FUSE file systems know no sync of a folder.
        if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(codeOf(error) ?? '')) throw error;
      } finally {
        if (folder.handle === undefined) fs.closeSync(handle);
      }
    });
  }

  facts(folder: Folder, name: string): FileFacts | undefined {
    const stats = this.#at(folder, name, (path) => fs.lstatSync(path, { bigint: true, throwIfNoEntry: false }));
    return stats === undefined ? undefined : factsFrom(stats);
  }

  readLink(folder: Folder, name: string): string {
    return this.#at(folder, name, (path) => fs.readlinkSync(path));
  }

  realPath(path: string): string {
    return fs.realpathSync.native(path);
  }

  rename(folder: Folder, from: string, to: string): void {
    this.#two(folder, from, to, (a, b) => this.#patiently(() => this.#calls.renameSync(a, b)));
  }

  link(folder: Folder, from: string, to: string): void {
    this.#two(folder, from, to, (a, b) => fs.linkSync(a, b));
  }

  remove(folder: Folder, name: string): void {
    this.#at(folder, name, (path) => this.#patiently(() => this.#calls.unlinkSync(path)));
  }

  openRead(folder: Folder, name: string): OpenFile {
    return this.#open(folder, name, O_RDONLY | noFollow | noWait);
  }

  openNew(folder: Folder, name: string, mode: number): OpenFile {
    return this.#open(folder, name, O_WRONLY | O_CREAT | O_EXCL | noFollow, mode);
  }

  openAppend(folder: Folder, name: string): OpenFile {
    const file = this.#open(folder, name, O_WRONLY | O_CREAT | O_APPEND | noFollow | noWait, 0o666);
    try {
      const { kind, links } = this.factsOf(file);
      // What is appended to is ours alone; a second name could lead anywhere.
      if (kind !== 'file') throw new SystemFault('EINVAL');
      if (links > 1) throw new SystemFault('EMLINK');
      return file;
    } catch (error) {
      fs.closeSync(file.handle);
      throw error;
    }
  }

  factsOf(file: OpenFile): FileFacts {
    return factsFrom(fs.fstatSync(file.handle, { bigint: true }));
  }

  read(file: OpenFile, into: Uint8Array): number {
    return fs.readSync(file.handle, into);
  }

  write(file: OpenFile, bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) done += fs.writeSync(file.handle, bytes, done);
  }

  truncate(file: OpenFile, size: number): void {
    fs.ftruncateSync(file.handle, size);
  }

  setMode(file: OpenFile, mode: number): void {
    fs.fchmodSync(file.handle, mode);
  }

  setOwner(file: OpenFile, uid: number, gid: number): void {
    fs.fchownSync(file.handle, uid, gid);
  }

  sync(file: OpenFile): void {
    fs.fsyncSync(file.handle);
  }

  close(file: OpenFile): void {
    fs.closeSync(file.handle);
  }

  #open(folder: Folder, name: string, flags: number, mode?: number): OpenFile {
    let handle: number | undefined;
    try {
      return this.#at(folder, name, (path) => {
        handle = fs.openSync(path, flags, mode);
        if (this.#lookup.isLoose && !isAt(path, handle)) throw new SystemFault('ELOOP');
        return { handle };
      });
    } catch (error) {
      if (handle !== undefined) fs.closeSync(handle);
      throw error;
    }
  }

  #at<T>(folder: Folder, name: string, use: (path: string) => T): T {
    this.#mustBeName(name);
    return this.#lookup.in(folder, (pathOf) => use(pathOf(name)));
  }

  #two(folder: Folder, from: string, to: string, use: (from: string, to: string) => void): void {
    this.#mustBeName(from);
    this.#mustBeName(to);
    this.#lookup.in(folder, (pathOf) => use(pathOf(from), pathOf(to)));
  }

  #patiently(act: () => void): void {
    if (this.#platform === 'win32') patiently(act);
    else act();
  }

  #mustBeName(name: string): void {
    if (!isOneName(name, this.#platform)) throw new SystemFault('EINVAL');
  }
}

function bestLookup(anchored: boolean | undefined, platform: NodeJS.Platform): Lookup {
  if (anchored ?? (platform === 'linux' && fs.existsSync('/proc/self/fd'))) return byHandle;
  return platform !== 'win32' && ByWorkingFolder.isPossible() ? new ByWorkingFolder() : new ByPath();
}

/** Whether an opened file is the one that stands at the path, and no link does. */
function isAt(path: string, handle: number): boolean {
  const opened = fs.fstatSync(handle, { bigint: true });
  const named = fs.lstatSync(path, { bigint: true });
  return opened.ino === named.ino && opened.dev === named.dev;
}

/** One component, which on Windows must also mean the file of that very name: no device, no stream, no blank or dot that is cut off. */
function isOneName(name: string, platform: NodeJS.Platform): boolean {
  if (name === '' || name === '.' || name === '..' || /[/\0]/.test(name)) return false;
  return platform !== 'win32' || !(/[\\<>:"|?*\p{Cc}]|[. ]$/u.test(name) || isDeviceName(name));
}

function factsFrom(stats: fs.BigIntStats): FileFacts {
  return {
    kind: kindOf(stats),
    size: Number(stats.size),
    mode: Number(stats.mode & 0o7777n),
    uid: Number(stats.uid),
    gid: Number(stats.gid),
    links: Number(stats.nlink),
    dev: stats.dev,
    ino: stats.ino,
    mtimeNs: stats.mtimeNs,
    ctimeNs: stats.ctimeNs,
  };
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean }): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}
