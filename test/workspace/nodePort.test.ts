import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SystemFault } from '../../src/workspace/faults.ts';
import { NodePort } from '../../src/workspace/nodePort.ts';
import { patiently } from '../../src/workspace/patience.ts';
import { makeFolder } from '../support/workspace.ts';

/** Calls that fail with a code so many times, and then work. */
function busyCalls(
  code: string,
  times: number,
): { calls: Pick<typeof fs, 'renameSync' | 'unlinkSync'>; made: string[] } {
  const made: string[] = [];
  const before = (name: string): void => {
    made.push(name);
    if (made.length <= times) throw new SystemFault(code);
  };
  return {
    made,
    calls: {
      renameSync: (from, to) => {
        before('rename');
        fs.renameSync(from, to);
      },
      unlinkSync: (path) => {
        before('unlink');
        fs.unlinkSync(path);
      },
    },
  };
}

describe('on Windows', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])('a rename and a removal that meet %s are tried again', (code) => {
    const files = makeFolder();
    files.write('a', 'a');
    const { calls, made } = busyCalls(code, 4);
    const port = new NodePort({ platform: 'win32', calls });
    const folder = port.openFolder(files.path);
    port.rename(folder, 'a', 'b');
    expect([fs.readdirSync(files.path), made.length]).toEqual([['b'], 5]);
    made.length = 0;
    port.remove(folder, 'b');
    expect([fs.readdirSync(files.path), made.length]).toEqual([[], 5]);
    port.leave(folder);
  });

  it('waits grow, and end after a second in all with the system’s own fault', () => {
    const waits: number[] = [];
    const fault = new SystemFault('EBUSY');
    const act = (): never => {
      throw fault;
    };
    expect(() => patiently(act, (ms) => waits.push(ms))).toThrow(fault);
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512]);
  });

  it('other faults are told at once', () => {
    const { calls, made } = busyCalls('ENOSPC', 1);
    const port = new NodePort({ platform: 'win32', calls });
    const folder = port.openFolder(makeFolder().path);
    expect(() => port.rename(folder, 'a', 'b')).toThrow(expect.objectContaining({ code: 'ENOSPC' }));
    expect(made).toHaveLength(1);
    port.leave(folder);
  });

  it.each([
    'CON.md',
    'nul.md',
    'aux.markdown',
    'com1.plan.md',
    'LPT¹',
    'prn .md',
    'plan.md::$DATA',
    'plan.md.',
    'plan.md ',
    'a\\b.md',
    'C:plan.md',
    'a\u0001.md',
    'what?.md',
  ])('no file is looked for under %j', (name) => {
    const files = makeFolder();
    fs.writeFileSync(join(files.path, name), 'x');
    const windows = new NodePort({ platform: 'win32' });
    const folder = windows.openFolder(files.path);
    const calls = [
      (): unknown => windows.facts(folder, name),
      (): unknown => windows.openRead(folder, name),
      (): unknown => windows.openNew(folder, name, 0o600),
      (): unknown => windows.rename(folder, 'x', name),
      (): unknown => windows.enter(folder, name),
    ];
    for (const call of calls) expect(call).toThrow(expect.objectContaining({ code: 'EINVAL' }));
    windows.leave(folder);
    // Elsewhere it is a name like any other.
    const port = new NodePort();
    const here = port.openFolder(files.path);
    expect(port.facts(here, name)?.size).toBe(1);
    port.leave(here);
  });
});

describe('elsewhere', () => {
  it('nothing is tried twice', () => {
    const { calls, made } = busyCalls('EACCES', 1);
    const port = new NodePort({ platform: 'linux', calls });
    const folder = port.openFolder(makeFolder().path);
    expect(() => port.remove(folder, 'a')).toThrow(expect.objectContaining({ code: 'EACCES' }));
    expect(made).toEqual(['unlink']);
    port.leave(folder);
  });
});

describe('a file to append to', () => {
  it('is a regular one with no other name', () => {
    const files = makeFolder();
    files.write('log', 'a');
    const port = new NodePort();
    const folder = port.openFolder(files.path);
    port.close(port.openAppend(folder, 'log'));
    fs.linkSync(join(files.path, 'log'), join(files.path, 'other'));
    expect(() => port.openAppend(folder, 'log')).toThrow(expect.objectContaining({ code: 'EMLINK' }));
    fs.symlinkSync('log', join(files.path, 'link'));
    expect(() => port.openAppend(folder, 'link')).toThrow(expect.objectContaining({ code: 'ELOOP' }));
    port.leave(folder);
  });
});
