import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type ConstitutionAnswer, checkConstitution, createIn, newPlan, type TestPlan } from '../support/newPlan.ts';
import { startServer } from '../support/server.ts';
import { makeWorkspace } from '../support/workspace.ts';

const layered = [
  'Agentic-First Design',
  'Fast Feedback Loops',
  'Deployment Portability',
  'Security by Default',
  'Test-Driven Quality',
  'Layered Architecture',
] as const;

type Fill = Record<string, unknown>;

function place(title: string): string {
  return `constitution/${title}`;
}

function tick(title: string): Fill {
  return { section: place(title), find: `- [ ] **${title}:**`, content: `- [x] **${title}:**` };
}

function record(title: string, content: string): Fill {
  return { section: place(title), mode: 'append', content };
}

/** Box and evidence, as the record forms want them. */
function passes(...titles: readonly string[]): Fill[] {
  return titles.flatMap((title) => [tick(title), record(title, `- PASS: the lockers' tools answer for ${title}.`)]);
}

function verdicts({ principles }: ConstitutionAnswer): Record<string, string> {
  return Object.fromEntries(principles.map(({ title, verdict }) => [title, verdict]));
}

function all(titles: readonly string[], verdict: string): Record<string, string> {
  return Object.fromEntries(titles.map((title) => [title, verdict]));
}

describe('a layered-platform plan', () => {
  test('is incomplete when fresh, its six principles unaddressed, and passes with every verdict and its evidence', async () => {
    const plan = await newPlan('layered-platform');
    const fresh = await plan.check();
    expect(fresh.verdict).toBe('incomplete');
    expect(verdicts(fresh)).toEqual(all(layered, 'unaddressed'));
    expect(fresh.constitution).toEqual({ version: '1.0.0', unfilled: false });
    await plan.mustFill(...passes(...layered), { section: 'constitution', values: { Violations: 'None' } });
    const found = await plan.check();
    expect(found.verdict).toBe('pass');
    expect(verdicts(found)).toEqual(all(layered, 'pass'));
    expect(found.principles[0]?.evidence).toContain("the lockers' tools answer for Agentic-First Design");
    expect(found.next).toBeUndefined();
    expect(plan.read()).toMatch(
      /^- \[x\] \*\*Agentic-First Design:\*\* .+\n {2}- PASS: the lockers' tools answer for Agentic-First Design\.$/m,
    );
  });

  test('does not pass on a bare tick or a bare PASS: that principle is unsupported', async () => {
    const [first, ...others] = layered;
    const plan = await newPlan('layered-platform');
    await plan.mustFill(...passes(...others), tick(first), { section: 'constitution', values: { Violations: 'None' } });
    const found = await plan.check();
    expect(found.verdict).toBe('incomplete');
    expect(verdicts(found)).toEqual({ ...all(others, 'pass'), [first]: 'unsupported' });

    const said = await createIn(plan.workspace, plan.server, 'layered-platform');
    await said.mustFill(...passes(...others), tick(first), record(first, '- PASS'));
    const again = await said.check();
    expect(again.verdict).toBe('incomplete');
    expect(verdicts(again)).toEqual({ ...all(others, 'pass'), [first]: 'unsupported' });
  });

  test('fails on a violation without justification, and no longer once that is on record', async () => {
    const [first, ...others] = layered;
    const plan = await newPlan('layered-platform');
    await plan.mustFill(...passes(...others), record(first, '- VIOLATION: the master key has no tool.'));
    const failed = await plan.check();
    expect(failed.verdict).toBe('fail');
    expect(verdicts(failed)).toEqual({ ...all(others, 'pass'), [first]: 'violation' });

    const reason = `${first}: a master key in an agent's hands would open every locker; a person turns it.`;
    await plan.mustFill({ section: 'constitution', values: { Violations: reason } });
    const justified = await plan.check();
    expect(justified.verdict).toBe('pass');
    expect(verdicts(justified)).toEqual({ ...all(others, 'pass'), [first]: 'justified' });
    expect(justified.principles[0]?.evidence).toContain('a person turns it');
  });

  test("takes the justification in the violation's own child item too", async () => {
    const [first, ...others] = layered;
    const plan = await newPlan('layered-platform');
    await plan.mustFill(
      ...passes(...others),
      record(first, '- VIOLATION: the master key has no tool.\n- Justification: a person has to turn it.'),
    );
    expect(verdicts(await plan.check())[first]).toBe('justified');
  });

  test("is unknown where 'None' stands in Violations beside an open box", async () => {
    const [first, ...others] = layered;
    const plan = await newPlan('layered-platform');
    await plan.mustFill(...passes(...others), { section: 'constitution', values: { Violations: 'None' } });
    const found = await plan.check();
    expect(found.verdict).toBe('incomplete');
    expect(verdicts(found)).toEqual({ ...all(others, 'pass'), [first]: 'unknown' });
    expect(found.principles[0]?.why).toMatch(/line \d+ .*open.*line \d+ /);
  });

  test('is unknown where box and record contradict', async () => {
    const [first, second, ...others] = layered;
    const plan = await newPlan('layered-platform');
    await plan.mustFill(
      ...passes(...others, second),
      tick(first),
      record(first, '- VIOLATION: the master key has no tool.'),
      record(second, '- VIOLATION: the pipeline takes ten minutes more.'),
    );
    const found = await plan.check();
    expect(found.verdict).toBe('incomplete');
    expect(verdicts(found)).toEqual({ ...all(others, 'pass'), [first]: 'unknown', [second]: 'unknown' });
  });

  test('takes N/A with a reason and DEFERRED with what it waits for, and neither without', async () => {
    const [first, second, third, fourth, ...others] = layered;
    const plan = await newPlan('layered-platform');
    await plan.mustFill(
      ...passes(...others),
      tick(first),
      record(first, '- N/A: nothing here is shown to an agent.'),
      record(second, '- DEFERRED: until the new build machines stand in March.'),
      tick(third),
      record(third, '- N/A'),
      record(fourth, '- DEFERRED'),
    );
    const found = await plan.check();
    expect(found.verdict).toBe('incomplete');
    expect(verdicts(found)).toEqual({
      ...all(others, 'pass'),
      [first]: 'not_applicable',
      [second]: 'deferred',
      [third]: 'unsupported',
      [fourth]: 'unsupported',
    });
  });
});

