import type { McpServer } from '@modelcontextprotocol/server';
import { answering } from '../answering.ts';
import { contextOf } from '../calls/callContext.ts';
import type { Shared } from '../shared.ts';

/** Serves completion of what prompts and resource templates take. */
export function registerCompletion({ server }: McpServer, shared: Shared): void {
  server.registerCapabilities({ completions: {} });
  server.setRequestHandler('completion/complete', ({ method, params }, call) =>
    answering(method, shared.report, async () => {
      const { completionOf } = await import('./completionValues.ts');
      return { completion: await completionOf(params, contextOf(call, shared, undefined)) };
    }),
  );
}
