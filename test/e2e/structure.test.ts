import { expect, test } from 'vitest';
import { startServer } from '../support/server.ts';
import { makeWorkspace } from '../support/workspace.ts';

async function newPlan(template: string) {
  const workspace = makeWorkspace();
  const server = await startServer(workspace.path);
  const created = await server.call('create_plan', { title: 'Parcel lockers', template, exception: 'Agreed.' });
  const path = String(created.data?.['path']);
  const fill = (fills: Record<string, unknown>[]) => server.call('fill_section', { plan: path, fills });
  return { server, path, fill, read: () => workspace.read(path) };
}

test('replacing the body of Open Questions leaves Plan Status and Last Updated behind the rule', async () => {
  const plan = await newPlan('layered-platform');
  const tail = plan.read().slice(plan.read().lastIndexOf('\n---\n'));
  await plan.fill([{ section: 'open-questions', content: 'None.' }]);
  expect(plan.read().endsWith(`## Open Questions\n\nNone.\n${tail}`)).toBe(true);
});

test("filling a phase's name leaves its address", async () => {
  const plan = await newPlan('layered-platform');
  const address = 'implementation-phases/phase-1';
  await plan.fill([{ section: address, values: { heading: 'Stations' } }]);
  expect(plan.read()).toContain('### Phase 1: Stations\n');
  const answer = await plan.fill([{ section: address, values: { Goal: 'Ten stations.' } }]);
  expect(answer.data?.['changed']).toEqual([expect.objectContaining({ section: address })]);
  await plan.fill([
    { section: address, mode: 'rename', content: 'Phase 1: All stations', expect: await receipt(plan, address) },
  ]);
  expect(plan.read()).toContain('### Phase 1: All stations\n');
});

test('a numbered section is reached by number, and by number and slug', async () => {
  const plan = await newPlan('full-lifecycle');
  const answer = await plan.fill([
    { section: '1.1', values: { Frontend: 'Lit', Backend: 'Go' } },
    { section: '5.1/phase-1', values: { heading: 'Pilot', Goal: 'Ten stations.' } },
    { section: 'gate-1', values: { Status: 'pass', Justification: 'The city signed.' } },
  ]);
  expect(answer.data?.['refused']).toBeUndefined();
  expect(plan.read()).toContain('- Frontend: Lit\n- Backend: Go\n');
  expect(plan.read()).toContain('#### Phase 1: Pilot\n\n**Goal**: Ten stations.  \n');
  expect(plan.read()).toContain('- Status: PASS\n- Justification: The city signed.\n');
});

test('content replaces children of the same name, adds new ones, keeps written ones and drops untouched template ones', async () => {
  const plan = await newPlan('layered-platform');
  await plan.fill([{ section: 'integration-tests', content: 'The lock against the real board.' }]);
  const answer = await plan.fill([
    {
      section: 'testing-strategy',
      content: 'Three levels.\n\n### Unit Tests\n\nThe rules.\n\n### Field Tests\n\nA week in the rain.',
    },
  ]);
  expect(answer.isError, answer.text).toBe(false);
  expect(plan.read()).toContain(
    '## Testing Strategy\n\nThree levels.\n\n### Unit Tests\n\nThe rules.\n\n### Field Tests\n\nA week in the rain.\n\n### Integration Tests\n\nThe lock against the real board.\n\n## Rollout Plan',
  );
});

test('moves and removes of one call happen together or not at all', async () => {
  const plan = await newPlan('layered-platform');
  const before = plan.read();
  const refused = await plan.fill([
    { section: 'rollout-plan/development', mode: 'remove' },
    { section: 'overview', mode: 'remove' },
  ]);
  expect(refused.code).toBe('breaks_structure');
  expect(plan.read()).toBe(before);
  const answer = await plan.fill([
    { section: 'rollout-plan/development', mode: 'remove' },
    { section: 'rollout-plan/production', mode: 'move' },
  ]);
  expect(answer.isError, answer.text).toBe(false);
  const { text } = await plan.server.call('read_plan', { plan: plan.path, sections: ['rollout-plan'] });
  expect(text).not.toContain('Development');
  expect(text.indexOf('### Production')).toBeLessThan(text.indexOf('### Staging'));
});

test('removing a phase warns of the places that still mention it', async () => {
  const plan = await newPlan('layered-platform');
  const answer = await plan.fill([{ section: 'implementation-phases/phase-2', mode: 'remove' }]);
  expect(answer.isError, answer.text).toBe(false);
  expect(answer.data?.['warnings']).toEqual([expect.stringContaining('timeline-estimate')]);
});

test('rows join a table, and sample rows make way for them', async () => {
  const plan = await newPlan('layered-platform');
  await plan.fill([{ section: 'risk-assessment', mode: 'append', content: '| Rain | Low | Med | Roofs |' }]);
  await plan.fill([{ section: 'risk-assessment', mode: 'append', content: '| Theft | Med | High | Cameras |' }]);
  expect(plan.read()).toContain(
    '|------|-------------|--------|------------|\n| Rain | Low | Med | Roofs |\n| Theft | Med | High | Cameras |\n',
  );
  await plan.fill([
    {
      section: 'risk-assessment/theft',
      values: { Mitigation: 'Cameras | guards' },
      expect: await receipt(plan, 'risk-assessment'),
    },
  ]);
  expect(plan.read()).toContain('| Theft | Med | High | Cameras \\| guards |');
});

