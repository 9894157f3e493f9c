import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import {
  type JSONRPCMessage,
  isInitializeRequest,
  type McpServer,
  type RequestId,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import { blamingParams } from '../messages/invalidParams.ts';
import { cancelledBy } from '../messages/messageKinds.ts';

/** More sessions than this are not kept: the one that was silent longest goes, of those that have nothing open if there is one. Its client opens a new one. */
const mostSessions = 100;
/** A session of which nothing was heard for so long goes when another begins, in milliseconds. */
const mostSilence = 4 * 3_600_000;

/** Serves one HTTP request, whose body was read already. */
export type Serve = (request: Request, options: { readonly parsedBody?: unknown }) => Promise<Response>;

interface Session {
  readonly transport: SessionTransport;
  readonly server: McpServer;
  /** In milliseconds of `performance.now()`. */
  heard: number;
  /** Requests without their whole answer: calls that run or wait for a person, and the stream of notifications. */
  open: number;
}

/**
 * The sessions of clients before 2026-07-28. They are what lets the server ask such a client, and tell it of changes: its answers
 * come as requests of their own and have to find the call that waits for them.
 */
export class Sessions {
  readonly #connect: () => Promise<{ server: McpServer; transport: SessionTransport }>;
  /** By id, the one that was silent longest first. */
  readonly #open = new Map<string, Session>();

  /** `open` makes a session's server; it hears with `onclose` of its end. */
  constructor(open: () => McpServer) {
    this.#connect = async () => {
      const server = open();
      const transport = new SessionTransport({
        sessionIdGenerator: randomUUID,
        onsessioninitialized: (id) => this.#add(id, { transport, server, heard: performance.now(), open: 0 }),
        onsessionclosed: (id) => this.#close(id),
      });
      await server.connect(transport);
      return { server, transport };
    };
  }

  /** How to serve a request of a session, or one that begins a session; undefined for one that has none to do with them. `answer` is what it will be answered with. */
  async serving(
    id: string | undefined,
    message: JSONRPCMessage | undefined,
    answer: ServerResponse,
  ): Promise<Serve | 'unknown' | undefined> {
    if (id === undefined) return isInitializeRequest(message) ? this.#begin(message) : undefined;
    const session = this.#open.get(id);
    if (session === undefined) return 'unknown';
    if (!answer.destroyed) {
      session.open += 1;
      answer.once('close', () => {
        session.open -= 1;
      });
    }
    session.heard = performance.now();
    this.#add(id, session);
    return serveBy(session.transport, message);
  }

  /** Ends all of them. */
  async close(): Promise<void> {
    await Promise.all([...this.#open.keys()].map((id) => this.#close(id)));
  }

  /** One whose first request is refused never gets an id, and is closed at once. */
  async #begin(message: JSONRPCMessage): Promise<Serve> {
    const { server, transport } = await this.#connect();
    const serve = serveBy(transport, message);
    return async (request, options) => {
      const response = await serve(request, options);
      if (transport.sessionId === undefined) await server.close();
      return response;
    };
  }

  #add(id: string, session: Session): void {
    this.#open.delete(id);
    this.#open.set(id, session);
    for (const [other, { heard, open }] of this.#open) {
      if (performance.now() - heard < mostSilence) break;
      if (open === 0) void this.#close(other);
    }
    if (this.#open.size <= mostSessions) return;
    const others = [...this.#open].filter(([other]) => other !== id);
    const [eldest] = others.find(([, { open }]) => open === 0) ?? others[0] ?? [];
    if (eldest !== undefined) void this.#close(eldest);
  }

  async #close(id: string): Promise<void> {
    const session = this.#open.get(id);
    this.#open.delete(id);
    await session?.server.close();
  }
}

/** As on stdio, an answer never blames the server for what the caller sent. */
class SessionTransport extends WebStandardStreamableHTTPServerTransport {
  override send(message: JSONRPCMessage, options?: { relatedRequestId?: RequestId }): Promise<void> {
    return super.send(blamingParams(message), options);
  }
}

/** A call that is cancelled gets no answer: its stream ends here, which would stay open as long as its client does. */
function serveBy(transport: SessionTransport, message: JSONRPCMessage | undefined): Serve {
  return async (request, options) => {
    const response = await transport.handleRequest(request, options);
    const cancelled = message === undefined ? undefined : cancelledBy(message);
    if (cancelled !== undefined) transport.closeSSEStream(cancelled);
    return response;
  };
}
