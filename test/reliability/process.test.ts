import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { git, hasGit } from '../support/git.ts';
import { patience, quickest } from '../support/patience.ts';
import { program } from '../support/program.ts';
import { found, size } from '../support/trials.ts';
import { makeWorkspace } from '../support/workspace.ts';
import { firstLine, startChild } from '../workspace/support/children.ts';
import { hasTakenLeave, isAlive } from './support/processFacts.ts';
import { ferryWith, litterIn, logCall, logOf, nthBoat, plan } from './support/processPlan.ts';
import { eras, greetingOf, lineOf, startRaw } from './support/processServer.ts';
import { sampleOf } from './support/soakSamples.ts';

/** Breaks the server that it is loaded into. */
const faults = fileURLToPath(new URL('./support/processFault.mjs', import.meta.url));

/** Tells what the server holds after a collection. */
const gauge = fileURLToPath(new URL('./support/soakGauge.mjs', import.meta.url));

const newWorkspace = (): ReturnType<typeof makeWorkspace> => makeWorkspace({ [plan]: ferryWith([]) });

describe.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s', (signal) => {
  const code = 128 + constants.signals[signal];

  it('ends a server that has nothing to do at once', async () => {
    const workspace = newWorkspace();
    const server = await startRaw(workspace.path);
    server.child.kill(signal);
    expect(await server.ended).toEqual({ code, signal: null });
    expect(server.stderr()).toBe('');
  });

  it('lets writes that have begun end, and leaves no lock and no draft', async () => {
    const trials = size({ short: 1, hard: 40 });
    let kept = 0;
    for (let trial = 0; trial < trials; trial += 1) {
      const workspace = newWorkspace();
      const server = await startRaw(workspace.path, { era: eras[trial % 2] ?? eras[0] });
      const ids = Array.from({ length: 300 }, (_, n) => server.send('tools/call', logCall(nthBoat(n))));
      await pause(Math.random() * 150);
      server.child.kill(signal);
      expect(await server.ended).toEqual({ code, signal: null });
      const entries = logOf(workspace.read(plan));
      const told = new Set(server.answers().flatMap(({ id, result }) => (result === undefined ? [] : [id])));
      const answered = ids.flatMap((id, n) => (told.has(id) ? [nthBoat(n)] : []));
      expect(entries).toEqual(expect.arrayContaining(answered));
      expect(litterIn(workspace.path)).toEqual([]);
      kept += answered.length;
    }
    found(
      `${signal} among writes`,
      `${trials} servers, ${kept} of ${trials * 300} writes answered, all of these on disk, no lock, no draft`,
    );
  });

  it('ends a server within 2 s whose client holds calls open, and these write nothing', async () => {
    const took = await quickest(2_000, async () => {
      const workspace = newWorkspace();
      expect(await firstLine(startChild('holdLock.ts', [workspace.path, plan]))).toBe('held');
      const server = await startRaw(workspace.path);
      for (let n = 0; n < 5; n += 1) server.send('tools/call', logCall(nthBoat(n)));
      await pause(300);
      const since = performance.now();
      server.child.kill(signal);
      expect(await server.ended).toEqual({ code, signal: null });
      const elapsed = performance.now() - since;
      expect(logOf(workspace.read(plan))).toEqual([]);
      return elapsed;
    });
    expect(took).toBeLessThan(2_000);
  });
});

describe('a signal', () => {
  it('that comes a second time ends the server at once', async () => {
    const took = await quickest(700, async () => {
      const workspace = newWorkspace();
      expect(await firstLine(startChild('holdLock.ts', [workspace.path, plan]))).toBe('held');
      const server = await startRaw(workspace.path);
      server.send('tools/call', logCall(nthBoat(1)));
      // What comes behind a call that waits for the lock has been answered: so the call was read.
      await server.call('read_plan', { plan });
      server.child.kill('SIGINT');
      await hasTakenLeave(server.child.pid, 'SIGTERM');
      const since = performance.now();
      server.child.kill('SIGTERM');
      expect(await server.ended).toEqual({ code: null, signal: 'SIGTERM' });
      return performance.now() - since;
    });
    expect(took).toBeLessThan(700);
  });

  it('ends a server whose client reads nothing', async () => {
    const server = await startRaw(newWorkspace().path);
    server.child.stdout.pause();
    for (let id = 0; id < 500; id += 1) server.write(lineOf('2025-11-25', id, 'tools/list'));
    await pause(500);
    server.child.kill('SIGTERM');
    const [code] = await once(server.child, 'exit');
    expect(code).toBe(143);
    server.child.stdout.resume();
  });

  it('shortens the wait of a server whose client has closed stdin', async () => {
    const workspace = newWorkspace();
    expect(await firstLine(startChild('holdLock.ts', [workspace.path, plan]))).toBe('held');
    const server = await startRaw(workspace.path);
    server.send('tools/call', logCall(nthBoat(1)));
    server.child.stdin.end();
    await pause(500);
    expect(isAlive(server.child.pid ?? 0)).toBe(true);
    server.child.kill('SIGTERM');
    expect(await server.ended).toEqual({ code: 143, signal: null });
  });
});

