import { existsSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { type HttpServer, startHttpServer } from '../support/httpServer.ts';
import { patience, quickest } from '../support/patience.ts';
import { found, size } from '../support/trials.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';
import {
  envelope,
  formIn,
  json,
  messageOf,
  openSession,
  openStream,
  post,
  rawPost,
  sendRaw,
} from './support/httpWire.ts';
import { hasTakenLeave, inMb, openHandles, residentBytes } from './support/processFacts.ts';

const ferry = '# Ferry\n\n## Goals\n\nBoats leave on the hour.\n\n## Log\n\n- start\n';
const forms = { elicitation: {} };
const list = messageOf('tools/list', {}, 1);

function call(name: string, args: object, id = 1): string {
  return messageOf('tools/call', { name, arguments: args }, id);
}

/** Overwrites what somebody wrote: a person is asked. */
function overwriting(content: string, id = 5): string {
  return call('fill_section', { plan: 'ferry', fills: [{ section: 'goals', content }] }, id);
}

function noting(note: string, plan = 'ferry'): string {
  return call('fill_section', { plan, fills: [{ section: 'log', mode: 'append', content: `- ${note}` }] });
}

function ferryPlace(): TestWorkspace {
  return makeWorkspace({ 'plans/ferry.md': ferry });
}

/** It serves on, and has complained of nothing. */
async function expectWell(server: HttpServer): Promise<void> {
  expect((await post(server.url, json, list)).status).toBe(200);
  expect(server.stderr()).toMatch(/^plankeeper: serving MCP at \S+ for \S+\n$/);
  expect(server.stdout()).toBe('');
}

describe('a connection that breaks', () => {
  it('gives its stream free at once, and the head of a stream comes at once', async () => {
    const { url } = await startHttpServer(ferryPlace().path);
    const { accept, ...session } = await openSession(url);
    const headers = { ...session, accept: 'text/event-stream' };
    expect(accept).toContain('application/json');
    for (let round = 0; round < 5; round += 1) {
      // Until the server has seen the last one break, it has no stream to give.
      const stream = await vi.waitFor(async () => {
        const opened = await Promise.race([openStream(url, headers), pause(10_000)]);
        if (opened?.status === 409) opened.break();
        expect(opened?.status).toBe(200);
        return opened;
      }, patience);
      stream?.break();
    }
  });

  it('at any moment costs nobody else anything', async () => {
    const workspace = makeWorkspace({ 'plans/ferry.md': ferry, 'plans/other.md': ferry });
    const server = await startHttpServer(workspace.path);
    const session = await openSession(server.url, forms);
    const lines = Object.entries(session).map(([name, value]) => `${name}: ${value}\r\n`);
    const wholes = [list, noting('broken'), overwriting('broken'), messageOf('ping', {}, 3)].flatMap((body) => [
      rawPost(body),
      rawPost(body, `Host: localhost\r\n${lines.at(-1)}`),
    ]);
    await pause(100);
    const few = openHandles(server.process.pid) + 2;
    const rounds = size({ short: 25, hard: 1_000 });
    for (let round = 0; round < rounds; round += 1) {
      await Promise.all(
        wholes.map((whole, index) => {
          const at = Math.floor((whole.length * ((round * 7 + index * 3) % 26)) / 25);
          return sendRaw(server.url, whole.slice(0, at), /$^/, (round * 5) % 23);
        }),
      );
      expect((await post(server.url, json, noting(`note ${round}`, 'other'))).text).not.toContain('isError');
    }
    const text = workspace.read('plans/other.md');
    expect(
      Array.from({ length: rounds }, (_, round) => `- note ${round}\n`).filter((note) => !text.includes(note)),
    ).toEqual([]);
    await vi.waitFor(() => expect(openHandles(server.process.pid)).toBeLessThanOrEqual(few), patience);
    await expectWell(server);
  });

  it('leaves a form that can still be answered, in 2025-11-25', async () => {
    const workspace = ferryPlace();
    const { url } = await startHttpServer(workspace.path);
    const session = await openSession(url, forms);
    const asking = await openStream(url, session, overwriting('Boats leave at dawn.'));
    const id = formIn(await asking.has('elicitation/create'));
    asking.break();
    await pause(50);
    const reply = { jsonrpc: '2.0', id, result: { action: 'accept', content: { overwrite_1: true } } };
    expect((await post(url, session, JSON.stringify(reply))).status).toBe(202);
    await vi.waitFor(() => expect(workspace.read('plans/ferry.md')).toContain('at dawn'), patience);
  });
});

describe('a call that is cancelled', () => {
  it('ends its stream, takes its form back and writes nothing, while others write', async () => {
    const workspace = ferryPlace();
    const server = await startHttpServer(workspace.path);
    const session = await openSession(server.url, forms);
    for (let id = 10; id < 15; id += 1) {
      const asking = await openStream(server.url, session, overwriting('Boats leave at dawn.', id));
      const form = formIn(await asking.has('elicitation/create'));
      expect((await post(server.url, json, noting(`meanwhile ${id}`))).text).not.toContain('isError');
      await post(server.url, session, messageOf('notifications/cancelled', { requestId: id }));
      const told = await Promise.race([asking.end, pause(20_000)]);
      expect(told).toMatch(new RegExp(`"notifications/cancelled","params":\\{"requestId":${form}\\b`));
      expect(told).not.toContain('BROKEN');
    }
    const notes = Array.from({ length: 5 }, (_, index) => `- meanwhile ${index + 10}\n`).join('');
    expect(workspace.read('plans/ferry.md')).toBe(`${ferry}${notes}`);
    await expectWell(server);
  });
});

describe('sessions', () => {
  it('of which there are too many go, the eldest without anything open first', async () => {
    const workspace = ferryPlace();
    const server = await startHttpServer(workspace.path);
    const asker = await openSession(server.url, forms);
    const asking = await openStream(server.url, asker, overwriting('Boats leave at dawn.'));
    const id = formIn(await asking.has('elicitation/create'));
    const listener = await openSession(server.url);
    await openStream(server.url, { ...listener, accept: 'text/event-stream' });
    const idle = await openSession(server.url);
    const others = await Promise.all(Array.from({ length: 98 }, () => openSession(server.url)));
    expect((await post(server.url, idle, list)).status).toBe(404);
    for (const kept of [asker, listener, others[0] ?? {}, others[97] ?? {}])
      expect((await post(server.url, kept, list)).status).toBe(200);
    const reply = { jsonrpc: '2.0', id, result: { action: 'accept', content: { overwrite_1: true } } };
    await post(server.url, asker, JSON.stringify(reply));
    expect(await asking.end).toContain('by leave of a person');
    expect(workspace.read('plans/ferry.md')).toContain('at dawn');
    const again = await openSession(server.url);
    expect((await post(server.url, again, list)).status).toBe(200);
    await expectWell(server);
  });

  it('that all have something open go too, with nothing written', async () => {
    const workspace = ferryPlace();
    const server = await startHttpServer(workspace.path);
    const open = async (): Promise<Awaited<ReturnType<typeof openStream>>> => {
      const session = await openSession(server.url, forms);
      const stream = await openStream(server.url, session, overwriting('Boats leave at dawn.'));
      await stream.has('elicitation/create');
      return stream;
    };
    const first = await open();
    for (let count = 0; count < 100; count += 1) await open();
    expect(await Promise.race([first.end, pause(20_000)])).not.toContain('BROKEN');
    expect(workspace.read('plans/ferry.md')).toBe(ferry);
    await expectWell(server);
  });

  const gauge = fileURLToPath(new URL('./support/soakGauge.mjs', import.meta.url));

  it(
    'and streams that are dropped leave nothing behind',
    async () => {
      const workspace = ferryPlace();
      const server = await startHttpServer(workspace.path, { node: ['--expose-gc', '--import', gauge] });
      const many = size({ short: 150, hard: 2_000 });
      await dropped(server, 100);
      const before = await held(server, workspace);
      const start = performance.now();
      await dropped(server, many);
      let after = await held(server, workspace);
      // What was dropped last may not have been noticed yet.
      for (let looks = 0; looks < 20 && isMore(after, before); looks += 1) after = await held(server, workspace);
      found(
        'sessions over HTTP',
        `${many * 2} sessions, half without DELETE, ${many} streams of each era dropped in ${((performance.now() - start) / 1_000).toFixed(0)} s; ` +
          `heap ${inMb(before.heapUsed)} → ${inMb(after.heapUsed)}, resources ${before.resources} → ${after.resources}, handles ${before.handles} → ${after.handles}`,
      );
      expect(isMore(after, before), JSON.stringify({ before, after })).toBe(false);
      await expectWell(server);
    },
    size({ short: 120_000, hard: 600_000 }),
  );
});

/** Sessions, half of them ended by DELETE, each with a stream that is dropped; and as many streams of 2026-07-28. */
async function dropped({ url }: HttpServer, many: number): Promise<void> {
  const modern = { ...json, 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'subscriptions/listen' };
  const notifications = { resourcesListChanged: true, resourceSubscriptions: ['plan://plans/ferry.md'] };
  for (let round = 0; round < many; round += 1) {
    const session = await openSession(url);
    (await openStream(url, { ...session, accept: 'text/event-stream' })).break();
    await fetch(url, { method: 'DELETE', headers: await openSession(url) });
    const body = messageOf('subscriptions/listen', { _meta: envelope, notifications }, round);
    (await openStream(url, modern, body)).break();
  }
}

const gaugeSchema = z.object({ heapUsed: z.number(), rss: z.number(), resources: z.number() });

type Gauge = z.output<typeof gaugeSchema>;

/** Whether so much more is held than before that it is no noise. */
function isMore(after: Gauge, before: Gauge): boolean {
  return after.heapUsed - before.heapUsed >= 4 * 1024 * 1024 || after.resources > before.resources + 8;
}

/** What the server says that it holds, in bytes; it was started with `soakGauge.mjs`. */
async function held(server: HttpServer, { path }: TestWorkspace) {
  await pause(500);
  const file = join(path, 'gauge');
  server.process.kill('SIGUSR2');
  await vi.waitFor(() => expect(existsSync(file)).toBe(true), patience);
  const gauge = gaugeSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  rmSync(file);
  return { ...gauge, handles: openHandles(server.process.pid) };
}

describe('requests', () => {
  it('that never come to an end keep nobody else waiting, and are cut off', async () => {
    const server = await startHttpServer(ferryPlace().path);
    const halves = Array.from({ length: 40 }, (_, index) => trickling(server, index % 2 === 0));
    const start = performance.now();
    for (let count = 0; count < 20; count += 1) expect((await post(server.url, json, list)).status).toBe(200);
    // Not until the halves are cut off, which is after 10 s.
    expect(performance.now() - start).toBeLessThan(8_000);
    const heads = halves.filter((_, index) => index % 2 === 0);
    await Promise.all(heads.map(({ cut }) => cut));
    // Long before the 60 s that a request may take which comes on.
    expect(performance.now() - start).toBeLessThan(30_000);
    await expectWell(server);
  });

  it('that wait with half a body keep nobody from ending', async () => {
    const took = await quickest(1_000, async () => {
      const server = await startHttpServer(ferryPlace().path);
      for (let count = 0; count < 20; count += 1) trickling(server, false);
      expect((await post(server.url, json, list)).status).toBe(200);
      const start = performance.now();
      server.process.kill('SIGTERM');
      expect(await server.exit).toBe(143);
      return performance.now() - start;
    });
    expect(took).toBeLessThan(1_000);
  });

  it('that are sent before the answers of others come get their answers in order', async () => {
    const server = await startHttpServer(ferryPlace().path);
    const ids = Array.from({ length: 30 }, (_, index) => index + 1);
    const got = await sendRaw(server.url, ids.map((id) => rawPost(messageOf('ping', {}, id))).join(''), /"id":30\b/);
    expect([...got.matchAll(/"id":(\d+)/g)].map(([, id]) => Number(id))).toEqual(ids);
  });

  it.each(['by its length', 'in pieces'])(
    'too much of a body, told %s, is refused, and the connection goes on',
    async (how) => {
      const server = await startHttpServer(ferryPlace().path);
      const body = 'x'.repeat(5 * 1024 * 1024);
      const head = 'POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';
      const sent =
        how === 'in pieces'
          ? `${head}Transfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`
          : `${head}Content-Length: ${body.length}\r\n\r\n${body}`;
      const got = await sendRaw(server.url, sent + rawPost(list), /HTTP\/1\.1 200/);
      expect([...got.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(['413', '200']);
    },
  );

  it('of 4 MB each, many at once, are answered one and all', async () => {
    const server = await startHttpServer(ferryPlace().path);
    const many = size({ short: 16, hard: 64 });
    const body = call('list_plans', { query: 'x'.repeat(4 * 1024 * 1024 - 200) });
    const start = performance.now();
    const answers = await Promise.all(Array.from({ length: many }, () => post(server.url, json, body)));
    for (const { status, text } of answers) {
      expect(status).toBe(200);
      expect(text).toContain('[too_large]');
    }
    found(
      '4 MB over HTTP',
      `${many} at once in ${(performance.now() - start).toFixed(0)} ms, resident ${inMb(residentBytes(server.process.pid))}`,
    );
    await expectWell(server);
  });
});

/** A request of which a byte comes now and then, and never the last: half a head, or half a body. */
function trickling({ url }: HttpServer, isHead: boolean): { readonly cut: Promise<void> } {
  const half = isHead ? 'POST /mcp HTTP/1.1\r\nHost: localhost\r\nX-Slow: ' : rawPost('x'.repeat(1_000)).slice(0, -900);
  const socket: Socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(half));
  const timer = setInterval(() => socket.write('x'), 500);
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => {});
  socket.resume();
  return {
    cut: new Promise((resolve) => {
      socket.on('close', () => {
        clearInterval(timer);
        resolve();
      });
    }),
  };
}

describe('the end', () => {
  /** A form that waits, a stream of a session and one of 2026-07-28. */
  async function busy(server: HttpServer) {
    const session = await openSession(server.url, forms);
    const asking = await openStream(server.url, session, overwriting('Boats leave at dawn.'));
    await asking.has('elicitation/create');
    const stream = await openStream(server.url, { ...session, accept: 'text/event-stream' });
    const modern = { ...json, 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'subscriptions/listen' };
    const notifications = { resourcesListChanged: true };
    const listening = await openStream(
      server.url,
      modern,
      messageOf('subscriptions/listen', { _meta: envelope, notifications }, 7),
    );
    return { asking, stream, listening };
  }

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('by %s comes within 1.5 s, with streams open and a form that waits', async (signal, code) => {
    const took = await quickest(1_900, async () => {
      const workspace = ferryPlace();
      const server = await startHttpServer(workspace.path);
      const { asking, stream, listening } = await busy(server);
      const start = performance.now();
      server.process.kill(signal);
      expect(await server.exit).toBe(code);
      const elapsed = performance.now() - start;
      // Streams end in order, not in the middle.
      for (const ended of [asking, stream, listening]) expect(await ended.end).not.toContain('BROKEN');
      expect(await listening.end).toContain('"resultType":"complete"');
      expect(workspace.read('plans/ferry.md')).toBe(ferry);
      expect(server.stderr()).toMatch(/^plankeeper: serving MCP at \S+ for \S+\n$/);
      expect(server.stdout()).toBe('');
      return elapsed;
    });
    expect(took).toBeLessThan(1_900);
  });

  it('by a second signal comes at once', async () => {
    const took = await quickest(500, async () => {
      const server = await startHttpServer(ferryPlace().path);
      await busy(server);
      server.process.kill('SIGTERM');
      await hasTakenLeave(server.process.pid, 'SIGTERM');
      const start = performance.now();
      server.process.kill('SIGTERM');
      expect(await server.exit).toBeNull();
      return performance.now() - start;
    });
    expect(took).toBeLessThan(500);
  });

  it('by a fault that no call caught is told on stderr alone', async () => {
    const workspace = ferryPlace();
    const fault = fileURLToPath(new URL('./support/processFault.mjs', import.meta.url));
    const server = await startHttpServer(workspace.path, { node: ['--import', fault], env: { FAULT: 'thrown' } });
    await busy(server);
    workspace.write('now', '');
    expect(await server.exit).toBe(1);
    expect(server.stderr()).toMatch(
      /A fault that no call caught ends the server \([0-9a-f]{8}\): Error: thrown by nobody/,
    );
    expect(server.stdout()).toBe('');
  });
});

it('two servers on one workspace lose nothing of each other', async () => {
  const workspace = ferryPlace();
  const servers = await Promise.all([startHttpServer(workspace.path), startHttpServer(workspace.path)]);
  const notes = Array.from({ length: size({ short: 40, hard: 400 }) }, (_, index) => `note ${index}`);
  const answers = await Promise.all(
    notes.map((note, index) => post(servers[index % 2]?.url ?? '', json, noting(note))),
  );
  expect(answers.filter(({ text }) => text.includes('isError'))).toEqual([]);
  const text = workspace.read('plans/ferry.md');
  expect(notes.filter((note) => !text.includes(`- ${note}\n`))).toEqual([]);
});
