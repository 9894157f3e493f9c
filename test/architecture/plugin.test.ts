import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { tools } from '../../src/tools/index.ts';
import { root } from '../support/sources.ts';

const skillFolder = join(root, 'plugin', 'skills', 'drafting-plans');
const skill = readFileSync(join(skillFolder, 'SKILL.md'), 'utf8');

const kebabCase = z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
const person = z.strictObject({ name: z.string(), email: z.string().optional(), url: z.string().optional() });

/** As Claude Code's references of plugin manifests and marketplaces have it, for the fields that we use. Unknown ones are ignored there, so a slip of the pen would not show. */
const pluginManifest = z.strictObject({
  name: kebabCase,
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  description: z.string(),
  author: person,
  homepage: z.url(),
  repository: z.url(),
  license: z.string(),
  keywords: z.array(z.string()),
});
const marketplace = z.strictObject({
  name: kebabCase,
  description: z.string(),
  owner: person,
  plugins: z.array(
    z.strictObject({
      name: kebabCase,
      source: z.string().startsWith('./'),
      description: z.string(),
      category: z.string(),
    }),
  ),
});

describe('the plugin for Claude Code', () => {
  it('is listed by the marketplace in the root, under the name that the README installs', () => {
    const listed = marketplace.parse(read('.claude-plugin/marketplace.json'));
    for (const { name, source } of listed.plugins) {
      expect(pluginManifest.parse(read(join(source, '.claude-plugin', 'plugin.json'))).name).toBe(name);
      expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(`claude plugin install ${name}@${listed.name}\n`);
    }
    expect(listed.plugins).toHaveLength(1);
  });

  it('has its parts where Claude Code looks for them', () => {
    const files = readdirSync(join(root, 'plugin'), { recursive: true, withFileTypes: true });
    const paths = files.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    expect(paths.map((path) => path.slice(join(root, 'plugin').length + 1).replaceAll('\\', '/')).sort()).toEqual([
      '.claude-plugin/plugin.json',
      '.mcp.json',
      'skills/drafting-plans/SKILL.md',
    ]);
  });
});

describe('the skill', () => {
  const [, front = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(skill) ?? [];

  it('has the name of its folder and says when it is of use, as Agent Skills ask for', () => {
    const { name, description } = z
      .strictObject({ name: kebabCase.max(64), description: z.string().min(1).max(1024) })
      .parse(parse(front));
    expect(skillFolder.endsWith(name)).toBe(true);
    expect(description).toContain('Use when');
    expect(body.split('\n').length).toBeLessThan(80);
  });

  it('shows calls that the tools take', () => {
    const calls = callsIn(skill);
    expect(calls.map(faultOf).filter((fault) => fault !== undefined)).toEqual([]);
    expect(new Set(calls.map(({ name }) => name)).size).toBeGreaterThanOrEqual(10);
  });

  it('speaks of every tool, and of no name that no tool has', () => {
    const spans = [...skill.matchAll(/`([a-z_]+)`/g)].map(([, name]) => name ?? '');
    const known = new Set([...tools.map(({ name }) => name), ...tools.flatMap(wordsOf)]);
    expect(spans.filter((name) => !known.has(name))).toEqual([]);
    expect(tools.map(({ name }) => name).filter((name) => !skill.includes(`\`${name}`))).toEqual([]);
  });
});

describe('the README', () => {
  it('shows calls that the tools take', () => {
    const calls = callsIn(readFileSync(join(root, 'README.md'), 'utf8'));
    expect(calls.map(faultOf).filter((fault) => fault !== undefined)).toEqual([]);
    expect(calls.length).toBeGreaterThan(8);
  });
});

describe('the check of calls', () => {
  it('finds an unknown tool, an unknown argument, and JSON that is none', () => {
    const faults = callsIn('`file_plan {"plan": "1"}` `read_plan {"plam": "1"}` `read_plan {plan}`').map(faultOf);
    expect(faults).toEqual([
      expect.stringContaining('file_plan'),
      expect.stringContaining('plam'),
      expect.stringContaining('JSON'),
    ]);
  });
});

interface Call {
  readonly name: string;
  readonly input: string;
}

/** Code spans that hold a tool's name and its input. A cell of a table writes `|` as `\|`. */
function callsIn(page: string): readonly Call[] {
  return [...page.matchAll(/`([a-z_]+) (\{[^`]*\})`/g)].map(([, name = '', input = '']) => ({
    name,
    input: input.replaceAll('\\|', '|'),
  }));
}

function faultOf({ name, input }: Call): string | undefined {
  const tool = tools.find((each) => each.name === name);
  if (tool === undefined) return `There is no tool ${name}.`;
  try {
    const { error } = tool.input.safeParse(JSON.parse(input));
    return error === undefined ? undefined : `${name} ${input}: ${error.message}`;
  } catch (error) {
    return `${name} ${input} is no JSON: ${String(error)}`;
  }
}

/** The names of a tool's arguments and answers, and the words that they are chosen from. */
function wordsOf({ input, output }: (typeof tools)[number]): readonly string[] {
  const schemas = [input, ...(output === undefined ? [] : [output])];
  return schemas.flatMap((schema) =>
    [...JSON.stringify(z.toJSONSchema(schema)).matchAll(/"([a-z_]+)"/g)].map(([, word]) => word ?? ''),
  );
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}
