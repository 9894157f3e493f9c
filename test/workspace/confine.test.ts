import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, readdirSync, renameSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NodePort } from '../../src/workspace/nodePort.ts';
import { openWorkspace } from '../../src/workspace/workspace.ts';
import { makeFolder, makeWorkspace, type TestWorkspace } from '../support/workspace.ts';
import { firstLine, startChild } from './support/children.ts';
import { refusal } from './support/refusal.ts';

/** A workspace beside a folder that nobody may reach from it, whose name begins with the workspace's own. */
function makeScene(): { inside: TestWorkspace; outside: TestWorkspace; root: string } {
  const parent = makeFolder();
  for (const path of ['ws/.plankeeper/x', 'ws/plans/a.md', 'ws-evil/secret.md', 'ws-evil/sub/plan.md'])
    parent.write(path, 'secret\n');
  const at = (name: string): TestWorkspace => ({
    path: join(parent.path, name),
    read: (path) => parent.read(join(name, path)),
    readBytes: (path) => parent.readBytes(join(name, path)),
    write: (path, content) => parent.write(join(name, path), content),
  });
  const root = join(parent.path, 'ws');
  symlinkSync('../ws-evil/secret.md', join(root, 'link.md'));
  symlinkSync('../ws-evil', join(root, 'folder'));
  symlinkSync('folder', join(root, 'twice'));
  symlinkSync('../ws-evil/missing.md', join(root, 'dangling.md'));
  symlinkSync('loop.md', join(root, 'loop.md'));
  symlinkSync('plans', join(root, 'inner'));
  return { inside: at('ws'), outside: at('ws-evil'), root };
}

