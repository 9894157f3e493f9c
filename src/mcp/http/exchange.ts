import type { IncomingMessage, ServerResponse } from 'node:http';
import { promises, Readable } from 'node:stream';
import type { JSONRPCMessage } from '@modelcontextprotocol/server';
import type { Serve } from './sessions.ts';

/**
 * Has one request answered by what serves requests of the web's own kind; `message` is what was read of its body. Unlike the SDK's
 * adapter it sends the head of a stream at once, and ends a stream with its connection instead of at the next event.
 */
export async function exchange(
  request: IncomingMessage,
  response: ServerResponse,
  message: JSONRPCMessage | undefined,
  serve: Serve,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  if (response.destroyed) gone.abort();
  const answer = await serve(webRequest(request, gone.signal), { parsedBody: message });
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (answer.body === null) return void response.end();
  response.flushHeaders();
  await promises.pipeline(Readable.fromWeb(answer.body), response);
}

/** Without its body, which was read or is none. The guard has seen the Host, which need not be one that a URL can have. */
function webRequest({ method = 'GET', url = '/', headers }: IncomingMessage, signal: AbortSignal): Request {
  const given = Object.entries(headers).flatMap(([name, value = []]) => [value].flat().map((each) => [name, each]));
  return new Request(new URL(url, 'http://localhost'), { method, headers: new Headers(given), signal });
}
