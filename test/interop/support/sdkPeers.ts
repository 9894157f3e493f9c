import {
  Client as ModernClient,
  StreamableHTTPClientTransport as ModernHttp,
  type VersionNegotiationMode,
} from '@modelcontextprotocol/client';
import { StdioClientTransport as ModernStdio } from '@modelcontextprotocol/client/stdio';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { answerOf } from '../../support/answers.ts';
import { type Connect, type Peer, type Person, type Place, replyOf, type ShownForm } from './peer.ts';

const info = { name: 'plankeeper-interop', version: '1.0.0' };

const form = z.object({
  message: z.string(),
  requestedSchema: z.object({ properties: z.record(z.string(), z.unknown()) }),
});

/** What `params` of an elicitation show; remembered in `forms`, and replied to. */
function shown(params: unknown, forms: ShownForm[], person: Person) {
  const { message, requestedSchema } = form.parse(params);
  const fields = Object.keys(requestedSchema.properties);
  forms.push({ message, fields });
  return replyOf(person, fields);
}

function command({ program, workspace }: Place) {
  return {
    command: process.execPath,
    args: [program, '--workspace', workspace],
    cwd: workspace,
    stderr: 'ignore' as const,
  };
}

/** The client of the SDK's first line, which knows nothing but the old era. */
export const v1: Connect = async (place, person) => {
  const capabilities = person === 'none' ? {} : { elicitation: {} };
  const client = new Client(info, { capabilities });
  const forms: ShownForm[] = [];
  if (person !== 'none') client.setRequestHandler(ElicitRequestSchema, ({ params }) => shown(params, forms, person));
  onTestFinished(() => client.close());
  await client.connect(
    place.url === undefined
      ? new StdioClientTransport(command(place))
      : new StreamableHTTPClientTransport(new URL(place.url)),
  );
  return {
    forms,
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: async (name, args = {}) => answerOf(await client.callTool({ name, arguments: args })),
    read: async (uri) => textOf((await client.readResource({ uri })).contents),
    prompt: async (name, args) => promptText(await client.getPrompt({ name, arguments: args })),
  };
};

/** The client of the SDK's second line, in a mode of its own. */
export function v2(mode: VersionNegotiationMode): Connect {
  return async (place, person): Promise<Peer> => {
    const capabilities = person === 'none' ? {} : { elicitation: { form: {} } };
    const client = new ModernClient(info, { capabilities, versionNegotiation: { mode } });
    const forms: ShownForm[] = [];
    if (person !== 'none') client.setRequestHandler('elicitation/create', ({ params }) => shown(params, forms, person));
    onTestFinished(() => client.close());
    await client.connect(
      place.url === undefined ? new ModernStdio(command(place)) : new ModernHttp(new URL(place.url)),
    );
    return {
      forms,
      tools: async () => (await client.listTools()).tools.map(({ name }) => name),
      call: async (name, args = {}) => answerOf(await client.callTool({ name, arguments: args })),
      read: async (uri) => textOf((await client.readResource({ uri })).contents),
      prompt: async (name, args) => promptText(await client.getPrompt({ name, arguments: args })),
    };
  };
}

const contents = z.tuple([z.object({ text: z.string() })]);
const messages = z.object({ messages: z.array(z.object({ content: z.object({ text: z.string() }) })).min(1) });

/** The one text of a resource. */
export function textOf(found: unknown): string {
  return contents.parse(found)[0].text;
}

/** The text of a prompt's first message. */
export function promptText(found: unknown): string {
  return messages.parse(found).messages[0]?.content.text ?? '';
}
