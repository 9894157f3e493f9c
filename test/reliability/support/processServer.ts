import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  PROTOCOL_VERSION_META_KEY,
} from '@modelcontextprotocol/client';
import { onTestFinished } from 'vitest';
import { answerOf, type ToolAnswer } from '../../support/answers.ts';
import { messagesIn, program, type RawAnswer } from '../../support/program.ts';

export const eras = ['2025-11-25', '2026-07-28'] as const;
export type Era = (typeof eras)[number];

/** How a process ended: its exit code, or the signal that ended it. */
export interface End {
  readonly code: number | null;
  readonly signal: string | null;
}

/** The built server as a child process, spoken to line by line. */
export interface RawServer {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<End>;
  /** Every message that came, in order; throws where a line of stdout is none. */
  answers(): readonly RawAnswer[];
  /** The same, and forgets them. */
  take(): readonly RawAnswer[];
  stderr(): string;
  /** Writes bytes as they are. */
  write(bytes: string | Uint8Array): void;
  /** Sends a request and gives its id, without waiting. */
  send(method: string, params?: Record<string, unknown>): string;
  notify(method: string, params?: Record<string, unknown>): void;
  /** The answer to a request that was sent; throws where the server ends without one. */
  answer(id: string | number): Promise<RawAnswer>;
  call(tool: string, args?: Record<string, unknown>): Promise<ToolAnswer>;
}

interface Start {
  readonly era?: Era;
  /** Options for node, before the program's name. */
  readonly node?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const clientInfo = { name: 'raw', version: '1.0.0' };
const envelope = {
  [PROTOCOL_VERSION_META_KEY]: '2026-07-28',
  [CLIENT_INFO_META_KEY]: clientInfo,
  [CLIENT_CAPABILITIES_META_KEY]: {},
};

/** A message as the line that a client of an era sends; without `id` a notification. */
export function lineOf(era: Era, id: string | number | undefined, method: string, params: object = {}): string {
  const more = era === '2026-07-28' ? { _meta: envelope } : {};
  return `${JSON.stringify({ jsonrpc: '2.0', ...(id === undefined ? {} : { id }), method, params: { ...params, ...more } })}\n`;
}

/** The first lines of a session. */
export function greetingOf(era: Era): string {
  if (era === '2026-07-28') return lineOf(era, 'hello', 'server/discover');
  const hello = lineOf(era, 'hello', 'initialize', { protocolVersion: era, capabilities: {}, clientInfo });
  return hello + lineOf(era, undefined, 'notifications/initialized');
}

/** Starts the built server on a folder and greets it. Killed when the test ends. */
export async function startRaw(folder: string, start: Start = {}): Promise<RawServer> {
  const server = spawnRaw(folder, start);
  server.write(greetingOf(start.era ?? '2025-11-25'));
  await server.answer('hello');
  return server;
}

/** The same, without a word to it. */
export function spawnRaw(folder: string, { era = '2025-11-25', node = [], env = {} }: Start = {}): RawServer {
  const child = spawn(process.execPath, [...node, program, '--workspace', folder], {
    cwd: folder,
    env: { ...process.env, HOME: folder, ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let told: RawAnswer[] = [];
  let [rest, stderr, sent] = ['', '', 0];
  let fault: unknown;
  const waiting = new Map<string | number, (answer: RawAnswer) => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = rest + text;
    const end = lines.lastIndexOf('\n') + 1;
    rest = lines.slice(end);
    try {
      for (const answer of end === 0 ? [] : messagesIn(lines.slice(0, end))) {
        told.push(answer);
        if (answer.id !== undefined && answer.id !== null) waiting.get(answer.id)?.(answer);
      }
    } catch (error) {
      fault = error;
    }
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => {});
  const ended = new Promise<End>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  const answers = (): readonly RawAnswer[] => {
    if (fault !== undefined) throw fault;
    return told;
  };
  const server: RawServer = {
    child,
    ended,
    answers,
    take: () => {
      const taken = answers();
      told = [];
      waiting.clear();
      return taken;
    },
    stderr: () => stderr,
    write: (bytes) => void child.stdin.write(bytes),
    send: (method, params) => {
      const id = `r${(sent += 1)}`;
      child.stdin.write(lineOf(era, id, method, params));
      return id;
    },
    notify: (method, params) => void child.stdin.write(lineOf(era, undefined, method, params)),
    answer: async (id) => {
      const found = answers().find((each) => each.id === id);
      if (found !== undefined) return found;
      const coming = new Promise<RawAnswer>((resolve) => waiting.set(id, resolve));
      const gone = ended.then((end) => {
        throw new Error(`The server ended without an answer to ${id}: ${JSON.stringify(end)} ${stderr}`);
      });
      return Promise.race([coming, gone]);
    },
    call: async (tool, args = {}) => {
      const answer = await server.answer(server.send('tools/call', { name: tool, arguments: args }));
      if (answer.error !== undefined) throw new Error(answer.error.message);
      return answerOf(answer.result);
    },
  };
  return server;
}
