import { cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { blocksIn, commandsIn } from '../../scripts/firstPlan/blocks.ts';
import { type Launch, launchFrom, launchFromLine } from '../../scripts/firstPlan/clients.ts';
import { firstPlan } from '../../scripts/firstPlan/plan.ts';
import type { Installed } from '../../scripts/package/installed.ts';
import { runLine, shellEnvironment } from '../../scripts/package/run.ts';
import { installedPackage } from '../support/installed.ts';
import { root } from '../support/sources.ts';
import { makeFolder } from '../support/workspace.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');
const printed = blocksIn(readme).filter(({ section, file }) => section === 'Plug it in' && file !== undefined);
const made = { path: 'plans/001-parcel-lockers/plan.md', unfilled: expect.any(Number) };

let installed: Installed;
/** A shell that finds what `npm install --global` installed, and no registry. */
let shell: Record<string, string>;

beforeAll(async () => {
  installed = await installedPackage();
  const prefix = join(installed.project, '..', 'programs');
  await runLine(`npm install --global --no-audit --no-fund "${installed.tarball}"`, {
    cwd: installed.project,
    env: { NPM_CONFIG_PREFIX: prefix },
  });
  shell = { ...shellEnvironment(), NPM_CONFIG_PREFIX: prefix, NPM_CONFIG_OFFLINE: 'true', PLANKEEPER_WORKSPACE: '' };
}, 120_000);

describe('a first plan comes out of', () => {
  it.each(printed.map(({ file = '', text }) => [file, text] as const))('the README’s %s', async (file, text) => {
    const project = newProject();
    // Cursor may start servers in another folder than the one that is open; the others start them in that.
    const cwd = file === '.cursor/mcp.json' ? makeFolder().path : project;
    expect(await firstPlan(launchFrom(file, text, project), { cwd, project, shell })).toEqual(made);
  });

  it('the line that the README prints for Claude Code, in a folder of the project', async () => {
    const launches = commandsIn(readme, 'Plug it in').flatMap((line) => launchFromLine(line) ?? []);
    const project = newProject();
    mkdirSync(join(project, 'src'));
    expect(launches).toHaveLength(1);
    for (const launch of launches) {
      expect(await firstPlan(launch, { cwd: join(project, 'src'), project, shell })).toEqual(made);
    }
  });

  it.each(['mcp.json', '.mcp.json', '.cursor/mcp.json', '.vscode/mcp.json'])('%s in the checkout', async (file) => {
    const project = newProject();
    // What the checkout has once it is built.
    for (const name of ['dist', 'templates', 'package.json']) {
      cpSync(join(installed.folder, name), join(project, name), { recursive: true });
    }
    const launch = launchFrom(file, readFileSync(join(root, file), 'utf8'), project);
    expect(await firstPlan(launch, { cwd: project, project, shell })).toEqual(made);
  });

  it('the plugin of Claude Code', async () => {
    const project = newProject();
    const launch = launchFrom('.mcp.json', readFileSync(join(root, 'plugin', '.mcp.json'), 'utf8'), project);
    expect(await firstPlan(launch, { cwd: project, project, shell })).toEqual(made);
  });

  it('a program that only the project has installed', async () => {
    mkdirSync(join(installed.project, '.git'));
    const [{ text } = { text: '' }] = printed.filter(({ file }) => file === '.mcp.json');
    const [cwd, project] = [installed.project, installed.project];
    const local = { ...shell, NPM_CONFIG_PREFIX: makeFolder().path };
    expect(await firstPlan(launchFrom('.mcp.json', text, project), { cwd, project, shell: local })).toEqual(made);
  });

  it('a program that a teammate has from the tarball in the project’s vendor folder', async () => {
    const [first, second] = [newProject(), newProject()];
    const [line = ''] = /npm install --save-dev \.\/vendor\/[\w.-]+\.tgz/.exec(readme) ?? [];
    mkdirSync(join(first, 'vendor'));
    cpSync(installed.tarball, join(first, 'vendor', basename(line)));
    writeFileSync(join(first, 'package.json'), '{ "private": true }\n');
    await runLine(line, { cwd: first });
    // What Git would bring along, to a machine on which the first project is not there.
    for (const name of ['vendor', 'package.json', 'package-lock.json'])
      renameSync(join(first, name), join(second, name));
    await runLine('npm ci --no-audit --no-fund', { cwd: second, env: { NPM_CONFIG_OFFLINE: 'true' } });
    const [{ text } = { text: '' }] = printed.filter(({ file }) => file === '.mcp.json');
    const local = { ...shell, NPM_CONFIG_PREFIX: makeFolder().path };
    const at = { cwd: second, project: second, shell: local };
    expect(await firstPlan(launchFrom('.mcp.json', text, second), at)).toEqual(made);
  });
});

describe('the README', () => {
  it('prints a configuration for each client once', () => {
    expect(printed.map(({ file }) => file)).toEqual([
      '.mcp.json',
      '.cursor/mcp.json',
      '.vscode/mcp.json',
      '~/.codex/config.toml',
    ]);
  });

  it('does not pass with a configuration that a client would not read', () => {
    const [{ text } = { text: '' }] = printed.filter(({ file }) => file === '.vscode/mcp.json');
    expect(() => launchFrom('.cursor/mcp.json', text, root)).toThrow('mcpServers');
    const launch: Launch = launchFrom('.vscode/mcp.json', text, root);
    expect(launch.args).toEqual(['--no-install', 'plankeeper', '--workspace', root]);
    expect(() =>
      launchFrom('.mcp.json', '{"mcpServers":{"plankeeper":{"command":"npx","args":["${workspaceFolder}"]}}}', root),
    ).toThrow('does not know ${workspaceFolder}');
  });
});

function newProject(): string {
  const { path } = makeFolder();
  mkdirSync(join(path, '.git'));
  return path;
}
