import { dirname, resolve } from 'node:path';
import { PlanError } from '../errors.ts';
import { codeOf } from './faults.ts';
import type { EntryKind, FilePort } from './port.ts';
import { shown } from './shown.ts';

/** What marks the root of a workspace; `.git` is a file in worktrees and submodules. */
const marks = ['.plankeeper', '.specify', '.git'];

export interface RootRequest {
  /** `--workspace`. */
  readonly explicit?: string | undefined;
  /** `PLANKEEPER_WORKSPACE`; empty is as if not set. */
  readonly env?: string | undefined;
  /** The working folder, absolute. */
  readonly cwd: string;
}

export interface Root {
  /** Absolute real path that paths are relative to. */
  readonly base: string;
  /** Whether `base` is a workspace, or only the working folder, where nothing may be written. */
  readonly found: boolean;
}

/** Finds the workspace without changing anything. Throws PlanError `no_workspace` where a named one is no folder. */
export function findRoot(port: FilePort, request: RootRequest): Root {
  if (request.explicit !== undefined)
    return { base: named(port, request.explicit, request.cwd, '--workspace'), found: true };
  if (request.env !== undefined && request.env !== '') {
    return { base: named(port, request.env, request.cwd, 'PLANKEEPER_WORKSPACE'), found: true };
  }
  const cwd = port.realPath(request.cwd);
  const marked = upward(cwd, (folder) => marks.some((mark) => kindAt(port, folder, mark) !== undefined));
  return { base: marked ?? cwd, found: marked !== undefined };
}

/** The first folder from `start` upward for which `accept` holds. Absolute paths. */
export function upward(start: string, accept: (folder: string) => boolean): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (accept(folder)) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** What stands at a name in a folder given by absolute path; undefined where nothing does, or where we may not look. */
export function kindAt(port: FilePort, path: string, name: string): EntryKind | undefined {
  try {
    const folder = port.openFolder(path);
    try {
      return port.facts(folder, name)?.kind;
    } finally {
      port.leave(folder);
    }
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return undefined;
  }
}

function named(port: FilePort, path: string, cwd: string, by: string): string {
  try {
    if (path === '') throw refused(by, path, 'which names no folder');
    const base = port.realPath(resolve(cwd, path));
    port.leave(port.openFolder(base));
    return base;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') throw refused(by, path, 'which does not exist');
    if (code === 'ENOTDIR') throw refused(by, path, 'which is not a folder');
    throw code === undefined ? error : refused(by, path, `which can not be opened (${code})`);
  }
}

function refused(by: string, path: string, why: string): PlanError {
  return new PlanError('no_workspace', `${by} is ${shown(path)}, ${why}.`, {
    fix: `Give ${by} an existing folder, such as the repository's root.`,
  });
}
