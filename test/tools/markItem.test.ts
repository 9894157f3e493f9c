import { describe, expect, test } from 'vitest';
import { checkConstitution } from '../../src/tools/check_constitution.ts';
import { fillSection } from '../../src/tools/fill_section.ts';
import { markItem } from '../../src/tools/mark_item.ts';
import { harbour } from '../support/constitutions.ts';
import { makeContext } from '../support/toolContext.ts';
import { makeWorkspace } from '../support/workspace.ts';

const path = 'plans/piers.md';
const plan = `# Piers

**Last Updated:** 2026-01-02

## Constitution Check

- [ ] **Small Boats:** Will every boat fit?
- [ ] **Clean Water:** Does it stay clean?

## Complexity Tracking

| Violation | Why Needed | Simpler Alternative Rejected Because |
|---|---|---|

## Implementation Phases

### Phase 1: Posts

**Tasks:**
- [ ] T001 Drive the posts
- [ ] T002 Lay the planks
`;

/** A folder with the plan and its constitution, and calls of the tool on it. */
function harbourside(text = plan) {
  const workspace = makeWorkspace({ [path]: text, 'constitution.md': harbour });
  const context = makeContext(workspace.path);
  return {
    workspace,
    context,
    mark: (...items: readonly object[]) => markItem.run(markItem.input.parse({ plan: path, items }), context),
  };
}

test('marks a principle and a task of one call, and says where each stands', async () => {
  const { workspace, mark } = harbourside();
  const { data, text } = await mark(
    { item: 'small-boats', state: 'pass', note: 'posts stand 2 m apart' },
    { item: 'T001', state: 'done' },
  );
  expect(data).toEqual({
    plan: path,
    revision: expect.stringMatching(/^[0-9a-f]{12}$/),
    changed: [
      { item: 'small-boats', line: 8, text: '- PASS: posts stand 2 m apart' },
      { item: 'implementation-phases/phase-1/t001', line: 21, text: '- [x] T001 Drive the posts' },
    ],
    progress: { done: 1, total: 2 },
    next: `mark_item {"plan":"${path}","items":[{"item":"clean-water","state":"pass","note":"<evidence>"}]}`,
  });
  expect(markItem.output?.parse(data)).toEqual(data);
  expect(text).toContain('marked 2 · done 1 of 2');
  expect(text).toContain('small-boats, line 8: - PASS: posts stand 2 m apart');
  expect(text).toContain(`next: ${data.next}`);
  expect(workspace.read(path)).toContain(
    '- [x] **Small Boats:** Will every boat fit?\n  - PASS: posts stand 2 m apart\n',
  );
  expect(workspace.read(path)).toContain('**Last Updated:** 2026-11-21');
});

test('the same call again changes nothing', async () => {
  const { workspace, mark } = harbourside();
  const items = [{ item: 'small-boats', state: 'pass', note: 'posts stand 2 m apart' }];
  const first = await mark(...items);
  const bytes = workspace.read(path);
  const second = await mark(...items);
  expect(workspace.read(path)).toBe(bytes);
  expect(second.data).toMatchObject({ revision: first.data.revision, changed: [], progress: { done: 0, total: 2 } });
  expect(second.text).toContain('nothing changed');
});

test('a justified violation leads to the rest of its row, and that call works', async () => {
  const { workspace, context, mark } = harbourside();
  const { data } = await mark({
    item: 'small-boats',
    state: 'violation',
    note: 'two ferries are moored',
    justification: 'the island has no other pier',
  });
  const call = {
    plan: path,
    fills: [
      {
        section: 'complexity-tracking/small-boats-two-ferries-are-moored',
        values: { 'Simpler Alternative Rejected Because': '<Simpler Alternative Rejected Because>' },
      },
    ],
  };
  expect(data.next).toBe(`fill_section ${JSON.stringify(call)}`);
  const given = JSON.stringify(call).replace('<Simpler Alternative Rejected Because>', 'a second pier silts up');
  const filled = await fillSection.run(fillSection.input.parse(JSON.parse(given)), context);
  expect(filled.data.refused).toBeUndefined();
  expect(workspace.read(path)).toContain('| the island has no other pier | a second pier silts up |');
  const { data: checked } = await checkConstitution.run({ plan: path }, context);
  expect(checked.principles[0]).toMatchObject({ verdict: 'justified', evidence: 'the island has no other pier' });
});

