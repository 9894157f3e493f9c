import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { codeOf, SystemFault } from './faults.ts';
import type { Entry, EntryKind, FileFacts, FilePort, Folder, OpenFile } from './port.ts';

/** Windows has none of these flags. */
const { O_RDONLY, O_WRONLY, O_CREAT, O_EXCL, O_APPEND } = fs.constants;
const noFollow = fs.constants.O_NOFOLLOW ?? 0;
const noWait = fs.constants.O_NONBLOCK ?? 0;
const folderOnly = fs.constants.O_DIRECTORY ?? 0;

/**
 * The real file system. On Linux every name is looked up through `/proc/self/fd`, in the folder that is held open; elsewhere by
 * path, with the folder's real path checked before and the opened file's identity after.
 */
export class NodePort implements FilePort {
  readonly foldsCase = process.platform === 'darwin' || process.platform === 'win32';
  readonly #anchored: boolean;

  constructor(options: { anchored?: boolean } = {}) {
    this.#anchored = options.anchored ?? (process.platform === 'linux' && fs.existsSync('/proc/self/fd'));
  }

  openFolder(path: string): Folder {
    if (this.#anchored) return { path, handle: fs.openSync(path, O_RDONLY | folderOnly) };
    if (!fs.statSync(path).isDirectory()) throw new SystemFault('ENOTDIR');
    return { path: fs.realpathSync.native(path), handle: undefined };
  }

  enter(folder: Folder, name: string): Folder {
    const path = at(folder, name);
    if (folder.handle !== undefined) {
      return { path: join(folder.path, name), handle: fs.openSync(path, O_RDONLY | folderOnly | noFollow) };
    }
    if (!fs.lstatSync(path).isDirectory()) throw new SystemFault('ENOTDIR');
    const real = fs.realpathSync.native(path);
    if (dirname(real) !== folder.path) throw new SystemFault('ELOOP');
    return { path: real, handle: undefined };
  }

  leave(folder: Folder): void {
    if (folder.handle !== undefined) fs.closeSync(folder.handle);
  }

  list(folder: Folder): readonly Entry[] {
    const path = folder.handle === undefined ? folder.path : `/proc/self/fd/${folder.handle}`;
    return fs.readdirSync(path, { withFileTypes: true }).map((entry) => ({ name: entry.name, kind: kindOf(entry) }));
  }

  makeFolder(folder: Folder, name: string): void {
    fs.mkdirSync(at(folder, name));
  }

  removeFolder(folder: Folder, name: string): void {
    fs.rmdirSync(at(folder, name));
  }

  syncFolder(folder: Folder): void {
    // Windows opens no folders and keeps its entries durable by itself.
    if (process.platform === 'win32') return;
    const handle = folder.handle ?? fs.openSync(folder.path, O_RDONLY | folderOnly);
    try {
      fs.fsyncSync(handle);
    } catch (error) {
      // Some network and FUSE file systems know no sync of a folder.
      if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(codeOf(error) ?? '')) throw error;
    } finally {
      if (folder.handle === undefined) fs.closeSync(handle);
    }
  }

  facts(folder: Folder, name: string): FileFacts | undefined {
    const stats = fs.lstatSync(at(folder, name), { bigint: true, throwIfNoEntry: false });
    return stats === undefined ? undefined : factsFrom(stats);
  }

  readLink(folder: Folder, name: string): string {
    return fs.readlinkSync(at(folder, name));
  }

  realPath(path: string): string {
    return fs.realpathSync.native(path);
  }

  rename(folder: Folder, from: string, to: string): void {
    fs.renameSync(at(folder, from), at(folder, to));
  }

  link(folder: Folder, from: string, to: string): void {
    fs.linkSync(at(folder, from), at(folder, to));
  }

  remove(folder: Folder, name: string): void {
    fs.unlinkSync(at(folder, name));
  }

  openRead(folder: Folder, name: string): OpenFile {
    return this.#open(folder, name, O_RDONLY | noFollow | noWait);
  }

  openNew(folder: Folder, name: string, mode: number): OpenFile {
    return this.#open(folder, name, O_WRONLY | O_CREAT | O_EXCL | noFollow, mode);
  }

  openAppend(folder: Folder, name: string): OpenFile {
    return this.#open(folder, name, O_WRONLY | O_CREAT | O_APPEND | noFollow | noWait, 0o666);
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
    const file = { handle: fs.openSync(at(folder, name), flags, mode) };
    if (folder.handle !== undefined) return file;
    try {
      const [opened, named] = [this.factsOf(file), this.facts(folder, name)];
      if (named?.ino !== opened.ino || named.dev !== opened.dev) throw new SystemFault('ELOOP');
      return file;
    } catch (error) {
      fs.closeSync(file.handle);
      throw error;
    }
  }
}

/** Where names can't be looked up in an open folder, the folder's path must at least still be its real path. */
function at(folder: Folder, name: string): string {
  if (!isOneName(name)) throw new SystemFault('EINVAL');
  if (folder.handle !== undefined) return `/proc/self/fd/${folder.handle}/${name}`;
  if (fs.realpathSync.native(folder.path) !== folder.path) throw new SystemFault('ELOOP');
  return join(folder.path, name);
}

function isOneName(name: string): boolean {
  const separators = process.platform === 'win32' ? /[\\/\0]/ : /[/\0]/;
  return name !== '' && name !== '.' && name !== '..' && !separators.test(name);
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
