/**
 * Points the MCP Inspector, in command-line mode, at the packed and installed package: over stdio as the README's configuration and the
 * checkout's own start it, and over HTTP, in both eras of the protocol. Prints what it saw. Run: npm run inspector
 *
 * Exit code 1 where an outcome is not what it must be. The first run installs the Inspector into dist/peers and needs the npm registry.
 */
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Place } from './inspector/place.ts';
import { byTheCheckout, byTheReadme, byUrl, type Ground } from './inspector/places.ts';
import { creation, greeting, type Step, steps, toolList } from './inspector/steps.ts';
import { installInto } from './package/installed.ts';
import { installPeers, NotInstalled } from './peers/installation.ts';
import { serveProgram } from './peers/program.ts';

const folder = await realpath(await mkdtemp(join(tmpdir(), 'plankeeper-inspector-')));
try {
  await main();
} catch (error) {
  if (!(error instanceof NotInstalled)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function main(): Promise<void> {
  const peers = await installPeers();
  const ground = { peers, installed: await installInto(folder), folder };
  await walk(await byTheReadme(ground), steps);
  await walk(await byTheCheckout(ground), steps);
  await walkOverHttp('2025-11-25', ground);
  await walkOverHttp('2026-07-28', ground);
}

/** Each on a workspace of its own. */
async function walkOverHttp(revision: Place['revision'], ground: Ground): Promise<void> {
  const project = join(folder, `served-${revision}`);
  await mkdir(join(project, '.plankeeper'), { recursive: true });
  let told = '';
  const served = await serveProgram(join(ground.installed.folder, 'dist', 'plankeeper.js'), project, (text) => {
    told += text;
  });
  try {
    await walk(await byUrl(served.url, project, revision, ground), [greeting, toolList, creation]);
  } finally {
    await served.stop();
  }
  const more = told.trim().split('\n').slice(1);
  if (more.length > 0) fail(`--http, ${revision} · the server said: ${more.join(' ')}`);
}

async function walk(place: Place, each: readonly Step[]): Promise<void> {
  const where = `${place.name}, ${place.revision}`;
  for (const step of each) {
    try {
      console.log(`ok ${where} · ${await step(place)}`);
    } catch (error) {
      // What is not as it must be is told, and the rest is tried too.
      fail(`${where} · ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function fail(line: string): void {
  console.log(`NOT ${line}`);
  process.exitCode = 1;
}
