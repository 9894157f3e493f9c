import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { answerOf, type ToolAnswer } from '../../support/answers.ts';
import { program } from '../../support/program.ts';

/** A server that may die at any time: its calls settle nevertheless. */
export interface MortalServer {
  readonly pid: number;
  /** The tool's answer; undefined where the server died before it had come. */
  call(tool: string, args: Readonly<Record<string, unknown>>): Promise<ToolAnswer | undefined>;
  /** The result of a request; undefined as above. Throws on a protocol error. */
  request(method: string, params: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** Lines on stdout that are no JSON-RPC answer. */
  readonly strayLines: readonly string[];
  /** What the server has told people so far. */
  stderr(): string;
  /** SIGKILL; settles when the process is gone. */
  kill(): Promise<void>;
  /** Settles when the process is gone. */
  gone(): Promise<void>;
}

/** How to start it. */
export interface Start {
  /** Words put before `node`, such as a shell that limits it. */
  readonly wrapper?: readonly string[];
  /** Another copy of the built program. */
  readonly copy?: string;
}

const messageSchema = z.strictObject({
  jsonrpc: z.literal('2.0'),
  id: z.number(),
  result: z.unknown(),
  error: z.object({ message: z.string() }).optional(),
});

/** Starts the built server on a workspace and greets it; killed when the test ends. Throws where it does not come up. */
export async function startMortal(workspace: string, start: Start = {}): Promise<MortalServer> {
  const [command = '', ...args] = [
    ...(start.wrapper ?? []),
    process.execPath,
    start.copy ?? program,
    '--workspace',
    workspace,
  ];
  const child = spawn(command, args, { cwd: workspace, stdio: 'pipe' });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const server = connect(child);
  const clientInfo = { name: 'plankeeper-trials', version: '1.0.0' };
  const greeting = await server.request('initialize', { protocolVersion: '2025-11-25', capabilities: {}, clientInfo });
  if (greeting === undefined) throw new Error(`The server did not start: ${server.stderr()}`);
  child.stdin?.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n');
  return server;
}

function connect(child: ChildProcess): MortalServer {
  const { stdin, stdout, stderr, pid } = child;
  if (stdin === null || stdout === null || stderr === null || pid === undefined) throw new Error('It has no pipes.');
  const waiting = new Map<number, (message: z.output<typeof messageSchema> | undefined) => void>();
  const strayLines: string[] = [];
  let told = '';
  let last = 0;
  let isGone = false;
  const closed = once(child, 'close').then(() => {
    isGone = true;
    for (const settle of waiting.values()) settle(undefined);
  });
  // A pipe to a dead process breaks.
  stdin.on('error', () => {});
  stderr.on('data', (chunk: Buffer) => {
    told += chunk.toString('utf8');
  });
  createInterface({ input: stdout }).on('line', (line) => {
    const message = messageIn(line);
    if (message === undefined) {
      // What the server tells of changes answers nothing.
      if (!isNotification(line)) strayLines.push(line);
    } else waiting.get(message.id)?.(message);
  });
  const request = async (method: string, params: Readonly<Record<string, unknown>>): Promise<unknown> => {
    if (isGone) return undefined;
    last += 1;
    const id = last;
    const answered = new Promise<z.output<typeof messageSchema> | undefined>((settle) => {
      waiting.set(id, settle);
    });
    stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    const message = await answered;
    waiting.delete(id);
    if (message?.error !== undefined) throw new Error(message.error.message);
    return message?.result;
  };
  return {
    pid,
    strayLines,
    request,
    call: async (name, args) => {
      const result = await request('tools/call', { name, arguments: args });
      return result === undefined ? undefined : answerOf(result);
    },
    stderr: () => told,
    gone: () => closed,
    kill: () => {
      child.kill('SIGKILL');
      return closed;
    },
  };
}

/** Undefined for a line that is no message; half a line of a server that died is dropped by its missing end. */
const notification = z.strictObject({
  jsonrpc: z.literal('2.0'),
  method: z.string().startsWith('notifications/'),
  params: z.record(z.string(), z.unknown()).optional(),
});

function isNotification(line: string): boolean {
  try {
    return notification.safeParse(JSON.parse(line)).success;
  } catch {
    return false;
  }
}

function messageIn(line: string): z.output<typeof messageSchema> | undefined {
  try {
    return messageSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
