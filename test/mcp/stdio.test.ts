import { PassThrough, Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  PROTOCOL_VERSION_META_KEY,
} from '@modelcontextprotocol/client';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createServer } from '../../src/mcp/server.ts';
import { StdioTransport } from '../../src/mcp/stdio/stdio.ts';
import { defineTool } from '../../src/tools/tool.ts';
import { messagesIn, type RawAnswer } from '../support/program.ts';
import { makeShared } from '../support/toolContext.ts';

const slow = defineTool({
  name: 'wait',
  title: 'Wait',
  description: 'Waits.',
  hints: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  input: z.strictObject({ ms: z.int() }),
  output: z.strictObject({ waited: z.int() }),
  async run({ ms }, { progress, signal }) {
    progress(1, 2, 'half');
    await pause(ms, undefined, { signal });
    return { text: `Waited ${ms} ms.`, data: { waited: ms } };
  },
});

const clientInfo = { name: 'raw', version: '1.0.0' };
const envelope = {
  [PROTOCOL_VERSION_META_KEY]: '2026-07-28',
  [CLIENT_INFO_META_KEY]: clientInfo,
  [CLIENT_CAPABILITIES_META_KEY]: {},
};
const initialize = {
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo },
};

function serve(graceTime = 5_000) {
  // Closed by the transport alone, so that its closing can be waited for.
  const [input, output] = [new PassThrough({ autoDestroy: false }), new PassThrough()];
  const told: string[] = [];
  let text = '';
  output.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  const shared = makeShared([slow], told);
  const transport = new StdioTransport(input, output, graceTime);
  serveStdio(() => createServer(shared), { transport, onerror: (error) => told.push(error.message) });
  const ended = new Promise<void>((resolve) => {
    input.on('close', () => resolve());
  });
  return {
    say: (...messages: readonly object[]) => {
      for (const message of messages) input.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
    },
    input,
    output,
    told,
    ended,
    answers: (): readonly RawAnswer[] => messagesIn(text),
  };
}

describe('the end of stdin', () => {
  it('waits for the answer of a slow call in the old era', async () => {
    const { say, input, ended, answers } = serve();
    say(initialize, { id: 2, method: 'tools/call', params: { name: 'wait', arguments: { ms: 100 } } });
    input.end();
    await ended;
    expect(answers().map(({ id }) => id)).toEqual([1, 2]);
    expect(answers().at(1)?.result).toMatchObject({ structuredContent: { waited: 100 } });
  });

  it('waits for the answer of a slow call in the new era', async () => {
    const { say, input, ended, answers } = serve();
    say({ id: 'a', method: 'tools/call', params: { name: 'wait', arguments: { ms: 100 }, _meta: envelope } });
    input.end();
    await ended;
    expect(answers().map(({ id, result }) => [id, result?.structuredContent])).toEqual([['a', { waited: 100 }]]);
  });

  it('waits for every one of many calls, ids used twice among them', async () => {
    const { say, input, ended, answers } = serve();
    const ids = [2, 3, 4, 5, 5];
    say(
      initialize,
      ...ids.map((id) => ({ id, method: 'tools/call', params: { name: 'wait', arguments: { ms: 20 * id } } })),
    );
    input.end();
    await ended;
    expect(answers().map(({ id }) => id)).toEqual([1, ...ids]);
  });

  it('does not wait for a cancelled call', async () => {
    const { say, input, ended, answers } = serve(60_000);
    say(initialize, { id: 2, method: 'tools/call', params: { name: 'wait', arguments: { ms: 60_000 } } });
    await pause(50);
    say({ method: 'notifications/cancelled', params: { requestId: 2 } });
    input.end();
    await ended;
    expect(answers().map(({ id }) => id)).toEqual([1]);
  });

  it('does not wait for a subscription', async () => {
    const { say, input, ended } = serve(60_000);
    say({ id: 1, method: 'subscriptions/listen', params: { notifications: {}, _meta: envelope } });
    await pause(50);
    input.end();
    await ended;
  });

  it('waits no longer than the grace time', async () => {
    const { say, input, ended, answers } = serve(100);
    say(initialize, { id: 2, method: 'tools/call', params: { name: 'wait', arguments: { ms: 60_000 } } });
    input.end();
    // The grace timer alone keeps no process alive.
    const alive = setInterval(() => {}, 20);
    await ended;
    clearInterval(alive);
    expect(answers().map(({ id }) => id)).toEqual([1]);
  });
});

describe('a call', () => {
  it('tells its progress to who asked for it', async () => {
    const { say, input, ended, answers } = serve();
    const call = { name: 'wait', arguments: { ms: 1 } };
    say(initialize, { id: 2, method: 'tools/call', params: { ...call, _meta: { progressToken: 'p' } } });
    say({ id: 3, method: 'tools/call', params: call });
    input.end();
    await ended;
    expect(answers().filter(({ method }) => method === 'notifications/progress')).toHaveLength(1);
  });
});

describe('the transport', () => {
  it('reads a first message that a byte order mark stands before', async () => {
    const { say, input, ended, answers } = serve();
    input.write('\uFEFF');
    say(initialize);
    input.end();
    await ended;
    expect(answers().map(({ id, error }) => [id, error])).toEqual([[1, undefined]]);
  });

  it('answers a message over its limit and goes on', async () => {
    const { say, input, ended, answers } = serve();
    const long = 'x'.repeat(5 * 1024 * 1024);
    input.write(`{"jsonrpc":"2.0","id":9,"method":"${long}"}\n`);
    input.write(`{"method":"tools/call","params":{"x":"${long}\\","id":4}"},"jsonrpc":"2.0","id":"a\\"b"}\n`);
    input.write(`{"params":{"x":"${long}","id":4},"jsonrpc":"2.0"}\n`);
    input.write(`${'y'.repeat(5 * 1024 * 1024)}\n`);
    say(initialize);
    input.end();
    await ended;
    expect(answers().map(({ id, error }) => [id, error?.code])).toEqual([
      [9, -32600],
      ['a"b', -32600],
      [null, -32600],
      [null, -32600],
      [1, undefined],
    ]);
    expect(answers().at(-2)?.error?.message).toBe('Message too large: found 5242880 bytes, allowed 4194304');
  });

  it('ends when its output breaks', async () => {
    const input = new PassThrough();
    const output = new Writable({ write: (_chunk, _encoding, done) => done(new Error('EPIPE')) });
    const closed = new Promise<void>((resolve) => {
      const transport = new StdioTransport(input, output, 1_000);
      transport.onclose = () => resolve();
      transport.onmessage = (message) => void transport.send(message).catch(() => {});
      void transport.start();
    });
    input.write('{"jsonrpc":"2.0","id":1,"method":"ping"}\n');
    await closed;
    expect(input.destroyed).toBe(true);
  });
});
