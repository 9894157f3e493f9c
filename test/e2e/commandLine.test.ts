import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { runProgram } from '../support/program.ts';
import { startServer } from '../support/server.ts';
import { root } from '../support/sources.ts';
import { makeFolder, makeWorkspace } from '../support/workspace.ts';

describe('the command line', () => {
  it('tells its version and how to call it', async () => {
    const { path } = makeFolder();
    const manifest = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
    expect(await runProgram(['--version'], '', path)).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
    const help = await runProgram(['--help'], '', path);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('--workspace DIR');
  });

  it.each([
    [['--no-such-flag'], '--no-such-flag'],
    [['plans'], 'plans'],
    [['--workspace'], '--workspace'],
    [['--workspace', 'no-such-folder'], 'no-such-folder'],
  ])('refuses %j on stderr, with exit code 2', async (args, word) => {
    const run = await runProgram(args, '', makeFolder().path);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(/^plankeeper: .+\n$/);
    expect(run.stderr).toContain(word);
  });
});

describe('start-up', () => {
  it('leaves no trace in the workspace', async () => {
    const { path } = makeWorkspace();
    const server = await startServer(path);
    await server.client.listTools();
    await server.close();
    expect(readdirSync(path, { recursive: true })).toEqual(['.plankeeper']);
    expect(server.stderr()).toBe('');
  });

  it('takes the folder that it is started in, where no workspace is named', async () => {
    const { path } = makeWorkspace();
    const { client } = await startServer(path, []);
    await client.listTools();
  });

  it('goes by mcp.json as that lies', async () => {
    const server = z.object({ command: z.string(), args: z.array(z.string()) });
    const { mcpServers } = z
      .object({ mcpServers: z.object({ plankeeper: server }) })
      .parse(JSON.parse(readFileSync(join(root, 'mcp.json'), 'utf8')));
    const client = new Client({ name: 'plankeeper-tests', version: '1.0.0' });
    onTestFinished(() => client.close());
    await client.connect(new StdioClientTransport({ ...mcpServers.plankeeper, cwd: root }));
    expect(client.getServerVersion()).toMatchObject({ name: 'plankeeper' });
  });
});
