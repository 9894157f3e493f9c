import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  PROTOCOL_VERSION_META_KEY,
} from '@modelcontextprotocol/client';
import { describe, expect, it, vi } from 'vitest';
import { startRaw } from '../reliability/support/processServer.ts';
import { modernRevision, startModernServer } from '../support/modernServer.ts';
import { answerOf } from '../support/answers.ts';
import { patience } from '../support/patience.ts';
import { messagesIn, type RawAnswer, runProgram } from '../support/program.ts';
import { startServer } from '../support/server.ts';
import { makeWorkspace } from '../support/workspace.ts';

const clientInfo = { name: 'raw', version: '1.0.0' };

function line(id: number | undefined, method: string, params: Record<string, unknown> = {}): string {
  return `${JSON.stringify({ jsonrpc: '2.0', ...(id === undefined ? {} : { id }), method, params })}\n`;
}

function oldLine(id: number, method: string, params?: Record<string, unknown>): string {
  return line(id, method, params);
}

function modernLine(id: number, method: string, params: Record<string, unknown> = {}): string {
  const _meta = {
    [PROTOCOL_VERSION_META_KEY]: modernRevision,
    [CLIENT_INFO_META_KEY]: clientInfo,
    [CLIENT_CAPABILITIES_META_KEY]: {},
  };
  return line(id, method, { ...params, _meta });
}

