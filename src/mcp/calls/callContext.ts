import type { ClientCapabilities, ServerContext } from '@modelcontextprotocol/server';
import type { Context } from '../../tools/context.ts';
import { askOf } from './asking.ts';
import type { Shared } from '../shared.ts';
import type { Report } from './toolCall.ts';

/** What a tool may reach during one call; `connected` are the capabilities that the connection was opened with, if it was. */
export function contextOf(call: ServerContext, shared: Shared, connected: ClientCapabilities | undefined): Context {
  return {
    workspace: shared.workspace,
    packaged: shared.packaged,
    today: shared.today(),
    ask: askOf(call, connected),
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
