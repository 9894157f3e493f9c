import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { blocksIn } from '../firstPlan/blocks.ts';
import type { Installed } from '../package/installed.ts';
import type { Peers } from '../peers/installation.ts';
import { inspectorAt } from './call.ts';
import { eras, type Place } from './place.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What the places are made of; `folder` is where they may be made, absolute. */
export interface Ground {
  readonly peers: Peers;
  readonly installed: Installed;
  readonly folder: string;
}

/** The project that has the package installed, by the configuration that the README prints for Claude Code. */
export async function byTheReadme({ peers, installed, folder }: Ground): Promise<Place> {
  const file = '.mcp.json';
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  const block = blocksIn(readme).find((each) => each.section === 'Plug it in' && each.file === file);
  if (block === undefined) throw new Error(`The README prints no ${file} under 'Plug it in'.`);
  const { project } = installed;
  await mkdir(join(project, '.plankeeper'));
  await writeFile(join(project, file), block.text);
  const inspect = inspectorAt(configured(join(project, file), '2025-11-25'), peers, {
    cwd: project,
    home: await homeIn(folder),
  });
  return { name: "the README's .mcp.json", revision: '2025-11-25', inspect, project };
}

/** A folder that has what the checkout has once it is built, by the checkout's own configuration. */
export async function byTheCheckout({ peers, installed, folder }: Ground): Promise<Place> {
  const project = join(folder, 'checkout');
  await mkdir(join(project, '.plankeeper'), { recursive: true });
  for (const name of ['dist', 'templates', 'package.json'])
    await cp(join(installed.folder, name), join(project, name), { recursive: true });
  await cp(join(root, 'mcp.json'), join(project, 'mcp.json'));
  const inspect = inspectorAt(configured(join(project, 'mcp.json'), '2026-07-28'), peers, {
    cwd: project,
    home: await homeIn(folder),
  });
  return { name: "the checkout's mcp.json", revision: '2026-07-28', inspect, project };
}

/** A server over HTTP at `url`, that serves `project`. */
export async function byUrl(
  url: string,
  project: string,
  revision: Place['revision'],
  { peers, folder }: Ground,
): Promise<Place> {
  const target = [url, '--transport', 'http', '--protocol-era', eras[revision]];
  const inspect = inspectorAt(target, peers, { cwd: project, home: await homeIn(folder) });
  return { name: '--http', revision, inspect, project };
}

function configured(config: string, revision: Place['revision']): readonly string[] {
  return ['--config', config, '--server', 'plankeeper', '--protocol-era', eras[revision]];
}

/** A home of nobody, in which npm asks no registry. */
async function homeIn(folder: string): Promise<string> {
  const home = join(folder, 'home');
  await mkdir(home, { recursive: true });
  await writeFile(join(home, '.npmrc'), 'offline=true\nupdate-notifier=false\n');
  return home;
}
