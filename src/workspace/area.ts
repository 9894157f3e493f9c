import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { PlanError } from '../errors.ts';
import { codeOf } from './faults.ts';
import type { FilePort } from './port.ts';
import { shown } from './shown.ts';

/** A folder that nothing leaves: `base` is its absolute real path. Paths in it are relative, with `/`, empty for itself. */
export interface Area {
  readonly port: FilePort;
  readonly base: string;
  /** Whether files in it may have names outside too: package managers link the files of programs to a store. */
  readonly sharesFiles?: boolean;
}

/** No system takes longer paths, in characters. */
export const longestPath = 4096;

/**
 * The path in the area that a caller's words name, absolute or relative to it, by letters alone: links are followed when it
 * is opened. Throws PlanError `outside_workspace`, or `invalid_input` for what no system takes for a path.
 */
export function confined(area: Area, name: string): string {
  if (name.includes('\0')) throw outside(name);
  if (name.length > longestPath) {
    throw new PlanError('invalid_input', `${shown(name)} is longer than any path.`, { fix: 'Name a path.' });
  }
  const absolute = resolve(area.base, name);
  const path = isAbsolute(name) ? pathInside(area, absolute) : inside(area, absolute);
  if (path === undefined) throw outside(name);
  return path;
}

/** The path in the area of an absolute one, which may lead there under another name; undefined outside. */
export function pathInside(area: Area, absolute: string): string | undefined {
  return inside(area, absolute) ?? inside(area, realAsFarAsItGoes(area.port, absolute));
}

/** An absolute path with the links of its existing part resolved. */
function realAsFarAsItGoes(port: FilePort, path: string): string {
  // Asking for `\\server\share` would make Windows log in there.
  if (sep === '\\' && /^[\\/]{2}/.test(path)) return path;
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
