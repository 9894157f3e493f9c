import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { patience } from '../support/patience.ts';
import { makeFolder, makeWorkspace, type TestWorkspace } from '../support/workspace.ts';
import { type FileChange, openWorkspace, type Workspace } from '../../src/workspace/workspace.ts';

const round = 20;

function open({ path }: TestWorkspace): { workspace: Workspace; told: FileChange[] } {
  const workspace = openWorkspace({ explicit: path, cwd: path, watchMs: round });
  const told: FileChange[] = [];
  workspace.onChange((change) => told.push(change));
  return { workspace, told };
}

async function hears(told: FileChange[], ...changes: FileChange[]): Promise<void> {
  await vi.waitFor(() => expect(told).toEqual(changes), patience);
  await pause(3 * round);
  expect(told).toEqual(changes);
  told.length = 0;
}

describe('writes', () => {
  it('are told once each, watched or not; what changes nothing is not', async () => {
    const { workspace, told } = open(makeWorkspace());
    const isNew = { path: 'plans/a.md', isNew: true };
    const isOld = { path: 'plans/a.md', isNew: false };
    await workspace.create('plans/a.md', '# A\n');
    await hears(told, isNew);
    await workspace.edit('plans/a.md', 'test', (text) => `${text}b\n`);
    await hears(told, isOld);
    workspace.watch('plans/a.md');
    await workspace.edit('plans/a.md', 'test', (text) => `${text}c\n`);
    await hears(told, isOld);
    await workspace.edit('plans/a.md', 'test', (text) => text);
    await expect(workspace.edit('plans/a.md', 'test', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(workspace.create('plans/a.md', '# B\n')).rejects.toMatchObject({ code: 'plan_exists' });
    await hears(told);
    await workspace.replaceWhole('plans/a.md', 'test', () => '# C\n');
    await hears(told, isOld);
  });

  it('to a link are told by the real path, as the watched file is', async () => {
    const folder = makeWorkspace({ 'docs/real.md': '# A\n', 'plans/x.md': '' });
    symlinkSync('../docs/real.md', join(folder.path, 'plans', 'link.md'));
    const { workspace, told } = open(folder);
    expect(workspace.watch('plans/link.md').path).toBe('docs/real.md');
    await workspace.edit('plans/link.md', 'test', (text) => `${text}b\n`);
    await hears(told, { path: 'docs/real.md', isNew: false });
    folder.write('docs/real.md', '# By hand\n');
    await hears(told, { path: 'docs/real.md', isNew: false });
  });
});

describe('a watched file', () => {
  it('is watched until the last who asked has stopped', async () => {
    const folder = makeWorkspace({ 'a.md': '# A\n' });
    const { workspace, told } = open(folder);
    const [one, other] = [workspace.watch('a.md'), workspace.watch('a.md')];
    one.stop();
    folder.write('a.md', '# By hand\n');
    await hears(told, { path: 'a.md', isNew: false });
    other.stop();
    folder.write('a.md', '# By hand again\n');
    await hears(told);
    workspace.watch('a.md');
    await hears(told);
  });

  it('goes when 1,024 others were asked for since, and no earlier', async () => {
    const names = Array.from({ length: 1_025 }, (_, index) => `p${index}.md`);
    const folder = makeWorkspace(Object.fromEntries(names.map((name) => [name, '# P\n'])));
    const { workspace, told } = open(folder);
    const watched = names.slice(0, 1_024).map((name) => workspace.watch(name));
    workspace.watch('p0.md');
    workspace.watch('p1024.md');
    folder.write('p1.md', '# By hand\n');
    await hears(told);
    folder.write('p0.md', '# By hand\n');
    await hears(told, { path: 'p0.md', isNew: false });
    // Who stops watching what went already ends nobody else's watch.
    workspace.watch('p1.md');
    watched[1]?.stop();
    folder.write('p1.md', '# By hand again\n');
    await hears(told, { path: 'p1.md', isNew: false });
  });

  it('that leads outside tells nothing of what happens there', async () => {
    const outside = makeFolder();
    outside.write('a.md', '# A\n');
    const folder = makeWorkspace({ 'plans/x.md': '' });
    const { workspace, told } = open(folder);
    workspace.watch('plans/a.md');
    symlinkSync(join(outside.path, 'a.md'), join(folder.path, 'plans', 'a.md'));
    outside.write('a.md', '# B\n');
    await hears(told);
    expect(() => workspace.watch('plans/a.md')).toThrow(/outside|not inside/);
    expect(() => workspace.watch('../a.md')).toThrow(/not inside/);
  });
});
