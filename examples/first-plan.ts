/**
 * The main job, shown: starts the server as mcp.json says, makes a workspace in a temporary folder, creates a plan, fills every
 * section of it, runs both checks and prints what happened. Exits non-zero if anything is not as it should be.
 */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { z } from 'zod';
import { approach, changes, delivery, evidence, title } from './usageExport.ts';

const repository = fileURLToPath(new URL('..', import.meta.url));

const launch = z.object({
  mcpServers: z.object({ plankeeper: z.object({ command: z.string(), args: z.array(z.string()) }) }),
});
const created = z.object({ plan: z.string(), path: z.string(), unfilled: z.number() });
const filled = z.object({
  changed: z.array(z.object({ section: z.string() })),
  unfilled: z.number(),
  refused: z.array(z.unknown()).optional(),
});
const checked = z.object({ verdict: z.string(), principles: z.array(z.object({ verdict: z.string() })) });
const asked = z.object({
  questions: z.array(z.object({ id: z.string(), text: z.string(), due: z.string().optional() })),
  total: z.number(),
});
const listed = z.object({ templates: z.array(z.object({ id: z.string() })) });

async function main(): Promise<void> {
  const workspace = await realpath(await mkdtemp(join(tmpdir(), 'plankeeper-demo-')));
  await mkdir(join(workspace, '.plankeeper'));
  const client = await connect(workspace);
  try {
    await run(client, workspace);
  } finally {
    await client.close();
  }
}

async function connect(workspace: string): Promise<Client> {
  const { command, args } = launch.parse(JSON.parse(await readFile(join(repository, 'mcp.json'), 'utf8'))).mcpServers
    .plankeeper;
  const client = new Client({ name: 'first-plan', version: '1.0.0' });
  const env = { ...process.env, PLANKEEPER_WORKSPACE: workspace };
  await client.connect(new StdioClientTransport({ command, args, cwd: repository, env: definedOnly(env) }));
  return client;
}

async function run(client: Client, workspace: string): Promise<void> {
  const { templates } = await call(client, 'list_templates', {}, listed);
  say('list_templates', templates.map((template) => template.id).join(', '));

  const made = await call(client, 'create_plan', { title, template: 'layered-platform' }, created);
  say('create_plan', `${made.path}, ${made.unfilled} places to fill`);
  const before = await call(client, 'check_constitution', { plan: made.plan }, checked);
  say('check_constitution', `${before.verdict}: ${before.principles.length} principles unaddressed`);
  assert.equal(before.verdict, 'incomplete');

  const deadline = inDays(14);
  const questions = delivery.map((fill) =>
    fill.content === undefined ? fill : { ...fill, content: fill.content.replace('DEADLINE', deadline) },
  );
  for (const [name, fills] of Object.entries({ approach, changes, delivery: questions, verdicts: verdicts() })) {
    const answer = await call(client, 'fill_section', { plan: made.plan, fills }, filled);
    assert.equal(answer.refused, undefined, JSON.stringify(answer.refused));
    say('fill_section', `${name}: ${answer.changed.length} places changed, ${answer.unfilled} left`);
    if (name === 'verdicts') assert.equal(answer.unfilled, 0);
  }
  await runChecks(client, made.plan);
  await showPlan(join(workspace, made.path));
}

/** Ticks each principle's box and writes the evidence below it. */
function verdicts(): object[] {
  const each = Object.entries(evidence).flatMap(([name, words]) => {
    const section = `constitution/${name}`;
    return [
      { section, find: `- [ ] **${name}:**`, content: `- [x] **${name}:**` },
      { section, mode: 'append', content: `- PASS: ${words}` },
    ];
  });
  return [...each, { section: 'constitution', values: { Violations: 'None' } }];
}

async function runChecks(client: Client, plan: string): Promise<void> {
  const check = await call(client, 'check_constitution', { plan }, checked);
  say('check_constitution', `${check.verdict}: ${check.principles.length} principles, each with evidence`);
  assert.equal(check.verdict, 'pass');
  const open = await call(client, 'list_open_questions', { plan }, asked);
  say('list_open_questions', `${open.total} open`);
  for (const question of open.questions)
    console.log(`    ${question.id}  ${question.text}  (due ${question.due ?? 'at no date'})`);
  assert.equal(open.total, 2);
}

async function showPlan(path: string): Promise<void> {
  const text = await readFile(path, 'utf8');
  assert.ok(!/\[[A-Z][^\]]*\](?!\()/.test(text.replace(/```[\s\S]*?```/g, '')), 'a placeholder is left');
  console.log(`\nThe finished plan, ${text.split('\n').length} lines:\n${path}`);
}

async function call<T>(client: Client, name: string, args: Record<string, unknown>, shape: z.ZodType<T>): Promise<T> {
  const result = await client.callTool({ name, arguments: args });
  assert.ok(result.isError !== true, `${name}: ${JSON.stringify(result.content)}`);
  return shape.parse(result.structuredContent);
}

function say(tool: string, words: string): void {
  console.log(`${tool.padEnd(20)} ${words}`);
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}

await main();
