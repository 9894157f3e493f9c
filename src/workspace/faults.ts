import { PlanError } from '../errors.ts';
import { shown } from './shown.ts';

/** What the system's codes mean, for people. */
const reasons: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EBUSY', 'the file is in use'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EEXIST', 'the name is taken'],
  ['EFBIG', 'the file size limit is reached'],
  ['EINVAL', 'the system does not accept the name'],
  ['EIO', 'the disk reports an error'],
  ['EISDIR', 'a folder has that name'],
  ['ELOOP', 'a symbolic link stands in the way'],
  ['EMLINK', 'the file has a hard link elsewhere'],
  ['EMFILE', 'too many files are open'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ENFILE', 'too many files are open'],
  ['ENOENT', 'the folder does not exist'],
  ['ENOSPC', 'no space left on the disk'],
  ['ENOSYS', 'the file system can not do this'],
  ['ENOTDIR', 'a part of the path is not a folder'],
  ['ENOTSUP', 'the file system can not do this'],
  ['EOPNOTSUPP', 'the file system can not do this'],
  ['EPERM', 'operation not permitted'],
  ['EROFS', 'the file system is read-only'],
]);

/** A fault that a port finds itself, with the code that the system would have given. */
export class SystemFault extends Error {
  readonly code: string;

  constructor(code: string) {
    super(reasons.get(code) ?? code);
    this.code = code;
  }
}

/** The system's code (`ENOENT`) of an error; undefined for refusals and for Node's own faults (`ERR_…`), which are ours. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return /^(?:E[A-Z0-9]+|UNKNOWN)$/.test(error.code) ? error.code : undefined;
}

/** Runs `act`; a system error in it becomes a PlanError `unreadable` on `path`. Any other error passes through. */
export function reading<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw refusal(error, 'unreadable', path, 'can not be read', 'Check the file and its permissions, then call again.');
  }
}

/** Runs `act`; a system error in it becomes a PlanError `write_failed` on `path`. Any other error passes through. */
export function writing<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw refusal(
      error,
      'write_failed',
      path,
      'could not be written',
      'Nothing was changed. Remove the cause, then call again.',
    );
  }
}

function refusal(
  error: unknown,
  code: 'unreadable' | 'write_failed',
  path: string,
  what: string,
  fix: string,
): unknown {
  const system = codeOf(error);
  if (system === undefined) return error;
  const reason = reasons.get(system);
  const words = reason === undefined ? system : `${reason} (${system})`;
  const place = path === '' ? 'The workspace' : shown(path);
  return new PlanError(code, `${place} ${what}: ${words}.`, { fix, where: path, cause: error });
}
