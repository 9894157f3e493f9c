import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { NodePort } from '../../src/workspace/nodePort.ts';
import type { FilePort } from '../../src/workspace/port.ts';
import { openWorkspace } from '../../src/workspace/workspace.ts';
import { root } from '../support/sources.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';
import { ended, firstLine, startChild } from './support/children.ts';
import { refusal } from './support/refusal.ts';

function linesOf(files: TestWorkspace, path: string): string[] {
  return files
    .read(path)
    .split('\n')
    .filter((line) => line.startsWith('- '));
}

function expectNoLitter(files: TestWorkspace, folder: string, names: string[]): void {
  expect(readdirSync(join(files.path, folder)).sort()).toEqual(names);
  expect(readdirSync(join(files.path, '.plankeeper/locks'))).toEqual(['.gitignore']);
}

describe('parallel edits', () => {
  it('of one process are all on disk, in the order of the calls', async () => {
    const files = makeWorkspace({ 'plans/a.md': '# A\n' });
    const workspace = openWorkspace({ explicit: files.path, cwd: files.path });
    const edits = Array.from({ length: 20 }, (_, i) =>
      workspace.edit('plans/a.md', 'test', async (text) => {
        await sleep(20 - i);
        return `${text}- ${i}\n`;
      }),
    );
    await Promise.all(edits);
    expect(linesOf(files, 'plans/a.md')).toEqual(Array.from({ length: 20 }, (_, i) => `- ${i}`));
    expectNoLitter(files, 'plans', ['a.md']);
  });

  it('under two names of one file lose nothing', async () => {
    const files = makeWorkspace({ 'a.md': '' });
    const one = openWorkspace({ explicit: files.path, cwd: files.path });
    const two = openWorkspace({ explicit: files.path, cwd: files.path });
    const names = ['a.md', './a.md', join(files.path, 'a.md')];
    await Promise.all(
      Array.from({ length: 30 }, (_, i) => {
        return (i % 2 === 0 ? one : two).edit(names[i % 3] ?? '', 'test', (text) => `${text}- ${i}\n`);
      }),
    );
    expect(new Set(linesOf(files, 'a.md')).size).toBe(30);
  });

  it('of two processes and this one are all on disk', async () => {
    const files = makeWorkspace({ 'plans/a.md': '# A\n' });
    const children = ['x', 'y'].map((name) => startChild('editMany.ts', [files.path, 'plans/a.md', name, '50']));
    const workspace = openWorkspace({ explicit: files.path, cwd: files.path });
    for (let i = 0; i < 50; i += 1) await workspace.edit('plans/a.md', 'test', (text) => `${text}- z ${i}\n`);
    await Promise.all(children.map(ended));
    const wanted = ['x', 'y', 'z'].flatMap((name) => Array.from({ length: 50 }, (_, i) => `- ${name} ${i}`));
    expect(linesOf(files, 'plans/a.md').sort()).toEqual(wanted.sort());
    expectNoLitter(files, 'plans', ['a.md']);
    expect(await workspace.history('plans/a.md')).toHaveLength(150);
  });
});

