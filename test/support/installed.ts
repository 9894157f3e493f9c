import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type Installed, installInto } from '../../scripts/package/installed.ts';

/** The package, built, packed and installed into a project of its own; removed when the file's tests have ended. Call it in `beforeAll`. */
export async function installedPackage(): Promise<Installed> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'plankeeper-package-')));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return await installInto(folder);
}
