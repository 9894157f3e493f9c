import { z } from 'zod';

/** Where a client finds a server over HTTP, and what it sends with each request. */
export interface Reach {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

const headers = z.record(z.string(), z.string());
const typed = z.strictObject({ type: z.literal('http'), url: z.url(), headers });
/** Cursor tells by the `url`. */
const untyped = typed.omit({ type: true });

const claudeCode = z.strictObject({ mcpServers: z.strictObject({ plankeeper: typed }) });
const cursor = z.strictObject({ mcpServers: z.strictObject({ plankeeper: untyped }) });
const vsCode = z.strictObject({
  inputs: z.tuple([
    z.strictObject({
      type: z.literal('promptString'),
      id: z.string(),
      description: z.string(),
      password: z.literal(true),
    }),
  ]),
  servers: z.strictObject({ plankeeper: typed }),
});

/**
 * What the client that reads `file` makes of the configuration in it, where `token` is what its environment, or whoever it asks, has for
 * PLANKEEPER_TOKEN. Throws on a configuration that the client would not take.
 */
export function reachFrom(file: string, text: string, token: string): Reach {
  const json: unknown = JSON.parse(text);
  switch (file) {
    case '.mcp.json':
      return filled(claudeCode.parse(json).mcpServers.plankeeper, '${PLANKEEPER_TOKEN}', token);
    case '.cursor/mcp.json':
      return filled(cursor.parse(json).mcpServers.plankeeper, '${env:PLANKEEPER_TOKEN}', token);
    case '.vscode/mcp.json': {
      const { inputs, servers } = vsCode.parse(json);
      return filled(servers.plankeeper, `\${input:${inputs[0].id}}`, token);
    }
    default:
      throw new Error(`No client is known that reads ${file}.`);
  }
}

function filled({ url, headers: sent }: Reach, variable: string, token: string): Reach {
  const values = Object.entries(sent).map(([name, value]) => [name, value.replaceAll(variable, token)] as const);
  return { url, headers: Object.fromEntries(values) };
}