/** Each built-in template with its own constitution's principles, in order. */
const builtIns: readonly (readonly [string, readonly string[]])[] = [
  ['layered-platform', layered],
  [
    'full-lifecycle',
    ['Code Style & Standards', 'Security & Privacy', 'Performance & Scalability', 'Testing & Quality'],
  ],
  [
    'principle-gated',
    [
      'Code Clarity and Maintainability',
      'User Experience',
      'Data Integrity',
      'Testability',
      'Minimal Persistence Risk',
      'Platform Compatibility',
    ],
  ],
  ['spec-traceable', ['Spec-driven workflow', 'Git & GitHub workflow', 'Test integrity', 'AI agent conduct']],
  ['service-delivery', ['Centralization', 'Scalability', 'Accessibility', 'AWS Infrastructure']],
];

function lines({ principles }: ConstitutionAnswer): string[] {
  return principles.map(({ title, verdict }) => `${verdict} ${title}`);
}

describe.each(builtIns)('a %s plan', (template, titles) => {
  test('is incomplete when fresh, its own principles unaddressed, and led by `next` until every one passes', async () => {
    const plan = await newPlan(template);
    const fresh = await plan.check();
    expect(fresh.verdict).toBe('incomplete');
    expect(lines(fresh)).toEqual(titles.map((title) => `unaddressed ${title}`));
    for (let next = fresh.next; next?.startsWith('mark_item ') === true; next = (await plan.check()).next) {
      await takeNext(plan, next);
    }
    expect(lines(await plan.check())).toEqual(titles.map((title) => `pass ${title}`));
  });
});

/** Makes the call that an answer names, with evidence in its place. */
async function takeNext(plan: TestPlan, next: string): Promise<void> {
  const words = next.slice('mark_item '.length).replaceAll(/<[^<>]+>/g, 'the design of the lockers shows it.');
  const answer = await plan.server.call('mark_item', z.record(z.string(), z.unknown()).parse(JSON.parse(words)));
  expect(answer.isError, `${next}\n${answer.text}`).toBe(false);
  expect(answer.data?.refused, next).toBeUndefined();
}

