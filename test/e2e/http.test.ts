import { spawnSync } from 'node:child_process';
import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { rawPost, sendRaw } from '../reliability/support/httpWire.ts';
import { answerOf } from '../support/answers.ts';
import { sendHttp, startHttpServer } from '../support/httpServer.ts';
import { modernRevision } from '../support/modernServer.ts';
import { program, runProgram } from '../support/program.ts';
import { makeFolder, makeWorkspace } from '../support/workspace.ts';

const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const secret = 'a-token-that-nobody-guesses';
const ferry = '# Ferry\n\n**Status**: Draft\n\n## Goals\n\n[What it is for]\n\n## Crew\n\n[Who sails]\n';

function message(method: string, params: Record<string, unknown> = {}, id = 1): string {
  return JSON.stringify({ jsonrpc: '2.0', id, method, params });
}

const greeting = message('initialize', {
  protocolVersion: '2025-06-18',
  capabilities: {},
  clientInfo: { name: 'raw', version: '1.0.0' },
});

async function connectOld(url: string, headers: Record<string, string> = {}): Promise<Client> {
  const client = new Client({ name: 'plankeeper-tests', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));
  onTestFinished(() => client.close());
  return client;
}

async function connectModern(url: string): Promise<ModernClient> {
  const mode = { pin: modernRevision };
  const client = new ModernClient({ name: 'plankeeper-tests', version: '2.0.0' }, { versionNegotiation: { mode } });
  await client.connect(new ModernTransport(new URL(url)));
  onTestFinished(() => client.close());
  return client;
}

interface Options {
  readonly onprogress?: (told: { readonly progress: number }) => void;
  readonly signal?: AbortSignal;
}

/** The error of a JSON-RPC answer. */
function errorIn(body: string): { readonly code: number; readonly message: string } {
  return z.object({ error: z.object({ code: z.number(), message: z.string() }) }).parse(JSON.parse(body)).error;
}

describe('over HTTP', () => {
  it('clients of both eras list the same tools and write the same plan', async () => {
    const workspace = makeWorkspace({ 'plans/ferry.md': ferry });
    const { url, stderr } = await startHttpServer(workspace.path);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/mcp$/);
    const [old, modern] = await Promise.all([connectOld(url), connectModern(url)]);
    expect((await modern.listTools()).tools).toEqual((await old.listTools()).tools);
    for (const [client, section] of [
      [old, 'goals'],
      [modern, 'crew'],
    ] as const) {
      const fills = [{ section, content: `${section} by way of HTTP.` }];
      const answer = answerOf(await client.callTool({ name: 'fill_section', arguments: { plan: 'ferry', fills } }));
      expect(answer).toMatchObject({ isError: false, data: { plan: 'plans/ferry.md' } });
    }
    expect(workspace.read('plans/ferry.md')).toBe(
      ferry.replace('[What it is for]', 'goals by way of HTTP.').replace('[Who sails]', 'crew by way of HTTP.'),
    );
    expect(stderr()).toBe(`plankeeper: serving MCP at ${url} for ${workspace.path}\n`);
  });

  it('parallel edits of several clients all land', async () => {
    const workspace = makeWorkspace({ 'plans/log.md': '# Log\n\n## Notes\n\n- start\n' });
    const { url } = await startHttpServer(workspace.path);
    const clients = await Promise.all([connectOld(url), connectModern(url), connectOld(url), connectModern(url)]);
    const notes = Array.from({ length: 20 }, (_, index) => `note ${index}`);
    await Promise.all(
      notes.map(async (note, index) => {
        const fills = [{ section: 'notes', mode: 'append', content: `- ${note}` }];
        const call = { name: 'fill_section', arguments: { plan: 'log', fills } };
        expect(answerOf(await clients[index % 4]?.callTool(call)).isError).toBe(false);
      }),
    );
    const text = workspace.read('plans/log.md');
    expect(notes.filter((note) => !text.includes(`- ${note}\n`))).toEqual([]);
  });

  it('a long call tells how far it is, and stops when its client goes', async () => {
    const files = Array.from({ length: 250 }, (_, index) => [`plans/${index}.md`, ferry] as const);
    const { url } = await startHttpServer(makeWorkspace(Object.fromEntries(files)).path);
    const [old, modern] = await Promise.all([connectOld(url), connectModern(url)]);
    const call = { name: 'list_plans', arguments: {} };
    for (const list of [
      (options: Options) => old.callTool(call, undefined, options),
      (options: Options) => modern.callTool(call, options),
    ]) {
      const told: number[] = [];
      await list({ onprogress: ({ progress }) => void told.push(progress) });
      expect(told).toEqual([100, 200]);
      const stop = new AbortController();
      const stopped = list({ signal: stop.signal });
      stop.abort();
      await expect(stopped).rejects.toThrow();
      expect(answerOf(await list({}))).toMatchObject({ isError: false, data: { total: 250 } });
    }
  });

  it('a request of the old era without a session is served, and a session ends when it is told to', async () => {
    const { url } = await startHttpServer(makeWorkspace().path);
    expect(await sendHttp(url, { headers: json, body: message('tools/list') })).toMatchObject({ status: 200 });
    const greeted = await sendHttp(url, { headers: json, body: greeting });
    expect(greeted).toMatchObject({
      status: 200,
      headers: { 'mcp-session-id': expect.stringMatching(/^[\x21-\x7e]+$/) },
    });
    const headers = { ...json, 'mcp-session-id': String(greeted.headers['mcp-session-id']) };
    expect(await sendHttp(url, { headers, body: message('tools/list') })).toMatchObject({ status: 200 });
    expect(await sendHttp(url, { method: 'DELETE', headers })).toMatchObject({ status: 200 });
    const gone = await sendHttp(url, { headers, body: message('tools/list') });
    expect(gone.status).toBe(404);
    expect(errorIn(gone.body).message).toBe('Session not found: initialize a new one');
  });
});

