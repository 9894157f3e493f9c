import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readmeWith } from '../../scripts/docs/readme.ts';
import { rulesPage } from '../../scripts/docs/rulesPage.ts';
import { toolsPage } from '../../scripts/docs/toolsPage.ts';
import { sharedWords, wordsOfTools } from '../../scripts/docs/words.ts';
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

test('and has words for each argument and key, with the ranges and defaults that the tools keep to', () => {
  const page = toolsPage();
  expect(page.match(/^\|.*\|\s*\|$/gm)?.filter((line) => !/^\| (?:argument|key) \| \| \|$/.test(line))).toEqual([]);
  for (const name of ['list_plans', 'list_open_questions']) {
    const [, usual = ''] = /^const usualLimit = (\d+);$/m.exec(source(`src/tools/${name}.ts`)) ?? [];
    const row = `| \`limit?\` | whole number, 1 to 200 | How many a page holds; ${usual} without it |`;
    expect(page.split(`\n## ${name}\n`)[1]).toContain(row);
  }
  expect(page).toContain('| `fills` | list of objects, 1 to 100 |');
});

test('an argument or key without words fails the page, and so do words for nothing', () => {
  const { title: _, ...takes } = wordsOfTools['create_plan']?.takes ?? {};
  const gives = wordsOfTools['create_plan']?.gives ?? {};
  expect(() => toolsPage({ ...wordsOfTools, create_plan: { takes, gives } })).toThrow('create_plan, takes: title');
  const { total: __, ...shared } = sharedWords.gives;
  expect(() => toolsPage(wordsOfTools, { ...sharedWords, gives: shared })).toThrow('list_plans, gives: total');
  const more = { takes, gives: { ...gives, titel: 'A slip' } };
  expect(() => toolsPage({ ...wordsOfTools, create_plan: more })).toThrow('create_plan, takes: title');
  const slip = { ...wordsOfTools, create_plan: { ...more, takes: { ...takes, title: 'Its title' } } };
  expect(() => toolsPage(slip)).toThrow('words for nothing: create_plan, gives: titel');
  expect(() => toolsPage({ ...wordsOfTools, file_plan: { takes: { plan: 'None' }, gives: {} } })).toThrow('file_plan');
});

test('docs/reliability.md names tests that are there', () => {
  const rows = source('docs/reliability.md').match(/^\| .+ \|$/gm) ?? [];
  const names = rows
    .map((row) => row.split(' | ').at(-1) ?? '')
    .flatMap((cell) => [...cell.replace(/\([^)]*\)/g, '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
  const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' }).map((name) =>
    `test/${name}`.replaceAll('\\', '/'),
  );
  const isThere = (name: string): boolean => {
    const path = name.includes('/') ? name : `test/reliability/${name}`;
    return files.some(
      (file) =>
        file === path || file === `${path}.test.ts` || (path.endsWith('*') && file.startsWith(path.slice(0, -1))),
    );
  };
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !isThere(name))).toEqual([]);
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

function source(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}
