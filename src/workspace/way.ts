import { isAbsolute, posix, resolve, sep } from 'node:path';
import { PlanError } from '../errors.ts';
import { type Area, longestPath, pathInside } from './area.ts';
import type { FileFacts, Folder } from './port.ts';
import { shown } from './shown.ts';

/** A name in a folder that is held open, as a way found it. */
export interface Place {
  readonly folder: Folder;
  readonly name: string;
  /** The real path. */
  readonly path: string;
  /** Undefined where nothing stands there. */
  readonly facts: FileFacts | undefined;
}

const mostLinks = 40;
const mostDepth = 256;

/**
 * A way into an area, a folder at a time: each name is looked up in the folder that is held open before it, and a link's words
 * are gone along in the same manner, so that nothing swapped meanwhile leads out. Nothing outside is ever looked at to tell
 * whether it exists.
 */
export class Way {
  readonly #area: Area;
  /** What was asked for, for refusals. */
  readonly #asked: string;
  readonly #folders: Folder[];
  #names: string[] = [];
  #links = 0;

  constructor(area: Area, asked: string) {
    this.#area = area;
    this.#asked = asked;
    this.#folders = [area.port.openFolder(area.base)];
  }

  /** The real path of the folder that the way has come to. */
  get path(): string {
    return this.#names.join('/');
  }

  /** Goes on to the folder that `names` lead to, links followed; false where it does not exist. Throws PlanError or the system's error. */
  go(names: readonly string[]): boolean {
    const left = [...names].reverse();
    for (let name = left.pop(); name !== undefined; name = left.pop()) {
      if (name === '' || name === '.') continue;
      if (name === '..') {
        if (!this.#up()) left.push(...this.#around(left.splice(0).reverse()).reverse());
        continue;
      }
      const kind = this.#area.port.facts(this.#here, name)?.kind;
      if (kind === 'link') left.push(...this.#target(name).reverse());
      else if (kind === 'folder') this.#enter(name);
      else return false;
    }
    return true;
  }

  /** What stands at a name in the folder that the way has come to; a link is followed where `follow` says so. Undefined where its target's folder is missing. */
  place(name: string, follow: boolean): Place | undefined {
    for (let last = name; ; ) {
      const facts = this.#area.port.facts(this.#here, last);
      if (facts?.kind !== 'link' || !follow) {
        return { folder: this.#here, name: last, path: posix.join(this.path, last), facts };
      }
      const names = this.#target(last);
      last = names.pop() ?? '';
      if (!this.go(names)) return undefined;
      if (last !== '' && last !== '.' && last !== '..') continue;
      if (!this.go([last])) return undefined;
      // The link leads to a folder: it has its name in the one above, unless it is the area itself.
      last = this.#names.at(-1) ?? '';
      if (!this.#up()) return undefined;
    }
  }

  /** Leaves all folders but the last, which is the caller's to leave. */
  end(): Folder {
    const last = this.#here;
    this.#folders.pop();
    this.leave();
    return last;
  }

  leave(): void {
    for (const folder of this.#folders.splice(0)) this.#area.port.leave(folder);
  }

  get #here(): Folder {
    const folder = this.#folders.at(-1);
    if (folder === undefined) throw new Error('The way was left.');
    return folder;
  }

  #enter(name: string): void {
    if (this.#names.length >= mostDepth) throw tooMany(this.#asked, 'folders');
    this.#folders.push(this.#area.port.enter(this.#here, name));
    this.#names.push(name);
  }

  /** False at the area's own folder. */
  #up(): boolean {
    if (this.#names.pop() === undefined) return false;
    const left = this.#folders.pop();
    if (left !== undefined) this.#area.port.leave(left);
    return true;
  }

  /** The names that a link's words consist of, to be gone from here. */
  #target(link: string): string[] {
    this.#links += 1;
    if (this.#links > mostLinks) throw tooMany(this.#asked, 'symbolic links');
    const { port } = this.#area;
    const words = port.readLink(this.#here, link);
    if (words.length > longestPath) throw tooMany(this.#asked, 'folders');
    if (!isAbsolute(words)) return words.split(sep === '/' ? '/' : /[\\/]/);
    const path = pathInside(this.#area, resolve(words));
    if (path === undefined) throw leadsOut(this.#asked);
    while (this.#up());
    return path.split('/');
  }

  /** The names of a way that leaves the area and comes back, from its base. */
  #around(names: readonly string[]): string[] {
    const absolute = resolve(this.#area.base, '..', ...names);
    const path = pathInside(this.#area, absolute);
    if (path === undefined) throw leadsOut(this.#asked);
    return path.split('/');
  }
}

function tooMany(path: string, of: string): PlanError {
  return new PlanError('unreadable', `${shown(path)} leads through too many ${of}.`, {
    fix: 'Name the file that is meant.',
    where: path,
  });
}

function leadsOut(path: string): PlanError {
  return new PlanError(
    'outside_workspace',
    `${shown(path)} is not inside the workspace: a symbolic link leads out of it.`,
    {
      fix: 'Put what is meant in the place of the link, or name a path inside the workspace.',
      where: path,
    },
  );
}
