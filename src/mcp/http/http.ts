import { createServer as createHttpServer, type Server } from 'node:http';
import type { McpServer } from '@modelcontextprotocol/server';
import { PlanError } from '../../errors.ts';
import { announceTo } from '../changes/announce.ts';
import type { Ending } from '../ending.ts';
import { createServer } from '../server.ts';
import type { Shared } from '../shared.ts';
import { Endpoint, mcpPath, type OpenServer } from './endpoint.ts';
import { guardOf } from './guard.ts';

/** Where to serve. */
export interface HttpAddress {
  /** 0 for any that is free. */
  readonly port: number;
  /** A name or address of this machine. */
  readonly host: string;
  /** What each request has to bear; needed beyond loopback. */
  readonly token: string | undefined;
}

/** Serves, until it is told to end. */
export interface HttpServing extends Ending {
  /** `http://127.0.0.1:3000/mcp` */
  readonly url: string;
}

const mostConnections = 1024;
/** How long a client may take to send the head of a request, and all of it, in milliseconds; looked at in such intervals. */
const patience = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 2_000 };

/** Serves MCP of both eras over Streamable HTTP. Throws PlanError where it may not listen there, or can't. */
export async function serveOverHttp(
  shared: Shared,
  address: HttpAddress,
  open: OpenServer = (isSession) => openFor(isSession, shared),
): Promise<HttpServing> {
  const endpoint = new Endpoint(open, guardOf(address.host, address.token), shared);
  const server = createHttpServer(patience, (request, response) => endpoint.handle(request, response));
  server.maxConnections = mostConnections;
  await listen(server, address);
  // One connection that could not be taken, as where files are few, is no reason to end.
  server.on('error', (error) => shared.report(`a connection could not be taken: ${error.message}`));
  return { url: urlOf(server, address), finish: (graceTime) => endpoint.finish(server, graceTime) };
}

/** One that stays hears of changes itself; the streams of 2026-07-28 hear of them by the handler. */
function openFor(isSession: boolean, shared: Shared): McpServer {
  const server = createServer(shared);
  if (isSession) announceTo(server, 'legacy', shared);
  return server;
}

function listen(server: Server, { port, host }: HttpAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: Error): void => reject(cannotListen(error, port, host));
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.removeListener('error', refuse);
      resolve();
    });
  });
}

function cannotListen(error: Error, port: number, host: string): PlanError {
  const code = 'code' in error ? String(error.code) : error.message;
  const why = {
    EADDRINUSE: 'it is taken',
    EACCES: 'it is not allowed',
    EADDRNOTAVAIL: 'this machine has no such address',
  };
  const said = new Map(Object.entries(why)).get(code) ?? code;
  return new PlanError('invalid_input', `Port ${port} of ${host} can't be served: ${said}.`, {
    fix:
      code === 'EADDRNOTAVAIL' ? 'Name an address of this machine.' : 'Name another port, or 0 for any that is free.',
    cause: error,
  });
}

function urlOf(server: Server, { host }: HttpAddress): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const name = host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}${mcpPath}`;
}