async function receipt(plan: Awaited<ReturnType<typeof newPlan>>, section: string): Promise<string> {
  const { text } = await plan.server.call('read_plan', { plan: plan.path, sections: [section] });
  return /@([0-9a-f]{12})\}/.exec(text)?.[1] ?? 'none';
}

test('a file with CRLF and a BOM keeps them, and inserted text takes its line ending', async () => {
  const workspace = makeWorkspace({
    'plans/a.md': '\uFEFF# A\r\n\r\n## One\r\n\r\n[TEXT]\r\n\r\n## Two\r\n\r\nKept  \r\n',
  });
  const server = await startServer(workspace.path);
  await server.call('fill_section', { plan: 'a', fills: [{ section: 'one', content: 'First\n\n- a\n- b' }] });
  expect(workspace.read('plans/a.md')).toBe(
    '\uFEFF# A\r\n\r\n## One\r\n\r\nFirst\r\n\r\n- a\r\n- b\r\n\r\n## Two\r\n\r\nKept  \r\n',
  );
});

test('a new section is added behind the last one, before the footer', async () => {
  const plan = await newPlan('layered-platform');
  const section = '## Glossary\n\nA locker is a box with a door.';
  const answer = await plan.fill([{ section: 'title', mode: 'append', content: section }]);
  expect(answer.isError, answer.text).toBe(false);
  expect(plan.read()).toMatch(/\n\n## Glossary\n\nA locker is a box with a door\.\n\n---\n\n\*\*Plan Status:\*\*/);
  const again = await plan.fill([{ section: 'title', mode: 'append', content: section }]);
  expect(again.data?.['changed']).toEqual([]);
  const taken = await plan.fill([{ section: 'title', mode: 'append', content: '## Overview\n\nMine.' }]);
  expect(taken.code).toBe('breaks_structure');
});

test("a check's own words stay: evidence goes below them, and the tick into its box", async () => {
  const plan = await newPlan('principle-gated');
  const gate = 'gates/dependencies-verified-available';
  const refused = await plan.fill([{ section: gate, content: 'PASS: lock file checked' }]);
  expect(refused.code).toBe('breaks_structure');
  const answer = await plan.fill([
    { section: gate, find: '[ ]', content: '[x]' },
    { section: gate, mode: 'append', content: '- PASS: lock file checked' },
  ]);
  expect(answer.isError, answer.text).toBe(false);
  expect(plan.read()).toContain('- [x] Dependencies verified available\n  - PASS: lock file checked\n');
});

test("a heading's value that repeats 'Phase 2:' does not double it", async () => {
  const plan = await newPlan('layered-platform');
  await plan.fill([{ section: 'implementation-phases/phase-2', values: { heading: 'Phase 2: Backoff' } }]);
  expect(plan.read()).toContain('### Phase 2: Backoff\n');
});

test('rows with a name of their own stay when a row is appended; a row of another width is refused', async () => {
  const text = '# A\n\n## Check\n\n| Principle | Answer |\n|---|---|\n| Offline First | |\n| Plain Words | |\n';
  const workspace = makeWorkspace({ '.plankeeper/templates/check.md': text });
  const server = await startServer(workspace.path);
  await server.call('create_plan', { title: 'A', template: 'check', path: 'a.md' });
  const append = (content: string) =>
    server.call('fill_section', { plan: 'a.md', fills: [{ section: 'check', mode: 'append', content }] });
  expect((await append('| New | PASS | more |')).code).toBe('breaks_structure');
  await append('| New | PASS |');
  expect(workspace.read('a.md')).toContain('| Offline First | |\n| Plain Words | |\n| New | PASS |\n');
});

test('one line for a child heading with labels of its own is refused, with the call that was meant', async () => {
  const plan = await newPlan('full-lifecycle');
  const answer = await plan.fill([{ section: '3.1', values: { 'Research Task 1': 'Log size' } }]);
  expect(answer.code).toBe('breaks_structure');
  expect(answer.text).toMatch(/Question, Decision.*"heading"/s);
});

test('a phrase is found across a line break, and an appended item takes the bullet of its list', async () => {
  const workspace = makeWorkspace({
    'plans/a.md': '# A\r\n\r\n## One\r\n\r\nThe old store\r\nstays until March.\r\n\r\n* fog\r\n* rain\r\n',
  });
  const server = await startServer(workspace.path);
  const answer = await server.call('fill_section', {
    plan: 'a',
    fills: [
      { section: 'one', find: 'old store stays', content: 'new store stays' },
      { section: 'one', mode: 'append', content: '- snow' },
    ],
  });
  expect(answer.data?.['refused']).toBeUndefined();
  expect(workspace.read('plans/a.md')).toBe(
    '# A\r\n\r\n## One\r\n\r\nThe new store stays until March.\r\n\r\n* fog\r\n* rain\r\n* snow\r\n',
  );
});
