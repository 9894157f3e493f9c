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

const pair = {
  plan: 'a/plan.md',
  constitution: 'a/constitution.md',
  principles: [
    { title: 'I. Dry Floors (NON-NEGOTIABLE)', addressed: true, verdict: 'pass', line: 5 },
    { title: 'II. Open Doors', addressed: true, verdict: 'violation', line: 6, also: { verdict: 'pass', line: 9 } },
    { title: 'III. Warm Rooms', addressed: true, verdict: 'deferred', line: 7 },
    { title: 'IV. Quiet Halls', addressed: false, verdict: 'unknown', line: null },
    { title: 'V. Wide Stairs', addressed: true, verdict: 'pass', line: 8 },
  ],
  open_questions: [
    { line: 12, text: 'Who keeps the key?' },
    { line: 13, text: 'Which lamp' },
  ],
  closed_questions: [{ line: 14, text: 'Which mat? Settled over lunch.' }],
};

function writePair(folder: ReturnType<typeof makeFolder>): void {
  const titles = [
    'I. Dry Floors (NON-NEGOTIABLE)',
    'II. Open Doors',
    'III. Warm Rooms',
    'IV. Quiet Halls',
    'V. Bright Lamps',
  ];
  const headings = titles.map((title) => `### ${title}\n\nText.`).join('\n\n');
  folder.write('a/constitution.md', `# Club\n\n## Core Principles\n\n${headings}\n`);
  folder.write(
    'a/plan.md',
    `# Plan\n\n## Constitution Check\n\n- [x] **Dry Floors**\n- **Open Doors**: PASS: none is locked\n- **Warm Rooms**: PASS: two stoves\n- **Quiet Halls**: PASS: felt soles\n\n## Open Questions\n\n- Who keeps the key?\n- ~~Which lamp?~~\n- Which mat? Settled over lunch.\n`,
  );
  folder.write('labels/verdicts.jsonl', `${JSON.stringify(pair)}\n`);
}

test('and holds plans against their constitutions, and their questions, against what a reader found', () => {
  const folder = makeFolder();
  writePair(folder);
  const { code, text } = measure(folder.path, '--errors');
  expect(text).toContain('Plans held against their constitutions: 1 pairs');
  expect(text).toMatch(/principles found +0\.800 +4 +5/);
  // A tick meets a pass, either place of a label is right; a principle that was not found has no verdict.
  expect(text).toMatch(/verdicts given +0\.750 +3 +4/);
  expect(text).toMatch(/of them agreed +0\.667 +2 +3/);
  expect(text).toMatch(/questions: precision +0\.500 +1 +2/);
  expect(text).toMatch(/questions: recall +0\.500 +1 +2/);
  expect(text).toContain('principles invented: 1; verdicts where the labels have none: 1');
  const errors = text.split('\n').filter((line) => line.startsWith('a/'));
  expect(errors).toEqual([
    'a/constitution.md missed principle V. Wide Stairs',
    'a/constitution.md invented principle Bright Lamps',
    'a/plan.md:7 deferred taken for pass III. Warm Rooms (line 7)',
    'a/plan.md:8 unknown taken for pass IV. Quiet Halls (line 8)',
    'a/plan.md:14 closed question Which mat? Settled over lunch.',
    'a/plan.md:13 missed question Which lamp',
  ]);
  expect(code).toBe(0);
});

test('and names the file that a label is about where the folder has none', () => {
  const folder = makeFolder();
  folder.write('b.md', '# B\n');
  folder.write('labels/verdicts.jsonl', `${JSON.stringify(pair)}\n`);
  const { code, text } = measure(folder.path);
  expect(code).not.toBe(0);
  expect(text).toContain('labels/verdicts.jsonl names a/plan.md, which is not in the collection');
});
