import { expect, it } from 'vitest';
import { z } from 'zod';
import { startServer } from '../support/server.ts';
import { makeWorkspace } from '../support/workspace.ts';

const schemaType = z.object({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  minimum: z.number().optional(),
});

const strings = [
  '../../../etc/passwd',
  '/etc/passwd',
  '..\\..\\secret.md',
  'plans/\u0000.md',
  'CON',
  '__proto__',
  '',
  ' ',
  '[a](b',
  'x'.repeat(100_000),
  '😀\ud83d',
];

it('no argument of any tool brings out a fault of ours, an absolute path or a stack', async () => {
  const workspace = makeWorkspace({ 'plans/a.md': '# A\n\n## Goal\n\nText.\n' });
  const server = await startServer(workspace.path);
  const { tools } = await server.client.listTools();
  for (const { name, inputSchema } of tools) {
    for (const text of strings) {
      for (const [plan, all] of [
        [text, false],
        ['plans/a.md', false],
        ['plans/a.md', true],
      ] as const) {
        const args = z.record(z.string(), z.unknown()).parse(sample(inputSchema, text, all));
        const answer = await server.call(name, 'plan' in args ? { ...args, plan } : args);
        const about = `${name} with ${JSON.stringify(text.slice(0, 40))}: ${answer.text.slice(0, 300)}`;
        expect(answer.text, name).toMatch(/\S/);
        expect(answer.code, about).not.toBe('internal');
        expect(answer.text.includes(workspace.path), about).toBe(false);
        expect(answer.text, about).not.toMatch(/\n\s+at .+:\d+:\d+/);
        if (answer.isError) expect(answer.text.startsWith(`[${answer.code}] `), about).toBe(true);
      }
    }
  }
  expect(server.stderr()).toBe('');
});

/** Arguments that fit a schema, with one text everywhere; `all` fills the places that may be left out too. */
function sample(schema: unknown, text: string, all: boolean): unknown {
  const { type, enum: choices, properties, required = [], items, minimum } = schemaType.parse(schema);
  if (choices !== undefined) return choices[0];
  if (type === 'array') return [sample(items, text, all)];
  if (type === 'integer') return minimum ?? 1;
  if (type === 'boolean') return true;
  if (type !== 'object') return text;
  // A message with the name __proto__ is refused whole: no JSON-RPC error is wanted here.
  if (properties === undefined) return { [text === '__proto__' ? 'constructor' : text]: text };
  const wanted = Object.entries(properties).filter(([key]) => all || required.includes(key));
  return Object.fromEntries(wanted.map(([key, value]) => [key, sample(value, text, all)]));
}
