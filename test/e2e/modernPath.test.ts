import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  PROTOCOL_VERSION_META_KEY,
} from '@modelcontextprotocol/client';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { answerOf } from '../support/answers.ts';
import { modernRevision, startModernServer } from '../support/modernServer.ts';
import { messagesIn, type Run, runProgram } from '../support/program.ts';
import { startServer } from '../support/server.ts';
import { makeWorkspace } from '../support/workspace.ts';

test('the short path: choose a template, create, read, fill, check, list questions', async () => {
  const workspace = makeWorkspace();
  const { call } = await startModernServer(workspace.path);

  const templates = z
    .object({ templates: z.array(z.object({ id: z.string(), source: z.string() })) })
    .parse((await call('list_templates')).data);
  expect(templates.templates.map(({ id }) => id)).toContain('layered-platform');

  const created = await call('create_plan', { title: 'Parcel lockers', template: 'layered-platform' });
  expect(created).toMatchObject({ isError: false, data: { path: 'plans/001-parcel-lockers/plan.md' } });
  const plan = String(created.data?.plan);

  const read = await call('read_plan', { plan, sections: ['overview'] });
  expect(read.data).toBeUndefined();
  expect(read.text).toMatch(
    new RegExp(`^plan plans/001-parcel-lockers/plan\\.md · revision ${String(created.data?.revision)} · Draft · `),
  );
  expect(read.text).toMatch(/^## Overview \{#overview @[0-9a-f]{12}\}$/m);

  const filled = await call('fill_section', {
    plan,
    fills: [
      { section: 'overview', content: 'Lockers at forty stations.' },
      {
        section: 'constitution/Layered Architecture',
        mode: 'append',
        content: '- PASS: every call goes down one layer.',
      },
      { section: 'open-questions', content: '1. Who holds the master key?' },
      { section: 'no-such-place', content: 'x' },
    ],
  });
  expect(filled.data).toMatchObject({
    refused: [{ section: 'no-such-place', code: 'unknown_address' }],
    changed: [
      { section: 'overview' },
      { section: expect.stringMatching(/layered-architecture$/) },
      { section: 'open-questions' },
    ],
  });
  expect(workspace.read('plans/001-parcel-lockers/plan.md')).toContain('## Overview\n\nLockers at forty stations.\n');

  const checked = await call('check_constitution', { plan });
  expect(checked.data).toMatchObject({ verdict: 'incomplete' });
  expect(checked.text).toContain('every call goes down one layer');

  const questions = await call('list_open_questions', { plan });
  expect(questions.data).toMatchObject({ total: 1, questions: [{ text: 'Who holds the master key?' }] });
});

test('refusals are results with a code, as in the old era, in the same words', async () => {
  const { path } = makeWorkspace({ 'plans/ferry.md': '# Ferry\n\n## Goals\n\nBoats leave on the hour.\n' });
  const [old, modern] = await Promise.all([startServer(path), startModernServer(path)]);
  for (const [name, args, code] of [
    ['read_plan', { plan: 'ferri' }, 'unknown_plan'],
    ['read_plan', { plan: 'ferry', sections: ['gaols'] }, 'unknown_address'],
    ['fill_section', { plan: 'ferry', fills: [{ section: 'goals', content: 'x' }] }, 'needs_expect'],
    ['create_plan', { title: 'A', template: 'none' }, 'unknown_template'],
    ['check_constitution', { plan: 'ferry', constitution: 'none.md' }, 'unreadable'],
    ['list_open_questions', { cursor: 'x' }, 'invalid_input'],
  ] as const) {
    const answer = await modern.call(name, args);
    expect(answer).toMatchObject({ isError: true, code, data: undefined });
    expect(answer).toEqual(await old.call(name, args));
  }
});

const plan = 'plans/ferry.md';
const ferry =
  '# Ferry\n\n## Goals\n\n[What it is for]\n\n## Crew\n\n[Who sails]\n\n## Open Questions\n\n- Which port?\n';

/** One call of every tool; none waits for another. */
const calls: readonly (readonly [string, Record<string, unknown>])[] = [
  ['list_templates', {}],
  ['create_plan', { title: 'Parcel lockers', template: 'principle-gated' }],
  ['read_plan', { plan }],
  ['fill_section', { plan, fills: [{ section: 'goals', content: 'Boats.' }] }],
  ['fill_section', { plan, fills: [{ section: 'crew', content: 'Ida and Bo.' }] }],
  ['check_constitution', { plan }],
  ['list_open_questions', { plan }],
];

function line(id: number | undefined, method: string, params: Record<string, unknown>): string {
  return `${JSON.stringify({ jsonrpc: '2.0', ...(id === undefined ? {} : { id }), method, params })}\n`;
}

/** Every call was answered by its id, none as an error, and what was written is on disk. */
function expectAllAnswered(run: Run, firstId: number, read: (path: string) => string): void {
  expect(run).toMatchObject({ code: 0, stderr: '' });
  const answers = messagesIn(run.stdout);
  for (const [index, [name]] of calls.entries()) {
    const [answer, ...more] = answers.filter(({ id }) => id === firstId + index);
    expect(more, name).toEqual([]);
    expect(answer?.error, name).toBeUndefined();
    expect(answerOf(answer?.result), name).toMatchObject({ isError: false });
  }
  expect(read(plan)).toBe(ferry.replace('[What it is for]', 'Boats.').replace('[Who sails]', 'Ida and Bo.'));
  expect(read('plans/001-parcel-lockers/plan.md')).toMatch(/^---\nplankeeper: principle-gated@/);
}

test('all requests written at once and stdin closed: all answers come, in the new era', async () => {
  const workspace = makeWorkspace({ [plan]: ferry });
  const _meta = {
    [PROTOCOL_VERSION_META_KEY]: modernRevision,
    [CLIENT_INFO_META_KEY]: { name: 'raw', version: '1.0.0' },
    [CLIENT_CAPABILITIES_META_KEY]: {},
  };
  const input = calls.map(([name, args], index) => line(1 + index, 'tools/call', { name, arguments: args, _meta }));
  expectAllAnswered(
    await runProgram(['--workspace', workspace.path], input.join(''), workspace.path),
    1,
    workspace.read,
  );
});

test('and in the old era', async () => {
  const workspace = makeWorkspace({ [plan]: ferry });
  const clientInfo = { name: 'raw', version: '1.0.0' };
  const input = [
    line(1, 'initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo }),
    line(undefined, 'notifications/initialized', {}),
    ...calls.map(([name, args], index) => line(2 + index, 'tools/call', { name, arguments: args })),
  ];
  expectAllAnswered(
    await runProgram(['--workspace', workspace.path], input.join(''), workspace.path),
    2,
    workspace.read,
  );
});
