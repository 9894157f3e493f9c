import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { installPeers, isNewEnough } from '../../scripts/peers/installation.ts';
import { root } from '../support/sources.ts';
import { makeFolder } from '../support/workspace.ts';

const lock = readFileSync(join(root, 'scripts/peers/package-lock.json'), 'utf8');
const entry = z.object({
  dependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const { packages } = z.object({ packages: z.record(z.string(), entry) }).parse(JSON.parse(lock));

test('the lock file of the peers names no registry', () => {
  expect(lock).not.toMatch(/"resolved"|https?:\/\/registry/);
});

test('the lock file of the peers holds the builds for every platform', () => {
  const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies));
  const held = Object.keys(packages);
  expect(wanted.filter((name) => !held.some((path) => path.endsWith(`node_modules/${name}`)))).toEqual([]);
});

test('the peers are pinned, and the lock file is of them', () => {
  const manifest = entry.parse(JSON.parse(readFileSync(join(root, 'scripts/peers/package.json'), 'utf8')));
  expect(entry.parse(packages[''])).toEqual(manifest);
  const { dependencies = {}, optionalDependencies = {} } = manifest;
  for (const version of Object.values({ ...dependencies, ...optionalDependencies }))
    expect(version).toMatch(/^(?:npm:@modelcontextprotocol\/conformance@)?\d+\.\d+\.\d+(?:-alpha\.\d+)?$/);
});

test('a Node before 22.19 is too old for them, and every one that comes along is not', () => {
  expect(['20.20.2', '22.9.0', '22.18.9', '22.19.0', '23.0.0', '24.1.0'].map(isNewEnough)).toEqual([
    false,
    false,
    false,
    true,
    true,
    true,
  ]);
  const brought = Object.values(packages['']?.optionalDependencies ?? {});
  expect(brought).toHaveLength(5);
  expect(brought.filter((version) => !isNewEnough(version))).toEqual([]);
});

test('without the registry it says what it needs', async () => {
  const folder = makeFolder();
  const nowhere = { registry: 'http://127.0.0.1:9/', cache: join(folder.path, 'cache'), fetch_retries: '0' };
  for (const [name, value] of Object.entries(nowhere)) vi.stubEnv(`npm_config_${name}`, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  await expect(installPeers(join(folder.path, 'peers'))).rejects.toThrow('the first run needs the npm registry');
}, 60_000);