test('sound marks happen, the others come back refused, each with the call that works', async () => {
  const { workspace, mark } = harbourside();
  const { data, text } = await mark(
    { item: 'small-boats', state: 'pass' },
    { item: 'T002', state: 'done' },
    { item: 'nowhere', state: 'done' },
  );
  expect(data.changed.map(({ item }) => item)).toEqual(['implementation-phases/phase-1/t002']);
  expect(data.refused?.map(({ section, code }) => [section, code])).toEqual([
    ['small-boats', 'invalid_input'],
    ['nowhere', 'unknown_address'],
  ]);
  expect(data.next).toBeUndefined();
  expect(text).toContain('refused small-boats: [invalid_input]');
  expect(workspace.read(path)).not.toContain('PASS');
});

test('numbers that only the view of tasks knows are refused one by one, and what they lead to works', async () => {
  const { workspace, mark } = harbourside(
    plan.replace(/T00[12] /g, '').replace('- [ ] Lay', '- [ ] T009 Saw\n- [ ] Lay'),
  );
  const items = ['T001', 'T002', 'T009'].map((item) => ({ item, state: 'done' }));
  const { data } = await mark(...items);
  expect(data.changed).toMatchObject([{ text: '- [x] T009 Saw' }]);
  expect(data.refused).toMatchObject([
    { section: 'T001', code: 'unknown_address', message: expect.stringContaining('"Drive the posts"') },
    { section: 'T002', code: 'unknown_address', message: expect.stringContaining('"Lay the planks"') },
  ]);
  const before = workspace.read(path);
  await expect(mark({ item: 'T002', state: 'done' })).rejects.toMatchObject({ code: 'unknown_address' });
  expect(workspace.read(path)).toBe(before);
  const named = (data.refused ?? []).map(({ message }) => /"item": "([^"]+)"/.exec(message)?.[1]);
  const again = await mark(...named.map((item) => ({ item, state: 'done' })));
  expect(again.data.changed.map(({ text }) => text)).toEqual(['- [x] Drive the posts', '- [x] Lay the planks']);
});

test('a call of which nothing happened is an error, and the file stays as it was', async () => {
  const { workspace, mark } = harbourside();
  await expect(mark({ item: 'small-boats', state: 'blocked', note: 'by ice' })).rejects.toMatchObject({
    code: 'invalid_choice',
    message: expect.stringContaining('It can be: open, done, pass, violation'),
  });
  await expect(mark({ item: 'small-boats', state: 'pass' }, { item: 'nowhere', state: 'done' })).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('None of the 2 marks happened.'),
  });
  expect(workspace.read(path)).toBe(plan);
});

test('no mark reaches the status or the approval', async () => {
  const text = `${plan}\n## Review and Approval\n\n- [ ] Harbour Review\n- [ ] Final Approval\n`;
  const { mark } = harbourside(text);
  await expect(mark({ item: 'final-approval', state: 'done', note: 'by Ada' })).rejects.toMatchObject({
    code: 'invalid_transition',
    message: expect.stringContaining('set_status'),
  });
});

test('twenty marks at once are all on disk', async () => {
  const tasks = Array.from({ length: 20 }, (_, at) => `T1${String(at).padStart(2, '0')}`);
  const { workspace, mark } = harbourside(
    plan.replace('- [ ] T002 Lay the planks', tasks.map((id) => `- [ ] ${id} Plank`).join('\n')),
  );
  await Promise.all(tasks.map((item) => mark({ item, state: 'done' })));
  expect(workspace.read(path).match(/- \[x\] T1/g)).toHaveLength(20);
});

