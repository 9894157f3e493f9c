import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { root } from '../support/sources.ts';

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

it('the lock file names no registry, so that every registry serves', () => {
  expect(read('package-lock.json').match(/"resolved": "(?!file:).*/g)).toBeNull();
});

it('the lock file holds the builds for every platform, without which npm ci refuses it', () => {
  const entry = z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() });
  const { packages } = z.object({ packages: z.record(z.string(), entry) }).parse(JSON.parse(read('package-lock.json')));
  const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies));
  expect(wanted.filter((name) => !Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`)))).toEqual(
    [],
  );
});

it('package.json and the lock file agree on name and version', () => {
  const manifest = z.object({ name: z.string(), version: z.string() });
  expect(manifest.parse(JSON.parse(read('package-lock.json')))).toEqual(
    manifest.parse(JSON.parse(read('package.json'))),
  );
});

it('the changelog speaks of the version that is made', () => {
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(read('package.json')));
  expect(read('CHANGELOG.md')).toContain(version);
});
