import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { SystemFault } from '../../src/workspace/faults.ts';
import { NodePort } from '../../src/workspace/nodePort.ts';
import { type Holder, type HolderState, type Processes, SystemProcesses } from '../../src/workspace/processes.ts';
import { openWorkspace, type Workspace, type WorkspaceOptions } from '../../src/workspace/workspace.ts';
import type { TestWorkspace } from '../support/workspace.ts';
import { makeMemoryWorkspace } from './support/memory.ts';
import { type BeforeCall, failingAt, Stopped, stoppingAt, watchedPort } from './support/ports.ts';
import { refusal } from './support/refusal.ts';

const port = new NodePort();

interface Watched {
  readonly workspace: Workspace;
  start(): void;
}

/** A workspace whose port tells `before` of its calls; opening it is not counted. */
function openWatched(path: string, before: BeforeCall, more: Partial<WorkspaceOptions> = {}): Watched {
  const watched = watchedPort(port, before);
  return { workspace: openWorkspace({ explicit: path, cwd: path, port: watched.port, ...more }), start: watched.start };
}

/** The names of the calls that an edit of `path` makes. */
async function callsOfAnEdit(folder: string, path: string, more: Partial<WorkspaceOptions> = {}): Promise<string[]> {
  const names: string[] = [];
  const { workspace, start } = openWatched(folder, (name) => names.push(name), more);
  start();
  await workspace.edit(path, 'test', () => 'new\n');
  return names;
}

function makeOld(): TestWorkspace {
  return makeMemoryWorkspace({ 'plans/a.md': 'old\n' });
}

describe('a disk that fails', () => {
  it.each(['ENOSPC', 'EIO', 'EACCES'])(
    'with %s at any call leaves old or new bytes, no litter and a free plan',
    async (code) => {
      const count = (await callsOfAnEdit(makeOld().path, 'plans/a.md')).length;
      let refused = 0;
      for (let at = 1; at <= count; at += 1) {
        const files = makeOld();
        const { workspace, start } = openWatched(files.path, failingAt(at, code));
        start();
        const outcome = await workspace.edit('plans/a.md', 'test', () => 'new\n').catch((error: unknown) => error);
        const now = files.read('plans/a.md');
        if (outcome instanceof Error) {
          refused += 1;
          expect(outcome, `call ${at}`).toBeInstanceOf(PlanError);
          expect(outcome.message).not.toContain(files.path);
          if (!outcome.message.includes('did not confirm')) expect(now, `call ${at}`).toBe('old\n');
        } else expect(now, `call ${at}`).toBe('new\n');
        expect(readdirSync(join(files.path, 'plans')), `call ${at}`).toEqual(['a.md']);
        await workspace.edit('plans/a.md', 'test', () => 'next\n');
        expect(files.read('plans/a.md')).toBe('next\n');
      }
      expect(refused).toBeGreaterThan(count / 2);
    },
  );

  it('is named in words, with the system’s code', async () => {
    const files = makeOld();
    const calls = await callsOfAnEdit(makeOld().path, 'plans/a.md');
    const { workspace, start } = openWatched(files.path, failingAt(calls.lastIndexOf('sync') + 1, 'ENOSPC'));
    start();
    const { code, message, fix } = await refusal(() => workspace.edit('plans/a.md', 'test', () => 'new\n'));
    expect(code).toBe('write_failed');
    expect(message).toBe('"plans/a.md" could not be written: no space left on the disk (ENOSPC).');
    expect(fix).toContain('Nothing was changed');
    expect(await workspace.history('plans/a.md')).toEqual([]);
  });
});

