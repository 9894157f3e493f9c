import { cp, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { buildProgram } from '../build.ts';
import { runLine } from './run.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The package as a user of npm has it. */
export interface Installed {
  /** The tarball, absolute. */
  readonly tarball: string;
  /** The project that it is installed in, absolute: `npx plankeeper` works there. */
  readonly project: string;
  /** The package's own folder below it, absolute. */
  readonly folder: string;
  /** The packages that came along with it: its dependencies, theirs, and so on. */
  readonly dependencies: readonly string[];
  /** What all of them take on disk. */
  readonly bytes: number;
}

/** Builds and packs the package, and installs it into a project of its own; all of that in `folder`, absolute, which has to be empty. */
export async function installInto(folder: string): Promise<Installed> {
  const tarball = await packInto(folder);
  const project = join(folder, 'project');
  await mkdir(project);
  await writeFile(join(project, 'package.json'), '{ "private": true }\n');
  await runLine(`npm install --no-audit --no-fund --save-dev "${tarball}"`, { cwd: project });
  const modules = join(project, 'node_modules');
  const packages = await packagesIn(modules);
  return {
    tarball,
    project,
    folder: join(modules, 'plankeeper'),
    dependencies: packages.filter((name) => name !== 'plankeeper'),
    bytes: await bytesBelow(modules, packages),
  };
}

const packed = z.tuple([z.object({ filename: z.string() })]);

/** The checkout's own `dist` may hold parts of older builds, which servers that run still load: the package is built beside it. */
async function packInto(folder: string): Promise<string> {
  const stage = join(folder, 'stage');
  await mkdir(stage);
  for (const name of ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'templates']) {
    await cp(join(root, name), join(stage, name), { recursive: true });
  }
  await buildProgram(join(stage, 'dist'));
  const [{ filename }] = packed.parse(JSON.parse(await runLine('npm pack --ignore-scripts --json', { cwd: stage })));
  return join(stage, filename);
}

async function packagesIn(modules: string): Promise<readonly string[]> {
  const names = (await readdir(modules)).filter((name) => !name.startsWith('.'));
  const scoped = names.filter((name) => name.startsWith('@'));
  const inScopes = await Promise.all(
    scoped.map(async (scope) => (await readdir(join(modules, scope))).map((name) => `${scope}/${name}`)),
  );
  return [...names.filter((name) => !name.startsWith('@')), ...inScopes.flat()];
}

async function bytesBelow(modules: string, packages: readonly string[]): Promise<number> {
  const files = await Promise.all(
    packages.map(async (name) => {
      const entries = await readdir(join(modules, name), { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    }),
  );
  const sizes = await Promise.all(files.flat().map(async (file) => (await stat(file)).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
