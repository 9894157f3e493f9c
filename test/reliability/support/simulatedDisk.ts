import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { SystemFault } from '../../../src/workspace/faults.ts';
import type { EntryKind } from '../../../src/workspace/port.ts';
import { copyOf, type EntryChange, type Name, type Node, nothing } from './simulatedDiskNodes.ts';

export interface DiskOptions {
  readonly foldsCase?: boolean;
  /** Permission bits that new files and folders do not get. */
  readonly umask?: number;
  readonly uid?: number;
  readonly gid?: number;
}

const rootIno = 1;
const mostLinks = 40;
const mostNameBytes = 255;

/** A disk in memory: it keeps what was made durable apart from what was only written. Processes reach it through `SimulatedPort`. */
export class SimulatedDisk {
  readonly options: Required<DiskOptions>;
  /** Counts everything that changes what a power loss would leave. */
  changes = 0;
  #nodes = new Map<number, Node>();
  #lastIno = rootIno;
  #clock = 1_790_000_000_000_000_000n;

  constructor(options: DiskOptions = {}) {
    this.options = { foldsCase: false, umask: 0o022, uid: 0, gid: 0, ...options };
    this.#nodes.set(rootIno, this.#newNode(rootIno, 'folder', 0o755));
  }

  get root(): Node {
    return this.node(rootIno);
  }

  /** A disk with the same state, that nothing done to this one changes. */
  copy(): SimulatedDisk {
    const copy = new SimulatedDisk(this.options);
    copy.#nodes = new Map([...this.#nodes].map(([ino, node]) => [ino, copyOf(node)]));
    copy.#lastIno = this.#lastIno;
    copy.#clock = this.#clock;
    copy.changes = this.changes;
    return copy;
  }

  node(ino: number): Node {
    const node = this.#nodes.get(ino);
    if (node === undefined) throw new Error(`No inode ${ino}.`);
    return node;
  }

  /** Drops what no name leads to. */
  forget(): void {
    const named = new Set([this.root, ...this.paths().map(([, node]) => node)]);
    for (const node of this.#nodes.values()) if (!named.has(node)) this.#nodes.delete(node.ino);
  }

  /** Every node that a name leads to or may lead to again. */
  nodes(): IterableIterator<Node> {
    return this.#nodes.values();
  }

  /** The time on the disk's clock. */
  get now(): Date {
    return new Date(Number(this.#clock / 1_000_000n));
  }

  /** Nanoseconds; no two calls give the same. */
  tick(): bigint {
    this.changes += 1;
    this.#clock += 1_000_003n;
    return this.#clock;
  }

  create(kind: EntryKind, mode: number, target = ''): Node {
    this.#lastIno += 1;
    const node = this.#newNode(this.#lastIno, kind, mode, target);
    this.#nodes.set(node.ino, node);
    return node;
  }

  entry(folder: Node, name: string): Name | undefined {
    // A folder that was removed while it was held open looks at no name any more.
    if (folder.links === 0 && folder !== this.root) return undefined;
    if (Buffer.byteLength(name) > mostNameBytes) throw new SystemFault('ENAMETOOLONG');
    return folder.entries.get(this.key(name));
  }

  lookUp(folder: Node, name: string): Node | undefined {
    const entry = this.entry(folder, name);
    return entry === undefined ? undefined : this.node(entry.ino);
  }

  /** Changes a folder's names; what the disk has for sure stays as it is. */
  change(folder: Node, change: EntryChange): void {
    const now = this.tick();
    const { puts, takes } = change;
    if (takes !== undefined) this.#unname(folder, takes, now);
    if (puts !== undefined) {
      this.#unname(folder, puts.name, now);
      const node = this.node(puts.ino);
      folder.entries.set(this.key(puts.name), puts);
      [node.links, node.ctimeNs] = [node.links + 1, now];
    }
    folder.pending = [...folder.pending, change];
    [folder.mtimeNs, folder.ctimeNs] = [now, now];
  }

  /** The node at an absolute path, links followed, and its path without links. Throws `ENOENT`, `ENOTDIR`, `ELOOP`. */
  resolve(path: string, links = 0): { readonly node: Node; readonly real: string } {
    let at = { node: this.root, real: '/' };
    const names = path.split('/').filter((name) => name !== '' && name !== '.');
    for (const [index, name] of names.entries()) {
      if (at.node.kind !== 'folder') throw new SystemFault('ENOTDIR');
      if (name === '..') {
        at = this.resolve(posix.dirname(at.real), links);
        continue;
      }
      const node = this.lookUp(at.node, name);
      if (node === undefined) throw new SystemFault('ENOENT');
      if (node.kind !== 'link') {
        at = { node, real: posix.join(at.real, this.entry(at.node, name)?.name ?? name) };
        continue;
      }
      if (links >= mostLinks) throw new SystemFault('ELOOP');
      const target = posix.isAbsolute(node.target) ? node.target : `${at.real}/${node.target}`;
      return this.resolve([target, ...names.slice(index + 1)].join('/'), links + 1);
    }
    return at;
  }

  /** How the disk compares names. */
  key(name: string): string {
    return this.options.foldsCase ? name.normalize('NFC').toLowerCase() : name;
  }

  /** What stands on the disk as one string: paths, kinds, bytes; the same for disks that nobody can tell apart. */
  fingerprint(): string {
    const hash = createHash('sha256');
    for (const [path, node] of this.paths()) {
      hash.update(`${path}\0${node.kind}\0${node.bytes.length}\0${node.target}\0`);
      hash.update(node.bytes);
    }
    return hash.digest('base64');
  }

  /** Everything below a folder by its absolute path, sorted. */
  paths(folder: Node = this.root, at = ''): [path: string, node: Node][] {
    return [...folder.entries.values()]
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap(({ name, ino }): [string, Node][] => {
        const [path, node] = [`${at}/${name}`, this.node(ino)];
        return [[path, node], ...(node.kind === 'folder' ? this.paths(node, path) : [])];
      });
  }

  #unname(folder: Node, name: string, now: bigint): void {
    const old = this.lookUp(folder, name);
    if (old === undefined) return;
    folder.entries.delete(this.key(name));
    [old.links, old.ctimeNs] = [old.links - 1, now];
  }

  #newNode(ino: number, kind: EntryKind, mode: number, target = ''): Node {
    const now = this.tick();
    const { uid, gid } = this.options;
    const contents = { bytes: nothing, stages: [nothing], target, entries: new Map(), durable: new Map(), pending: [] };
    return { ino, kind, mode, uid, gid, links: 0, mtimeNs: now, ctimeNs: now, durableCtimeNs: now, ...contents };
  }
}
