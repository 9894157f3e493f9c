import { posix } from 'node:path';
import { PlanError } from '../errors.ts';
import { type Area, atFile, inFolder, openFolder } from './confine.ts';
import { codeOf } from './faults.ts';
import type { FilePort, Folder } from './port.ts';
import { shown } from './shown.ts';

/** Makes the folder and those above it that are missing, all durable; the paths of those made, outermost first. All or none. */
export function makeFolders(area: Area, path: string): string[] {
  const made: string[] = [];
  const names = path === '' ? [] : path.split('/');
  try {
    for (const [index, name] of names.entries()) {
      const above = names.slice(0, index).join('/');
      const done = inFolder(area, above, (folder) => {
        if (isMade(area.port, folder, name)) made.push(posix.join(above, name));
        // One that is there already may be younger than the last sync.
        area.port.syncFolder(folder);
        return true;
      });
      if (done === undefined) throw inTheWay(path);
    }
  } catch (error) {
    removeFolders(area, made);
    throw error;
  }
  return made;
}

/** Takes back what `makeFolders` made, as far as it is still empty and the disk lets go of it. */
export function removeFolders(area: Area, made: readonly string[]): void {
  for (const path of [...made].reverse()) {
    try {
      atFile(area, path, ({ folder, name }) => area.port.removeFolder(folder, name));
    } catch (error) {
      // Somebody put something there or took it away, or the disk fails: what made us take it back is what the caller must hear.
      if (!(error instanceof PlanError) && codeOf(error) === undefined) throw error;
    }
  }
}

/** Opens one of Plankeeper's own folders, made where missing, with a `.gitignore` that hides it from Git. The caller must leave it. */
export function openHiddenFolder(area: Area, path: string): Folder {
  let opened = openFolder(area, path);
  if (opened === undefined) {
    makeFolders(area, path);
    opened = openFolder(area, path);
  }
  if (opened === undefined) throw inTheWay(path);
  try {
    hide(area.port, opened.folder);
    return opened.folder;
  } catch (error) {
    area.port.leave(opened.folder);
    throw error;
  }
}

/** False where it is there already. */
function isMade(port: FilePort, folder: Folder, name: string): boolean {
  if (port.facts(folder, name) !== undefined) return false;
  try {
    port.makeFolder(folder, name);
    return true;
  } catch (error) {
    // Another process was quicker.
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function hide(port: FilePort, folder: Folder): void {
  // Empty: a power cut took what was written to it.
  if ((port.facts(folder, '.gitignore')?.size ?? 0) > 0) return;
  const file = port.openAppend(folder, '.gitignore');
  try {
    if (port.factsOf(file).size > 0) return;
    port.write(file, Buffer.from('*\n'));
    port.sync(file);
  } finally {
    port.close(file);
  }
}

/** The refusal where a folder can't be because a file or a link to nothing has its name. */
export function inTheWay(path: string): PlanError {
  return new PlanError('write_failed', `${shown(path)} can not be a folder: something else is in the way.`, {
    fix: 'Move it out of the way, or choose another path.',
    where: path,
  });
}
