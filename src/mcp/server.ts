import { McpServer } from '@modelcontextprotocol/server';
import { contextOf } from './calls/callContext.ts';
import { registerCompletion } from './completion/completion.ts';
import { instructions } from './instructions.ts';
import { registerPrompts } from './prompts/register.ts';
import { registerResources } from './resources/register.ts';
import { listedSchema } from './calls/schemas.ts';
import type { Shared } from './shared.ts';
import { tidy } from './tidying.ts';
import type { ListedTool } from './calls/listedTool.ts';
import { callTool } from './calls/toolCall.ts';

/** Lists that never change while the process lives, and are the same for everybody. */
const fixed = { ttlMs: 3_600_000, cacheScope: 'public' } as const;
/** Files, which change by any hand at any time. */
const changing = { ttlMs: 0, cacheScope: 'private' } as const;

/** One connection's server, for either protocol era. Keeps no state of its own. */
export function createServer(shared: Shared): McpServer {
  const server = new McpServer(
    { name: 'plankeeper', title: 'Plankeeper', version: shared.version },
    {
      instructions,
      capabilities: { tools: { listChanged: false } },
      cacheHints: {
        'tools/list': fixed,
        'server/discover': fixed,
        'prompts/list': fixed,
        'resources/templates/list': fixed,
        'resources/list': changing,
        'resources/read': changing,
      },
    },
  );
  for (const listed of shared.tools) register(server, listed, shared);
  registerResources(server, shared);
  registerPrompts(server, shared);
  registerCompletion(server, shared);
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
    (args, call) => {
      const context = contextOf(call, shared, server.server.getClientCapabilities());
      return callTool(listed, args, context, shared.report).finally(tidy);
    },
  );
}
