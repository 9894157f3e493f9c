import { Console } from 'node:console';
import type { Readable, Writable } from 'node:stream';
import {
  isJSONRPCRequest,
  type JSONRPCMessage,
  type JSONRPCRequest,
  type McpServerFactory,
  type RequestId,
  serializeMessage,
  type Transport,
} from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { announceTo } from '../changes/announce.ts';
import { blamingParams } from '../messages/invalidParams.ts';
import { LineReader, type LongLine } from './lines.ts';
import { Listening } from '../changes/listening.ts';
import { answeredBy, cancelledBy, respondedBy } from '../messages/messageKinds.ts';
import { type Refusal, readMessage, tooLong } from '../messages/messages.ts';
import { OpenRequests } from './openRequests.ts';
import { createServer } from '../server.ts';
import type { Shared } from '../shared.ts';

/** Longest message that is read, in bytes: arguments of the longest allowed text, each letter escaped, fit into it. */
const longestMessage = 4 * 1024 * 1024;
/** How long requests may go on after the caller has closed stdin, in milliseconds. */
const graceTime = 30_000;
/** Nothing more is read while so much waits: bytes of answers that nobody reads, requests without an answer, bytes of those. */
const mostUnread = 1024 * 1024;
const mostOpen = 1024;
const mostOpenBytes = 16 * 1024 * 1024;
/** JSON-RPC's code for what the client never answered. */
const gone = -32000;

/** Serves MCP of both eras over this process's stdin and stdout, until stdin ends and all requests are answered. */
export function serveOverStdio(shared: Shared): StdioTransport {
  // stdout is the protocol's alone; a stray console.log in a dependency goes to people.
  globalThis.console = new Console(process.stderr, process.stderr);
  const listening = new Listening(shared.changes);
  const transport = new StdioTransport(process.stdin, process.stdout, graceTime, listening);
  // The SDK quotes what it could not use: whole messages, with whatever is in them.
  const factory: McpServerFactory = ({ era }) => {
    const server = createServer(shared);
    announceTo(server, era, shared);
    return server;
  };
  serveStdio(factory, { transport, onerror: (error) => shared.report(brief(error.message)) });
  return transport;
}

/**
 * JSON-RPC messages as lines. Unlike the SDK's own stdio transport it holds the end of the input back until every request was
 * answered (a piped script gets its answers), answers a line that is no message, and reads no faster than its answers are read.
 */
export class StdioTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: Transport['onmessage'];
  readonly #input: Readable;
  readonly #output: Writable;
  readonly #graceTime: number;
  readonly #listening: Listening | undefined;
  readonly #lines = new LineReader(longestMessage);
  readonly #open = new OpenRequests();
  /** What the client was asked, and has not answered. */
  readonly #asked = new Set<RequestId>();
  #ended = false;
  #closed = false;

  /** `graceTime` in milliseconds; `listening` is told what streams of changes begin and end. */
  constructor(input: Readable, output: Writable, graceTime: number, listening?: Listening) {
    this.#input = input;
    this.#output = output;
    this.#graceTime = graceTime;
    this.#listening = listening;
  }

  async start(): Promise<void> {
    this.#input.on('data', (chunk: Buffer) => this.#readAll(this.#lines.push(chunk)));
    this.#input.on('end', () => this.#end());
    this.#input.on('close', () => this.#end());
    this.#input.on('error', (error) => this.onerror?.(error));
    // Stays on after closing: a late EPIPE without a listener would end the process with a stack trace.
    this.#output.on('error', () => this.close());
  }

  async send(message: JSONRPCMessage): Promise<void> {
    await this.#write(serializeMessage(blamingParams(message)));
    const responded = respondedBy(message);
    if (responded !== undefined) this.#listening?.end(responded);
    if (isJSONRPCRequest(message)) this.#ask(message.id);
    this.#settle(cancelledBy(message));
    const answered = answeredBy(message);
    if (answered !== undefined) this.#open.settle(answered);
    this.#moved();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#listening?.endAll();
    this.#input.destroy();
    this.onclose?.();
  }

  /** Reads nothing more, and closes when every request was answered: at the latest after `graceTime` milliseconds. */
  finish(graceTime: number): void {
    this.#ended = true;
    this.#input.pause();
    if (this.#open.count === 0) void this.close();
    // Not waited for by itself: where nothing else runs any more, no answer can come.
    else setTimeout(() => void this.close(), graceTime).unref();
    for (const id of this.#asked) this.#ask(id);
  }

  /** Once nothing more is read, no answer can come: calls that would wait for one go on without. */
  #ask(id: RequestId): void {
    this.#asked.add(id);
    if (!this.#ended) return;
    this.#asked.delete(id);
    this.onmessage?.({ jsonrpc: '2.0', id, error: { code: gone, message: 'The client says nothing more' } });
  }

  #settle(id: RequestId | undefined): void {
    if (id !== undefined) this.#asked.delete(id);
  }

  #end(): void {
    if (this.#ended) return;
    this.#readAll(this.#lines.end());
    this.finish(this.#graceTime);
  }

  #readAll(lines: Iterable<Buffer | LongLine>): void {
    for (const line of lines) {
      if (this.#closed || this.#ended) return;
      if (line instanceof Uint8Array) this.#read(line);
      else this.#refuse(tooLong(line, longestMessage));
    }
    if (this.#isFull()) this.#input.pause();
  }

  #read(line: Buffer): void {
    const message = readMessage(line);
    if (message === undefined) return;
    if (!('jsonrpc' in message)) return this.#refuse(message);
    if (isJSONRPCRequest(message)) this.#open.add(message.id, line.length);
    else this.#cancel(cancelledBy(message));
    this.#settle(respondedBy(message));
    if (isJSONRPCRequest(message) && message.method === 'subscriptions/listen') void this.#listen(message);
    else this.onmessage?.(message);
  }

  /** A stream is answered once all that it names is watched. */
  async #listen(request: JSONRPCRequest): Promise<void> {
    const stream = this.#listening === undefined ? request : await this.#listening.begin(request);
    if (stream !== undefined && !this.#closed) this.onmessage?.(stream);
  }

  #cancel(id: RequestId | undefined): void {
    if (id === undefined) return;
    this.#listening?.end(id);
    this.#open.cancel(id);
    this.#moved();
  }

  /** After whatever may have made room, or brought the last answer. */
  #moved(): void {
    if (this.#ended && this.#open.count === 0) void this.close();
    else if (!this.#ended && this.#input.isPaused() && !this.#isFull()) this.#input.resume();
  }

  #isFull(): boolean {
    const { count, bytes } = this.#open;
    return this.#output.writableLength > mostUnread || count > mostOpen || bytes > mostOpenBytes;
  }

  #refuse({ id, code, message }: Refusal): void {
    const answer = JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } });
    this.#write(`${answer}\n`).then(
      () => this.#moved(),
      (error: Error) => this.onerror?.(error),
    );
  }

  #write(line: string): Promise<void> {
    if (this.#closed) return Promise.reject(new Error('the client has closed the connection'));
    return new Promise((resolve, reject) => {
      this.#output.write(line, (error) => (error ? reject(error) : resolve()));
      if (this.#isFull()) this.#input.pause();
    });
  }
}

/** One line that a terminal can show. */
function brief(text: string): string {
  const line = text.slice(0, 400).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
  return text.length > 400 ? `${line}…` : line;
}
