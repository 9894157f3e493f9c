/**
 * What a model reads of the answers: o200k tokens of structuredContent, or of the text where there is none, for the calls of a plan's
 * life on a plan of 50 KB and on a fresh one; beside them the list of tools. With a folder, the outlines of its Markdown files
 * of 40 to 64 KB, too. Run: npm run build && npx tsx bench/answers.ts [DIR]
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { answerOf, type ToolAnswer } from '../test/support/answers.ts';
import { densePlan } from '../test/support/densePlan.ts';

const program = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist', 'plankeeper.js');
const folder = mkdtempSync(join(tmpdir(), 'plankeeper-bench-'));
const plan = 'plans/ferry.md';
const fresh = '001';

type Call = readonly [what: string, tool: string, args: Record<string, unknown>];

const calls: readonly Call[] = [
  ['list of templates', 'list_templates', {}],
  ['create a plan', 'create_plan', { title: 'Parcel lockers', template: 'full-lifecycle' }],
  [
    'fill one section',
    'fill_section',
    { plan: fresh, fills: [{ section: '1.1', values: { Frontend: 'Lit', Backend: 'Go' } }] },
  ],
  ['append to one section', 'fill_section', { plan, fills: [{ section: '2.1', mode: 'append', content: 'More.' }] }],
  ['change a phrase', 'fill_section', { plan, fills: [{ section: '2.1', find: 'More.', content: 'Less.' }] }],
  ['refused overwrite', 'fill_section', { plan, fills: [{ section: '3.1', content: 'x' }] }],
  ['add a question', 'add_item', { plan, items: [{ section: 'questions', values: { question: 'Which quay?' } }] }],
  ['list of plans', 'list_plans', {}],
  ['outline, 50 KB', 'read_plan', { plan, view: 'outline' }],
  ['what is unfilled, fresh plan', 'read_plan', { plan: fresh, view: 'unfilled' }],
  ['one section', 'read_plan', { plan, sections: ['2.1'] }],
  ['a phrase found', 'read_plan', { plan, find: 'first matter' }],
  ['check for the next status, fresh plan', 'check_plan', { plan: fresh }],
  ['check against the constitution, fresh plan', 'check_constitution', { plan: fresh }],
  ['open questions, fresh plan', 'list_open_questions', { plan: fresh }],
  ['undo', 'restore_plan', { plan }],
];

try {
  mkdirSync(join(folder, '.plankeeper'));
  mkdirSync(join(folder, 'plans'));
  writeFileSync(join(folder, plan), densePlan());
  const client = new Client({ name: 'bench', version: '1.0.0' });
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [program, '--workspace', folder], stderr: 'inherit' }),
  );
  const { tools } = await client.listTools();
  const list = tools.map(({ name, description, inputSchema }) =>
    countTokens(JSON.stringify({ name, description, inputSchema })),
  );
  console.log(
    `${String(list.reduce((sum, tokens) => sum + tokens, 0)).padStart(6)}  tools/list, ${tools.length} tools`,
  );
  for (const [what, name, args] of calls) {
    const answer = answerOf(await client.callTool({ name, arguments: args }));
    console.log(`${String(tokensOf(answer)).padStart(6)}  ${what} (${name})${answer.isError ? ' refused' : ''}`);
  }
  for (const file of filesOf(process.argv[2])) {
    writeFileSync(join(folder, 'plans', 'other.md'), readFileSync(file));
    const outline = { plan: 'plans/other.md', view: 'outline' };
    const answer = answerOf(await client.callTool({ name: 'read_plan', arguments: outline }));
    console.log(
      `${String(tokensOf(answer)).padStart(6)}  outline of ${file}, ${Math.round(statSync(file).size / 1000)} KB`,
    );
  }
  await client.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function tokensOf({ data, text }: ToolAnswer): number {
  return countTokens(data === undefined ? text : JSON.stringify(data));
}

function filesOf(collection: string | undefined): string[] {
  if (collection === undefined) return [];
  return readdirSync(collection, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(collection, name))
    .filter((file) => statSync(file).size >= 40_000 && statSync(file).size <= 64_000);
}
