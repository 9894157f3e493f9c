import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { answerOf, type ToolAnswer } from './answers.ts';
import { program } from './program.ts';

/** The two ways in which a server asks: while the call waits, and by the call's result. */
export const askingEras = ['2025-11-25', '2026-07-28'] as const;
export type AskingEra = (typeof askingEras)[number];

const form = z.object({
  message: z.string(),
  requestedSchema: z.object({
    properties: z.record(
      z.string(),
      z.looseObject({ type: z.string(), title: z.string(), description: z.string().optional() }),
    ),
  }),
});
/** A form as the client is to show it. */
export type ShownForm = z.output<typeof form>;

/** What a client sends back for a form, as it is: a result or an error; undefined for nothing at all. */
export type Sent = { readonly result: unknown } | { readonly error: unknown } | undefined;
/** Fills in each form; `round` counts them from 1. */
export type FillsIn = (shown: ShownForm, round: number) => Sent | Promise<Sent>;

const message = z.looseObject({
  id: z.union([z.string(), z.number()]).optional(),
  method: z.string().optional(),
  params: z.looseObject({}).optional(),
  result: z.looseObject({}).optional(),
  error: z.object({ code: z.number(), message: z.string() }).optional(),
});
type Message = z.output<typeof message>;
const needed = z.object({
  resultType: z.literal('input_required'),
  inputRequests: z.record(z.string(), z.object({ params: form })),
});

/** A client of the built program over stdio, without an SDK between the words and the wire. */
export interface AskingClient {
  /** Calls a tool, and has every form filled in that the server shows meanwhile. */
  call(tool: string, args: object): Promise<ToolAnswer>;
  /** Sends one request as it is, and gives its result: in 2026-07-28 a form may be one. */
  request(method: string, params: object, id?: number): Promise<Record<string, unknown>>;
  notify(method: string, params: object): void;
  /** All forms that were shown. */
  readonly forms: ShownForm[];
  /** Closes stdin. */
  end(): void;
  /** The exit code, once the program has ended. */
  readonly exit: Promise<number | null>;
  stderr(): string;
}

/** A person who accepts, with these values for the form's fields. */
export function accepts(content: Record<string, unknown>): Sent {
  return { result: { action: 'accept', content } };
}

/** Starts the built program for a client that has forms. Killed when the test ends. */
export async function startAsking(workspace: string, era: AskingEra, fillsIn: FillsIn): Promise<AskingClient> {
  const child = spawn(process.execPath, [program, '--workspace', workspace], {
    cwd: workspace,
    env: { ...process.env, HOME: workspace },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const forms: ShownForm[] = [];
  const waiting = new Map<string | number, (answer: Message) => void>();
  let [sent, stderr] = [100, ''];
  const send = (content: object): void => void child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...content })}\n`);
  const show = (params: unknown): Sent | Promise<Sent> => {
    const shown = form.parse(params);
    forms.push(shown);
    return fillsIn(shown, forms.length);
  };
  const hear = async ({ id, method, params, ...rest }: Message): Promise<void> => {
    if (id === undefined) return;
    if (method === undefined) return waiting.get(id)?.({ id, ...rest });
    const reply = await show(params);
    if (reply !== undefined) send({ id, ...reply });
  };
  createInterface({ input: child.stdout }).on('line', (line) => void hear(message.parse(JSON.parse(line))));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => {});
  const request = async (method: string, params: object, id = (sent += 1)): Promise<Record<string, unknown>> => {
    const answer = new Promise<Message>((resolve) => waiting.set(id, resolve));
    send({ id, method, params: { ...params, ...(era === '2026-07-28' ? envelope : {}) } });
    const { result, error } = await answer;
    if (result === undefined) throw new Error(`${method}: ${JSON.stringify(error)}`);
    return result;
  };
  const call = async (tool: string, args: object, more: object = {}): Promise<ToolAnswer> => {
    const result = await request('tools/call', { name: tool, arguments: args, ...more });
    const asks = needed.safeParse(result);
    if (!asks.success) return answerOf(result);
    const inputResponses: Record<string, unknown> = {};
    for (const [key, { params }] of Object.entries(asks.data.inputRequests)) {
      const reply = await show(params);
      if (reply !== undefined) inputResponses[key] = 'result' in reply ? reply.result : reply.error;
    }
    return call(tool, args, { inputResponses });
  };
  await greet(era, request, send);
  return {
    call: (tool, args) => call(tool, args),
    request,
    notify: (method, params) => send({ method, params }),
    forms,
    end: () => void child.stdin.end(),
    exit: new Promise((resolve) => {
      child.on('exit', (code) => resolve(code));
    }),
    stderr: () => stderr,
  };
}

const clientInfo = { name: 'raw', version: '1.0.0' };
const envelope = {
  _meta: {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': clientInfo,
    'io.modelcontextprotocol/clientCapabilities': { elicitation: { form: {} } },
  },
};

async function greet(era: AskingEra, request: AskingClient['request'], send: (content: object) => void): Promise<void> {
  if (era === '2026-07-28') return void (await request('server/discover', {}));
  await request('initialize', { protocolVersion: era, capabilities: { elicitation: {} }, clientInfo });
  send({ method: 'notifications/initialized' });
}