describe('the constitution', () => {
  const harbour = `# Harbour Constitution

## Core Principles

### I. Small Boats

Nothing larger than a dinghy MUST be moored here.

### II. Quiet Nights

Engines SHOULD be off after ten.

## Governance

**Version**: 2.1.0 | **Ratified**: 2025-03-01 | **Last Amended**: 2026-01-15
`;

  test('of the project decides the check section of a new plan, of every built-in template', async () => {
    const workspace = makeWorkspace({ '.specify/memory/constitution.md': harbour });
    const server = await startServer(workspace.path);
    for (const template of [
      'layered-platform',
      'full-lifecycle',
      'principle-gated',
      'spec-traceable',
      'service-delivery',
    ]) {
      const plan = await createIn(workspace, server, template);
      expect(plan.read(), template).toContain('Small Boats');
      expect(plan.read(), template).not.toMatch(/Agentic-First|Code Style|Code Clarity|Spec-driven workflow|AWS Infra/);
      const found = await plan.check();
      expect(found.constitution, template).toEqual({
        path: '.specify/memory/constitution.md',
        version: '2.1.0',
        unfilled: false,
      });
      expect(verdicts(found), template).toEqual({ 'Small Boats': 'unaddressed', 'Quiet Nights': 'unaddressed' });
    }
  });

  test('of the project is answered in the section that was made from it', async () => {
    const plan = await newPlan('layered-platform', { '.specify/memory/constitution.md': harbour });
    await plan.mustFill(
      { section: 'constitution/Small Boats', mode: 'append', content: '- PASS: nothing is moored but two dinghies.' },
      { section: 'constitution/Quiet Nights', mode: 'append', content: '- PASS: the lockers have no engine at all.' },
    );
    const found = await plan.check();
    expect(verdicts(found)).toEqual({ 'Small Boats': 'pass', 'Quiet Nights': 'pass' });
    expect(found.verdict).toBe('pass');
  });

  test('that nobody has filled in is told, and is never a pass', async () => {
    const unfilled = `# [PROJECT_NAME] Constitution

## Core Principles

### [PRINCIPLE_1_NAME]
[PRINCIPLE_1_DESCRIPTION]

### [PRINCIPLE_2_NAME]
[PRINCIPLE_2_DESCRIPTION]

## Governance
[GOVERNANCE_RULES]

**Version**: [CONSTITUTION_VERSION] | **Ratified**: [RATIFICATION_DATE]
`;
    const plan = await newPlan('layered-platform');
    await plan.mustFill(...passes(...layered), { section: 'constitution', values: { Violations: 'None' } });
    expect((await plan.check()).verdict).toBe('pass');
    plan.workspace.write('memory/constitution.md', unfilled);
    const found = await plan.check();
    expect(found.verdict).toBe('incomplete');
    expect(found.constitution).toMatchObject({ path: 'memory/constitution.md', unfilled: true });
    const { text } = await plan.server.call('check_constitution', { plan: plan.path });
    expect(text).toContain('template that nobody has filled');
  });

  test('is the one that the caller names, before the nearest', async () => {
    const plan = await newPlan('layered-platform', { 'constitution.md': harbour });
    plan.workspace.write('rules/other.md', harbour.replace('Small Boats', 'Deep Water').replace('2.1.0', '3.0.0'));
    const found = await checkConstitution(plan.server, { plan: plan.path, constitution: 'rules/other.md' });
    expect(found.constitution).toMatchObject({ path: 'rules/other.md', version: '3.0.0' });
    expect(Object.keys(verdicts(found))).toEqual(['Deep Water', 'Quiet Nights']);
  });

  test('that is named but missing, outside or no Markdown is refused', async () => {
    const plan = await newPlan('layered-platform');
    const refused = async (constitution: string): Promise<[string | undefined, string]> => {
      const answer = await plan.server.call('check_constitution', { plan: plan.path, constitution });
      expect(answer).toMatchObject({ isError: true, data: undefined });
      return [answer.code, answer.text];
    };
    expect(await refused('rules/none.md')).toEqual(['unreadable', expect.stringMatching(/rules\/none\.md.*existing/s)]);
    expect(await refused('../none.md')).toEqual(['outside_workspace', expect.stringContaining('../none.md')]);
    expect(await refused('rules/none.txt')).toEqual(['invalid_input', expect.stringContaining('.md')]);
  });
});

