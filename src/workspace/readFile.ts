import { basename, dirname } from 'node:path';
import { PlanError } from '../errors.ts';
import { decodeText } from '../markdown/bytes.ts';
import { type Area, atFile, type Spot } from './confine.ts';
import { codeOf, reading } from './faults.ts';
import type { EntryKind, FileFacts, FilePort, Folder } from './port.ts';
import { shown } from './shown.ts';

/** The most bytes that a plan, template or constitution may have. */
export const mostPlanBytes = 4 * 1024 * 1024;

/** The most bytes of a damaged plan that an earlier text replaces whole. */
export const mostDamagedBytes = 16 * 1024 * 1024;

export interface FileBytes {
  readonly bytes: Uint8Array;
  readonly facts: FileFacts;
}

/** How often a file is opened again where its name goes to another meanwhile. */
const mostOpenings = 20;

/**
 * The whole file at a spot; undefined where nothing stands there. Throws PlanError `unreadable` for anything but a regular
 * file, `too_large` above `limit` bytes, `outside_workspace` for a file with a name outside the area, and the system's error.
 */
export function readSpot(port: FilePort, spot: Spot, limit = mostPlanBytes): FileBytes | undefined {
  let { facts } = spot;
  for (let openings = 0; openings < mostOpenings; openings += 1) {
    if (facts === undefined) return undefined;
    // Opening a device can do things; so the name is judged before, and what was opened again after.
    mustBeFile(facts.kind, spot.path);
    const read = readOpened(port, spot, limit);
    if (read !== 'another') return read;
    facts = port.facts(spot.folder, spot.name);
  }
  throw new PlanError('unreadable', `${shown(spot.path)} was replaced while it was opened.`, {
    fix: 'Let the other program finish, then call again.',
    where: spot.path,
  });
}

/** Undefined where nothing stands there; `another` where the name has gone to another file since. */
function readOpened(port: FilePort, spot: Spot, limit: number): FileBytes | 'another' | undefined {
  const file = openIfThere(port, spot.folder, spot.name);
  if (file === undefined) return undefined;
  try {
    const facts = port.factsOf(file);
    mustBeFile(facts.kind, spot.path);
    if (spot.isInside?.(facts) === false) return 'another';
    const bytes = readToEnd((into) => port.read(file, into), facts.size, limit);
    if (bytes === undefined) throw tooLarge(spot.path, limit);
    return { bytes, facts };
  } finally {
    port.close(file);
  }
}

/** Whether a file is still the one, with the same bytes, that these facts were read of. */
export function isUnchanged(known: FileFacts, now: FileFacts | undefined): boolean {
  if (now === undefined || known.ino !== now.ino || known.dev !== now.dev || known.size !== now.size) return false;
  return known.mtimeNs === now.mtimeNs && known.ctimeNs === now.ctimeNs;
}

/** A text file of the workspace. */
export interface TextFile {
  /** As it was named, relative to the root. */
  readonly path: string;
  readonly text: string;
  readonly bytes: Uint8Array;
  /** False where the bytes are no valid UTF-8: then the text shows U+FFFD and must not be written back. */
  readonly faithful: boolean;
}

/**
 * The text file at a path of the area; undefined where there is none. Throws PlanError `unreadable`, `too_large`,
 * `outside_workspace`.
 */
export function readText(area: Area, path: string, limit = mostPlanBytes): TextFile | undefined {
  const read = reading(path, () => atFile(area, path, (spot) => readSpot(area.port, spot, limit)));
  return read === undefined ? undefined : { path, bytes: read.bytes, ...decodeText(read.bytes) };
}

/** The same, for text that is taken over into plans or decides about them: its bytes must be valid UTF-8. Throws PlanError `unreadable` too. */
export function readSource(area: Area, path: string): TextFile | undefined {
  const file = readText(area, path);
  if (file === undefined || file.faithful) return file;
  throw new PlanError('unreadable', `${shown(path)} is not valid UTF-8.`, {
    fix: 'Convert it to UTF-8, then call again.',
    where: path,
  });
}

/** A text file of the system or of Git, by absolute path, inside a workspace or not; undefined where it can't be had. */
export function readSystemText(port: FilePort, path: string, limit = 256 * 1024): string | undefined {
  try {
    const real = port.realPath(path);
    const folder = port.openFolder(dirname(real));
    try {
      const name = basename(real);
      const read = readSpot(port, { folder, name, path: name, facts: port.facts(folder, name) }, limit);
      return read === undefined ? undefined : decodeText(read.bytes).text;
    } finally {
      port.leave(folder);
    }
  } catch (error) {
    if (error instanceof PlanError || codeOf(error) !== undefined) return undefined;
    throw error;
  }
}

/** The refusal for text of more than `limit` bytes. */
export function tooLarge(path: string, limit = mostPlanBytes): PlanError {
  return new PlanError('too_large', `${shown(path)} has more than ${Math.floor(limit / 1024)} KB.`, {
    fix: 'Split it into several files.',
    where: path,
  });
}

function openIfThere(port: FilePort, folder: Folder, name: string): ReturnType<FilePort['openRead']> | undefined {
  try {
    return port.openRead(folder, name);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Undefined above `limit`. A size of 0 may be a file of `/proc`, which does not say how long it is. */
function readToEnd(read: (into: Uint8Array) => number, size: number, limit: number): Uint8Array | undefined {
  if (size > limit) return undefined;
  let bytes = new Uint8Array(size === 0 ? 4096 : size + 1);
  let length = 0;
  for (;;) {
    const count = read(bytes.subarray(length));
    if (count === 0) return bytes.subarray(0, length);
    length += count;
    if (length > limit) return undefined;
    if (length === bytes.length) {
      const longer = new Uint8Array(length * 2);
      longer.set(bytes);
      bytes = longer;
    }
  }
}

function mustBeFile(kind: EntryKind, path: string): void {
  if (kind === 'file') return;
  const what = { folder: 'a folder', link: 'a symbolic link', other: 'a pipe, socket or device' }[kind];
  throw new PlanError('unreadable', `${shown(path)} is ${what}, not a file.`, {
    fix: 'Name a Markdown file.',
    where: path,
  });
}