describe('a lock', () => {
  it('of a killed process is taken over at once', async () => {
    const files = makeWorkspace({ 'plans/a.md': '# A\n' });
    const holder = startChild('holdLock.ts', [files.path, 'plans/a.md']);
    await firstLine(holder);
    const killed = new Promise((done) => holder.once('exit', done));
    holder.kill('SIGKILL');
    await killed;
    const start = performance.now();
    const workspace = openWorkspace({ explicit: files.path, cwd: files.path });
    await Promise.all(['1', '2'].map((name) => workspace.edit('plans/a.md', 'test', (text) => `${text}- ${name}\n`)));
    expect(performance.now() - start).toBeLessThan(8000);
    expect(linesOf(files, 'plans/a.md')).toEqual(['- 1', '- 2']);
    expectNoLitter(files, 'plans', ['a.md']);
  });

  it('of a killed process goes to one taker at a time', async () => {
    const files = makeWorkspace({ 'a.md': '' });
    const holder = startChild('holdLock.ts', [files.path, 'a.md']);
    await firstLine(holder);
    const children = ['x', 'y'].map((name) => startChild('editMany.ts', [files.path, 'a.md', name, '20']));
    await sleep(700);
    holder.kill('SIGKILL');
    await Promise.all(children.map(ended));
    expect(new Set(linesOf(files, 'a.md')).size).toBe(40);
  });

  it('that a stalled holder lost is noticed by it, and what the next holder wrote meanwhile stays, in the history too', async () => {
    const files = makeWorkspace({ 'a.md': '# A\n' });
    const script = join(root, 'test/reliability/support/raceOther.ts');
    const real = new NodePort();
    let isStalled = false;
    const port = new Proxy<FilePort>(real, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          if (key === 'openNew' && !isStalled && /^\.a\.md\..*\.tmp$/.test(String(args[1]))) {
            isStalled = true;
            execFileSync(process.execPath, ['--import', 'tsx', script, files.path, 'a.md', '- other'], { cwd: root });
          }
          return Reflect.apply(value, target, args);
        };
      },
    });
    const workspace = openWorkspace({ explicit: files.path, cwd: files.path, port });
    await workspace.edit('a.md', 'stalled', (text) => `${text}- stalled\n`);
    expect(files.read('a.md')).toBe('# A\n- other\n- stalled\n');
    const [last, first] = await workspace.history('a.md');
    expect([first?.what, last?.what]).toEqual(['other', 'stalled']);
    expect(last?.before).toBe(first?.after);
    expectNoLitter(files, '.', ['.plankeeper', 'a.md']);
  });

  it('of a living process is waited for, and the refusal names who holds it', async () => {
    const files = makeWorkspace({ 'a.md': 'a' });
    const holder = startChild('holdLock.ts', [files.path, 'a.md']);
    await firstLine(holder);
    const workspace = openWorkspace({ explicit: files.path, cwd: files.path, stuckMs: 200 });
    const { code, message, fix } = await refusal(() => workspace.edit('a.md', 'test', () => 'b'));
    expect(code).toBe('write_failed');
    expect(message).toContain(`process ${holder.pid}`);
    expect(fix).toContain('Call again');
    expect(files.read('a.md')).toBe('a');
  });

  it('that this process holds too long is refused as well, and the next in line is served', async () => {
    const files = makeWorkspace({ 'a.md': 'a' });
    const workspace = openWorkspace({ explicit: files.path, cwd: files.path, stuckMs: 100 });
    let finish = (): void => undefined;
    const slow = workspace.edit('a.md', 'test', async (text) => {
      await new Promise<void>((done) => {
        finish = done;
      });
      return `${text}1`;
    });
    const { code, message } = await refusal(() => workspace.edit('a.md', 'test', (text) => `${text}2`));
    expect(code).toBe('write_failed');
    expect(message).toContain(`process ${process.pid}`);
    finish();
    await slow;
    await workspace.edit('a.md', 'test', (text) => `${text}3`);
    expect(files.read('a.md')).toBe('a13');
  });
});

describe('numbers of new plans', () => {
  it('are given once, in three processes', async () => {
    const files = makeWorkspace();
    const children = ['x', 'y'].map((name) => startChild('createMany.ts', [files.path, name, '10']));
    const workspace = openWorkspace({ explicit: files.path, cwd: files.path });
    await Promise.all(
      Array.from({ length: 10 }, (_, i) => workspace.createPlan({ slug: `z-${i}` }, ({ id }) => `# ${id}\n`)),
    );
    await Promise.all(children.map(ended));
    const numbers = readdirSync(join(files.path, 'plans')).map((name) => name.slice(0, 3));
    expect(numbers.sort()).toEqual(Array.from({ length: 30 }, (_, i) => String(i + 1).padStart(3, '0')));
  });
});
