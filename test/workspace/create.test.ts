import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { makeFolder, makeWorkspace } from '../support/workspace.ts';
import { refusal } from './support/refusal.ts';

function open(path: string): Workspace {
  return openWorkspace({ explicit: path, cwd: path });
}

const text = ({ id }: { id: string }): string => `# ${id}\n`;

describe('a new plan', () => {
  const places: [what: string, files: Record<string, string>, slug: string, path: string][] = [
    ['goes to plans', {}, 'user-login', 'plans/001-user-login/plan.md'],
    ['goes to specs where there are any', { 'specs/x.md': '' }, 'a', 'specs/001-a/plan.md'],
    ['goes to specs in a spec-kit workspace', { '.specify/memory/x.md': '' }, 'a', 'specs/001-a/plan.md'],
    ['takes the next number', { 'plans/009-x/plan.md': '', 'plans/3.md': '' }, 'a', 'plans/010-a/plan.md'],
    ['counts specs and plans together', { 'specs/041-x/spec.md': '', 'plans/7-y.md': '' }, 'a', 'specs/042-a/plan.md'],
    [
      'takes no date for a number',
      { 'plans/2026-01-02-x.md': '', 'plans/20260102-1200-y.md': '' },
      'a',
      'plans/001-a/plan.md',
    ],
    ['goes on past 999', { 'plans/999-x/plan.md': '' }, 'a', 'plans/1000-a/plan.md'],
    [
      'follows the configuration',
      { 'plankeeper.config.json': '{"newPlan":"docs/{slug}-{number}.md"}' },
      'a',
      'docs/a-001.md',
    ],
    [
      'counts in the folder of the configuration',
      { 'plankeeper.config.json': '{"newPlan":"work/{number}-{slug}.md"}', 'work/004-x.md': '' },
      'a',
      'work/005-a.md',
    ],
    ['keeps letters of every script', {}, '使用者-登入', 'plans/001-使用者-登入/plan.md'],
    ['takes words that make no path', {}, '../../etc/pass wd\0', 'plans/001-etc-pass-wd/plan.md'],
    ['has a name even without words', {}, '…', 'plans/001-plan/plan.md'],
    ['has a name of bounded length', {}, 'word-'.repeat(100), `plans/001-${'word-'.repeat(16).slice(0, -1)}/plan.md`],
  ];
  it.each(places)('%s', async (_what, content, slug, path) => {
    const files = makeWorkspace(content);
    const created = await open(files.path).createPlan({ slug }, text);
    expect(created.path).toBe(path);
    expect(files.read(path)).toBe(created.text);
    expect(await open(files.path).resolvePlan(created.id)).toBe(path);
  });

  it('stands beside its spec, without a number of its own', async () => {
    const files = makeWorkspace({ 'specs/004-login/spec.md': '' });
    const workspace = open(files.path);
    const created = await workspace.createPlan({ slug: 'other', spec: 'specs/004-login/spec.md' }, text);
    expect(created).toMatchObject({ path: 'specs/004-login/plan.md', id: '004-login', number: '004' });
    const taken = await refusal(() => workspace.createPlan({ slug: 'other', spec: 'specs/004-login' }, text));
    expect(taken.code).toBe('plan_exists');
  });

  it('stands where it is wanted, in folders made for it', async () => {
    const files = makeWorkspace();
    const created = await open(files.path).createPlan({ slug: 'a', path: 'deep/er/x.md' }, text);
    expect(created).toMatchObject({ path: 'deep/er/x.md', id: 'x', number: undefined });
    expect(files.read('deep/er/x.md')).toBe('# x\n');
  });

  it('never takes the place of what is there', async () => {
    const files = makeWorkspace({ 'plans/a.md': 'old' });
    mkdirSync(join(files.path, 'plans/folder.md'));
    for (const path of ['plans/a.md', 'plans/folder.md']) {
      const { code, fix } = await refusal(() => open(files.path).create(path, 'new'));
      expect(code).toBe('plan_exists');
      expect(fix).toContain('another path');
    }
    expect(files.read('plans/a.md')).toBe('old');
    expect(readdirSync(join(files.path, 'plans')).sort()).toEqual(['a.md', 'folder.md']);
  });

  it('is created once by many callers', async () => {
    const files = makeWorkspace();
    const workspaces = [open(files.path), open(files.path)];
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, i) => {
        const created = workspaces[i % 2]?.create('plans/a.md', `${i}`).then(() => 'created');
        return created?.catch((error: { code?: string }) => error.code);
      }),
    );
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'plan_exists')).toHaveLength(9);
  });

  it('leaves nothing where its text can not be made', async () => {
    const files = makeWorkspace();
    const fault = new RangeError('no');
    const workspace = open(files.path);
    await expect(workspace.createPlan({ slug: 'a' }, () => Promise.reject(fault))).rejects.toBe(fault);
    expect((await refusal(() => workspace.createPlan({ slug: 'a' }, () => '\uDC00'))).code).toBe('invalid_input');
    expect(existsSync(join(files.path, 'plans'))).toBe(false);
    expect((await workspace.createPlan({ slug: 'b' }, text)).path).toBe('plans/001-b/plan.md');
  });

  it('has the mode that the user gives new files', async () => {
    const files = makeWorkspace();
    await open(files.path).create('a.md', 'a');
    expect(statSync(join(files.path, 'a.md')).mode & 0o777).toBe(0o666 & ~process.umask());
  });

  it.each(['plans/a', 'plans/a.txt', '.git/a.md', '.plankeeper/history/a.md'])('is refused at %s', async (path) => {
    const files = makeWorkspace();
    expect(['invalid_input', 'outside_workspace']).toContain(
      (await refusal(() => open(files.path).create(path, 'x'))).code,
    );
    expect(readdirSync(files.path)).toEqual(['.plankeeper']);
  });

  it('is refused without a workspace, as is every write', async () => {
    const files = makeFolder();
    files.write('a.md', 'a');
    const workspace = openWorkspace({ cwd: files.path });
    const writes = [
      () => workspace.create('b.md', 'b'),
      () => workspace.createPlan({ slug: 'b' }, text),
      () => workspace.edit('a.md', 'test', () => 'b'),
    ];
    for (const write of writes) {
      const { code, fix } = await refusal(write);
      expect(code).toBe('no_workspace');
      expect(fix).toContain('--workspace');
    }
    expect(readdirSync(files.path)).toEqual(['a.md']);
  });

  it('is refused where something that is no file has the path, without advice to read it', async () => {
    const files = makeWorkspace();
    mkdirSync(join(files.path, 'plans/a.md'), { recursive: true });
    const { code, message, fix } = await refusal(() => open(files.path).create('plans/a.md', '# A\n'));
    expect([code, fix]).toEqual(['plan_exists', 'Choose another path.']);
    expect(message).toContain('is no file');
  });
});
