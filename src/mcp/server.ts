import { McpServer, type ServerContext } from '@modelcontextprotocol/server';
import type { Context, PackagedFile } from '../tools/context.ts';
import { instructions } from './instructions.ts';
import { listedSchema } from './schemas.ts';
import { createTidying } from './tidying.ts';
import { callTool, type ListedTool, type Report } from './toolCall.ts';

/** What all connections of a process share. */
export interface Shared {
  readonly version: string;
  readonly tools: readonly ListedTool[];
  readonly workspace: Context['workspace'];
  readonly packaged: () => Promise<readonly PackagedFile[]>;
  /** Local date, YYYY-MM-DD; asked anew for each call. */
  readonly today: () => string;
  readonly report: Report;
}

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

function contextOf(call: ServerContext, shared: Shared): Context {
  return {
    workspace: shared.workspace,
    packaged: shared.packaged,
    today: shared.today(),
    progress: progressOf(call, shared.report),
    signal: call.mcpReq.signal,
  };
}

function progressOf(call: ServerContext, report: Report): Context['progress'] {
  const progressToken = call.mcpReq._meta?.progressToken;
  if (progressToken === undefined) return () => {};
  return (done, total, message) => {
    const params = {
      progressToken,
      progress: done,
      ...(total === undefined ? {} : { total }),
      ...(message === undefined ? {} : { message }),
    };
    call.mcpReq
      .notify({ method: 'notifications/progress', params })
      .catch((error: unknown) => report(`progress could not be sent: ${String(error)}`));
  };
}
