import { Console } from 'node:console';
import type { Readable, Writable } from 'node:stream';
import {
  INVALID_REQUEST,
  isJSONRPCErrorResponse,
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  type JSONRPCMessage,
  PARSE_ERROR,
  parseJSONRPCMessage,
  type RequestId,
  serializeMessage,
  type Transport,
} from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { LineReader } from './lines.ts';
import { createServer, type Shared } from './server.ts';

/** Longest message that is read, in bytes. */
const longestMessage = 16 * 1024 * 1024;
/** How long requests may go on after the caller has closed stdin, in milliseconds. */
const graceTime = 30_000;

/** Serves MCP of both eras over this process's stdin and stdout, until stdin ends and all requests are answered. */
export function serveOverStdio(shared: Shared): void {
  // stdout is the protocol's alone; a stray console.log in a dependency goes to people.
  globalThis.console = new Console(process.stderr, process.stderr);
  serveStdio(() => createServer(shared), {
    transport: new StdioTransport(process.stdin, process.stdout, graceTime),
    onerror: (error) => shared.report(error.message),
  });
}

/**
 * JSON-RPC messages as lines. Unlike the SDK's own stdio transport it holds the end of the input back until every request was
 * answered (a piped script gets its answers), and answers a line that is no message.
 */
export class StdioTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: Transport['onmessage'];
  readonly #input: Readable;
  readonly #output: Writable;
  readonly #graceTime: number;
  readonly #lines = new LineReader(longestMessage);
  /** Requests read and not answered; an id that is used twice counts twice. */
  readonly #open = new Map<RequestId, number>();
  #ended = false;
  #closed = false;

  /** `graceTime` in milliseconds. */
  constructor(input: Readable, output: Writable, graceTime: number) {
    this.#input = input;
    this.#output = output;
    this.#graceTime = graceTime;
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
    await this.#write(serializeMessage(message));
    if (isJSONRPCResultResponse(message) || isJSONRPCErrorResponse(message)) this.#settle(message.id);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#input.destroy();
    this.onclose?.();
  }

  #readAll(lines: Iterable<string | undefined>): void {
    for (const line of lines) {
      if (this.#closed) return;
      if (line === undefined) this.#refuse(null, INVALID_REQUEST, `Message over ${longestMessage} bytes`);
      else if (line.trim() !== '') this.#read(line);
    }
  }

  #read(line: string): void {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      return this.#refuse(null, PARSE_ERROR, 'Parse error: the line is not JSON');
    }
    let message: JSONRPCMessage;
    try {
      message = parseJSONRPCMessage(value);
    } catch {
      return this.#refuse(idIn(value), INVALID_REQUEST, 'Invalid request: not a JSON-RPC 2.0 message');
    }
    this.#note(message);
    this.onmessage?.(message);
  }

  /** Keeps count of what must still be answered: a cancelled request never is, a subscription only when we close. */
  #note(message: JSONRPCMessage): void {
    if (isJSONRPCRequest(message)) {
      if (message.method === 'subscriptions/listen') return;
      this.#open.set(message.id, (this.#open.get(message.id) ?? 0) + 1);
    } else if (isJSONRPCNotification(message) && message.method === 'notifications/cancelled') {
      const id = message.params?.requestId;
      if (typeof id === 'string' || typeof id === 'number') this.#settle(id);
    }
  }

  #settle(id: RequestId | undefined): void {
    if (id === undefined) return;
    const open = (this.#open.get(id) ?? 0) - 1;
    if (open > 0) this.#open.set(id, open);
    else this.#open.delete(id);
    if (this.#ended && this.#open.size === 0) void this.close();
  }

  #end(): void {
    if (this.#ended) return;
    this.#readAll(this.#lines.end());
    this.#ended = true;
    if (this.#open.size === 0) void this.close();
    // Not waited for by itself: where nothing else runs any more, no answer can come.
    else setTimeout(() => void this.close(), this.#graceTime).unref();
  }

  #refuse(id: RequestId | null, code: number, message: string): void {
    const answer = JSON.stringify({ jsonrpc: '2.0', id, error: { code, message } });
    this.#write(`${answer}\n`).catch((error: Error) => this.onerror?.(error));
  }

  #write(line: string): Promise<void> {
    if (this.#closed) return Promise.reject(new Error('the client has closed the connection'));
    return new Promise((resolve, reject) => {
      this.#output.write(line, (error) => (error ? reject(error) : resolve()));
    });
  }
}

function idIn(value: unknown): RequestId | null {
  if (typeof value !== 'object' || value === null || !('id' in value)) return null;
  return typeof value.id === 'string' || typeof value.id === 'number' ? value.id : null;
}
