import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { NodePort } from '../../src/workspace/nodePort.ts';
import type { Holder, HolderState, Processes } from '../../src/workspace/processes.ts';
import { openWorkspace, type Workspace, type WorkspaceOptions } from '../../src/workspace/workspace.ts';
import type { TestWorkspace } from '../support/workspace.ts';
import { firstLine, startChild } from './support/children.ts';
import { makeMemoryWorkspace } from './support/memory.ts';
import { failingAt, Stopped, stoppingAt, watchedPort } from './support/ports.ts';

/** What others do between two calls of ours; tried before every call in turn, so that no moment is left out. */
interface Trial {
  readonly make: () => TestWorkspace | Promise<TestWorkspace>;
  readonly act: (workspace: Workspace) => Promise<unknown>;
  /** Done before call `at`; told again before each later call. */
  readonly meanwhile: (files: TestWorkspace, callsSince: number) => void;
  readonly check: (files: TestWorkspace, outcome: unknown, at: number) => void;
  readonly options?: Partial<WorkspaceOptions>;
}

async function tryEveryMoment({ make, act, meanwhile, check, options = {} }: Trial): Promise<void> {
  for (let at = 1; ; at += 1) {
    const files = await make();
    let isDone = false;
    const { port, start } = watchedPort(new NodePort(), (_name, call) => {
      if (call < at) return;
      isDone = true;
      meanwhile(files, call - at);
    });
    const workspace = openWorkspace({ explicit: files.path, cwd: files.path, port, stuckMs: 60, ...options });
    start();
    const outcome = await act(workspace).catch((error: unknown) => error);
    if (!isDone) {
      expect(at).toBeGreaterThan(50);
      return;
    }
    if (outcome instanceof Error && !(outcome instanceof PlanError)) throw outcome;
    check(files, outcome, at);
  }
}

const noFile = '(no file)\n';

/** A workspace with `in/a.md`, and beside it in the same folder, out of reach, `out/a.md`. */
function makePair(): TestWorkspace {
  const files = makeMemoryWorkspace({ 'ws/.plankeeper/x': '', 'ws/in/a.md': 'inside\n', 'out/a.md': 'outside\n' });
  return { ...files, path: join(files.path, 'ws') };
}

function expectOutsideWhole(files: TestWorkspace, at: number): void {
  expect(files.read('out/a.md'), `call ${at}`).toBe('outside\n');
  expect(readdirSync(join(files.path, '../out')), `call ${at}`).toEqual(['a.md']);
}

describe.each([
  ['for good', (since: number): boolean => since === 0, (): boolean => false],
  ['for one call', (since: number): boolean => since === 0, (since: number): boolean => since === 1],
])('a folder that becomes a link to outside %s', (_how, swaps, swapsBack) => {
  const meanwhile = ({ path }: TestWorkspace, since: number): void => {
    const folder = join(path, 'in');
    if (swaps(since)) {
      renameSync(folder, `${folder}-aside`);
      symlinkSync('../out', folder);
    }
    if (swapsBack(since)) {
      rmSync(folder);
      renameSync(`${folder}-aside`, folder);
    }
  };

  it('leads no edit there', async () => {
    await tryEveryMoment({
      make: makePair,
      act: (workspace) => workspace.edit('in/a.md', 'test', (text) => `${text}more\n`),
      meanwhile,
      check: (files, outcome, at) => {
        expectOutsideWhole(files, at);
        expect(JSON.stringify(outcome), `call ${at}`).not.toContain('outside\\n');
      },
    });
  });

  it('leads no new plan there', async () => {
    await tryEveryMoment({
      make: makePair,
      act: (workspace) => workspace.create('in/sub/b.md', 'new\n'),
      meanwhile,
      check: (files, _outcome, at) => expectOutsideWhole(files, at),
    });
  });
});

describe('a file', () => {
  it('that becomes a link to outside is neither read nor written there', async () => {
    const seen = new Set<string>();
    await tryEveryMoment({
      make: makePair,
      act: (workspace) =>
        workspace.edit('in/a.md', 'test', (text) => {
          seen.add(text);
          return `${text}more\n`;
        }),
      meanwhile: ({ path }, since) => {
        if (since > 0) return;
        rmSync(join(path, 'in/a.md'));
        symlinkSync('../../out/a.md', join(path, 'in/a.md'));
      },
      check: (files, _outcome, at) => expectOutsideWhole(files, at),
    });
    expect([...seen]).toEqual(['inside\n']);
  });

  it('that somebody else creates meanwhile is never replaced', async () => {
    await tryEveryMoment({
      make: () => makeMemoryWorkspace({ 'plans/x.md': '' }),
      act: (workspace) => workspace.create('plans/a.md', 'ours\n'),
      meanwhile: ({ path }, since) => {
        if (since === 0) writeFileSync(join(path, 'plans/a.md'), 'theirs\n');
      },
      check: (files, outcome, at) => {
        expect(files.read('plans/a.md'), `call ${at}`).toBe('theirs\n');
        if (outcome instanceof PlanError) expect(outcome.code).toBe('plan_exists');
      },
    });
  });

  it('that an editor replaces meanwhile keeps what the editor saved, up to the moment of the rename', async () => {
    let lost = 0;
    await tryEveryMoment({
      make: () => makeMemoryWorkspace({ 'plans/a.md': 'old\n' }),
      act: (workspace) => workspace.edit('plans/a.md', 'test', (text) => `${text}ours\n`),
      meanwhile: ({ path }, since) => {
        if (since > 0) return;
        writeFileSync(join(path, 'saved'), 'theirs\n');
        renameSync(join(path, 'saved'), join(path, 'plans/a.md'));
      },
      check: (files) => {
        if (!files.read('plans/a.md').startsWith('theirs\n')) lost += 1;
      },
    });
    // No system offers a rename that looks first: before that one call, nothing can be noticed.
    expect(lost).toBeLessThanOrEqual(1);
  });

  it('that becomes a FIFO does not stop the process', async () => {
    const files = makeMemoryWorkspace({});
    execFileSync('mkfifo', [join(files.path, 'pipe.md')]);
    const child = startChild('openPipe.ts', [files.path, 'pipe.md']);
    const stuck = new Promise<string>((done) => {
      setTimeout(done, 15_000, 'stuck').unref();
    });
    expect(await Promise.race([firstLine(child), stuck])).toBe('other');
  });
});

