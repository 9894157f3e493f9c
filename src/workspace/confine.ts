import { posix } from 'node:path';
import type { Area } from './area.ts';
import { mustStandInsideOnly } from './otherNames.ts';
import type { FileFacts, Folder } from './port.ts';
import { type Place, Way } from './way.ts';

export { type Area, confined, longestPath } from './area.ts';

/** A name in a folder that is held open; `path` is the real one, `facts` undefined where nothing stands there. */
export interface Spot extends Place {
  /**
   * Throws PlanError `outside_workspace` where an opened file of these facts may have a name outside the area, and false where the
   * name has gone to another file. Left out for Plankeeper's own files.
   */
  readonly isInside?: (opened: FileFacts) => boolean;
}

/** A folder held open, with its real path. */
export interface OpenedFolder {
  readonly folder: Folder;
  readonly path: string;
}

/**
 * Opens the folder at `path` step by step from the base, so that no link leads out of the area. The caller must leave it.
 * Undefined where it does not exist. Throws PlanError `outside_workspace`, or the system's error.
 */
export function openFolder(area: Area, path: string): OpenedFolder | undefined {
  const way = new Way(area, path);
  try {
    if (!way.go(path.split('/'))) return undefined;
    const real = way.path;
    return { folder: way.end(), path: real };
  } finally {
    way.leave();
  }
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
export function atFile<T>(area: Area, path: string, use: (spot: Spot) => T): T | undefined {
  return atPlace(area, path, true, use);
}

/** Like `atFile`, but stays at a link: for what is to be created. */
export function atNewFile<T>(area: Area, path: string, use: (spot: Spot) => T): T | undefined {
  return atPlace(area, path, false, use);
}

/** The real path of what stands or would stand at `path`: links of the folders that exist are followed. */
export function realPathIn(area: Area, path: string): string {
  if (path === '') return path;
  const above = folderOf(path);
  const real = inFolder(area, above, (_folder, at) => at);
  return posix.join(real ?? realPathIn(area, above), posix.basename(path));
}

/** The real path of the file at `path`, links followed to their end; where there is none, those of the folders that exist. */
export function realFileIn(area: Area, path: string): string {
  return atFile(area, path, (spot) => spot.path) ?? realPathIn(area, path);
}

/** The path of the folder that holds `path`; empty for the area itself. */
export function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' ? '' : folder;
}

function atPlace<T>(area: Area, path: string, follow: boolean, use: (spot: Spot) => T): T | undefined {
  const name = posix.basename(path);
  if (name === '') return undefined;
  const way = new Way(area, path);
  try {
    const place = way.go(folderOf(path).split('/')) ? way.place(name, follow) : undefined;
    if (place === undefined) return undefined;
    return use({ ...place, isInside: (opened) => mustStandInsideOnly(area, place, opened) });
  } finally {
    way.leave();
  }
}
