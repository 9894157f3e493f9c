import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { commandsIn } from '../../scripts/firstPlan/blocks.ts';
import type { Installed } from '../../scripts/package/installed.ts';
import { runLine, shellEnvironment } from '../../scripts/package/run.ts';
import { sizeLine } from '../../scripts/package/sizeLine.ts';
import { answerOf } from '../support/answers.ts';
import { installedPackage } from '../support/installed.ts';
import { root } from '../support/sources.ts';

let installed: Installed;

beforeAll(async () => {
  installed = await installedPackage();
}, 120_000);

/** What a user of the package needs: the program, what it reads, and what the licences ask for. */
const needed = [
  /^dist\/(?:plankeeper\.js|parts\/[\w-]+\.js|LICENSES\.txt)$/,
  /^templates\/(?:[\w-]+\/)?[\w-]+\.md$/,
  /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
];

it('holds what is needed and no more', () => {
  const entries = readdirSync(installed.folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(installed.folder.length + 1)
        .replaceAll('\\', '/'),
    );
  expect(files.filter((file) => !needed.some((pattern) => pattern.test(file)))).toEqual([]);
  expect(needed.filter((pattern) => !files.some((file) => pattern.test(file)))).toEqual([]);
});

it('brings nothing along, and the README tells its size', () => {
  expect(installed.dependencies).toEqual([]);
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(sizeLine(installed));
});

it('answers by the name that npx knows it by', async () => {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  expect(await offline('npx --no-install plankeeper --version')).toBe(`${version}\n`);
});

it('serves a client, with its own templates, and checks what was made by the lines of the README', async () => {
  mkdirSync(join(installed.project, '.plankeeper'));
  const client = new Client({ name: 'plankeeper-tests', version: '1.0.0' });
  onTestFinished(() => client.close());
  const env = { ...shellEnvironment(), NPM_CONFIG_OFFLINE: 'true' };
  await client.connect(
    new StdioClientTransport({ command: 'npx', args: ['--no-install', 'plankeeper'], cwd: installed.project, env }),
  );
  for (const template of [
    'layered-platform',
    'full-lifecycle',
    'principle-gated',
    'spec-traceable',
    'service-delivery',
  ]) {
    const made = answerOf(
      await client.callTool({ name: 'create_plan', arguments: { title: template, template, exception: 'a trial' } }),
    );
    expect(made).toMatchObject({ isError: false, data: { template } });
  }
  const lines = commandsIn(readFileSync(join(root, 'README.md'), 'utf8'), 'In CI');
  const [drafts = '', begun = '', strict = ''] = lines;
  expect(lines).toHaveLength(3);
  expect(await offline(drafts)).toContain('::warning file=plans/001-layered-platform/plan.md,');
  // New plans are not ready, which is exit code 1; 2 were a line that is printed wrongly.
  await expect(offline(strict), strict).rejects.toThrow(/ended with 1 /);
  await offline('git init --quiet && git add plans');
  expect(await offline(begun)).toBe('');
  const plan = join(installed.project, 'plans/002-full-lifecycle/plan.md');
  writeFileSync(plan, readFileSync(plan, 'utf8').replace('**Status**: Draft', '**Status**: In Progress'));
  const fault = await offline(begun).catch(String);
  expect(fault).toContain('plans/002-full-lifecycle/plan.md · not ready for In Progress\n');
  expect(fault).toContain('\n1 plan, ');
}, 120_000);

async function offline(line: string): Promise<string> {
  return await runLine(line, { cwd: installed.project, env: { NPM_CONFIG_OFFLINE: 'true' } });
}
