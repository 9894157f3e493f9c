import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { instructions } from '../../src/mcp/instructions.ts';
import { root } from '../support/sources.ts';
import { startServer } from '../support/server.ts';
import { makeWorkspace } from '../support/workspace.ts';

/** Tokens for all fifteen tools of the contract, less what those that are not there yet will take: review_plan and comment_plan. */
const budget = 1_800 - 180;
/** Tokens of what a prompt says. */
const promptBudget = 150;
const golden = join(root, 'test', 'golden', 'tools');

type Schema = Readonly<Record<string, unknown>>;
const schemaType = z.record(z.string(), z.unknown());

async function listTools() {
  const { client } = await startServer(makeWorkspace().path);
  return (await client.listTools()).tools;
}

describe('every tool', () => {
  it('has the schema in its golden file', async () => {
    const tools = await listTools();
    for (const tool of tools) {
      await expect(`${JSON.stringify(tool, null, 2)}\n`).toMatchFileSnapshot(join(golden, `${tool.name}.json`));
    }
  });

  it('is all that there is a golden file of', async () => {
    const files = (await listTools()).map(({ name }) => `${name}.json`);
    expect(readdirSync(golden).filter((file) => !files.includes(file))).toEqual([]);
  });

  it('states all four hints, a title and a description', async () => {
    for (const tool of await listTools()) {
      expect(tool.annotations, tool.name).toEqual({
        readOnlyHint: expect.any(Boolean),
        destructiveHint: expect.any(Boolean),
        idempotentHint: expect.any(Boolean),
        openWorldHint: expect.any(Boolean),
      });
      expect(tool.title, tool.name).toMatch(/\S/);
      expect(tool.description, tool.name).toMatch(/\S/);
      if (tool.annotations?.readOnlyHint === true) expect(tool.annotations.destructiveHint, tool.name).toBe(false);
    }
  });

  it('has a name and a description that every client takes', async () => {
    for (const { name, description } of await listTools()) {
      expect(name).toMatch(/^[a-z]+(?:_[a-z]+)*$/);
      expect(`plankeeper${name}`.length).toBeLessThanOrEqual(60);
      expect(description?.length).toBeLessThan(2_048);
    }
  });

  it('has schemas that every client takes', async () => {
    for (const { name, inputSchema, outputSchema } of await listTools()) {
      expect(faultsIn(schemaType.parse(inputSchema), 'input'), name).toEqual([]);
      if (outputSchema !== undefined) expect(faultsIn(schemaType.parse(outputSchema), 'output'), name).toEqual([]);
    }
  });
});

describe('the list', () => {
  it('stays within the token budget', async () => {
    const costs = (await listTools()).map(({ name, description, inputSchema }) => {
      const { $schema: _, ...schema } = schemaType.parse(inputSchema);
      return { name, tokens: countTokens(JSON.stringify({ name, description, inputSchema: schema })) };
    });
    const total = costs.reduce((sum, { tokens }) => sum + tokens, 0);
    const each = costs.map(({ name, tokens }) => `${name} ${tokens}`).join(', ');
    process.stderr.write(`tools/list: ${total} of ${budget} tokens (${each})\n`);
    expect(total).toBeLessThanOrEqual(budget);
  });

  it('is what the instructions speak of', async () => {
    const names = (await listTools()).map(({ name }) => name);
    expect(instructions.length).toBeLessThan(2_048);
    for (const [word] of instructions.matchAll(/\b[a-z]+_[a-z_]+\b/g)) expect(names).toContain(word);
  });
});

