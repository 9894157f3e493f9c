import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Area, openFolder } from './confine.ts';
import { codeOf, reading } from './faults.ts';
import { isMarkdown } from './planFiles.ts';
import type { EntryKind, Folder } from './port.ts';

/** A file, a link to something, or a folder with the name of a Markdown file, found below a folder; its path is relative to the area. */
export interface Found {
  readonly path: string;
  readonly kind: EntryKind;
}

const deepest = 32;
/** After so many folders, other calls get a turn. */
const foldersPerTurn = 64;

/**
 * Every such thing below a folder of the area, in no order; folders that `enter` refuses, that links lead to, or that may not
 * be read are left out. None where the folder is missing. Throws PlanError `unreadable`, `outside_workspace`.
 */
export async function filesBelow(area: Area, path: string, enter: (folder: string) => boolean): Promise<Found[]> {
  const start = reading(path, () => openFolder(area, path));
  if (start === undefined) return [];
  const walk = new Walk(area, enter);
  try {
    await walk.gather(start.folder, start.path, 0);
  } finally {
    area.port.leave(start.folder);
  }
  return walk.found;
}

class Walk {
  readonly found: Found[] = [];
  readonly #area: Area;
  readonly #enter: (folder: string) => boolean;
  #folders = 0;

  constructor(area: Area, enter: (folder: string) => boolean) {
    this.#area = area;
    this.#enter = enter;
  }

  async gather(folder: Folder, path: string, depth: number): Promise<void> {
    this.#folders += 1;
    if (this.#folders % foldersPerTurn === 0) await nextTurn();
    for (const entry of unlessGone(path, () => this.#area.port.list(folder)) ?? []) {
      const at = path === '' ? entry.name : `${path}/${entry.name}`;
      // A folder with a file's name is told of too: somebody may look for a plan there.
      if (entry.kind !== 'folder' || isMarkdown(entry.name)) this.found.push({ path: at, kind: entry.kind });
      if (entry.kind !== 'folder') continue;
      if (depth < deepest && this.#enter(at)) await this.#gatherIn(folder, entry.name, at, depth + 1);
    }
  }

  async #gatherIn(above: Folder, name: string, path: string, depth: number): Promise<void> {
    const folder = unlessGone(path, () => this.#area.port.enter(above, name));
    if (folder === undefined) return;
    try {
      await this.gather(folder, path, depth);
    } finally {
      this.#area.port.leave(folder);
    }
  }
}

/** Folders come and go while a list is made, and some may not be read; all else is a fault. */
function unlessGone<T>(path: string, act: () => T): T | undefined {
  return reading(path, () => {
    try {
      return act();
    } catch (error) {
      if (['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'EPERM'].includes(codeOf(error) ?? '')) return undefined;
      throw error;
    }
  });
}