describe('a process that ends', () => {
  it('at any call of an edit leaves old or new bytes, and the next process goes on at once and cleans up', async () => {
    const count = (await callsOfAnEdit(makeOld().path, 'plans/a.md')).length;
    let taken = 0;
    for (let at = 1; at <= count; at += 1) {
      const files = makeOld();
      const dying = openWatched(files.path, stoppingAt(at), { processes: processes(1, 'alive') });
      dying.start();
      // The last calls only close what is open: then the edit comes to its end.
      await dying.workspace.edit('plans/a.md', 'test', () => 'new\n').catch(expectStopped);
      const left = files.read('plans/a.md');
      expect(['old\n', 'new\n']).toContain(left);
      if (locksIn(files).some((name) => name.endsWith('.lock'))) taken += 1;
      const next = openWorkspace({
        explicit: files.path,
        cwd: files.path,
        processes: processes(2, 'dead'),
        stuckMs: 500,
      });
      await next.edit('plans/a.md', 'test', (text) => `${text}next\n`);
      expect(files.read('plans/a.md')).toBe(`${left}next\n`);
      expect(readdirSync(join(files.path, 'plans')), `call ${at}`).toEqual(['a.md']);
      expect(locksIn(files), `call ${at}`).toEqual([]);
      const history = await next.history('plans/a.md');
      expect(await next.version('plans/a.md', history[0]?.before ?? '')).toBe(left);
    }
    expect(taken).toBeGreaterThan(10);
  });

  it('while it takes over a dead one’s lock stops nobody either', async () => {
    const count = (await callsOfAnEdit((await deadLock()).path, 'plans/a.md', { processes: processes(2, 'dead') }))
      .length;
    for (let at = 1; at <= count; at += 1) {
      const files = await deadLock();
      const dying = openWatched(files.path, stoppingAt(at), { processes: processes(2, 'dead') });
      dying.start();
      await dying.workspace.edit('plans/a.md', 'test', () => 'new\n').catch(expectStopped);
      const next = openWorkspace({
        explicit: files.path,
        cwd: files.path,
        processes: processes(3, 'dead'),
        stuckMs: 500,
      });
      await next.edit('plans/a.md', 'test', () => 'next\n');
      expect(files.read('plans/a.md')).toBe('next\n');
      expect(locksIn(files), `call ${at}`).toEqual([]);
    }
  });
});

describe('a lock that a living process could not give back', () => {
  it('goes with the next call of that process, whatever it writes', async () => {
    const files = makeMemoryWorkspace({ 'plans/a.md': 'old\n', 'plans/b.md': 'old\n' });
    let isFaulty = false;
    const { workspace, start } = openWatched(
      files.path,
      (name) => {
        if (isFaulty && name === 'remove') throw new SystemFault('EIO');
      },
      { processes: processes(1, 'alive') },
    );
    start();
    await workspace.edit('plans/a.md', 'test', () => {
      isFaulty = true;
      return 'new\n';
    });
    expect(locksIn(files)).toHaveLength(1);
    isFaulty = false;
    await workspace.edit('plans/b.md', 'test', () => 'new\n');
    expect(locksIn(files)).toEqual([]);
    const other = openWorkspace({
      explicit: files.path,
      cwd: files.path,
      processes: processes(2, 'alive'),
      stuckMs: 50,
    });
    await other.edit('plans/a.md', 'test', () => 'next\n');
  });
});

describe('a new plan whose process ended', () => {
  it('leaves nothing beside it once any plan is written, whatever a lock file may say', async () => {
    const files = makeOld();
    const dying = openWatched(
      files.path,
      (name) => {
        if (name === 'link' && existsSync(join(files.path, 'plans/new'))) throw new Stopped('stopped');
        if (name === 'remove' && existsSync(join(files.path, 'plans/new'))) throw new Stopped('stopped');
      },
      { processes: processes(1, 'alive') },
    );
    dying.start();
    await dying.workspace.create('plans/new/b.md', 'text\n').catch(expectStopped);
    expect(readdirSync(join(files.path, 'plans/new'))).toHaveLength(1);
    const outside = { pid: 1, host: 'elsewhere/', token: 'a'.repeat(32), key: '../../a.md' };
    files.write(`.plankeeper/locks/${'0'.repeat(32)}.lock`, JSON.stringify(outside));
    const next = openWorkspace({ explicit: files.path, cwd: files.path, processes: processes(2, 'dead') });
    await next.edit('plans/a.md', 'test', () => 'new\n');
    expect(readdirSync(join(files.path, 'plans/new'))).toEqual([]);
    expect(locksIn(files)).toEqual([]);
  });
});

