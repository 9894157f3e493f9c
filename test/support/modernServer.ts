import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { onTestFinished } from 'vitest';
import { answerOf, type ToolAnswer } from './answers.ts';
import { program } from './program.ts';

/** The protocol revision that this client insists on. */
export const modernRevision = '2026-07-28';

export interface ModernTestServer {
  readonly client: Client;
  call(name: string, args?: Record<string, unknown>): Promise<ToolAnswer>;
}

/** As `startServer`, with the v2 SDK's client, which speaks 2026-07-28 and falls back to nothing. */
export async function startModernServer(workspace: string): Promise<ModernTestServer> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [program, '--workspace', workspace],
    cwd: workspace,
    stderr: 'pipe',
  });
  const client = new Client(
    { name: 'plankeeper-tests', version: '2.0.0' },
    { versionNegotiation: { mode: { pin: modernRevision } } },
  );
  await client.connect(transport);
  onTestFinished(() => client.close());
  return { client, call: async (name, input = {}) => answerOf(await client.callTool({ name, arguments: input })) };
}
