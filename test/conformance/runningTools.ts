import { setTimeout as wait } from 'node:timers/promises';
import type { McpServer, ServerContext } from '@modelcontextprotocol/server';
import { said } from './said.ts';

/** Between two things that a tool tells, in milliseconds. */
const pause = 50;

/** Registers the tools that tell the client something while they run. */
export function registerRunningTools(server: McpServer): void {
  server.registerTool(
    'test_tool_with_progress',
    { description: 'Tells how far it is' },
    async ({ mcpReq: { _meta, notify } }) => {
      const progressToken = _meta?.progressToken;
      for (const progress of [0, 50, 100]) {
        if (progressToken !== undefined) {
          await notify({ method: 'notifications/progress', params: { progressToken, progress, total: 100 } });
        }
        if (progress < 100) await wait(pause);
      }
      return said('Done.');
    },
  );
  for (const name of ['test_tool_with_logging', 'test_logging_tool']) {
    server.registerTool(name, { description: 'Logs what it does' }, logAll);
  }
  server.registerTool('test_reconnection', { description: 'Ends its stream before it answers' }, async ({ http }) => {
    http?.closeSSE?.();
    await wait(2 * pause);
    return said('The stream was ended before this answer, where the host can do that.');
  });
}

async function logAll({ mcpReq }: ServerContext): Promise<ReturnType<typeof said>> {
  await mcpReq.log('info', 'Tool execution started');
  await wait(pause);
  await mcpReq.log('info', 'Tool processing data');
  await wait(pause);
  await mcpReq.log('info', 'Tool execution completed');
  return said('Logged.');
}
