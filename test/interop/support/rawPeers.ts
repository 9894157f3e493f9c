import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  PROTOCOL_VERSION_META_KEY,
} from '@modelcontextprotocol/client';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { answerOf } from '../../support/answers.ts';
import { type Connect, type Peer, type Person, type Place, replyOf, type ShownForm } from './peer.ts';
import { promptText, textOf } from './sdkPeers.ts';

const clientInfo = { name: 'raw', version: '1.0.0' };
const message = z.looseObject({
  id: z.union([z.string(), z.number()]).optional(),
  method: z.string().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
  result: z.record(z.string(), z.unknown()).optional(),
  error: z.object({ code: z.number(), message: z.string() }).optional(),
});
type Message = z.output<typeof message>;

/** Sends messages and hears those that come, by hand: no SDK between the words and the wire. */
interface Wire {
  send(sent: object): Promise<void>;
}

const form = z.object({
  message: z.string(),
  requestedSchema: z.object({ properties: z.record(z.string(), z.unknown()) }),
});
const needed = z.object({
  resultType: z.literal('input_required'),
  inputRequests: z.record(z.string(), z.object({ method: z.literal('elicitation/create'), params: z.unknown() })),
  requestState: z.string().optional(),
});

/** JSON-RPC of the old era: a greeting, then requests; the server asks back while a call waits. */
export const raw2025: Connect = async (place, person) => {
  const { request, notify, forms } = await openWire(place, person);
  const capabilities = person === 'none' ? {} : { elicitation: {} };
  await request('initialize', { protocolVersion: '2025-06-18', capabilities, clientInfo });
  await notify('notifications/initialized');
  return peerOver(request, forms);
};

/** JSON-RPC of 2026-07-28: each request stands for itself; the server asks by its result, and the call is sent again with the reply. */
export const raw2026: Connect = async (place, person) => {
  const { request, forms } = await openWire(place, person);
  const capabilities = person === 'none' ? {} : { elicitation: { form: {} } };
  const _meta = {
    [PROTOCOL_VERSION_META_KEY]: '2026-07-28',
    [CLIENT_INFO_META_KEY]: clientInfo,
    [CLIENT_CAPABILITIES_META_KEY]: capabilities,
  };
  const modern = async (method: string, params: object, more: object = {}): Promise<Record<string, unknown>> => {
    const result = await request(method, { ...params, ...more, _meta });
    const asks = needed.safeParse(result);
    if (!asks.success) return result;
    const replies = Object.entries(asks.data.inputRequests).map(([key, { params: asked }]) => [
      key,
      shown(asked, forms, person),
    ]);
    const { requestState } = asks.data;
    const state = requestState === undefined ? {} : { requestState };
    return modern(method, params, { inputResponses: Object.fromEntries(replies), ...state });
  };
  await modern('server/discover', {});
  return peerOver(modern, forms);
};

function shown(params: unknown, forms: ShownForm[], person: Person) {
  const { message: words, requestedSchema } = form.parse(params);
  const fields = Object.keys(requestedSchema.properties);
  forms.push({ message: words, fields });
  return replyOf(person, fields);
}

type Ask = (method: string, params: object) => Promise<Record<string, unknown>>;

const listed = z.object({ tools: z.array(z.object({ name: z.string() })) });

function peerOver(request: Ask, forms: ShownForm[]): Peer {
  return {
    forms,
    tools: async () => listed.parse(await request('tools/list', {})).tools.map(({ name }) => name),
    call: async (name, args = {}) => answerOf(await request('tools/call', { name, arguments: args })),
    read: async (uri) => textOf((await request('resources/read', { uri })).contents),
    prompt: async (name, args) => promptText(await request('prompts/get', { name, arguments: args })),
  };
}

/** A wire with requests that wait for their answers, and a person who answers what the server asks meanwhile. */
async function openWire(place: Place, person: Person) {
  const waiting = new Map<string | number, (answer: Message) => void>();
  const forms: ShownForm[] = [];
  let wire: Wire | undefined;
  const hear = (heard: Message): void => {
    const { id, method, params } = heard;
    if (id !== undefined && method === 'elicitation/create')
      void wire?.send({ jsonrpc: '2.0', id, result: shown(params, forms, person) });
    else if (id !== undefined && method === undefined) waiting.get(id)?.(heard);
  };
  wire = place.url === undefined ? openStdio(place, hear) : openHttp(place.url, hear);
  const { send } = wire;
  let last = 0;
  const request = async (method: string, params: object): Promise<Record<string, unknown>> => {
    const id = (last += 1);
    const answer = new Promise<Message>((resolve) => waiting.set(id, resolve));
    await send({ jsonrpc: '2.0', id, method, params });
    const { result, error } = await answer;
    if (result === undefined) throw new Error(`${method}: ${JSON.stringify(error)}`);
    return result;
  };
  const notify = (method: string): Promise<void> => send({ jsonrpc: '2.0', method });
  return { request, notify, forms };
}

function openStdio({ program, workspace }: Place, hear: (heard: Message) => void): Wire {
  const child = spawn(process.execPath, [program, '--workspace', workspace], {
    cwd: workspace,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  createInterface({ input: child.stdout }).on('line', (line) => hear(message.parse(JSON.parse(line))));
  return { send: async (sent) => void child.stdin.write(`${JSON.stringify(sent)}\n`) };
}

/** Streams are read on while the answer to what was sent is still to come. */
function openHttp(url: string, hear: (heard: Message) => void): Wire {
  let session: Record<string, string> = {};
  return {
    send: async (sent) => {
      const version = z.object({ params: z.object({ _meta: z.record(z.string(), z.unknown()) }) }).safeParse(sent).data;
      const { method, name } = nameIn(sent);
      const headers =
        version === undefined
          ? session
          : {
              'mcp-protocol-version': '2026-07-28',
              'mcp-method': method,
              ...(name === undefined ? {} : { 'mcp-name': name }),
            };
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
        body: JSON.stringify(sent),
      });
      const id = response.headers.get('mcp-session-id');
      if (id !== null) session = { 'mcp-session-id': id, 'mcp-protocol-version': '2025-06-18' };
      // The server is killed at the test's end, which may come before the end of a stream.
      hearAll(response, hear).catch(() => {});
    },
  };
}

/** The method and the thing that it is about, which 2026-07-28 wants in headers too. */
function nameIn(sent: object): { method: string; name: string | undefined } {
  const params = z.object({ name: z.string().optional(), uri: z.string().optional() });
  const { method, params: about } = z.object({ method: z.string().default(''), params: params.optional() }).parse(sent);
  return { method, name: about?.name ?? about?.uri };
}

async function hearAll(response: Response, hear: (heard: Message) => void): Promise<void> {
  if (response.headers.get('content-type')?.startsWith('text/event-stream') !== true) {
    const body = await response.text();
    if (body !== '') hear(message.parse(JSON.parse(body)));
    return;
  }
  let rest = '';
  for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const events = (rest + piece).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = event.split('\n').flatMap((line) => (line.startsWith('data: ') ? [line.slice(6)] : []));
      if (data.length > 0) hear(message.parse(JSON.parse(data.join('\n'))));
    }
  }
}
