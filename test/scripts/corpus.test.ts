import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/sources.ts';
import { makeFolder } from '../support/workspace.ts';

function measure(...args: string[]): { code: number | null; text: string } {
  const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  const run = spawnSync(process.execPath, [tsx, join(root, 'scripts/corpus/corpus.ts'), ...args], { encoding: 'utf8' });
  return { code: run.status, text: run.stdout + run.stderr };
}

const labels = {
  file: 'a/plan.md',
  slots: [
    { line: 1, text: '[Name]', kind: 'token', fence: false },
    { line: 3, text: 'Low/Med/High', kind: 'choice', fence: false },
    { line: 5, text: 'Owner', kind: 'stub', fence: false },
  ],
  unsure: [{ line: 7, text: '[maybe]' }],
};

test('the corpus command measures a folder against its labels and names what went wrong', () => {
  const folder = makeFolder();
  folder.write('a/plan.md', '# Plan: [Name]\n\n**Risk**: Low/Med/High\n\nOwner\n\n[maybe]\n\n- [What else]\n');
  folder.write(
    'labels/a.jsonl',
    `${JSON.stringify(labels)}\n{"plan": "b.md", "verdict": "other rows are left alone"}\n`,
  );
  const { code, text } = measure(folder.path, '--errors');
  expect(text).toContain('Laws: 1 files printed and rendered');
  expect(text).toMatch(/all +0\.667 +0\.667 +2 +3 +3/);
  expect(text).toMatch(/choice +1\.000 +1\.000 +1 +1 +1/);
  expect(text).toContain('a/plan.md:5 missed stub Owner');
  expect(text).toContain('a/plan.md:9 invented token [What else]');
  expect(text).toContain('No floors were held');
  expect(code).toBe(0);
});

test('and says that it measured nothing where there is nothing', () => {
  const { code, text } = measure(join(makeFolder().path, 'none'));
  expect([code, text]).toEqual([0, expect.stringMatching(/^Skipped: there is no folder .* to measure on\.\n$/)]);
});