describe('the lines that the answer gives', () => {
  test('for a blocked task: its own, and the one that says what it waits for', async () => {
    const lists = '### Completed\n- None\n\n### In Progress\n- None\n\n### Blocked\n- None\n';
    const { mark } = harbourside(`${plan}\n## Progress Tracking\n\n${lists}`);
    const { data, text } = await mark({ item: 'T002', state: 'blocked', note: 'no planks' });
    expect(data.changed).toEqual([
      { item: 'implementation-phases/phase-1/t002', line: 21, text: '- [ ] T002 Lay the planks' },
      {
        item: expect.stringMatching(/^progress-tracking\/blocked\//),
        line: 32,
        text: expect.stringMatching(/^- T002 Lay the planks\b.*: no planks$/),
      },
    ]);
    expect(text).toContain('marked 1 · ');
    expect((await mark({ item: 'T002', state: 'done' })).data.changed).toHaveLength(1);
  });

  test('for what a box can not tell: the line below it too', async () => {
    const { mark } = harbourside();
    const { data } = await mark(
      { item: 'T001', state: 'in_progress' },
      { item: 'T002', state: 'blocked', note: 'no planks' },
    );
    const phase = 'implementation-phases/phase-1';
    expect(data.changed).toEqual([
      { item: `${phase}/t001`, line: 20, text: '- [ ] T001 Drive the posts' },
      { item: `${phase}/in-progress`, line: 21, text: '- In progress' },
      { item: `${phase}/t002`, line: 22, text: '- [ ] T002 Lay the planks' },
      { item: `${phase}/blocked`, line: 23, text: '- Blocked: no planks' },
    ]);
    const done = await mark({ item: 'T001', state: 'done', note: 'seen by Ida' });
    expect(done.data.changed.map(({ text }) => text)).toEqual(['- [x] T001 Drive the posts', '- seen by Ida']);
    expect(done.text).toContain('marked 1 · ');
  });

  test('for a task in progress: its entry in the list of such', async () => {
    const lists = '### Completed\n- None\n\n### In Progress\n- None\n\n### Blocked\n- None\n';
    const { mark } = harbourside(`${plan}\n## Progress Tracking\n\n${lists}`);
    const { data } = await mark({ item: 'T002', state: 'in_progress' });
    expect(data.changed.map(({ item }) => item)).toEqual([
      'implementation-phases/phase-1/t002',
      'progress-tracking/in-progress/t002',
    ]);
  });

  test('for a gate: its state, not its heading', async () => {
    const { mark } = harbourside(
      `${plan}\n## Gates\n\n**Gate 1**: Depth\n- Status: [PASS / FAIL]\n- Justification: [why]\n\n- [ ] **Width**\n`,
    );
    const { data } = await mark({ item: 'gates/gate-1', state: 'fail', note: 'too deep for posts' });
    expect(data.changed).toEqual([{ item: 'gates/gate-1', line: 26, text: '- Status: FAIL' }]);
  });

  test('are the plan’s words, bounded and on one line', async () => {
    const { mark } = harbourside();
    const { data } = await mark({
      item: 'small-boats',
      state: 'pass',
      note: `posts\u202e stand ${'apart '.repeat(100)}`,
    });
    expect(data.changed[0]?.text.length).toBeLessThan(170);
    expect(data.changed[0]?.text).not.toMatch(/\p{C}/u);
  });
});

test('a call that is not in due form is refused before anything is read', () => {
  for (const items of [
    [],
    [{ item: 'T001' }],
    [{ item: 'T001', state: 'finished' }],
    [{ item: 'T001', state: 'done', by: 'Ada' }],
  ]) {
    expect(markItem.input.safeParse({ plan: path, items }).success).toBe(false);
  }
});
