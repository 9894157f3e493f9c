import { connect } from 'node:net';
import { z } from 'zod';

/** Headers of a POST, without a session. */
export const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

/** A request as its JSON; without `id` a notification. */
export function messageOf(method: string, params: object = {}, id?: number): string {
  return JSON.stringify({ jsonrpc: '2.0', ...(id === undefined ? {} : { id }), method, params });
}

/** The envelope of a request of 2026-07-28. */
export const envelope = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** Opens a session of the old era, by a client that has forms or has none; gives the headers of its next requests. */
export async function openSession(url: string, capabilities: object = {}): Promise<Record<string, string>> {
  const clientInfo = { name: 'raw', version: '1.0.0' };
  const body = messageOf('initialize', { protocolVersion: '2025-06-18', capabilities, clientInfo }, 0);
  const response = await fetch(url, { method: 'POST', headers: json, body });
  await response.text();
  const headers = { ...json, 'mcp-session-id': z.string().parse(response.headers.get('mcp-session-id')) };
  await post(url, headers, messageOf('notifications/initialized'));
  return headers;
}

/** Sends one message and waits for the whole answer. */
export async function post(
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number; text: string }> {
  const response = await fetch(url, { method: 'POST', headers, body });
  return { status: response.status, text: await response.text() };
}

/** A stream of events that is open. */
export interface OpenStream {
  readonly status: number;
  /** What came so far. */
  text(): string;
  /** Waits until the text has this. */
  has(part: string): Promise<string>;
  /** Whether the stream has ended, or broke off. */
  readonly end: Promise<string>;
  /** Breaks the connection. */
  break(): void;
}

/** Opens a stream: by a POST with `body`, without one by a GET. Done when its head is there. */
export async function openStream(url: string, headers: Record<string, string>, body?: string): Promise<OpenStream> {
  const gone = new AbortController();
  const request = body === undefined ? {} : { method: 'POST', body };
  const response = await fetch(url, { ...request, headers, signal: gone.signal });
  let text = '';
  const waiting = new Set<() => void>();
  const read = async (): Promise<string> => {
    try {
      for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        text += piece;
        for (const look of waiting) look();
      }
      return text;
    } catch {
      return `${text}BROKEN`;
    }
  };
  const has = (part: string): Promise<string> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (text.includes(part)) resolve(text);
      };
      waiting.add(look);
      look();
    });
  return { status: response.status, text: () => text, has, end: read(), break: () => gone.abort() };
}

/** The form that a stream of the old era shows: the id of its request. */
export function formIn(text: string): number {
  const line = text.split('\n').find((each) => each.startsWith('data: ') && each.includes('elicitation/create')) ?? '';
  return z.object({ id: z.number() }).parse(JSON.parse(line.slice(6))).id;
}

/** Sends bytes as they are over a connection of their own, and gives what comes back until it is `wanted`, closed or `time` is over, in milliseconds. */
export function sendRaw(url: string, bytes: string | Buffer, wanted = /$^/, time = 20_000): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname.replace(/^\[|\]$/g, ''), () => socket.write(bytes));
    let got = '';
    const timer = setTimeout(() => socket.destroy(), time);
    socket.setEncoding('utf8').on('data', (text: string) => {
      got += text;
      if (wanted.test(got)) socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(got);
    });
  });
}

/** A POST as the bytes that go over the wire; `head` are more lines of it. */
export function rawPost(body: string, head = 'Host: localhost\r\n'): string {
  const length = Buffer.byteLength(body);
  return `POST /mcp HTTP/1.1\r\n${head}Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\nContent-Length: ${length}\r\n\r\n${body}`;
}