describe('a dead process’s lock that another took meanwhile', () => {
  it('is not taken again', async () => {
    let name = '';
    let isEditing = false;
    let isTaken = false;
    await tryEveryMoment({
      make: async () => {
        const files = await deadLock();
        [isEditing, isTaken] = [false, false];
        name = readdirSync(join(files.path, '.plankeeper/locks')).find((file) => file.endsWith('.lock')) ?? '';
        return files;
      },
      act: (workspace) =>
        workspace.edit('plans/a.md', 'test', () => {
          isEditing = true;
          return 'ours\n';
        }),
      meanwhile: ({ path }, since) => {
        if (since > 0 || isEditing) return;
        isTaken = takeLock(join(path, '.plankeeper/locks'), name);
      },
      check: (files, _outcome, at) => expect(files.read('plans/a.md'), `call ${at}`).toBe(isTaken ? 'old\n' : 'ours\n'),
      options: { stuckMs: 20, processes: processes(2, (pid) => (pid === 9 ? 'alive' : 'dead')) },
    });
  });
});

describe('a new plan on a disk that fails', () => {
  it('is whole or not there, and leaves no folder', async () => {
    let last = 1;
    for (let at = 1; at <= last; at += 1) {
      const files = makeMemoryWorkspace({});
      const fails = failingAt(at, 'ENOSPC');
      let isOver = false;
      const { port, start } = watchedPort(new NodePort(), (name, call) => {
        if (isOver) return;
        last = Math.max(last, call);
        fails(name, call);
      });
      const workspace = openWorkspace({ explicit: files.path, cwd: files.path, port });
      start();
      const outcome = await workspace.create('plans/new/a.md', 'text\n').catch((error: unknown) => error);
      isOver = true;
      const text = existsSync(join(files.path, 'plans/new/a.md')) ? files.read('plans/new/a.md') : noFile;
      if (!(outcome instanceof PlanError)) {
        expect(text, `call ${at}`).toBe('text\n');
        await workspace.edit('plans/new/a.md', 'test', () => 'next\n');
        expect(readdirSync(join(files.path, 'plans/new')), `call ${at}`).toEqual(['a.md']);
      }
      if (outcome instanceof PlanError && !outcome.message.includes('did not confirm')) {
        expect(['write_failed', 'unreadable']).toContain(outcome.code);
        expect(readdirSync(files.path), `call ${at}`).toEqual(['.plankeeper']);
      }
    }
    expect(last).toBeGreaterThan(50);
  });
});

function processes(pid: number, state: (pid: number) => HolderState): Processes {
  const self: Holder = { pid, host: 'here/' };
  return { self, state: (holder) => (holder.pid === pid ? 'alive' : state(holder.pid)) };
}

async function deadLock(): Promise<TestWorkspace> {
  const files = makeMemoryWorkspace({ 'plans/a.md': 'old\n' });
  const { port, start } = watchedPort(new NodePort(), stoppingAt(1));
  const dying = openWorkspace({ explicit: files.path, cwd: files.path, port, processes: processes(1, () => 'alive') });
  const edit = dying.edit('plans/a.md', 'test', () => {
    start();
    return 'x';
  });
  await expect(edit).rejects.toBeInstanceOf(Stopped);
  return files;
}

/** Takes the lock for process 9, all at once, if process 9 may: nobody holds it but the dead, and nobody else is taking it. */
function takeLock(folder: string, name: string): boolean {
  const lock = join(folder, name);
  const isDead = !existsSync(lock) || readFileSync(lock, 'utf8').includes('"pid":1,');
  if (!isDead || readdirSync(folder).some((file) => file.endsWith('.take'))) return false;
  writeFileSync(join(folder, 'ninth'), JSON.stringify({ pid: 9, host: 'here/', token: '9'.repeat(32) }));
  renameSync(join(folder, 'ninth'), lock);
  return true;
}