/** Name, what reading it is refused with, and writing and creating it. */
const attempts: [name: string | ((root: string) => string), read: string, edit: string, create: string][] = [
  ['../ws-evil/secret.md', 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  ['plans/../../ws-evil/secret.md', 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  ['plans/../../../../../../../../etc/hosts.md', 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  ['..', 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  ['/etc/hosts.md', 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  [(root) => `${root}-evil/secret.md`, 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  [(root) => `${root}/../ws-evil/secret.md`, 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  [(root) => `../${basename(root)}-evil/secret.md`, 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  ['plans/a.md\0.md', 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  ['link.md', 'outside_workspace', 'outside_workspace', 'plan_exists'],
  ['folder/secret.md', 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  ['folder/new.md', 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  ['folder/sub/plan.md', 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  ['twice/secret.md', 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  ['dangling.md', 'unknown_plan', 'unknown_plan', 'plan_exists'],
  ['loop.md', 'unreadable', 'unreadable', 'plan_exists'],
  ['plans/a.md/b.md', 'unknown_plan', 'unknown_plan', 'write_failed'],
  ['~/a.md', 'unknown_plan', 'unknown_plan', ''],
];

describe.each([
  ['in folders held open', undefined],
  ['by path', false],
])('confinement %s', (_how, anchored) => {
  const port = new NodePort(anchored === undefined ? {} : { anchored });

  it.each(attempts)('%s', async (name, read, edit, create) => {
    const { outside, root } = makeScene();
    const workspace = openWorkspace({ explicit: root, cwd: root, port });
    const path = typeof name === 'string' ? name : name(root);
    expect((await refusal(() => workspace.read(path))).code).toBe(read);
    expect((await refusal(() => workspace.edit(path, 'test', () => 'x'))).code).toBe(edit);
    if (create !== '') expect((await refusal(() => workspace.create(path, 'x'))).code).toBe(create);
    expect(outside.read('secret.md')).toBe('secret\n');
    expect(readdirSync(outside.path).sort()).toEqual(['secret.md', 'sub']);
    expect(readdirSync(join(outside.path, 'sub'))).toEqual(['plan.md']);
  });

  it('says nothing of absolute paths', async () => {
    const { root } = makeScene();
    const workspace = openWorkspace({ explicit: root, cwd: root, port });
    for (const path of ['link.md', 'folder/secret.md', 'loop.md', 'gone.md', 'plans']) {
      const { text } = await refusal(() => workspace.read(path));
      expect(text).not.toContain(root);
    }
  });

  it('takes what stays inside: links, dots, absolute paths, the root under another name', async () => {
    const { inside, root } = makeScene();
    const other = makeFolder();
    symlinkSync(root, join(other.path, 'alias'));
    const workspace = openWorkspace({ explicit: join(other.path, 'alias'), cwd: root, port });
    const names = [
      'plans/a.md',
      './plans//a.md',
      'plans/../plans/a.md',
      join(root, 'plans/a.md'),
      join(other.path, 'alias/plans/a.md'),
    ];
    for (const name of names) expect((await workspace.read(name)).path).toBe('plans/a.md');
    await workspace.edit('inner/a.md', 'test', () => 'through the link\n');
    expect(inside.read('plans/a.md')).toBe('through the link\n');
    expect(await workspace.create('inner/b.md', 'new\n')).toBe('inner/b.md');
    expect(inside.read('plans/b.md')).toBe('new\n');
  });

  it('never waits for a FIFO, and refuses folders and sockets', async () => {
    const files = makeWorkspace({ 'plans/a.md': 'a' });
    mkdirSync(join(files.path, 'folder.md'));
    const workspace = openWorkspace({ explicit: files.path, cwd: files.path, port });
    for (let i = 0; i < 6; i += 1) execFileSync('mkfifo', [join(files.path, `pipe${i}.md`)]);
    for (let i = 0; i < 6; i += 1) {
      expect((await refusal(() => workspace.read(`pipe${i}.md`))).code).toBe('unreadable');
      expect((await refusal(() => workspace.edit(`pipe${i}.md`, 'test', () => 'x'))).code).toBe('unreadable');
    }
    expect((await refusal(() => workspace.read('folder.md'))).message).toContain('a folder');
    expect((await workspace.read('plans/a.md')).text).toBe('a');
  });

  it('refuses to write through a .plankeeper that leads outside', async () => {
    const { inside, outside, root } = makeScene();
    renameSync(join(root, '.plankeeper'), join(root, 'aside'));
    symlinkSync('../ws-evil', join(root, '.plankeeper'));
    const workspace = openWorkspace({ explicit: root, cwd: root, port });
    expect((await refusal(() => workspace.edit('plans/a.md', 'test', () => 'x'))).code).toBe('outside_workspace');
    expect(inside.read('plans/a.md')).toBe('secret\n');
    expect(readdirSync(outside.path).sort()).toEqual(['secret.md', 'sub']);
  });

  it('leaves a hard link’s other name as it was', async () => {
    const { inside, outside, root } = makeScene();
    linkSync(join(outside.path, 'secret.md'), join(root, 'hard.md'));
    const workspace = openWorkspace({ explicit: root, cwd: root, port });
    await workspace.edit('hard.md', 'test', () => 'x');
    expect(inside.read('hard.md')).toBe('x');
    expect(outside.read('secret.md')).toBe('secret\n');
  });
});

describe.runIf(process.platform === 'linux')('against a process that swaps a folder and a link', () => {
  it('nothing is written or read outside', async () => {
    const { inside, outside, root } = makeScene();
    inside.write('moving/secret.md', 'inside\n');
    const swapper = startChild('swapFolder.ts', [join(root, 'moving'), outside.path]);
    await firstLine(swapper);
    const workspace = openWorkspace({ explicit: root, cwd: root });
    const outcomes = new Map<string, number>();
    const count = (outcome: string): unknown => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    const end = performance.now() + 1500;
    for (let i = 0; performance.now() < end; i += 1) {
      try {
        await workspace.edit('moving/secret.md', 'test', () => `inside ${i}\n`);
        expect((await workspace.read('moving/secret.md')).text).toMatch(/^inside/);
        count('done');
      } catch (error) {
        count((await refusal(() => Promise.reject(error))).code);
      }
      if (i % 10 === 0)
        await refusal(() => workspace.create(`moving/${'sub/'.repeat(i % 3)}secret.md`, 'x')).catch(() => {});
    }
    expect(outside.read('secret.md')).toBe('secret\n');
    expect(readdirSync(outside.path, { recursive: true }).sort()).toEqual(['secret.md', 'sub', 'sub/plan.md']);
    expect(outcomes.get('done')).toBeGreaterThan(0);
    expect([...outcomes.keys()].filter((code) => code === 'internal')).toEqual([]);
  });
});
