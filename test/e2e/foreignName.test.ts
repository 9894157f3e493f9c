import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { commandsIn } from '../../scripts/firstPlan/blocks.ts';
import { launchFromLine } from '../../scripts/firstPlan/clients.ts';
import { runLine } from '../../scripts/package/run.ts';
import { root } from '../support/sources.ts';
import { makeFolder } from '../support/workspace.ts';

/** What the README has people type and configure, without its own arguments. */
const [launch] = commandsIn(readFileSync(join(root, 'README.md'), 'utf8'), 'Plug it in').flatMap(
  (line) => launchFromLine(line) ?? [],
);
const line = [launch?.command, ...(launch?.args ?? [])].join(' ');

describe('where somebody else has published a package under our name, and none is installed', () => {
  it('the README’s command runs nothing', async () => {
    const { cwd, env } = await foreignRegistry();
    await expect(runLine(`${line} --version`, { cwd, env })).rejects.toThrow('npx canceled due to missing packages');
  }, 60_000);

  it('while npx -y would run theirs', async () => {
    const { cwd, env } = await foreignRegistry();
    expect(await runLine('npx -y plankeeper --version', { cwd, env })).toBe('somebody else’s program\n');
  }, 60_000);
});

/** An empty folder in which npm asks a registry that has nothing but the foreign package. */
async function foreignRegistry(): Promise<{ cwd: string; env: Record<string, string> }> {
  const packed = await foreignPackage();
  const server = createServer((request, response) => {
    if (request.url?.endsWith('.tgz') === true) return void response.end(packed);
    const manifest = { name: 'plankeeper', version: '9.9.9', bin: { plankeeper: 'foreign.js' } };
    const dist = { tarball: `http://${request.headers.host ?? ''}/plankeeper.tgz` };
    const versions = { '9.9.9': { ...manifest, dist } };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ name: 'plankeeper', 'dist-tags': { latest: '9.9.9' }, versions }));
  });
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const set = {
    registry: `http://127.0.0.1:${port}/`,
    cache: makeFolder().path,
    prefix: makeFolder().path,
    offline: 'false',
  };
  // In both spellings: npm itself sets some of them in small letters for the scripts that it runs.
  const env = Object.entries(set).flatMap(([name, value]) => [
    [`npm_config_${name}`, value],
    [`NPM_CONFIG_${name.toUpperCase()}`, value],
  ]);
  return { cwd: makeFolder().path, env: Object.fromEntries(env) };
}

async function foreignPackage(): Promise<Buffer> {
  const { path, write, readBytes } = makeFolder();
  write('package.json', JSON.stringify({ name: 'plankeeper', version: '9.9.9', bin: 'foreign.js' }));
  write('foreign.js', '#!/usr/bin/env node\nconsole.log("somebody else’s program");\n');
  await runLine('npm pack --silent', { cwd: path });
  return readBytes('plankeeper-9.9.9.tgz');
}
