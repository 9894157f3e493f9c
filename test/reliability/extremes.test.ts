import { expect, it } from 'vitest';
import { startServer, type TestServer } from '../support/server.ts';
import { found, size } from '../support/trials.ts';
import { makeWorkspace } from '../support/workspace.ts';
import { hostilePlans } from './support/hostilePlans.ts';
import { loadOf, slowness } from './support/serverLoad.ts';

type Call = readonly [tool: string, args: Readonly<Record<string, unknown>>];

const reading: readonly Call[] = [
  ['read_plan', {}],
  ['fill_section', { fills: [{ section: 'goal', content: 'One more line.', mode: 'append' }] }],
];
const everything: readonly Call[] = [
  ...reading,
  ['read_plan', { view: 'outline' }],
  ['read_plan', { view: 'unfilled' }],
  ['read_plan', { view: 'tasks' }],
  ['read_plan', { view: 'history' }],
  ['read_plan', { find: 'word' }],
  ['read_plan', { sections: ['goal'], max_tokens: 25_000 }],
  ['list_open_questions', {}],
  ['check_plan', {}],
  ['check_constitution', {}],
  ['add_item', { items: [{ section: 'goal', values: { item: 'one' } }] }],
  ['mark_item', { items: [{ item: 'T001', state: 'done' }] }],
  ['answer_question', { answers: [{ question: 'q1', answer: 'yes' }] }],
  ['set_status', { status: 'In Review' }],
  ['restore_plan', {}],
];
const calls = size({ short: reading, hard: everything });

/** Milliseconds for one call: of what no plan is, and of a plan as large as plans may be. */
const bounds = { extreme: 1_000, atTheLimit: 2_000 };
/** The most characters of an answer, its data written as JSON. */
const longestAnswer = 400_000;
/** The costliest of each kind. */
const shortAtTheLimit: ReadonlySet<string> = new Set([
  'sections up to the limit',
  'table rows up to the limit',
  'nested link brackets up to the limit',
]);
const isAtTheLimit = (name: string): boolean => name.endsWith('up to the limit');

it(
  'answers or refuses every call on a plan that nobody would write, in time and in few words',
  async () => {
    const names = Object.keys(hostilePlans).filter(
      size({ short: (name: string) => !isAtTheLimit(name) || shortAtTheLimit.has(name), hard: () => true }),
    );
    const scale = slowness();
    const workspace = makeWorkspace({ 'plans/small.md': '# Plan\n\n## Goal\n\nText.\n' });
    const server = await startServer(workspace.path);
    const load = loadOf(server);
    await server.call('check_plan', { plan: 'plans/small.md' });
    const before = load.resident();
    const worst = { extreme: { ms: 0, of: '' }, atTheLimit: { ms: 0, of: '' } };
    const faults: string[] = [];
    for (const name of names) {
      workspace.write('plans/hostile.md', hostilePlans[name]?.() ?? '');
      const kind = isAtTheLimit(name) ? 'atTheLimit' : 'extreme';
      for (const [tool, args] of calls) {
        const { result, ms } = await load.timed(() => server.call(tool, { plan: 'plans/hostile.md', ...args }));
        const of = `${tool} ${JSON.stringify(args).slice(0, 40)} on ${name}`;
        if (ms > worst[kind].ms) worst[kind] = { ms, of };
        if (ms > bounds[kind] * scale) faults.push(`${of}: ${Math.round(ms)} ms`);
        if (result.code === 'internal') faults.push(`${of}: ${result.text}`);
        const length = result.text.length + (JSON.stringify(result.data)?.length ?? 0);
        if (length > longestAnswer) faults.push(`${of}: ${length} characters`);
      }
    }
    const grown = before === undefined ? undefined : await growth(server, before, load.resident);
    found(
      'extremes',
      `${names.length} plans × ${calls.length} calls, bounds × ${scale.toFixed(1)}: ${told(worst.extreme)}; at the limits ${told(worst.atTheLimit)}; memory ${grown === undefined ? 'unknown' : `+${Math.round(grown)} MB`}`,
    );
    expect(faults).toEqual([]);
    if (grown !== undefined) expect(grown).toBeLessThan(64);
  },
  size({ short: 300_000, hard: 1_800_000 }),
);

it(
  'reads the other plans of a workspace that is full of them',
  async () => {
    const workspace = makeWorkspace({ 'plans/good.md': '# Good\n\n## Open Questions\n\n- Who owns it?\n' });
    const extreme = Object.entries(hostilePlans).filter(([name]) => !isAtTheLimit(name));
    const few = extreme.slice(0, size({ short: 12, hard: extreme.length }));
    for (const [index, [, make]] of few.entries()) workspace.write(`plans/${index}.md`, make());
    const server = await startServer(workspace.path);
    const load = loadOf(server);
    for (const tool of ['list_plans', 'list_open_questions']) {
      const { result, ms } = await load.timed(() => server.call(tool));
      found('extremes', `${tool} over ${few.length} such plans: ${Math.round(ms)} ms`);
      expect(result.isError, tool).toBe(false);
      expect(result.text, tool).toContain('plans/good.md');
      expect(result.text, tool).toMatch(/Not read: plans\/\d+\.md: \[too_large\]/);
      expect(ms).toBeLessThan(few.length * bounds.extreme * slowness());
    }
  },
  size({ short: 120_000, hard: 600_000 }),
);

it(
  'works beside templates and constitutions of that kind',
  async () => {
    const workspace = makeWorkspace({ 'plans/good.md': '# Good\n\n## Goal\n\nText.\n' });
    const few = Object.entries(hostilePlans).filter(([name]) => !isAtTheLimit(name) && !name.includes('MB'));
    for (const [index, [, make]] of few.slice(0, size({ short: 10, hard: few.length })).entries()) {
      workspace.write(`.plankeeper/templates/t${index}.md`, make());
    }
    const server = await startServer(workspace.path);
    const load = loadOf(server);
    const listed = await load.timed(() => server.call('list_templates'));
    found('extremes', `list_templates with such templates: ${Math.round(listed.ms)} ms`);
    expect(listed.result.isError).toBe(false);
    expect(listed.result.text).toContain('[too_large]');
    const again = await load.timed(() => server.call('read_plan', { plan: 'plans/good.md' }));
    expect(again.result.isError).toBe(false);
    for (const name of ['100,000 headings', 'nested lists', 'one list']) {
      workspace.write('docs/constitution.md', hostilePlans[name]?.() ?? '');
      const { result, ms } = await load.timed(() => server.call('check_constitution', { plan: 'plans/good.md' }));
      expect(result.code ?? 'answered').toMatch(/^(?:answered|too_large)$/);
      expect(ms, name).toBeLessThan(bounds.extreme * slowness() * 2);
    }
  },
  size({ short: 120_000, hard: 600_000 }),
);

function told({ ms, of }: { readonly ms: number; readonly of: string }): string {
  return `slowest ${Math.round(ms)} ms (${of})`;
}

/** Memory in MB above `before`, once the server had calls and time to give back what it no longer needs. */
async function growth(server: TestServer, before: number, resident: () => number | undefined): Promise<number> {
  let least = Infinity;
  for (let turn = 0; turn < 5 && least > 40; turn += 1) {
    for (let count = 0; count < 20; count += 1) await server.call('read_plan', { plan: 'plans/small.md' });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    least = Math.min(least, (resident() ?? before) - before);
  }
  return least;
}
