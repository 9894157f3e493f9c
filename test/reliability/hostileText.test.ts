import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ToolAnswer } from '../support/answers.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { found } from '../support/trials.ts';
import { makeWorkspace } from '../support/workspace.ts';
import { command, hostileTemplates, hostileWords, prototypeNames, unseen } from './support/hostileText.ts';
import { loadOf, slowness } from './support/serverLoad.ts';

const hostilePlan = [
  `# ${hostileWords}`,
  `**Status**: Draft ${hostileWords}\n**${hostileWords}**: [${hostileWords}]`,
  `## Goal ${hostileWords}\n\nThe g\u200boal is clear.\n\n[Describe ${hostileWords}]`,
  `## Open Questions\n\n- Q1: ${hostileWords}?\n- [NEEDS CLARIFICATION: ${hostileWords}]`,
  `## Constitution Check\n\n- [x] ${hostileWords}\n\n**Gate 1**: ${hostileWords}\n- Status: ${hostileWords}`,
  `## Tasks\n\n- [ ] T001 ${hostileWords}\n- [ ] T001 ${hostileWords} (depends on T9)`,
  `## Risks\n\n| Risk | ${hostileWords} |\n|---|---|\n| ${hostileWords} | |`,
].join('\n\n');

const calls: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ['list_templates', {}],
  ['list_plans', {}],
  ['list_open_questions', {}],
  ...['outline', 'unfilled', 'tasks', 'history', 'content'].map(
    (view) => ['read_plan', { plan: 'plans/a.md', view }] as const,
  ),
  ['read_plan', { plan: 'plans/a.md', find: 'ignore' }],
  ['read_plan', { plan: 'plans/a.md', sections: [hostileWords] }],
  ['check_plan', { plan: 'plans/a.md' }],
  ['check_plan', { plan: 'plans/a.md', for_status: hostileWords.slice(0, 150) }],
  ['check_constitution', { plan: 'plans/a.md' }],
  ['fill_section', { plan: 'plans/a.md', fills: [{ section: 'goal', content: 'x' }] }],
  ['fill_section', { plan: 'plans/a.md', fills: [{ section: 'tasks', values: { [hostileWords]: hostileWords } }] }],
  ['add_item', { plan: 'plans/a.md', items: [{ section: 'risks', values: { [hostileWords]: 'x' } }] }],
  ['mark_item', { plan: 'plans/a.md', items: [{ item: 'T001', state: 'blocked' }] }],
  ['answer_question', { plan: 'plans/a.md', answers: [{ question: hostileWords, answer: 'x' }] }],
  ['set_status', { plan: 'plans/a.md', status: 'Approved' }],
  ['restore_plan', { plan: 'plans/a.md', revision: '000000000000' }],
  ['create_plan', { title: 'New', template: hostileWords }],
];

describe('text of a workspace', () => {
  const files = {
    'plans/a.md': hostilePlan,
    'docs/constitution.md': `# Constitution ${hostileWords}\n\n## Core Principles\n\n### I. ${hostileWords}\n\nYou MUST ${hostileWords}.\n`,
    '.plankeeper/templates/mine.md': `---\ndescription: "${command}"\n---\n# ${hostileWords}\n\n## ${command}\n\n[${hostileWords}]\n`,
  };

  it('changes nothing of what clients are told of the server', async () => {
    const told = async (workspace: string): Promise<string> => {
      const { client } = await startServer(workspace);
      const { tools } = await client.listTools();
      return JSON.stringify([
        tools,
        client.getInstructions(),
        client.getServerVersion(),
        client.getServerCapabilities(),
      ]);
    };
    expect(await told(makeWorkspace(files).path)).toBe(await told(makeWorkspace().path));
  });

  it('brings nothing that a person does not see into an answer, and is obeyed by nobody', async () => {
    const workspace = makeWorkspace(files);
    const server = await startServer(workspace.path);
    for (const [tool, args] of calls) {
      const { text, data, code } = await server.call(tool, args);
      const about = `${tool} ${JSON.stringify(args).slice(0, 80)}: ${text.slice(0, 300)}`;
      expect(unseen.exec(text)?.[0], about).toBeUndefined();
      expect(unseen.exec(everyText(data).join('\n'))?.[0], about).toBeUndefined();
      expect(code, about).not.toBe('internal');
    }
    expect(workspace.read('plans/a.md')).toContain('**Status**: Draft ');
    expect(server.stderr()).toBe('');
  });

  it('is shown as a person sees it, with a line that says what was left out and where', async () => {
    const workspace = makeWorkspace({ 'plans/a.md': '# A\n\n## Goal\n\nThe g\u200boal is \u202eclear. 👩‍💻\n' });
    const server = await startServer(workspace.path);
    const { text } = await server.call('read_plan', { plan: 'plans/a.md' });
    expect(text).toContain('The goal is clear. 👩‍💻');
    expect(text).toContain(
      'NOTE: 2 invisible characters are left out of this text and stand in the file: line 5 (U+200B, U+202E).',
    );
    expect((await server.call('read_plan', { plan: 'plans/a.md', find: 'goal is clear' })).text).toContain(
      'goal · line 5',
    );
    const filled = await server.call('fill_section', {
      plan: 'plans/a.md',
      fills: [{ section: 'goal', find: 'goal is clear', content: 'aim is plain' }],
    });
    expect(filled.text).not.toContain('[');
    expect(workspace.read('plans/a.md')).toBe('# A\n\n## Goal\n\nThe aim is plain. 👩‍💻\n');
  });

  it('that is no UTF-8 is shown with a word about it, and never written to', async () => {
    const bytes = Buffer.concat([
      Buffer.from('# A\n\n## Goal\n\nCaf'),
      Buffer.from([0xe9]),
      Buffer.from('.\n\n- [ ] T001 x\n\n## Open Questions\n\n- Q1?\n'),
    ]);
    const workspace = makeWorkspace({ 'plans/a.md': bytes });
    const server = await startServer(workspace.path);
    const { text } = await server.call('read_plan', { plan: 'plans/a.md' });
    expect(text).toContain('Caf\ufffd.');
    expect(text).toContain('no UTF-8');
    for (const [tool, args] of calls.filter(([, each]) => 'plan' in each)) await server.call(tool, args);
    await server.call('fill_section', {
      plan: 'plans/a.md',
      fills: [{ section: 'goal', mode: 'append', content: 'x' }],
    });
    expect(workspace.readBytes('plans/a.md')).toEqual(bytes);
  });
});

