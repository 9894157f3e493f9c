import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packExtension } from '@anthropic-ai/mcpb/cli';
import { installInto } from '../package/installed.ts';
import { bundleManifest } from './manifest.ts';

/** Writes the bundle to `path`: the files of the npm package with a manifest. Throws where MCPB's own check finds the manifest unsound. */
export async function writeBundle(path: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'plankeeper-bundle-'));
  try {
    const { folder: bundled } = await installInto(folder);
    await writeFile(join(bundled, 'manifest.json'), `${JSON.stringify(bundleManifest(), undefined, 2)}\n`);
    const isWritten = await packExtension({ extensionPath: bundled, outputPath: path, silent: true });
    if (!isWritten) throw new Error('The bundle was not written: what is wrong with it stands above.');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
