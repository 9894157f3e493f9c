import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  PROTOCOL_VERSION_META_KEY,
} from '@modelcontextprotocol/client';
import { describe, expect, it } from 'vitest';
import { modernRevision, startModernServer } from '../support/modernServer.ts';
import { messagesIn, runProgram } from '../support/program.ts';
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
    expect(client.getServerCapabilities()).toEqual({ tools: { listChanged: false } });
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