describe('every prompt', () => {
  const given: Readonly<Record<string, string>> = {
    title: 'Parcel lockers at every ferry stop',
    template: 'layered-platform',
    spec: 'specs/014-parcel-lockers/spec.md',
    plan: 'specs/014-parcel-lockers/plan.md',
  };

  async function writeAll() {
    const { client } = await startServer(makeWorkspace({ 'specs/014-parcel-lockers/plan.md': '# Lockers\n' }).path);
    const { tools } = await client.listTools();
    const { prompts } = await client.listPrompts();
    const texts = prompts.map(async ({ name, arguments: wanted = [] }) => {
      const args = Object.fromEntries(wanted.map((each) => [each.name, given[each.name] ?? '']));
      const { messages } = await client.getPrompt({ name, arguments: args });
      return { name, text: messages.map(({ content }) => (content.type === 'text' ? content.text : '')).join('\n') };
    });
    return { tools, prompts, texts: await Promise.all(texts) };
  }

  it('has a name that every client takes, a title and a description', async () => {
    for (const { name, title, description } of (await writeAll()).prompts) {
      expect(name).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
      expect(title).toMatch(/\S/);
      expect(description).toMatch(/\S/);
    }
  });

  it('stays within its token budget', async () => {
    const costs = (await writeAll()).texts.map(({ name, text }) => ({ name, tokens: countTokens(text) }));
    process.stderr.write(`prompts/get: ${costs.map(({ name, tokens }) => `${name} ${tokens}`).join(', ')}\n`);
    for (const { name, tokens } of costs) expect(tokens, name).toBeLessThanOrEqual(promptBudget);
  });

  it('speaks of tools, arguments, states and views that there are', async () => {
    const { tools, texts } = await writeAll();
    const names = tools.map(({ name }) => name);
    const known = JSON.stringify(tools);
    const views = JSON.stringify(tools.find(({ name }) => name === 'read_plan')?.inputSchema);
    for (const { name, text } of texts) {
      const words = [...text.matchAll(/\b[a-z]+_[a-z_]+\b/g)].map(([word]) => word);
      expect(words.filter((word) => names.includes(word)).length, name).toBeGreaterThan(1);
      for (const word of words) expect(known, name).toContain(`"${word}"`);
      for (const [, view] of text.matchAll(/view "(\w+)"/g)) expect(views, name).toContain(`"${view}"`);
    }
  });
});

describe('the schema check', () => {
  it.each([
    ['a union at the top', { anyOf: [{ type: 'object' }] }],
    ['a reference', { type: 'object', additionalProperties: false, properties: { a: { $ref: '#/x' } } }],
    [
      'a nullable type',
      { type: 'object', additionalProperties: false, properties: { a: { type: ['string', 'null'] } } },
    ],
    [
      'a nullable union',
      { type: 'object', additionalProperties: false, properties: { a: { anyOf: [{ type: 'null' }] } } },
    ],
    [
      'a tuple',
      { type: 'object', additionalProperties: false, properties: { a: { type: 'array', prefixItems: [{}] } } },
    ],
    ['an unbounded integer', { type: 'object', additionalProperties: false, properties: { a: { type: 'integer' } } }],
    ['an object that takes anything', { type: 'object', properties: {} }],
  ])('finds %s', (_, schema) => {
    expect(faultsIn(schema, 'input')).not.toEqual([]);
  });
});

/** What some client in use would choke on. */
function faultsIn(schema: Schema, io: 'input' | 'output'): string[] {
  const top = schema.type === 'object' ? [] : ['the top is no object'];
  const unions = ['anyOf', 'oneOf', 'allOf'].filter((key) => key in schema).map((key) => `${key} at the top`);
  return [...top, ...unions, ...nestedFaults(schema, io, '')];
}

function nestedFaults(schema: Schema, io: 'input' | 'output', at: string): string[] {
  const faults = [
    ['$schema' in schema, 'a dialect line'],
    ['$ref' in schema || '$defs' in schema, 'a reference'],
    [Array.isArray(schema.type) || schema.type === 'null', 'a nullable type'],
    ['prefixItems' in schema || Array.isArray(schema.items) || schema.items === false, 'a tuple'],
    [io === 'input' && schema.type === 'integer' && !isBounded(schema), 'an unbounded integer'],
    [typeof schema.pattern === 'string' && schema.pattern.length > 100, 'a long pattern'],
    ['properties' in schema && schema.additionalProperties !== false, 'an object that takes anything'],
  ] as const;
  const own = faults.filter(([found]) => found).map(([, fault]) => `${at}: ${fault}`);
  return [...own, ...childrenOf(schema).flatMap(([name, child]) => nestedFaults(child, io, `${at}/${name}`))];
}

function isBounded({ minimum, maximum }: Schema): boolean {
  return typeof minimum === 'number' && typeof maximum === 'number';
}

/** The schemas directly below: of properties, items, members of unions, values of records. */
function childrenOf(schema: Schema): (readonly [string, Schema])[] {
  const single = ['items', 'additionalProperties', 'propertyNames'].map((key) => [key, schema[key]] as const);
  const members = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => Object.entries(schemaOr(schema[key])));
  const properties = Object.entries(schemaOr(schema.properties));
  return [...single, ...members, ...properties].flatMap(([name, child]) => {
    const parsed = schemaType.safeParse(child);
    return parsed.success ? [[name, parsed.data] as const] : [];
  });
}

function schemaOr(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