describe('gates', () => {
  const states = ({ gates }: ConstitutionAnswer): Record<string, string> =>
    Object.fromEntries(
      gates.map(({ id, state, why }) => [id.split('/').at(-1) ?? id, why === undefined ? state : `${state}, ${why}`]),
    );

  /** A full-lifecycle plan of which all but the gates passes. */
  async function lifecycle(): Promise<TestPlan> {
    const plan = await newPlan('full-lifecycle');
    const groups = ['code-style-standards', 'security-privacy', 'performance-scalability', 'testing-quality'];
    await plan.mustFill(
      ...groups.map((group) => ({
        section: `alignment-verification/${group}`,
        mode: 'append',
        content: '- PASS: the design was read against it line by line.',
      })),
    );
    const found = await plan.check();
    expect(found.principles.map(({ verdict }) => verdict)).toEqual(groups.map(() => 'pass'));
    return plan;
  }

  test('of full-lifecycle are undecided at first; with PASS and a justification the plan passes', async () => {
    const plan = await lifecycle();
    const fresh = await plan.check();
    expect(states(fresh)).toEqual({ 'gate-1': 'undecided', 'gate-2': 'undecided' });
    expect(fresh.verdict).toBe('incomplete');
    await plan.mustFill(
      { section: 'gate-1', values: { heading: 'Privacy', Status: 'PASS', Justification: 'The officer has signed.' } },
      {
        section: 'gate-2',
        values: { heading: 'Load', Status: 'PASS', Justification: 'Ten thousand openings an hour.' },
      },
    );
    const found = await plan.check();
    expect(states(found)).toEqual({ 'gate-1': 'pass', 'gate-2': 'pass' });
    expect(found.gates.map(({ title }) => title)).toEqual(['Gate 1: Privacy', 'Gate 2: Load']);
    expect(found.verdict).toBe('pass');
  });

  test('of which one fails make the plan fail, and its FAIL is no text to lose', async () => {
    const plan = await lifecycle();
    await plan.mustFill(
      { section: 'gate-1', values: { Status: 'PASS', Justification: 'The officer has signed.' } },
      { section: 'gate-2', values: { Status: 'FAIL', Justification: 'The board locks up at noon.' } },
    );
    const found = await plan.check();
    expect(states(found)).toEqual({ 'gate-1': 'pass', 'gate-2': 'fail' });
    expect(found.verdict).toBe('fail');
    const unseen = await plan.fill({ section: 'gate-2', values: { Status: 'PASS' } });
    expect(unseen).toMatchObject({ isError: true, code: 'needs_expect' });
    expect((await plan.check()).verdict).toBe('fail');
  });

  test('with a condition need its reason', async () => {
    const plan = await lifecycle();
    await plan.mustFill(
      { section: 'gate-1', values: { Status: 'PASS', Justification: 'The officer has signed.' } },
      { section: 'gate-2', values: { Status: 'CONDITIONAL' } },
    );
    const lacking = await plan.check();
    expect(states(lacking)).toEqual({ 'gate-1': 'pass', 'gate-2': 'conditional, it lacks its reason' });
    expect(lacking.verdict).toBe('incomplete');
    await plan.mustFill({ section: 'gate-2', values: { Justification: 'Only while fewer than forty stations run.' } });
    const given = await plan.check();
    expect(states(given)).toEqual({ 'gate-1': 'pass', 'gate-2': 'conditional' });
    expect(given.verdict).toBe('pass');
  });

  test('of principle-gated are the boxes of its Gates list', async () => {
    const boxes = [
      'All technical unknowns resolved',
      'Architecture reviewed and approved',
      'Performance requirements validated',
      'Security considerations addressed',
      'Dependencies verified available',
      'Team aligned on approach',
    ];
    const plan = await newPlan('principle-gated');
    const fresh = await plan.check();
    expect(fresh.gates.map(({ title, state }) => `${state} ${title}`)).toEqual(boxes.map((box) => `undecided ${box}`));
    const ticked = boxes
      .slice(0, 5)
      .map((box) => ({ section: 'gates', find: `- [ ] ${box}`, content: `- [x] ${box}` }));
    await plan.mustFill(...ticked, {
      section: 'gates/Team aligned on approach',
      mode: 'append',
      content: '- FAIL: the workshop has not seen it.',
    });
    const found = await plan.check();
    expect(found.gates.map(({ title, state }) => `${state} ${title}`)).toEqual([
      ...boxes.slice(0, 5).map((box) => `pass ${box}`),
      `fail ${boxes[5]}`,
    ]);
    expect(found.verdict).toBe('fail');
  });
});
