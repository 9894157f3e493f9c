import { posix } from 'node:path';
import { type DiskOptions, SimulatedDisk } from './simulatedDisk.ts';
import type { Node } from './simulatedDiskNodes.ts';
import { makeDurable } from './simulatedDiskPort.ts';

/** Contents by absolute path; a path that ends in `/` is an empty folder. */
export type Files = Readonly<Record<string, string>>;

/** A disk with these files, all durable. */
export function diskWith(files: Files, options: DiskOptions = {}): SimulatedDisk {
  const disk = new SimulatedDisk(options);
  for (const [path, text] of Object.entries(files)) putFile(disk, path, text);
  settle(disk);
  return disk;
}

/** Writes a file as another program would, and the folders above it. */
export function putFile(disk: SimulatedDisk, path: string, text: string): void {
  const folder = folderAt(disk, posix.dirname(`${path}.`));
  if (path.endsWith('/')) return;
  const node = disk.create('file', 0o666 & ~disk.options.umask);
  node.bytes = Buffer.from(text);
  node.stages = [...node.stages, node.bytes];
  disk.change(folder, { puts: { name: posix.basename(path), ino: node.ino } });
}

/** Puts something that is no file at a path, in the place of what stood there. */
export function putOther(disk: SimulatedDisk, path: string, kind: 'folder' | 'link' | 'other', target = ''): void {
  const { ino } = disk.create(kind, kind === 'link' ? 0o777 : 0o755, target);
  disk.change(folderAt(disk, posix.dirname(path)), { puts: { name: posix.basename(path), ino } });
}

/** What a file holds; undefined where none stands. */
export function textAt(disk: SimulatedDisk, path: string): string | undefined {
  const node = nodeAt(disk, path);
  return node?.kind === 'file' ? Buffer.from(node.bytes).toString() : undefined;
}

/** The node of a path's own name, links not followed. */
export function nodeAt(disk: SimulatedDisk, path: string): Node | undefined {
  return disk.paths().find(([at]) => at === path)?.[1];
}

/** The names in a folder, sorted; none where it is missing. */
export function namesIn(disk: SimulatedDisk, path: string): string[] {
  return [...(nodeAt(disk, path)?.entries.values() ?? [])].map(({ name }) => name).toSorted();
}

/** Makes everything durable that was written so far; no process may hold anything open. */
export function settle(disk: SimulatedDisk): void {
  disk.forget();
  for (const node of disk.nodes()) makeDurable(node);
}

function folderAt(disk: SimulatedDisk, path: string): Node {
  let folder = disk.root;
  for (const name of path.split('/').filter((each) => each !== '')) {
    let next = disk.lookUp(folder, name);
    if (next === undefined) {
      next = disk.create('folder', 0o777 & ~disk.options.umask);
      disk.change(folder, { puts: { name, ino: next.ino } });
    }
    folder = next;
  }
  return folder;
}