describe('a server', () => {
  it('goes when its parent is killed, whatever it was asked', async () => {
    for (const asks of [false, true]) {
      const workspace = newWorkspace();
      expect(await firstLine(startChild('holdLock.ts', [workspace.path, plan]))).toBe('held');
      const session = greetingOf('2025-11-25') + (asks ? lineOf('2025-11-25', 1, 'tools/list') : '');
      const script = `const c = require('node:child_process').spawn(process.execPath, ${JSON.stringify([program, '--workspace', workspace.path])});
        c.stdin.write(${JSON.stringify(session)}); c.stdout.once('data', () => console.log(c.pid)); setInterval(() => {}, 1000);`;
      const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
      const pid = Number(await firstLine(parent));
      expect(isAlive(pid)).toBe(true);
      parent.kill('SIGKILL');
      await vi.waitFor(() => expect(isAlive(pid)).toBe(false), patience);
    }
  });

  it('lives on when its client closes stderr', async () => {
    const server = await startRaw(newWorkspace().path);
    server.child.stderr.destroy();
    // A response to nothing that was asked is told to people.
    for (let id = 0; id < 100; id += 1) server.write(`{"jsonrpc":"2.0","id":${id},"result":{}}\n`);
    expect(await server.call('list_plans')).toMatchObject({ isError: false });
    server.child.stdin.end();
    expect(await server.ended).toEqual({ code: 0, signal: null });
  });

  it('lives on, in bounded memory, when nobody reads its stderr', async () => {
    const { path } = newWorkspace();
    const server = await startRaw(path, { node: ['--expose-gc', '--import', gauge] });
    server.child.stderr.pause();
    expect(await server.call('list_plans')).toMatchObject({ isError: false });
    const before = await sampleOf(server, path, 0);
    const junk = `{"jsonrpc":"2.0","id":"${'x'.repeat(300)}","result":{}}\n`.repeat(100);
    for (let times = 0; times < 400; times += 1) server.write(junk);
    expect(await server.call('list_plans')).toMatchObject({ isError: false });
    const after = await sampleOf(server, path, 1);
    // Of 12 MB that it was sent, and told of.
    expect(after.heapUsed - before.heapUsed).toBeLessThan(6 * 1024 * 1024);
  });

  it.runIf(hasGit && process.platform !== 'win32')(
    'leaves no git behind, neither a zombie nor one that hangs',
    async () => {
      const workspace = newWorkspace();
      git(workspace.path, 'init', '--quiet');
      workspace.write('bin/git', `#!/bin/sh\necho $$ >> ${workspace.path}/pids\nexec sleep 30\n`);
      chmodSync(join(workspace.path, 'bin/git'), 0o755);
      const server = await startRaw(workspace.path, { env: { PATH: `${workspace.path}/bin:${process.env.PATH}` } });
      server.send('tools/call', { name: 'read_plan', arguments: { plan, view: 'changes', since: 'HEAD~1' } });
      await vi.waitFor(() => expect(existsSync(join(workspace.path, 'pids'))).toBe(true), patience);
      server.child.kill('SIGTERM');
      expect(await server.ended).toEqual({ code: 143, signal: null });
      const pids = workspace.read('pids').trim().split('\n').map(Number);
      await vi.waitFor(() => expect(pids.filter((pid) => isAlive(pid))).toEqual([]), patience);
    },
  );
});

describe('a fault of ours', () => {
  const start = (FAULT: string, folder: string) => startRaw(folder, { node: ['--import', faults], env: { FAULT } });

  it('inside a call is an id for the caller, a stack on stderr, and nothing changed', async () => {
    const workspace = newWorkspace();
    const server = await start('write', workspace.path);
    const answer = await server.call('fill_section', logCall(nthBoat(1)).arguments);
    expect(answer).toMatchObject({ isError: true, code: 'internal' });
    expect(answer.text).not.toContain(workspace.path);
    const id = /noted on its stderr as ([0-9a-f]{8})/.exec(answer.text)?.[1] ?? 'none';
    const stack = new RegExp(`fill_section failed \\(${id}\\): TypeError: broken at [\\s\\S]*\\n    at `);
    await vi.waitFor(() => expect(server.stderr()).toMatch(stack), patience);
    expect(logOf(workspace.read(plan))).toEqual([]);
    expect(litterIn(workspace.path)).toEqual([]);
    expect(await server.call('read_plan', { plan })).toMatchObject({ isError: false });
  });

  it('that nobody waits for is told to people, and the server goes on', async () => {
    const workspace = newWorkspace();
    const server = await start('rejected', workspace.path);
    workspace.write('now', '');
    await vi.waitFor(() => expect(server.stderr()).toContain('rejected by nobody'), patience);
    expect(server.stderr()).toMatch(
      /^plankeeper: A fault outside of any call \([0-9a-f]{8}\): Error: rejected by nobody\n/,
    );
    expect(await server.call('read_plan', { plan })).toMatchObject({ isError: false });
  });

  it('that nothing caught ends the server in order: open calls are answered, and it says why', async () => {
    const workspace = newWorkspace();
    const server = await start('thrown', workspace.path);
    const holder = startChild('holdLock.ts', [workspace.path, plan]);
    expect(await firstLine(holder)).toBe('held');
    const waiting = server.send('tools/call', logCall(nthBoat(1)));
    // An answer to what came behind it: so it was read, and waits.
    await server.call('read_plan', { plan });
    workspace.write('now', '');
    await vi.waitFor(() => expect(server.stderr()).toContain('thrown by nobody'), patience);
    holder.kill('SIGKILL');
    expect(await server.ended).toEqual({ code: 1, signal: null });
    expect(server.stderr()).toMatch(/ends the server \([0-9a-f]{8}\): Error: thrown by nobody\n/);
    expect(server.answers().map(({ id }) => id)).toContain(waiting);
    expect(logOf(workspace.read(plan))).toEqual([nthBoat(1)]);
  });
});