describe('a request that is not to be served', () => {
  it('is refused by status and words, and the next one is served', async () => {
    const { url } = await startHttpServer(makeWorkspace().path);
    const list = message('tools/list');
    const deep = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${'{"a":'.repeat(100)}1${'}'.repeat(100)}}`;
    for (const [name, sent, status, words] of [
      ['a foreign host', { headers: { ...json, host: 'evil.example' }, body: list }, 403, /Host/],
      ['a foreign page', { headers: { ...json, origin: 'https://evil.example' }, body: list }, 403, /Origin/],
      ['a page from nowhere', { headers: { ...json, origin: 'null' }, body: list }, 403, /Origin/],
      ['text', { headers: { ...json, 'content-type': 'text/plain' }, body: list }, 415, /application\/json/],
      ['no JSON', { headers: json, body: '{' }, 400, /not JSON/],
      ['nothing', { headers: json, body: ' ' }, 400, /empty/],
      ['bytes that are no UTF-8', { headers: json, body: Buffer.from([0x7b, 0xff, 0x7d]) }, 400, /not UTF-8/],
      ['a batch', { headers: json, body: `[${list}]` }, 400, /batches are not served/],
      [
        'a prototype',
        { headers: json, body: '{"jsonrpc":"2.0","id":1,"method":"ping","__proto__":{}}' },
        400,
        /__proto__/,
      ],
      ['a deep message', { headers: json, body: deep }, 400, /deeper than 64 levels/],
      ['too much', { headers: json, body: Buffer.alloc(4 * 1024 * 1024 + 1, ' ') }, 413, /at most 4194304 bytes/],
      ['an unknown session', { headers: { ...json, 'mcp-session-id': 'x' }, body: list }, 404, /initialize a new one/],
      ['no known method', { method: 'PATCH', headers: json }, 405, /not allowed/i],
    ] as const) {
      const answer = await sendHttp(url, sent);
      expect(answer.status, name).toBe(status);
      expect(errorIn(answer.body).message, name).toMatch(words);
    }
    expect((await sendHttp(url.replace('/mcp', '/'), { headers: json, body: list })).status).toBe(404);
    for (const host of ['localhost:1', '[::1]', '127.0.0.1'])
      expect(
        (await sendHttp(url, { headers: { ...json, host, origin: 'http://localhost:6274' }, body: list })).status,
      ).toBe(200);
  });

  it('by name or page is refused where these are not of this machine, however they are spelled', async () => {
    const { url } = await startHttpServer(makeWorkspace().path);
    for (const [host, status] of [
      ['LOCALHOST', 200],
      ['localhost:', 200],
      ['[::1]:80', 200],
      // No page can send this one.
      ['evil@localhost', 200],
      ['localhost.', 403],
      ['localhost:99999', 403],
      ['localhost.evil.example', 403],
      ['localhost evil.example', 403],
      ['localhost:80@evil.example', 403],
      ['127.0.0.1.evil.example', 403],
      ['[::ffff:127.0.0.1]', 403],
      ['0.0.0.0', 403],
      ['127.0.0.2', 403],
    ] as const)
      expect((await sendHttp(url, { headers: { ...json, host }, body: message('ping') })).status, host).toBe(status);
    for (const [origin, status] of [
      ['http://LOCALHOST:6274', 200],
      ['https://[::1]', 200],
      ['http://localhost.evil.example', 403],
      ['http://localhost@evil.example', 403],
      ['http://localhost, https://evil.example', 403],
      ['localhost', 403],
      ['file://', 403],
    ] as const)
      expect((await sendHttp(url, { headers: { ...json, origin }, body: message('ping') })).status, origin).toBe(
        status,
      );
    expect(await sendRaw(url, rawPost(message('ping'), 'Host: \r\n'), /HTTP.*\r\n\r\n/s)).toMatch(/^HTTP\/1\.1 403 /);
  });

  it('to another place, by another method or for a session of its own making is refused', async () => {
    const { url } = await startHttpServer(makeWorkspace().path);
    const body = message('ping');
    for (const method of ['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'TRACE', 'PROPFIND']) {
      const refused = await sendHttp(url, { method, headers: { ...json, 'content-length': '0' } });
      expect(refused, method).toMatchObject({ status: 405, headers: { allow: 'GET, POST, DELETE' } });
    }
    for (const [line, status] of [
      ['POST http://evil.example/mcp', 404],
      ['POST //evil.example/mcp', 404],
      ['POST /mcp/', 404],
      ['POST /%6dcp', 404],
      ['POST *', 404],
      ['POST /mcp?token=none', 200],
    ] as const) {
      const sent = rawPost(body).replace('POST /mcp', line);
      expect(await sendRaw(url, sent, /HTTP.*\r\n\r\n/s), line).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    }
    for (const id of ['__proto__', 'constructor', '', 'a, b', '../x', 'x'.repeat(8_000)]) {
      const answer = await sendHttp(url, { headers: { ...json, 'mcp-session-id': id }, body });
      expect(answer.status, id).toBe(404);
      expect(answer.headers['mcp-session-id']).toBeUndefined();
    }
    const split = rawPost(body, 'Host: localhost\r\nMcp-Session-Id: a\r\n b: c\r\n');
    expect(await sendRaw(url, split, /HTTP.*\r\n\r\n/s)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('blames the caller for params that break the protocol, in both eras', async () => {
    const { url } = await startHttpServer(makeWorkspace().path);
    const greeted = await sendHttp(url, { headers: json, body: greeting });
    const session = { 'mcp-session-id': String(greeted.headers['mcp-session-id']) };
    for (const headers of [json, { ...json, ...session }]) {
      const answer = await sendHttp(url, { headers, body: message('tools/call', { name: 7 }) });
      const body = answer.body.replace(/^[^{]*data: /s, '').trim();
      expect(errorIn(body), answer.body).toMatchObject({ code: -32602 });
    }
  });
});

describe('a token', () => {
  it('is needed beyond loopback, and long enough', async () => {
    const { path } = makeWorkspace();
    const open = await runProgram(['--workspace', path, '--http', '0', '--host', '0.0.0.0'], '', path);
    expect(open).toMatchObject({ code: 2, stdout: '' });
    expect(open.stderr).toMatch(/^plankeeper: \[invalid_input\] .*PLANKEEPER_TOKEN/);
  });

  it('opens what is closed without it', async () => {
    const { path } = makeWorkspace();
    const { url } = await startHttpServer(path, { args: ['--host', '0.0.0.0'], env: { PLANKEEPER_TOKEN: secret } });
    const near = url.replace('0.0.0.0', '127.0.0.1');
    const body = message('tools/list');
    for (const headers of [json, { ...json, authorization: 'Bearer no' }, { ...json, authorization: secret }]) {
      const answer = await sendHttp(near, { headers, body });
      expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
    }
    const bearing = { ...json, authorization: `Bearer ${secret}` };
    expect((await sendHttp(near, { headers: bearing, body })).status).toBe(200);
    expect((await sendHttp(near, { headers: { ...bearing, origin: 'https://evil.example' }, body })).status).toBe(403);
    const client = await connectOld(near, { authorization: `Bearer ${secret}` });
    expect((await client.listTools()).tools).not.toEqual([]);
  });

  it('is borne whole, once, under its scheme in any case, on loopback too', async () => {
    const { path } = makeWorkspace();
    const { url } = await startHttpServer(path, { env: { PLANKEEPER_TOKEN: secret } });
    const body = message('ping');
    for (const [authorization, status] of [
      [`Bearer ${secret}`, 200],
      [`bEARER   ${secret}  `, 200],
      [`Bearer ${secret}x`, 401],
      [`Bearer ${secret.slice(0, -1)}`, 401],
      [`Bearer ${secret.toUpperCase()}`, 401],
      [`Bearer ${secret} ${secret}`, 401],
      [`Basic ${secret}`, 401],
      [`Bearer`, 401],
      [``, 401],
      [`Bearer ${'x'.repeat(10_000)}`, 401],
    ] as const)
      expect((await sendHttp(url, { headers: { ...json, authorization }, body })).status, authorization).toBe(status);
    const line = (given: string): string => `Authorization: Bearer ${given}\r\n`;
    for (const [lines, status] of [
      [line('no') + line(secret), 401],
      [line(secret) + line('no'), 200],
      ['', 401],
    ] as const)
      expect(await sendRaw(url, rawPost(body, `Host: localhost\r\n${lines}`), /HTTP.*\r\n\r\n/s)).toMatch(
        new RegExp(`^HTTP/1\\.1 ${status} `),
      );
    // Without the token nothing is told of paths and methods, either.
    expect((await sendHttp(url.replace('/mcp', '/'), { method: 'PUT', headers: json })).status).toBe(401);
  });

  it.each([
    ['an empty one', '', 'has 0 characters'],
    ['a short one', 'fifteen-letters', 'has 15 characters'],
    ['one with a line end', 'a-token-out-of-a-file\n', 'no blanks and line ends'],
    ['one with blanks', 'four words of a song', 'no blanks and line ends'],
    ['one beyond ASCII', 'schlüssel-zum-plan', 'no blanks and line ends'],
    ['a very long one', 'x'.repeat(5_000), '16 to 4096'],
  ])('%s is refused before anything is served, on loopback too', async (_name, token, words) => {
    const { path } = makeWorkspace();
    const run = spawnSync(process.execPath, [program, '--workspace', path, '--http', '0'], {
      env: { ...process.env, PLANKEEPER_TOKEN: token },
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toContain(words);
  });
});

describe('the address', () => {
  it.each([
    [['--http', 'x'], 'takes a port'],
    [['--http', '70000'], 'takes a port'],
    [['--host', '127.0.0.1'], '--host goes with --http PORT'],
    [['--http', '0', '--host', '203.0.113.7'], 'PLANKEEPER_TOKEN'],
  ])('%j is refused on stderr with exit code 2', async (args, words) => {
    const run = await runProgram(args, '', makeFolder().path);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(words);
  });

  it.each([
    ['127.0.0.2', 'http://127.0.0.2:'],
    ['::1', 'http://[::1]:'],
    ['localhost', 'http://localhost:'],
    ['LOCALHOST', 'http://LOCALHOST:'],
  ])('%s is loopback too', async (host, opening) => {
    const { url } = await startHttpServer(makeWorkspace().path, { args: ['--host', host] });
    expect(url.startsWith(opening)).toBe(true);
    expect((await (await connectOld(url)).listTools()).tools).not.toEqual([]);
    expect((await sendHttp(url, { headers: { ...json, host: 'evil.example' }, body: message('ping') })).status).toBe(
      403,
    );
  });

  it.each(['0:0:0:0:0:0:0:1', '127.1', '::ffff:127.0.0.1', 'localhost.evil.example', '127.0.0.1.evil.example', ''])(
    '%j does not pass for loopback',
    async (host) => {
      const run = await runProgram(['--http', '0', '--host', host], '', makeFolder().path);
      expect(run).toMatchObject({ code: 2, stdout: '' });
      expect(run.stderr).toContain('PLANKEEPER_TOKEN');
    },
  );

  it('that is taken is named', async () => {
    const { path } = makeWorkspace();
    const { url } = await startHttpServer(path);
    const port = new URL(url).port;
    const run = await runProgram(['--workspace', path, '--http', port], '', path);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(`Port ${port} of 127.0.0.1 can't be served: it is taken.`);
  });
});

describe('the end', () => {
  it('comes when calls that were begun are answered, with streams open', async () => {
    // It tells of every hundredth plan; so many are left that it is at work, and few enough for the second that calls are given.
    const files = Array.from({ length: 150 }, (_, index) => [`plans/${index}.md`, ferry] as const);
    const server = await startHttpServer(makeWorkspace(Object.fromEntries(files)).path);
    // Its stream for notifications stays open.
    await connectOld(server.url);
    const modern = await connectModern(server.url);
    const begun = new Promise<void>((resolve) => {
      const call = { name: 'list_plans', arguments: {} };
      const answer = modern.callTool(call, { onprogress: () => resolve() });
      onTestFinished(async () =>
        expect(answerOf(await answer)).toMatchObject({ isError: false, data: { total: 150 } }),
      );
    });
    await begun;
    server.process.kill('SIGTERM');
    expect(await server.exit).toBe(143);
    await expect(sendHttp(server.url, { headers: json, body: message('tools/list') })).rejects.toThrow(/ECONNREFUSED/);
  });
});
