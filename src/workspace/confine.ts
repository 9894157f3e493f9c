import { dirname, isAbsolute, join, posix, relative, resolve, sep } from 'node:path';
import { PlanError } from '../errors.ts';
import { codeOf } from './faults.ts';
import type { FileFacts, FilePort, Folder } from './port.ts';
import { shown } from './shown.ts';

/** A folder that nothing leaves: `base` is its absolute real path. Paths in it are relative, with `/`, empty for itself. */
export interface Area {
  readonly port: FilePort;
  readonly base: string;
}

/** A name in a folder that is held open; `path` is the real one, `facts` undefined where nothing stands there. */
export interface Spot {
  readonly folder: Folder;
  readonly name: string;
  readonly path: string;
  readonly facts: FileFacts | undefined;
}

/** A folder held open, with its real path. */
export interface OpenedFolder {
  readonly folder: Folder;
  readonly path: string;
}

const mostLinks = 40;

/**
 * The path in the area that a caller's words name, absolute or relative to it, by letters alone: links are resolved when it
 * is opened. Throws PlanError `outside_workspace`.
 */
export function confined(area: Area, name: string): string {
  if (name.includes('\0')) throw outside(name);
  const absolute = resolve(area.base, name);
  const path =
    inside(area, absolute) ?? (isAbsolute(name) ? inside(area, realAsFarAsItGoes(area.port, absolute)) : undefined);
  if (path === undefined) throw outside(name);
  return path;
}

/**
 * Opens the folder at `path` step by step from the base, so that no link leads out of the area. The caller must leave it.
 * Undefined where it does not exist. Throws PlanError `outside_workspace`, or the system's error.
 */
export function openFolder(area: Area, path: string, links = 0): OpenedFolder | undefined {
  const end = walk(area, path === '' ? [] : path.split('/'));
  if (end.folder !== undefined) return { folder: end.folder, path };
  if (end.link === undefined) return undefined;
  const target = followed(area, end.link, links);
  return target === undefined ? undefined : openFolder(area, posix.join(target, ...end.rest), links + 1);
}

/** Calls `use` with the folder at `path` held open; undefined where it does not exist. Throws as `openFolder`. */
export function inFolder<T>(area: Area, path: string, use: (folder: Folder, path: string) => T): T | undefined {
  const opened = openFolder(area, path);
  if (opened === undefined) return undefined;
  try {
    return use(opened.folder, opened.path);
  } finally {
    area.port.leave(opened.folder);
  }
}

/**
 * Calls `use` with the place of a file, links followed within the area; undefined where its folder or a link's target is
 * missing. Throws as `openFolder`.
 */
export function atFile<T>(area: Area, path: string, use: (spot: Spot) => T, links = 0): T | undefined {
  const name = posix.basename(path);
  if (name === '') return undefined;
  let target: string | undefined;
  const result = inFolder(area, folderOf(path), (folder, at) => {
    const facts = area.port.facts(folder, name);
    const real = posix.join(at, name);
    if (facts?.kind !== 'link') return use({ folder, name, path: real, facts });
    target = followed(area, real, links);
    return undefined;
  });
  return target === undefined ? result : atFile(area, target, use, links + 1);
}

/** Like `atFile`, but stays at a link: for what is to be created. */
export function atNewFile<T>(area: Area, path: string, use: (spot: Spot) => T): T | undefined {
  const name = posix.basename(path);
  return inFolder(area, folderOf(path), (folder, at) =>
    use({ folder, name, path: posix.join(at, name), facts: area.port.facts(folder, name) }),
  );
}

/** The real path of what stands or would stand at `path`: links of the folders that exist are followed. */
export function realPathIn(area: Area, path: string): string {
  if (path === '') return path;
  const above = folderOf(path);
  const real = inFolder(area, above, (_folder, at) => at);
  return posix.join(real ?? realPathIn(area, above), posix.basename(path));
}

/** The real path of the file at `path`, links followed to their end; `path` itself where there is none. */
export function realFileIn(area: Area, path: string): string {
  return atFile(area, path, (spot) => spot.path) ?? path;
}

/** The path of the folder that holds `path`; empty for the area itself. */
export function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' ? '' : folder;
}

interface WalkEnd {
  /** The last folder, open; undefined where a link or nothing stands in the way. */
  readonly folder?: Folder;
  /** The path of the link in the way. */
  readonly link?: string;
  /** The names behind the link. */
  readonly rest: readonly string[];
}

function walk(area: Area, names: readonly string[]): WalkEnd {
  const { port } = area;
  let folder: Folder | undefined = port.openFolder(area.base);
  try {
    for (const [index, name] of names.entries()) {
      const kind = port.facts(folder, name)?.kind;
      const rest = names.slice(index + 1);
      if (kind === 'link') return { link: names.slice(0, index + 1).join('/'), rest };
      if (kind !== 'folder') return { rest };
      const above: Folder = folder;
      folder = port.enter(above, name);
      port.leave(above);
    }
    const last = folder;
    folder = undefined;
    return { folder: last, rest: [] };
  } finally {
    if (folder !== undefined) port.leave(folder);
  }
}

/**
 * Where a link leads, as a path in the area; undefined if to nothing. Only a hint: what it names is opened step by step again.
 */
function followed(area: Area, link: string, links: number): string | undefined {
  if (links >= mostLinks) throw new PlanError('unreadable', `${shown(link)} leads through too many symbolic links.`);
  let real: string;
  try {
    real = area.port.realPath(join(area.base, link));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  const path = inside(area, real);
  if (path === undefined) throw outside(link);
  return path;
}

/** An absolute path with the links of its existing part resolved. */
function realAsFarAsItGoes(port: FilePort, path: string): string {
  try {
    return port.realPath(path);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    // Whatever the system's reason, the part above decides; a part that exists outside is refused by the caller.
    const above = dirname(path);
    return above === path ? path : join(realAsFarAsItGoes(port, above), relative(above, path));
  }
}

function inside(area: Area, absolute: string): string | undefined {
  const path = relative(area.base, absolute);
  if (path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)) return undefined;
  return sep === '/' ? path : path.split(sep).join('/');
}

function outside(name: string): PlanError {
  return new PlanError('outside_workspace', `${shown(name)} is not inside the workspace.`, {
    fix: 'Name a path inside it, relative to its root.',
  });
}
