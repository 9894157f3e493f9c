import { PlanError } from '../errors.ts';
import type { Area } from './area.ts';
import { codeOf } from './faults.ts';
import type { FileFacts, FilePort, Folder } from './port.ts';
import { shown } from './shown.ts';
import { type Place, Way } from './way.ts';

/** How many files of an area are looked at in search of the other names of one. */
export const mostSearched = 20_000;
/** How long the names that were found are believed, in milliseconds: a list reads many files. */
const believedMs = 2000;
const deepest = 32;
/** Longer than any removal takes, in nanoseconds. */
const latelyNs = 10_000_000_000n;

/**
 * Holds a file that was opened at a place to have no name outside the area (a hard link). Free of cost where it had one name
 * before it was opened and has not changed lately. False where the place's name has gone to another file meanwhile: then open
 * again. Throws PlanError `outside_workspace` where not all of its names are found inside, and the system's error.
 */
export function mustStandInsideOnly(area: Area, place: Place, opened: FileFacts): boolean {
  if (area.sharesFiles === true || hadOneName(place.facts, opened)) return true;
  const { port } = area;
  // Only while the name leads to the file does it tell anything that the file has no more than this one.
  const now = port.facts(place.folder, place.name);
  if (!isSameFile(now, opened)) return false;
  if (now.links === 1) {
    awaitRemovals(port, place.folder);
    return isSettled(port, place, now);
  }
  if (namesIn(port, place.folder, now) >= now.links) return isSettled(port, place, now);
  const search = searchFor(area, now);
  if ((search.names.get(keyOf(now)) ?? 0) >= now.links) return isSettled(port, place, now);
  // A file is made under a name of its own first: by now it may have lost that.
  if (!isSettled(port, place, now)) return false;
  throw hasNamesOutside(place.path, search.isWhole);
}

/**
 * Whether the name was the file's only one before it was opened. A name that is just being removed can still be looked up when
 * the file's count of names has gone down already, so this is told only of a file that has not changed lately.
 */
function hadOneName(before: FileFacts | undefined, opened: FileFacts): boolean {
  if (before?.links !== 1 || !isSameFile(before, opened) || before.ctimeNs !== opened.ctimeNs) return false;
  return BigInt(Date.now()) * 1_000_000n - opened.ctimeNs > latelyNs;
}

/** Counts the names that were looked up in vain. */
let lookups = 0;

/** Waits until removals in a folder are through: Linux looks up a name that it has not met yet only between other work on the folder. */
function awaitRemovals(port: FilePort, folder: Folder): void {
  lookups += 1;
  port.facts(folder, `.plankeeper-${process.pid}-${performance.now()}-${lookups}`);
}

/** Whether a name still leads to a file whose names have neither become more nor fewer nor moved. */
function isSettled(port: FilePort, place: Place, counted: FileFacts): boolean {
  const now = port.facts(place.folder, place.name);
  return isSameFile(now, counted) && now.links === counted.links && now.ctimeNs === counted.ctimeNs;
}

/** How many of a folder's names lead to a file, each of them twice: on the way there and on the way back. */
function namesIn(port: FilePort, folder: Folder, facts: FileFacts): number {
  const files = port.list(folder).filter(({ kind }) => kind === 'file');
  const leads = ({ name }: { name: string }): boolean => isSameFile(factsIfThere(port, folder, name), facts);
  return files.filter(leads).reverse().filter(leads).length;
}

interface Search {
  /** Files with several names → how many of these are in the area. */
  readonly names: ReadonlyMap<string, number>;
  /** False where the area has more files than are looked at. */
  readonly isWhole: boolean;
  /** When it began: by the clock of `performance`, and by the files' own. */
  readonly began: number;
  readonly beganNs: bigint;
}

const searches = new WeakMap<Area, Search>();

/** The last search, unless it is old or the file has changed its names since. */
function searchFor(area: Area, facts: FileFacts): Search {
  const last = searches.get(area);
  const isFresh = last !== undefined && performance.now() - last.began < believedMs && facts.ctimeNs < last.beganNs;
  if (isFresh) return last;
  const search = searched(area);
  searches.set(area, search);
  return search;
}

/** Looks at the area's files, those in hidden folders and in packages last. */
function searched(area: Area): Search {
  const began = performance.now();
  // Clocks of files lag behind ours by some milliseconds; a network's may be off by more, which costs a new search only.
  const beganNs = BigInt(Date.now() - 100) * 1_000_000n;
  const names = new Map<string, number>();
  const [first, last]: [string[], string[]] = [[''], []];
  let left = mostSearched;
  for (let path = first.shift(); path !== undefined && left > 0; path = first.shift() ?? last.shift()) {
    left -= lookIn(area, path, left, {
      file: (facts) => names.set(keyOf(facts), (names.get(keyOf(facts)) ?? 0) + 1),
      folder: (name) => {
        const below = path === '' ? name : `${path}/${name}`;
        if (path.split('/').length < deepest) (/^\.|^node_modules$/.test(name) ? last : first).push(below);
      },
    });
  }
  return { names, isWhole: left > 0, began, beganNs };
}

interface Finds {
  /** A file with several names. */
  readonly file: (facts: FileFacts) => void;
  readonly folder: (name: string) => void;
}

/** Looks at one folder; how many of its files were looked at. */
function lookIn(area: Area, path: string, most: number, finds: Finds): number {
  const { port } = area;
  let looked = 0;
  const way = new Way(area, path);
  try {
    if (!way.go(path.split('/'))) return 0;
    const folder = way.end();
    try {
      for (const { name, kind } of port.list(folder)) {
        if (kind === 'folder') finds.folder(name);
        if (kind !== 'file') continue;
        looked += 1;
        if (looked > most) break;
        const facts = factsIfThere(port, folder, name);
        if (facts !== undefined && facts.links > 1) finds.file(facts);
      }
    } finally {
      port.leave(folder);
    }
  } catch (error) {
    // Folders come and go, and some may not be read.
    if (!(error instanceof PlanError) && codeOf(error) === undefined) throw error;
  } finally {
    way.leave();
  }
  return looked;
}

function factsIfThere(port: FilePort, folder: Folder, name: string): FileFacts | undefined {
  try {
    return port.facts(folder, name);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return undefined;
  }
}

function keyOf(facts: FileFacts): string {
  return `${facts.dev}:${facts.ino}`;
}

function isSameFile(facts: FileFacts | undefined, known: FileFacts): facts is FileFacts {
  return facts !== undefined && facts.ino === known.ino && facts.dev === known.dev;
}

function hasNamesOutside(path: string, isWhole: boolean): PlanError {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const why = isWhole
    ? 'not all of its names are inside the workspace'
    : `not all of its names are among the first ${mostSearched} files of the workspace`;
  return new PlanError('outside_workspace', `${shown(path)} has a hard link elsewhere: ${why}.`, {
    fix: `Make it a file of its own${asCommand(name)}, then call again.`,
    where: path,
  });
}

/** A name that a shell would read as more than a name is in no command. */
function asCommand(name: string): string {
  if (!/^[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.-]*$/u.test(name)) return ': copy it, and move the copy over it';
  return ` (in its folder: cp ${name} ${name}.own && mv ${name}.own ${name})`;
}
