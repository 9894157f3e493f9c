import { join } from 'node:path';
import { beforeAll } from 'vitest';
import { installedPackage } from '../../support/installed.ts';

/** Gives the program of the installed tarball, once `beforeAll` has packed and installed it. */
export function installedProgram(): () => string {
  let program = '';
  beforeAll(async () => {
    const { folder } = await installedPackage();
    program = join(folder, 'dist', 'plankeeper.js');
  }, 180_000);
  return () => program;
}
