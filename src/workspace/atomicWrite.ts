import { createHash, randomBytes } from 'node:crypto';
import { PlanError } from '../errors.ts';
import type { Spot } from './confine.ts';
import { codeOf } from './faults.ts';
import { removeIfThere, writeNewFile } from './newFile.ts';
import type { FileFacts, FilePort, Folder, OpenFile } from './port.ts';
import { isUnchanged, mostDamagedBytes, readSpot } from './readFile.ts';
import { shown } from './shown.ts';

export interface Replacement {
  /** What the caller read: only these bytes are replaced. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** Whether the caller still has the right to write. */
  readonly allowed: () => boolean;
}

/**
 * Puts `after` in the place of `before` at once, mode and owner kept; `confirmWrite` makes it durable. False, and nothing changed,
 * where other bytes stand there by now or the right to write is lost. Throws the system's error.
 */
export function replaceFile(port: FilePort, spot: Spot, { before, after, allowed }: Replacement): boolean {
  const { folder, name, facts } = spot;
  if (facts === undefined) return false;
  const temp = tempName(name);
  let isDone = false;
  try {
    writeNewFile(port, folder, temp, { bytes: after, prepare: (file) => keepMode(port, file, facts) });
    if (!allowed() || !stands(port, spot, before)) return false;
    port.rename(folder, temp, name);
    isDone = true;
    return true;
  } finally {
    if (!isDone) removeIfThere(port, folder, temp);
  }
}

/** Creates a file, whole from the moment that it has its name; `confirmWrite` makes it durable. False where the name is taken. */
export function createFile(port: FilePort, spot: Spot, bytes: Uint8Array): boolean {
  const { folder, name } = spot;
  const temp = tempName(name);
  let isDone = false;
  try {
    writeNewFile(port, folder, temp, { bytes });
    port.link(folder, temp, name);
    isDone = true;
    port.remove(folder, temp);
    return true;
  } catch (error) {
    // The file is there; what is left of its making goes with `removeLitter`.
    if (isDone && codeOf(error) !== undefined) return true;
    removeIfThere(port, folder, temp);
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Waits until the disk has the file's name too. Throws PlanError `write_failed` where it does not confirm that. */
export function confirmWrite(port: FilePort, { folder, path }: Spot): void {
  try {
    port.syncFolder(folder);
  } catch (error) {
    throw new PlanError(
      'write_failed',
      `${shown(path)} was written, but the disk did not confirm it (${codeOf(error) ?? 'unknown'}).`,
      {
        fix: 'Read it again before you go on.',
        where: path,
        cause: error,
      },
    );
  }
}

/** Removes the temporary files of `name` that dead processes left. Only for who holds the lock on it. */
export function removeLitter(port: FilePort, folder: Folder, name: string): void {
  const start = tempStart(name);
  for (const entry of port.list(folder)) {
    const isOurs = entry.name.startsWith(start) && /^\d+-[0-9a-f]{12}\.tmp$/.test(entry.name.slice(start.length));
    if (isOurs) removeIfThere(port, folder, entry.name);
  }
}

function tempName(name: string): string {
  return `${tempStart(name)}${process.pid}-${randomBytes(6).toString('hex')}.tmp`;
}

/** A long name is hashed: with more behind it, it would pass the 255 bytes that file systems allow. */
function tempStart(name: string): string {
  const short = Buffer.byteLength(name) <= 180 ? name : createHash('sha256').update(name).digest('hex');
  return `.${short}.plankeeper-`;
}

/** Looks at the name once more after reading: then nothing but the rename itself lies between the look and the rename. */
function stands(port: FilePort, spot: Spot, bytes: Uint8Array): boolean {
  const now = readSpot(port, { ...spot, facts: port.facts(spot.folder, spot.name) }, mostDamagedBytes);
  if (now === undefined || Buffer.compare(now.bytes, bytes) !== 0) return false;
  return isUnchanged(now.facts, port.facts(spot.folder, spot.name));
}

function keepMode(port: FilePort, file: OpenFile, facts: FileFacts): void {
  const own = port.factsOf(file);
  if (own.uid !== facts.uid || own.gid !== facts.gid) {
    // Only root may give a file to another user; a group that one belongs to can be kept by anybody.
    if (!mayGive(port, file, facts.uid, facts.gid)) mayGive(port, file, own.uid, facts.gid);
  }
  port.setMode(file, facts.mode & 0o777);
}

function mayGive(port: FilePort, file: OpenFile, uid: number, gid: number): boolean {
  try {
    port.setOwner(file, uid, gid);
    return true;
  } catch (error) {
    if (!['EPERM', 'EINVAL', 'ENOSYS', 'ENOTSUP'].includes(codeOf(error) ?? '')) throw error;
    return false;
  }
}
