import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import {
  createMcpHandler,
  isJSONRPCRequest,
  type JSONRPCMessage,
  type JSONRPCRequest,
  type McpHttpHandler,
  type McpServer,
  PROTOCOL_VERSION_META_KEY,
} from '@modelcontextprotocol/server';
import { granted, wantedBy } from '../changes/listening.ts';
import type { Shared } from '../shared.ts';
import { Bodies, longestBody } from './body.ts';
import { exchange } from './exchange.ts';
import type { Denial, Guard } from './guard.ts';
import { Sessions } from './sessions.ts';

/** Makes a server: for a session of a client before 2026-07-28, or for one request. */
export type OpenServer = (isSession: boolean) => McpServer;

/** The one path that is served. */
export const mcpPath = '/mcp';

const methods = ['GET', 'POST', 'DELETE'];
const notAllowed: Denial = { status: 405, message: 'Method not allowed', headers: { allow: methods.join(', ') } };

/** What answers requests, whichever connection they come by. */
export class Endpoint {
  readonly #bodies = new Bodies();
  readonly #guard: Guard;
  readonly #shared: Shared;
  readonly #sessions: Sessions;
  /** 2026-07-28, and earlier requests of no session: a server for each request. */
  readonly #single: McpHttpHandler;
  #isEnding = false;
  /** Calls that were begun and not answered; streams of notifications do not count. */
  #calls = 0;
  /** What is being written, streams too. */
  readonly #answers = new Set<ServerResponse>();
  #written: (() => void) | undefined;
  #ended: (() => void) | undefined;

  constructor(open: OpenServer, guard: Guard, shared: Shared) {
    this.#guard = guard;
    this.#shared = shared;
    const onerror = (error: Error): void => shared.report(error.message.slice(0, 400));
    this.#sessions = new Sessions(() => open(true));
    this.#single = createMcpHandler(() => open(false), { onerror, maxRequestBodySize: longestBody });
    shared.changes.subscribe((change) => this.#single.bus.publish(change));
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    this.#answer(request, response).catch((error: unknown) => {
      // A connection that broke off: there is nobody to answer.
      if (response.headersSent || request.socket.destroyed) return void response.destroy();
      this.#shared.report(
        `a request failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      deny(response, { status: 500, message: 'Internal error' });
    });
  }

  /** Takes no more calls, and closes when all were answered: at the latest after `graceTime` milliseconds. */
  finish(server: Server, graceTime: number): void {
    this.#isEnding = true;
    server.close();
    const close = (): void => {
      void this.#close().then(() => server.closeAllConnections());
    };
    if (this.#calls === 0) close();
    else {
      this.#ended = close;
      setTimeout(close, graceTime).unref();
    }
  }

  /** Ends what is open; done when the last word of each stream was written. */
  async #close(): Promise<void> {
    await Promise.allSettled([this.#sessions.close(), this.#single.close()]);
    if (this.#answers.size === 0) return;
    await new Promise<void>((resolve) => {
      this.#written = resolve;
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const denial = this.#denialOf(request);
    if (denial !== undefined) return deny(response, denial);
    if (request.method !== 'POST') return this.#serve(request, response, undefined);
    const message = await this.#bodies.read(request);
    if (!('jsonrpc' in message)) return deny(response, { status: message.status, ...message.refusal });
    if (!isJSONRPCRequest(message)) return this.#serve(request, response, message);
    if (message.method === 'subscriptions/listen') return this.#stream(request, response, message);
    this.#calls += 1;
    try {
      await this.#serve(request, response, message);
    } finally {
      this.#calls -= 1;
      if (this.#calls === 0) this.#ended?.();
    }
  }

  /** What a stream of changes asks for is watched as long as it stands. */
  async #stream(request: IncomingMessage, response: ServerResponse, message: JSONRPCRequest): Promise<void> {
    if (response.destroyed) return;
    const { ready, stop } = this.#shared.changes.watchAll(wantedBy(message));
    response.once('close', stop);
    await this.#serve(request, response, granted(message, await ready));
  }

  #denialOf(request: IncomingMessage): Denial | undefined {
    const denial = this.#guard(request);
    if (denial !== undefined) return denial;
    if (this.#isEnding) return { status: 503, message: 'The server is ending', headers: { connection: 'close' } };
    const path = (request.url ?? '').replace(/\?.*/s, '');
    if (path !== mcpPath) return { status: 404, message: `Nothing is here. MCP is served at ${mcpPath}` };
    return methods.includes(request.method ?? '') ? undefined : notAllowed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse, message: JSONRPCMessage | undefined): Promise<void> {
    const id = hasEnvelope(message) ? undefined : request.headers['mcp-session-id'];
    const serve = await this.#sessions.serving(Array.isArray(id) ? id[0] : id, message, response);
    if (serve === 'unknown') {
      return deny(response, { status: 404, code: -32001, message: 'Session not found: initialize a new one' });
    }
    this.#write(response);
    await exchange(request, response, message, serve ?? this.#single.fetch);
  }

  #write(response: ServerResponse): void {
    if (response.destroyed) return;
    this.#answers.add(response);
    response.once('close', () => {
      this.#answers.delete(response);
      if (this.#answers.size === 0) this.#written?.();
    });
  }
}

/** 2026-07-28 has no sessions: each request says for itself what it is. */
function hasEnvelope(message: JSONRPCMessage | undefined): boolean {
  if (message === undefined || !('method' in message)) return false;
  return message.params?._meta?.[PROTOCOL_VERSION_META_KEY] !== undefined;
}

function deny(
  response: ServerResponse,
  { status, message, headers, code = -32000, id = null }: Denial & { code?: number; id?: unknown },
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } }));
}
