import { McpServer } from '@modelcontextprotocol/server';
import { contextOf } from './callContext.ts';
import { instructions } from './instructions.ts';
import { listedSchema } from './schemas.ts';
import type { Shared } from './shared.ts';
import { createTidying } from './tidying.ts';
import { callTool, type ListedTool } from './toolCall.ts';

/** One heap for all connections. */
const tidy = createTidying();

/** The list never changes while the process lives, and is the same for everybody. */
const listHint = { ttlMs: 3_600_000, cacheScope: 'public' } as const;

/** One connection's server, for either protocol era. Keeps no state of its own. */
export function createServer(shared: Shared): McpServer {
  const server = new McpServer(
    { name: 'plankeeper', title: 'Plankeeper', version: shared.version },
    {
      instructions,
      capabilities: { tools: { listChanged: false } },
      cacheHints: { 'tools/list': listHint, 'server/discover': listHint },
    },
  );
  for (const listed of shared.tools) register(server, listed, shared);
  return server;
}

function register(server: McpServer, listed: ListedTool, shared: Shared): void {
  const { tool, input, output } = listed;
  const { readOnly, destructive, idempotent, openWorld } = tool.hints;
  server.registerTool(
    tool.name,
    {
      title: tool.title,
      description: tool.description,
      inputSchema: listedSchema(input),
      ...(output === undefined ? {} : { outputSchema: listedSchema(output) }),
      annotations: {
        readOnlyHint: readOnly,
        destructiveHint: destructive,
        idempotentHint: idempotent,
        openWorldHint: openWorld,
      },
    },
    (args, call) => callTool(listed, args, contextOf(call, shared), shared.report).finally(tidy),
  );
}
