/**
 * The main job, shown: starts the server as mcp.json says, makes a workspace in a temporary folder, creates a plan, fills every
 * section of it, records verdicts, answers its questions, has it checked and approved, and prints what happened. Exits non-zero if
 * anything is not as it should be.
 */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { z } from 'zod';
import { answers, approach, changes, delivery, evidence, title } from './usageExport.ts';

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
const verdict = z.object({ verdict: z.string(), principles: z.array(z.unknown()) });
const marked = z.object({ changed: z.array(z.unknown()), refused: z.array(z.unknown()).optional() });
const asked = z.object({ questions: z.array(z.object({ id: z.string(), text: z.string() })), total: z.number() });
const answered = z.object({ remaining: z.number(), refused: z.array(z.unknown()).optional() });
const checked = z.object({
  ready: z.boolean(),
  for_status: z.string(),
  findings: z.array(z.object({ rule: z.string(), blocks: z.string().optional() })),
});
const status = z.object({ from: z.string(), status: z.string(), approval: z.string().optional() });
const listed = z.object({ templates: z.array(z.object({ id: z.string() })) });

/** Who decides: a real name would be the user's, and the words what they said. */
const decided_by = 'Ada Berg';

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
  const before = await call(client, 'check_constitution', { plan: made.plan }, verdict);
  say('check_constitution', `${before.verdict}: ${before.principles.length} principles unaddressed`);
  assert.equal(before.verdict, 'incomplete');

  const deadline = inDays(14);
  const dated = delivery.map((fill) => ({ ...fill, content: fill.content?.replace('DEADLINE', deadline) }));
  for (const [name, fills] of Object.entries({ approach, changes, delivery: dated })) {
    const answer = await call(client, 'fill_section', { plan: made.plan, fills }, filled);
    assert.equal(answer.refused, undefined, JSON.stringify(answer.refused));
    say('fill_section', `${name}: ${answer.changed.length} places changed, ${answer.unfilled} left`);
    if (name === 'delivery') assert.equal(answer.unfilled, 0);
  }
  await judge(client, made.plan);
  await settle(client, made.plan);
  await approve(client, made.plan);
  await showPlan(join(workspace, made.path));
}

/** Gives each principle its verdict, with the evidence that it rests on. */
async function judge(client: Client, plan: string): Promise<void> {
  const items = Object.entries(evidence).map(([item, note]) => ({ item, state: 'pass', note }));
  const { changed, refused } = await call(client, 'mark_item', { plan, items }, marked);
  assert.equal(refused, undefined, JSON.stringify(refused));
  say('mark_item', `${changed.length} principles pass, each with its evidence`);
  const check = await call(client, 'check_constitution', { plan }, verdict);
  say('check_constitution', `${check.verdict}: ${check.principles.length} principles`);
  assert.equal(check.verdict, 'pass');
}

/** Answers what is open. */
async function settle(client: Client, plan: string): Promise<void> {
  const open = await call(client, 'list_open_questions', { plan }, asked);
  say('list_open_questions', `${open.total} open`);
  assert.equal(open.total, answers.length);
  const given = open.questions.map(({ id }, index) => ({ question: id, answer: answers[index] }));
  const { remaining, refused } = await call(client, 'answer_question', { plan, answers: given, decided_by }, answered);
  assert.equal(refused, undefined, JSON.stringify(refused));
  open.questions.forEach(({ text }, index) => console.log(`    ${text} → ${answers[index]}`));
  say('answer_question', `${remaining} left`);
}

/** Nothing stands in the way any more; what a person said is recorded, and goes for this text alone. */
async function approve(client: Client, plan: string): Promise<void> {
  const check = await call(client, 'check_plan', { plan }, checked);
  // That the tasks are not done yet stands in the way of Completed alone.
  const [later, now] = [true, false].map((isLater) =>
    check.findings.filter(({ blocks }) => (blocks === 'Completed') === isLater),
  );
  assert.ok(check.ready);
  assert.deepEqual(now, []);
  say(
    'check_plan',
    `ready for ${check.for_status}, no findings; ${later?.length} lists of tasks to do before Completed`,
  );
  const approval = { by: decided_by, words: 'Looks right to me, go ahead.' };
  const set = await call(client, 'set_status', { plan, status: 'Approved', approval }, status);
  say('set_status', `${set.from} → ${set.status}, approved by ${set.approval}: "${approval.words}"`);
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
