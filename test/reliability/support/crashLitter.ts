import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Temporary files and locks that nobody holds, by their paths in the workspace. */
export function litterIn(workspace: string): readonly string[] {
  return readdirSync(workspace, { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.(?:tmp|lock|claim|take)$/.test(path) && statSync(join(workspace, path)).isFile(),
  );
}