describe('a holder that nobody can look at', () => {
  it('keeps its lock for a while', async () => {
    const files = await deadLock();
    const workspace = openWorkspace({
      explicit: files.path,
      cwd: files.path,
      processes: processes(2, 'unseen'),
      stuckMs: 150,
    });
    const { code, message } = await refusal(() => workspace.edit('plans/a.md', 'test', () => 'x'));
    expect(code).toBe('write_failed');
    expect(message).toContain('process 1 on "elsewhere"');
  });

  it('notices that its lock was taken over, and edits again from what stands there then', async () => {
    const files = makeOld();
    const slow = openWorkspace({ explicit: files.path, cwd: files.path, processes: processes(1, 'dead') });
    const quick = openWorkspace({ explicit: files.path, cwd: files.path, processes: processes(2, 'dead') });
    const seen: string[] = [];
    await slow.edit('plans/a.md', 'test', async (text) => {
      seen.push(text);
      if (seen.length === 1) await quick.edit('plans/a.md', 'test', (now) => `${now}quick\n`);
      return `${text}slow\n`;
    });
    expect(seen).toEqual(['old\n', 'old\nquick\n']);
    expect(files.read('plans/a.md')).toBe('old\nquick\nslow\n');
  });

  it('notices even where nobody has written since', async () => {
    const files = makeOld();
    const workspace = openWorkspace({ explicit: files.path, cwd: files.path });
    let calls = 0;
    await workspace.edit('plans/a.md', 'test', () => {
      calls += 1;
      for (const name of calls === 1 ? locksIn(files) : []) rmSync(join(files.path, '.plankeeper/locks', name));
      return 'new\n';
    });
    expect(calls).toBe(2);
  });
});

describe('what is known of a process', () => {
  const system = new SystemProcesses(port);
  const cases: [what: string, change: Partial<Holder>, state: HolderState][] = [
    ['itself', {}, 'alive'],
    ['a pid that nobody has', { pid: 2 ** 22 + 1 }, 'dead'],
    ['a pid that another process has by now', { started: '1' }, process.platform === 'linux' ? 'dead' : 'alive'],
    ['one before the last start of the system', { boot: 'earlier' }, 'dead'],
    ['one on another machine', { boot: 'other', host: 'other' }, 'unseen'],
    ['one in another container', { space: 'pid:[1]' }, 'unseen'],
  ];
  it.each(cases)('%s', (_what, change, state) => {
    expect(system.state({ ...system.self, ...change })).toBe(state);
  });
});

describe('a lock file that a power cut broke', () => {
  it.each([
    ['in the middle', (whole: Buffer) => whole.subarray(0, 9)],
    ['before its first byte', () => new Uint8Array()],
    ['to zeros', (whole: Buffer) => new Uint8Array(whole.length)],
  ])('%s is in nobody’s way', async (_where, broken) => {
    const files = await deadLock();
    const path = `.plankeeper/locks/${locksIn(files)[0] ?? ''}`;
    files.write(path, broken(files.readBytes(path)));
    const workspace = openWorkspace({ explicit: files.path, cwd: files.path, stuckMs: 50 });
    await workspace.edit('plans/a.md', 'test', () => 'new\n');
    expect(files.read('plans/a.md')).toBe('new\n');
    expect(locksIn(files)).toEqual([]);
  });

  it('is not what a later version writes: that is waited for like one whose holder nobody can look at', async () => {
    const files = await deadLock();
    files.write(`.plankeeper/locks/${locksIn(files)[0] ?? ''}`, '{"process":7}\n');
    const workspace = openWorkspace({ explicit: files.path, cwd: files.path, stuckMs: 50 });
    expect((await refusal(() => workspace.edit('plans/a.md', 'test', () => 'x'))).message).toContain('another process');
    expect(files.read('plans/a.md')).toBe('old\n');
  });
});

/** What process `pid` knows: all others are in `state`. */
function processes(pid: number, state: HolderState): Processes {
  return { self: { pid, host: 'elsewhere/' }, state: (holder) => (holder.pid === pid ? 'alive' : state) };
}

/** A workspace with a plan whose lock process 1 left behind. */
async function deadLock(): Promise<TestWorkspace> {
  const files = makeOld();
  const { workspace, start } = openWatched(files.path, stoppingAt(1), { processes: processes(1, 'alive') });
  const edit = workspace.edit('plans/a.md', 'test', () => {
    start();
    return 'x';
  });
  await expect(edit).rejects.toBeInstanceOf(Stopped);
  return files;
}

function expectStopped(error: unknown): void {
  expect(error).toBeInstanceOf(Stopped);
}

function locksIn(files: TestWorkspace): string[] {
  const folder = join(files.path, '.plankeeper/locks');
  return existsSync(folder) ? readdirSync(folder).filter((name) => name !== '.gitignore') : [];
}
