import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { getDefaultEnvironment, StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { onTestFinished } from 'vitest';
import { answerOf, type ToolAnswer } from './answers.ts';
import { program } from './program.ts';

export interface TestServer {
  readonly client: Client;
  call(name: string, args?: Record<string, unknown>): Promise<ToolAnswer>;
  /** What the server has told people so far. */
  stderr(): string;
  close(): Promise<void>;
}

/** Starts the built server on a workspace, as a child process, and connects the v1 SDK's client (2025-11-25). Closed when the test ends. */
export async function startServer(
  workspace: string,
  args: readonly string[] = ['--workspace', workspace],
): Promise<TestServer> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [program, ...args],
    cwd: workspace,
    // The user's own Git configuration would name an author.
    env: { ...getDefaultEnvironment(), HOME: workspace },
    stderr: 'pipe',
  });
  let told = '';
  transport.stderr?.on('data', (chunk: Buffer) => {
    told += chunk.toString('utf8');
  });
  const client = new Client({ name: 'plankeeper-tests', version: '1.0.0' });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return {
    client,
    call: async (name, input = {}) => answerOf(await client.callTool({ name, arguments: input })),
    stderr: () => told,
    close: () => client.close(),
  };
}
