import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readmeWith } from '../../scripts/docs/readme.ts';
import { rulesPage } from '../../scripts/docs/rulesPage.ts';
import { toolsPage } from '../../scripts/docs/toolsPage.ts';
import { rules } from '../../src/plan/rules/index.ts';
import { tools } from '../../src/tools/index.ts';
import { root } from '../support/sources.ts';

test('docs/rules.md is what the rules and their fixtures give', () => {
  expect(readFileSync(join(root, 'docs/rules.md'), 'utf8'), 'run npm run docs').toBe(rulesPage());
});

test('and tells of every rule what it wants, what it holds up and how a finding reads', () => {
  const page = rulesPage();
  for (const rule of rules) {
    const part = page.split(`\n## ${rule.id}\n`)[1]?.split('\n## ')[0] ?? '';
    expect(part).toContain(rule.wants);
    expect(part).toMatch(/^Holds up: [^\n]+\.$/m);
    expect(part).toMatch(new RegExp(`^(?:error|warning) ${rule.id} · \\S+:\\d+ · .+`, 'm'));
  }
});

test('docs/tools.md is what the tools define, and names every argument of theirs', () => {
  const page = readFileSync(join(root, 'docs/tools.md'), 'utf8');
  expect(page, 'run npm run docs').toBe(toolsPage());
  for (const tool of tools) {
    const part = page.split(`\n## ${tool.name}\n`)[1]?.split('\n## ')[0] ?? '';
    for (const name of Object.keys(tool.input.shape)) expect(part).toMatch(new RegExp(`^\\| \`${name}\\??\` \\|`, 'm'));
  }
});

test('the README has the tables that the definitions give, and names every view of read_plan', () => {
  const page = readFileSync(join(root, 'README.md'), 'utf8');
  expect(readmeWith(page), 'run npm run docs').toBe(page);
  expect(() => readmeWith(page.replace('<!-- /tools -->', ''))).toThrow('<!-- tools -->');
  const [, views = ''] = /^The views of `read_plan`: (.+)$/m.exec(page) ?? [];
  const readPlan = tools.find(({ name }) => name === 'read_plan');
  const listed = z.object({ properties: z.object({ view: z.object({ enum: z.array(z.string()) }) }) });
  const known = listed.parse(readPlan && z.toJSONSchema(readPlan.input)).properties.view.enum;
  expect(known.filter((name) => name !== 'content' && !views.includes(`\`${name}\``))).toEqual([]);
});

test('the docs command can be asked whether the pages are current', () => {
  const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  const run = spawnSync(process.execPath, [tsx, join(root, 'scripts/docs.ts'), '--check'], { encoding: 'utf8' });
  expect([run.status, run.stdout]).toEqual([0, '']);
}, 60_000);