describe('names that every object has', () => {
  it('are names like others: as keys, labels, columns, headings, values and addresses', async () => {
    const plan = (name: string): string =>
      `---\n${name}: x\nstatus: Draft\n---\n\n# Plan\n\n## ${name}\n\n**${name}**: [${name}]\n\n| ${name} | b |\n|---|---|\n| ${name} |  |\n\n- [ ] ${name} work\n\n### Open Questions\n\n- ${name}: Why?\n`;
    const workspace = makeWorkspace(Object.fromEntries(prototypeNames.map((name) => [`plans/${name}.md`, plan(name)])));
    for (const name of prototypeNames) workspace.write(`.plankeeper/templates/${name}.md`, plan(name));
    const server = await startServer(workspace.path);
    for (const name of prototypeNames) {
      const values = name === '__proto__' ? { b: 'y' } : { [name]: 'y' };
      const answers = [
        await server.call('read_plan', { plan: `plans/${name}.md`, sections: [name] }),
        await server.call('read_plan', { plan: `plans/${name}.md`, view: 'unfilled' }),
        await server.call('check_plan', { plan: `plans/${name}.md` }),
        await server.call('fill_section', { plan: `plans/${name}.md`, fills: [{ section: name, values }] }),
        await server.call('add_item', { plan: `plans/${name}.md`, items: [{ section: name, values }] }),
        await server.call('mark_item', { plan: `plans/${name}.md`, items: [{ item: name, state: 'done' }] }),
        await server.call('set_status', { plan: `plans/${name}.md`, status: name }),
        await server.call('create_plan', { title: name, template: name, values }),
        await server.call('list_open_questions', {}),
        await server.call('list_plans', { status: name }),
      ];
      for (const { code, text } of answers) expect(code, text).not.toBe('internal');
    }
    expect(server.stderr()).toBe('');
  });
});

describe('templates of a workspace', () => {
  it('run nothing, and hang nobody', async () => {
    const files = Object.fromEntries(
      Object.entries(hostileTemplates).map(([name, text]) => [`.plankeeper/templates/${name}`, text]),
    );
    const workspace = makeWorkspace({
      ...files,
      '.plankeeper/templates/good.md': '# Good: [NAME]\n\n## Goal\n\n[Describe the goal]\n',
    });
    const server = await startServer(workspace.path);
    const { result, ms } = await loadOf(server).timed(() => server.call('list_templates'));
    found('hostile templates', `${Object.keys(files).length} files read in ${Math.round(ms)} ms`);
    expect(ms).toBeLessThan(3_000 * slowness());
    expect(result.text).toContain('good (.plankeeper/templates/good.md)');
    const refused = [
      'laughs',
      'constructor',
      'lookup',
      'root',
      'log',
      'with',
      'inline',
      'decorator',
      'dynamic',
      'block-partial',
      'doubling',
      'nested',
      'parentheses',
      'long',
      'path',
      'unclosed',
      'proto',
    ];
    for (const name of refused)
      expect(result.text, name).toMatch(new RegExp(`not loaded: \\[invalid_input\\] [^\\n]{0,60}${name}\\.md`));
    expect(result.text).toContain('the partial `again` calls itself');
    await theServerIsWell(server, workspace.path);
  });
});

async function theServerIsWell(server: TestServer, workspace: string): Promise<void> {
  const made: ToolAnswer = await server.call('create_plan', { title: 'Fine', template: 'good', path: 'plans/fine.md' });
  expect(made.isError, made.text).toBe(false);
  expect(existsSync(join(workspace, 'plans/fine.md'))).toBe(true);
  expect(server.stderr()).toBe('');
}

function everyText(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...everyText(inner)]);
}
