import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callerIn } from '../support/inProcess.ts';
import { makeFolder, makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const plan = 'plans/a.md';
const text = '# Pier\n\n**Status**: Draft\n\n## Goal\n\n[Goal]\n\n## Notes\n\nStone.\n';

const breaks: readonly [string, (files: TestWorkspace) => void, string][] = [
  [
    'leads outside',
    (files) => symlinkSync(join(makeFolder().path, 'x.md'), join(files.path, 'constitution.md')),
    'outside_workspace',
  ],
  ['is a folder', (files) => mkdirSync(join(files.path, 'constitution.md')), 'unreadable'],
  ['is not UTF-8', (files) => files.write('constitution.md', Buffer.from('# Gr\xfc\xdfe\n', 'latin1')), 'unreadable'],
  ['has too many headings', (files) => files.write('constitution.md', '# a\n'.repeat(20_001)), 'too_large'],
];

describe.each(breaks)('a constitution that %s', (_, spoil, code) => {
  test('stops neither reading nor filling', async () => {
    const files = makeWorkspace({ [plan]: text });
    spoil(files);
    const { call } = callerIn(files.path);
    const read = await call('read_plan', { plan });
    expect(read.isError).toBe(false);
    expect(read.text).toContain('Stone.');
    expect(read.text).toMatch(/^constitution not read: .*constitution\.md/m);
    const filled = await call('fill_section', { plan, fills: [{ section: 'goal', content: 'A dry pier.' }] });
    expect(filled.isError).toBe(false);
    expect(files.read(plan)).toContain('A dry pier.');
    expect((await call('list_plans', {})).data?.['total']).toBe(1);
    expect((await call('list_open_questions', { plan })).isError).toBe(false);
  });

  test.each([
    ['check_plan', { plan }],
    ['check_constitution', { plan }],
    ['set_status', { plan, status: 'In Review' }],
  ])('is told of by %s, which needs it', async (tool, args) => {
    const files = makeWorkspace({ [plan]: text });
    spoil(files);
    const answer = await callerIn(files.path).call(tool, args);
    expect(answer.code).toBe(code);
    expect(answer.text).toContain(`The constitution of ${plan} can't be read.`);
    expect(files.read(plan)).toBe(text);
  });
});

test('a template that is not UTF-8 is told of and makes no plan', async () => {
  const files = makeWorkspace();
  files.write('.plankeeper/templates/latin.md', Buffer.from('# Gr\xfc\xdfe [NAME]\n', 'latin1'));
  files.write('.plankeeper/templates/sound.md', '# Sound [NAME]\n');
  const { call } = callerIn(files.path);
  const listed = await call('list_templates', {});
  expect(listed.text).toContain('latin.md" is not valid UTF-8.');
  expect(listed.text).toContain('sound');
  expect((await call('create_plan', { title: 'A', template: 'latin' })).code).toBe('unknown_template');
});

test('what has a plan’s name and is none is told of by the lists', async () => {
  const files = makeWorkspace({ [plan]: text });
  mkdirSync(join(files.path, 'plans/b/plan.md'), { recursive: true });
  symlinkSync(join(makeFolder().path, 'x.md'), join(files.path, 'plans/out.md'));
  const { call } = callerIn(files.path);
  const listed = await call('list_plans', {});
  expect(listed.data?.['total']).toBe(1);
  expect(listed.text).toMatch(
    /Not read: [^]*plans\/b\/plan\.md: \[unreadable\][^]*plans\/out\.md: \[outside_workspace\]/,
  );
  expect((await call('read_plan', { plan: 'b' })).text).toContain('is a folder, not a file');
});

test('a plan that is not UTF-8 is read, and judged by nobody', async () => {
  const files = makeWorkspace();
  files.write(plan, Buffer.from('# Pier\n\n## Goal\n\nGr\xfc\xdfe\n', 'latin1'));
  const { call } = callerIn(files.path);
  expect((await call('read_plan', { plan })).isError).toBe(false);
  for (const tool of ['check_plan', 'check_constitution']) {
    const answer = await call(tool, { plan });
    expect(answer.code).toBe('unreadable');
    expect(answer.text).toContain('view":"history"');
  }
});
