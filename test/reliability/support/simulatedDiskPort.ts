import { SystemFault } from '../../../src/workspace/faults.ts';
import type { Entry, FileFacts, FilePort, Folder, OpenFile } from '../../../src/workspace/port.ts';
import type { SimulatedDisk } from './simulatedDisk.ts';
import type { Node } from './simulatedDiskNodes.ts';

interface Handle {
  readonly node: Node;
  readonly may: 'read' | 'write' | 'append';
  at: number;
}

/** What one process does to a simulated disk, with Linux's answers; held open is held, whatever happens to the names. */
export class SimulatedPort implements FilePort {
  readonly foldsCase: boolean;
  readonly #disk: SimulatedDisk;
  readonly #handles = new Map<number, Handle>();
  #last = 2;
  /** What the next close of a file that was written to answers, though it closes it: some disks tell only then. */
  failsToClose: string | undefined;

  constructor(disk: SimulatedDisk) {
    this.#disk = disk;
    this.foldsCase = disk.options.foldsCase;
  }

  /** How many files and folders this process holds open. */
  get open(): number {
    return this.#handles.size;
  }

  openFolder(path: string): Folder {
    const { node } = this.#disk.resolve(path);
    if (node.kind !== 'folder') throw new SystemFault('ENOTDIR');
    return { path, handle: this.#hold(node, 'read') };
  }

  enter(folder: Folder, name: string): Folder {
    const node = this.#mustFind(folder, name);
    if (node.kind !== 'folder') throw new SystemFault('ENOTDIR');
    return { path: `${folder.path}/${name}`, handle: this.#hold(node, 'read') };
  }

  leave(folder: Folder): void {
    this.#release(folder.handle);
  }

  list(folder: Folder): readonly Entry[] {
    const { node } = this.#of(folder);
    return [...node.entries.values()].map(({ name, ino }) => ({ name, kind: this.#disk.node(ino).kind }));
  }

  makeFolder(folder: Folder, name: string): void {
    if (this.#find(folder, name) !== undefined) throw new SystemFault('EEXIST');
    this.#put(folder, name, this.#disk.create('folder', 0o777 & ~this.#disk.options.umask));
  }

  removeFolder(folder: Folder, name: string): void {
    const node = this.#mustFind(folder, name);
    if (node.kind !== 'folder') throw new SystemFault('ENOTDIR');
    if (node.entries.size > 0) throw new SystemFault('ENOTEMPTY');
    this.#disk.change(this.#of(folder).node, { takes: name });
  }

  syncFolder(folder: Folder): void {
    this.#disk.tick();
    makeDurable(this.#of(folder).node);
  }

  facts(folder: Folder, name: string): FileFacts | undefined {
    const node = this.#find(folder, name);
    return node === undefined ? undefined : factsOf(node);
  }

  readLink(folder: Folder, name: string): string {
    const node = this.#mustFind(folder, name);
    if (node.kind !== 'link') throw new SystemFault('EINVAL');
    return node.target;
  }

  realPath(path: string): string {
    return this.#disk.resolve(path).real;
  }

  rename(folder: Folder, from: string, to: string): void {
    mustBeName(to);
    const node = this.#mustFind(folder, from);
    const old = this.#find(folder, to);
    const isSameName = this.#disk.key(from) === this.#disk.key(to);
    // Two names of one file: Linux leaves both.
    if (old === node && (!isSameName || from === to)) return;
    if (old !== undefined && old !== node) {
      if (node.kind === 'folder' && old.kind !== 'folder') throw new SystemFault('ENOTDIR');
      if (node.kind !== 'folder' && old.kind === 'folder') throw new SystemFault('EISDIR');
      if (old.entries.size > 0) throw new SystemFault('ENOTEMPTY');
    }
    this.#disk.change(this.#of(folder).node, { takes: from, puts: { name: to, ino: node.ino } });
  }

  link(folder: Folder, from: string, to: string): void {
    mustBeName(to);
    const node = this.#mustFind(folder, from);
    if (this.#find(folder, to) !== undefined) throw new SystemFault('EEXIST');
    if (node.kind === 'folder') throw new SystemFault('EPERM');
    this.#put(folder, to, node);
  }

  remove(folder: Folder, name: string): void {
    const node = this.#mustFind(folder, name);
    if (node.kind === 'folder') throw new SystemFault('EISDIR');
    this.#disk.change(this.#of(folder).node, { takes: name });
  }

  openRead(folder: Folder, name: string): OpenFile {
    const node = this.#mustFind(folder, name);
    if (node.kind === 'link') throw new SystemFault('ELOOP');
    return { handle: this.#hold(node, 'read') };
  }

  openNew(folder: Folder, name: string, mode: number): OpenFile {
    if (this.#find(folder, name) !== undefined) throw new SystemFault('EEXIST');
    const node = this.#disk.create('file', mode & ~this.#disk.options.umask);
    this.#put(folder, name, node);
    return { handle: this.#hold(node, 'write') };
  }

  openAppend(folder: Folder, name: string): OpenFile {
    const node = this.#find(folder, name);
    if (node === undefined) {
      const { handle } = this.openNew(folder, name, 0o666);
      return { handle: this.#hold(this.#release(handle).node, 'append') };
    }
    if (node.kind === 'link') throw new SystemFault('ELOOP');
    if (node.kind === 'folder') throw new SystemFault('EISDIR');
    const isRead = [...this.#handles.values()].some((handle) => handle.node === node);
    // A FIFO opens to write only where somebody reads it, and is none of the port's files then.
    if (node.kind === 'other') throw new SystemFault(isRead ? 'EINVAL' : 'ENXIO');
    // The port's own rule: what is appended to has one name.
    if (node.links > 1) throw new SystemFault('EMLINK');
    return { handle: this.#hold(node, 'append') };
  }

  factsOf(file: OpenFile): FileFacts {
    return factsOf(this.#of(file).node);
  }

  read(file: OpenFile, into: Uint8Array): number {
    const handle = this.#of(file);
    if (handle.may !== 'read') throw new SystemFault('EBADF');
    if (handle.node.kind === 'folder') throw new SystemFault('EISDIR');
    const part = handle.node.bytes.subarray(handle.at, handle.at + into.length);
    into.set(part);
    handle.at += part.length;
    return part.length;
  }

  write(file: OpenFile, bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const handle = this.#of(file);
    if (handle.may === 'read') throw new SystemFault('EBADF');
    const { node } = handle;
    const at = handle.may === 'append' ? node.bytes.length : handle.at;
    const next = new Uint8Array(Math.max(node.bytes.length, at + bytes.length));
    next.set(node.bytes);
    next.set(bytes, at);
    handle.at = at + bytes.length;
    this.#set(node, next);
  }

  truncate(file: OpenFile, size: number): void {
    const { node, may } = this.#of(file);
    if (may === 'read') throw new SystemFault('EINVAL');
    const next = new Uint8Array(size);
    next.set(node.bytes.subarray(0, size));
    this.#set(node, next);
  }

  setMode(file: OpenFile, mode: number): void {
    const { node } = this.#of(file);
    [node.mode, node.ctimeNs] = [mode, this.#disk.tick()];
  }

  setOwner(file: OpenFile, uid: number, gid: number): void {
    const { node } = this.#of(file);
    if (this.#disk.options.uid !== 0 && uid !== node.uid) throw new SystemFault('EPERM');
    [node.uid, node.gid, node.ctimeNs] = [uid, gid, this.#disk.tick()];
  }

  sync(file: OpenFile): void {
    const { node } = this.#of(file);
    if (node.kind === 'other') throw new SystemFault('EINVAL');
    this.#disk.tick();
    makeDurable(node);
  }

  close(file: OpenFile): void {
    const code = this.#release(file.handle).may === 'read' ? undefined : this.failsToClose;
    this.failsToClose = undefined;
    if (code !== undefined) throw new SystemFault(code);
  }

  #set(node: Node, bytes: Uint8Array): void {
    const now = this.#disk.tick();
    [node.bytes, node.stages, node.mtimeNs, node.ctimeNs] = [bytes, [...node.stages, bytes], now, now];
  }

  #hold(node: Node, may: Handle['may']): number {
    this.#last += 1;
    this.#handles.set(this.#last, { node, may, at: 0 });
    return this.#last;
  }

  #release(number: number | undefined): Handle {
    const handle = this.#of({ handle: number });
    this.#handles.delete(number ?? -1);
    return handle;
  }

  #of({ handle }: { readonly handle: number | undefined }): Handle {
    const held = this.#handles.get(handle ?? -1);
    if (held === undefined) throw new SystemFault('EBADF');
    return held;
  }

  #find(folder: Folder, name: string): Node | undefined {
    mustBeName(name);
    return this.#disk.lookUp(this.#of(folder).node, name);
  }

  #mustFind(folder: Folder, name: string): Node {
    const node = this.#find(folder, name);
    if (node === undefined) throw new SystemFault('ENOENT');
    return node;
  }

  #put(folder: Folder, name: string, node: Node): void {
    const above = this.#of(folder).node;
    if (this.#isGone(above)) throw new SystemFault('ENOENT');
    this.#disk.change(above, { puts: { name, ino: node.ino } });
  }

  /** A folder that was removed while it was held open. */
  #isGone(node: Node): boolean {
    return node.links === 0 && node !== this.#disk.root;
  }
}

function mustBeName(name: string): void {
  if (name === '' || name === '.' || name === '..' || /[/\0]/.test(name)) throw new SystemFault('EINVAL');
}

/** What a sync of a file or folder does. */
export function makeDurable(node: Node): void {
  node.stages = [node.bytes];
  node.durable = new Map(node.entries);
  node.pending = [];
  node.durableCtimeNs = node.ctimeNs;
}

function factsOf(node: Node): FileFacts {
  const { kind, mode, uid, gid, links, ino, mtimeNs, ctimeNs } = node;
  const size = kind === 'link' ? Buffer.byteLength(node.target) : node.bytes.length;
  return { kind, size, mode, uid, gid, links, dev: 7n, ino: BigInt(ino), mtimeNs, ctimeNs };
}
