import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rulesPage } from '../../scripts/docs/rulesPage.ts';
import { rules } from '../../src/plan/rules/index.ts';
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

test('the docs command can be asked whether the pages are current', () => {
  const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  const run = spawnSync(process.execPath, [tsx, join(root, 'scripts/docs.ts'), '--check'], { encoding: 'utf8' });
  expect([run.status, run.stdout]).toEqual([0, '']);
});