const greeting =
  line(1, 'initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo }) +
  line(undefined, 'notifications/initialized');

describe('the two eras', () => {
  it('shake hands with initialize, and say who we are and when we are needed', async () => {
    const { client } = await startServer(makeWorkspace().path);
    expect(client.getServerVersion()).toMatchObject({
      name: 'plankeeper',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
    expect(client.getInstructions()).toMatch(/^Use Plankeeper whenever /);
    expect(client.getServerCapabilities()).toEqual({
      tools: { listChanged: false },
      resources: { listChanged: true, subscribe: true },
      prompts: { listChanged: false },
      completions: {},
    });
  });

  it('are discovered in 2026-07-28', async () => {
    const { client } = await startModernServer(makeWorkspace().path);
    const found = await client.discover();
    expect(found.supportedVersions).toContain(modernRevision);
    expect(client.getInstructions()).toMatch(/^Use Plankeeper whenever /);
  });

  it('list the same tools in the same order, every time', async () => {
    const { path } = makeWorkspace();
    const [old, again, modern] = await Promise.all([startServer(path), startServer(path), startModernServer(path)]);
    const { tools } = await old.client.listTools();
    expect(tools.length).toBeGreaterThan(0);
    expect((await again.client.listTools()).tools).toEqual(tools);
    expect((await modern.client.listTools()).tools).toEqual(tools);
  });
});

describe('calls', () => {
  it('of an unknown tool are refused by name, in both eras', async () => {
    const { path } = makeWorkspace();
    const [old, modern] = await Promise.all([startServer(path), startModernServer(path)]);
    await expect(old.call('no_such_tool')).rejects.toThrow(/no_such_tool/);
    await expect(modern.call('no_such_tool')).rejects.toThrow(/no_such_tool/);
  });

  it('with an unknown argument are refused, naming it and the right ones, in both eras', async () => {
    const { path } = makeWorkspace();
    const [old, modern] = await Promise.all([startServer(path), startModernServer(path)]);
    const { tools } = await old.client.listTools();
    for (const { name, inputSchema } of tools) {
      for (const server of [old, modern]) {
        const answer = await server.call(name, { no_such_argument: 1 });
        expect(answer).toMatchObject({ isError: true, code: 'invalid_input', data: undefined });
        expect(answer.text).toMatch(/^\[invalid_input\] /);
        expect(answer.text).toContain('Unknown argument "no_such_argument"');
        for (const right of Object.keys(inputSchema.properties ?? {})) expect(answer.text).toContain(right);
      }
    }
  });
});

describe('stdin', () => {
  it('may end at once: every request that was read is answered, in the old era', async () => {
    const { path } = makeWorkspace();
    const { tools } = await (await startServer(path)).client.listTools();
    const calls = tools.map(({ name }, index) => oldLine(10 + index, 'tools/call', { name, arguments: { wrong: 1 } }));
    const run = await runProgram(['--workspace', path], greeting + oldLine(2, 'tools/list') + calls.join(''), path);
    const ids = messagesIn(run.stdout).map(({ id }) => id);
    expect(ids.sort()).toEqual([1, 2, ...tools.map((_, index) => 10 + index)].sort());
    expect(run).toMatchObject({ code: 0, stderr: '' });
  });

  it('may end at once in the new era, without a last line break', async () => {
    const { path } = makeWorkspace();
    const input = modernLine(1, 'server/discover') + modernLine(2, 'tools/list').trimEnd();
    const run = await runProgram(['--workspace', path], input, path);
    const answers = messagesIn(run.stdout);
    expect(answers.map(({ id }) => id).sort()).toEqual([1, 2]);
    expect(answers.every(({ result }) => result !== undefined)).toBe(true);
    expect(run).toMatchObject({ code: 0, stderr: '' });
  });

  it('may be empty', async () => {
    const { path } = makeWorkspace();
    expect(await runProgram(['--workspace', path], '', path)).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('with garbage gets errors in return, and the next request its answer', async () => {
    const { path } = makeWorkspace();
    const garbage = 'not json\n\n{"jsonrpc":"2.0","id":7,"method":5}\n[]\n{"unfinished\n';
    const run = await runProgram(['--workspace', path], garbage + greeting + oldLine(2, 'tools/list'), path);
    const answers = messagesIn(run.stdout);
    expect(answers.filter(({ error }) => error !== undefined).map(({ id, error }) => [id, error?.code])).toEqual([
      [null, -32700],
      [7, -32600],
      [null, -32600],
      [null, -32700],
    ]);
    expect(answers.filter(({ result }) => result !== undefined).map(({ id }) => id)).toEqual([1, 2]);
    expect(run.code).toBe(0);
  });
});

const ferry = '# Ferry\n\n## Goals\n\n[What it is for]\n';
const plan = 'plans/ferry.md';

/** Lines of a client that errs, each with the answers that must come back: id and error code, or the code of a refused call. */
function wrongLines(
  lineAs: typeof oldLine,
): readonly (readonly [string | Buffer, readonly (readonly [unknown, unknown])[]])[] {
  const fill = (id: number, content: string): string =>
    lineAs(id, 'tools/call', { name: 'fill_section', arguments: { plan, fills: [{ section: 'goals', content }] } });
  const swapped = (id: number, from: string, to: string): string => fill(id, 'MARK').replace(from, to);
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  return [
    ['not json\n', [[null, -32700]]],
    ['"text"\n', [[null, -32600]]],
    [`[${lineAs(100, 'ping').trim()}]\n`, [[null, -32600]]],
    [`${deep}\n`, [[null, -32600]]],
    [swapped(101, '"MARK"', deep), [[101, -32600]]],
    [swapped(102, '"MARK"', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`), [[102, -32600]]],
    [swapped(103, '"MARK"', '"a","__proto__":"b"'), [[103, -32600]]],
    // JSON can't give this number back; the next is no id of MCP, and can be named all the same.
    [lineAs(0, 'ping').replace('"id":0', '"id":9007199254740993'), [[null, -32600]]],
    [lineAs(0, 'ping').replace('"id":0', '"id":1e999'), [[null, -32600]]],
    [lineAs(0, 'ping').replace('"id":0', '"id":1.5'), [[1.5, -32600]]],
    [lineAs(0, 'ping').replace('"id":0', '"id":null'), [[null, -32600]]],
    [lineAs(0, 'ping').replace('"id":0', '"id":{}'), [[null, -32600]]],
    [lineAs(0, 'no/such').replace('"id":0', '"id":"\\ud800"'), [['\ud800', -32601]]],
    [lineAs(0, 'no/such').replace('"id":0', '"id":"a\\u0000b"'), [['a\u0000b', -32601]]],
    [lineAs(104, 'no/such'), [[104, -32601]]],
    [lineAs(105, 'constructor'), [[105, -32601]]],
    [lineAs(106, 'notifications/initialized'), [[106, -32601]]],
    [lineAs(107, 'tools/list', { cursor: 5 }), [[107, -32602]]],
    [lineAs(108, 'tools/call', { name: 5 }), [[108, -32602]]],
    [lineAs(109, 'tools/call', { name: '__proto__' }), [[109, -32602]]],
    [lineAs(110, 'tools/call', { name: 'read_plan', arguments: [1] }), [[110, -32602]]],
    // Bytes that are no UTF-8: refused, never repaired into a plan.
    [Buffer.from(fill(111, 'caf\u00e9'), 'latin1'), [[111, -32700]]],
    [Buffer.from([0xff, 0xfe, 0x0a]), [[null, -32700]]],
    [swapped(112, 'MARK', '\\ud800'), [[112, 'invalid_input']]],
    [lineAs(113, 'tools/call', { name: 'list_plans', arguments: { limit: 1.5 } }), [[113, 'invalid_input']]],
    [
      lineAs(114, 'tools/call', { name: 'list_plans', arguments: { limit: 0 } }).replace('"limit":0', '"limit":1e999'),
      [[114, 'invalid_input']],
    ],
    [fill(115, 'x'.repeat(1_100_000)), [[115, 'too_large']]],
    [fill(116, 'x'.repeat(5_000_000)), [[116, -32600]]],
    // Silence is right: these are no requests.
    [line(undefined, 'notifications/cancelled', { requestId: 999 }), []],
    [line(undefined, 'notifications/cancelled', { requestId: {} }), []],
    ['{"jsonrpc":"2.0","id":117,"result":{}}\n', []],
    ['\n \r\n', []],
  ];
}

const modernGreeting = modernLine(1, 'server/discover') + modernLine(2, 'tools/list');

describe.each([
  ['2025-11-25', greeting, oldLine],
  ['2026-07-28', modernGreeting, modernLine],
] as const)('in %s', (era, hello, lineAs) => {
  it('every wrong line gets its error by its id, and what comes behind it its answer', async () => {
    const workspace = makeWorkspace({ [plan]: ferry });
    const server = await startRaw(workspace.path, { era });
    for (const [bytes, expected] of wrongLines(lineAs)) {
      const about = bytes.toString('utf8').slice(0, 200);
      server.take();
      server.write(bytes);
      const next = server.send('tools/list');
      expect((await server.answer(next)).result, about).toBeDefined();
      const others = (): unknown =>
        server.answers().flatMap((each) => (each.id === next ? [] : [[each.id, codeOf(each)]]));
      await vi.waitFor(() => expect(others(), about).toEqual(expected), patience);
    }
    expect(server.stderr()).not.toMatch(/\n\s+at /);
    server.child.stdin.end();
    expect(await server.ended).toEqual({ code: 0, signal: null });
    expect(workspace.read(plan)).toBe(ferry);
  });

  it('messages and arguments that are too large are refused with what was found and what is allowed', async () => {
    const { path } = makeWorkspace({ [plan]: ferry });
    const call = (id: number, length: number): string =>
      lineAs(id, 'tools/call', { name: 'read_plan', arguments: { plan: 'x'.repeat(length) } });
    const run = await runProgram(['--workspace', path], hello + call(10, 1_048_576) + call(11, 5_000_000), path);
    const [args, message] = [10, 11].map((id) => messagesIn(run.stdout).find((answer) => answer.id === id));
    expect(answerOf(args?.result).text).toMatch(
      /^\[too_large\] The arguments are too large: found 10485\d\d bytes, allowed 1048576\. Nothing was done\./,
    );
    expect(message?.error?.message).toMatch(/^Message too large: found 500\d{4} bytes, allowed 4194304$/);
  });

  it('an id that is used twice at once gets both answers', async () => {
    const { path } = makeWorkspace({ [plan]: ferry });
    const read = lineAs(7, 'tools/call', { name: 'read_plan', arguments: { plan } });
    const run = await runProgram(['--workspace', path], hello + read + read, path);
    const answers = messagesIn(run.stdout).filter(({ id }) => id === 7);
    expect(answers.map(({ result }) => answerOf(result).isError)).toEqual([false, false]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('initialize', () => {
  it('may be missing, or come twice: every request is answered', async () => {
    const { path } = makeWorkspace({ [plan]: ferry });
    const read = (id: number): string => oldLine(id, 'tools/call', { name: 'read_plan', arguments: { plan } });
    const run = await runProgram(['--workspace', path], read(10) + greeting + read(11) + greeting + read(12), path);
    const answers = messagesIn(run.stdout);
    expect(answers.map(({ id }) => id).sort()).toEqual([1, 1, 10, 11, 12]);
    expect(answers.every(({ result }) => result !== undefined)).toBe(true);
  });
});

function codeOf({ error, result }: RawAnswer): unknown {
  return error?.code ?? answerOf(result).code;
}

describe('stdout', () => {
  it('closed by the client ends the server in peace', async () => {
    const { path } = makeWorkspace();
    const run = await runProgramWithDeafClient(path);
    expect(run).toEqual({ code: 0, signal: null, stderr: '' });
  });
});

/** A client that closes its end of stdout, goes on asking, and leaves stdin open. */
async function runProgramWithDeafClient(
  path: string,
): Promise<{ code: number | null; signal: string | null; stderr: string }> {
  const { spawn } = await import('node:child_process');
  const { program } = await import('../support/program.ts');
  const child = spawn(process.execPath, [program, '--workspace', path], { cwd: path });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => {});
  child.stdout.once('data', () => {
    child.stdout.destroy();
    child.stdin.write(oldLine(2, 'tools/list') + oldLine(3, 'tools/list'));
  });
  child.stdin.write(greeting);
  return new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stderr }));
  });
}
