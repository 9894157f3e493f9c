import type { ServerContext } from '@modelcontextprotocol/server';
import type { Context } from '../tools/context.ts';
import type { Shared } from './shared.ts';
import type { Report } from './toolCall.ts';

/** What a tool may reach during one call. */
export function contextOf(call: ServerContext, shared: Shared): Context {
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
