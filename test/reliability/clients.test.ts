import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { found, size } from '../support/trials.ts';
import { makeWorkspace } from '../support/workspace.ts';
import { firstLine, startChild } from '../workspace/support/children.ts';
import { inMb, residentBytes } from './support/processFacts.ts';
import { ferryWith, litterIn, logCall, logOf, nthBoat, plan } from './support/processPlan.ts';
import { eras, greetingOf, lineOf, spawnRaw, startRaw } from './support/processServer.ts';

const newWorkspace = (): ReturnType<typeof makeWorkspace> => makeWorkspace({ [plan]: ferryWith([]) });

describe.each(eras)('in %s, a client', (era) => {
  it('may go in the middle of any message: what was read whole is answered, and nothing is half written', async () => {
    const session = Buffer.from(
      greetingOf(era) +
        [1, 2, 3].map((id) => lineOf(era, id, 'tools/call', logCall(nthBoat(id)))).join('') +
        lineOf(era, 4, 'tools/call', { name: 'read_plan', arguments: { plan } }),
    );
    const trials = size({ short: 6, hard: 150 });
    let answered = 0;
    for (let trial = 0; trial < trials; trial += 1) {
      const cut = Math.floor(((trial + Math.random()) * session.length) / trials);
      const workspace = newWorkspace();
      const server = spawnRaw(workspace.path, { era });
      server.child.stdin.end(session.subarray(0, cut));
      expect(await server.ended, `cut at ${cut}`).toEqual({ code: 0, signal: null });
      const whole = session.subarray(0, cut).toString('utf8').split('\n').slice(0, -1);
      const asked = whole.flatMap((line) => /"id":("hello"|\d)/.exec(line)?.[1] ?? []);
      const ids = server.answers().flatMap(({ id }) => (id === null || id === undefined ? [] : JSON.stringify(id)));
      // A line without its end may be a whole message too.
      for (const id of asked) expect(ids, `cut at ${cut}`).toContain(id);
      const entries = logOf(workspace.read(plan));
      for (const id of [1, 2, 3]) if (ids.includes(`${id}`)) expect(entries).toContain(nthBoat(id));
      expect(litterIn(workspace.path)).toEqual([]);
      expect(server.stderr()).toBe('');
      answered += ids.length;
    }
    found(`client gone at a random byte, ${era}`, `${trials} cuts, ${answered} answers, no half write, no litter`);
  });

  it('that reads nothing while it asks thousands of times costs bounded memory, and gets every answer when it reads', async () => {
    const workspace = newWorkspace();
    const server = await startRaw(workspace.path, { era });
    const before = residentBytes(server.child.pid);
    server.child.stdout.pause();
    const asked = size({ short: 3_000, hard: 40_000 });
    for (let id = 0; id < asked; id += 1) server.write(lineOf(era, id, 'tools/list'));
    await pause(size({ short: 2_000, hard: 8_000 }));
    const grown = residentBytes(server.child.pid) - before;
    server.child.stdout.resume();
    server.child.stdin.end();
    expect(await server.ended).toEqual({ code: 0, signal: null });
    const ids = server.answers().flatMap(({ id }) => (typeof id === 'number' ? [id] : []));
    expect(new Set(ids).size).toBe(asked);
    expect(ids.length).toBe(asked);
    const unread = server.answers().reduce((sum, answer) => sum + JSON.stringify(answer).length, 0);
    found(`deaf client, ${era}`, `${asked} requests, ${inMb(unread)} of answers, resident memory grew ${inMb(grown)}`);
    expect(grown).toBeLessThan(96 * 1024 * 1024);
  });

  it('that cancels a call which waits for a lock ends it soon, and it writes nothing afterwards', async () => {
    const workspace = newWorkspace();
    const holder = startChild('holdLock.ts', [workspace.path, plan]);
    expect(await firstLine(holder)).toBe('held');
    const server = await startRaw(workspace.path, { era });
    // The first waits for the lock, the second for its turn behind the first.
    const ids = ['Held up at the lock', 'Waited for its turn'].map((entry) =>
      server.send('tools/call', logCall(entry)),
    );
    // The answer to what comes behind them tells that they were read.
    const looks = [server.send('tools/list')];
    await server.answer(looks[0] ?? '');
    await pause(200);
    for (const requestId of [...ids].reverse()) server.notify('notifications/cancelled', { requestId });
    looks.push(server.send('tools/list'));
    await server.answer(looks[1] ?? '');
    // The queue is free at once: a call that is not cancelled gets the lock when it is given back.
    const last = server.send('tools/call', logCall('Sailed at last'));
    await pause(100);
    holder.kill('SIGKILL');
    expect((await server.answer(last)).result).toBeDefined();
    expect(logOf(workspace.read(plan))).toEqual(['Sailed at last']);
    server.child.stdin.end();
    expect(await server.ended).toEqual({ code: 0, signal: null });
    expect(server.answers().map(({ id }) => id)).toEqual(['hello', ...looks, last]);
    expect(logOf(workspace.read(plan))).toEqual(['Sailed at last']);
    expect(litterIn(workspace.path)).toEqual([]);
    expect(server.stderr()).toBe('');
  });

  it('that cancels and leaves lets the server go at once, whoever holds the lock', async () => {
    const workspace = newWorkspace();
    expect(await firstLine(startChild('holdLock.ts', [workspace.path, plan]))).toBe('held');
    const server = await startRaw(workspace.path, { era });
    const requestId = server.send('tools/call', logCall('Held up at the lock'));
    await pause(200);
    server.notify('notifications/cancelled', { requestId });
    const since = performance.now();
    server.child.stdin.end();
    expect(await server.ended).toEqual({ code: 0, signal: null });
    // For a call that is open it would wait 30 s.
    expect(performance.now() - since).toBeLessThan(10_000);
    expect(logOf(workspace.read(plan))).toEqual([]);
  });

  it('that cancels at any moment gets all or nothing of each call, and the next call works', async () => {
    const workspace = newWorkspace();
    const server = await startRaw(workspace.path, { era });
    const trials = size({ short: 60, hard: 2_000 });
    const answered: string[] = [];
    for (let trial = 0; trial < trials; trial += 1) {
      const requestId = server.send('tools/call', logCall(nthBoat(trial)));
      const wait = Math.random() * 12;
      if (wait > 2) await pause(wait);
      server.notify('notifications/cancelled', { requestId });
      if (trial % 10 === 9) {
        expect(await server.call('read_plan', { plan, view: 'outline' })).toMatchObject({ isError: false });
        await server.call('fill_section', logCall(nthBoat(-trial)).arguments);
        answered.push(nthBoat(-trial));
      }
      const late = server.answers().find(({ id }) => id === requestId);
      if (late?.result !== undefined) answered.push(nthBoat(trial));
      // An old log makes each call slower, and shows nothing new.
      if (trial % 200 === 199) {
        expect(logOf(workspace.read(plan))).toEqual(expect.arrayContaining(answered));
        answered.length = 0;
        workspace.write(plan, ferryWith([]));
      }
    }
    const entries = logOf(workspace.read(plan));
    expect(entries).toEqual(expect.arrayContaining(answered));
    expect(new Set(entries).size).toBe(entries.length);
    server.child.stdin.end();
    expect(await server.ended).toEqual({ code: 0, signal: null });
    expect(litterIn(workspace.path)).toEqual([]);
    found(`cancels, ${era}`, `${trials} calls cancelled after 0 to 12 ms, none half done`);
  });
});
