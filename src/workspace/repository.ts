import { dirname, join, posix, relative, sep } from 'node:path';
import { PlanError } from '../errors.ts';
import { type Area, folderOf, inFolder, openFolder } from './confine.ts';
import { codeOf } from './faults.ts';
import { gitFolderOf } from './git.ts';
import type { FileFacts } from './port.ts';
import { kindAt, upward } from './root.ts';

/** Where Git keeps the versions of a file. */
export interface Repository {
  /** For `git`: which repository it is asked for. */
  readonly options: readonly string[];
  /** The file's path in it. */
  readonly name: string;
  /** To be called when `git` has ended. */
  leave(): void;
}

/**
 * The repository around a file of the area, by its real path; undefined where there is none, or one that may be another's (a
 * link, or a file that `gitFolderOf` does not believe).
 */
export function repositoryOf(area: Area, path: string): Repository | undefined {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const facts = factsOfGit(area, folder);
    if (facts !== undefined) return repositoryIn(area, folder, posix.relative(folder, path), facts);
    if (folder === '') return repositoryAbove(area, path);
  }
}

function factsOfGit(area: Area, folder: string): FileFacts | undefined {
  try {
    return inFolder(area, folder, (opened) => area.port.facts(opened, '.git'));
  } catch (error) {
    if (!(error instanceof PlanError) && codeOf(error) === undefined) throw error;
    return undefined;
  }
}

function repositoryIn(area: Area, folder: string, name: string, facts: FileFacts): Repository | undefined {
  const top = join(area.base, folder);
  if (facts.kind === 'file') {
    const named = gitFolderOf(area.port, top);
    return named === undefined ? undefined : { options: [`--git-dir=${named}`], name, leave: () => {} };
  }
  if (facts.kind !== 'folder') return undefined;
  // Git itself decides whether to trust what belongs to another user; that it does only for a folder that it finds.
  const isOurs = process.getuid === undefined || facts.uid === process.getuid();
  return held(area, isOurs ? posix.join(folder, '.git') : folder, isOurs ? '--git-dir=' : '-C', name);
}

/** The folder stays open while `git` runs, so that it finds that very one. Where folders have no handles, it is told the path. */
function held(area: Area, folder: string, option: string, name: string): Repository | undefined {
  try {
    const opened = openFolder(area, folder);
    if (opened === undefined) return undefined;
    const { handle } = opened.folder;
    const path = handle === undefined ? join(area.base, folder) : `/proc/${process.pid}/fd/${handle}`;
    const options = option === '-C' ? ['-C', path] : [`${option}${path}`];
    return { options, name, leave: () => area.port.leave(opened.folder) };
  } catch (error) {
    if (!(error instanceof PlanError) && codeOf(error) === undefined) throw error;
    return undefined;
  }
}

/** The workspace may be a part of a repository. */
function repositoryAbove(area: Area, path: string): Repository | undefined {
  if (dirname(area.base) === area.base) return undefined;
  const top = upward(dirname(area.base), (folder) => kindAt(area.port, folder, '.git') !== undefined);
  if (top === undefined) return undefined;
  const name = posix.join(relative(top, area.base).split(sep).join('/'), path);
  return { options: ['-C', top], name, leave: () => {} };
}
