import { expect, test } from 'vitest';
import { callerIn } from '../support/inProcess.ts';
import { makeWorkspace } from '../support/workspace.ts';

const plan = 'plans/a.md';

test('items that only their numbers make alike are text: what is appended replaces none of them', async () => {
  const files = makeWorkspace({ [plan]: '# Servers\n\n## Nodes\n\n- Node 18\n- Node 20\n\n## Log\n\nNone\n' });
  const { call } = callerIn(files.path);
  const append = (section: string, content: string) =>
    call('fill_section', { plan, fills: [{ section, mode: 'append', content }] });
  await append('nodes', '- Node 22');
  for (const content of ['- entry 1', '- entry 2', '- entry 3']) await append('log', content);
  expect(files.read(plan)).toBe(
    '# Servers\n\n## Nodes\n\n- Node 18\n- Node 20\n- Node 22\n\n## Log\n\n- entry 1\n- entry 2\n- entry 3\n',
  );
});

test('and to replace them takes their receipt', async () => {
  const files = makeWorkspace({ [plan]: '# Servers\n\n## Nodes\n\n- Node 18\n- Node 20\n' });
  const { call } = callerIn(files.path);
  const answer = await call('fill_section', { plan, fills: [{ section: 'nodes', content: '- Node 22' }] });
  expect(answer.code).toBe('needs_expect');
  expect(files.read(plan)).toContain('Node 18');
});

test('in a file that has other places too they are samples', async () => {
  const files = makeWorkspace({
    [plan]: '# [NAME]\n\n**Owner**: [Who]\n\n## Nodes\n\n- Knot 1\n- Knot 2\n\n## Goal\n\n[What for]\n',
  });
  const { call } = callerIn(files.path);
  const answer = await call('read_plan', { plan, view: 'unfilled' });
  expect(answer.text).toContain('Knot 1');
  expect(answer.text).toContain('unfilled 5');
});

test('a value with a place among somebody’s words is not replaced by what is appended', async () => {
  const files = makeWorkspace({
    [plan]: '# Wall\n\n**Goal**: Walls of [STONE KIND], agreed with Ada\n**Cost**: [Cost]\n',
  });
  const { call } = callerIn(files.path);
  const fills = ['Goal', 'Cost'].map((label) => ({
    section: `header/${label.toLowerCase()}`,
    mode: 'append',
    content: 'by May',
  }));
  await call('fill_section', { plan, fills });
  expect(files.read(plan)).toBe(
    '# Wall\n\n**Goal**: Walls of [STONE KIND], agreed with Ada by May\n**Cost**: by May\n',
  );
});
