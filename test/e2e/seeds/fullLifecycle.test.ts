import { describe, expect, test } from 'vitest';
import { made, type SeedPlan, versionsOf } from '../../support/seedPlans.ts';

describe.each(versionsOf('full-lifecycle'))('full-lifecycle, $name', (version) => {
  test('nine numbered sections to two levels are answered by number', async () => {
    const plan = await made(version);
    const numbers = [...plan.read().matchAll(/^#{2,3} (\d(?:\.\d)?)\.? /gm)].map((match) => match[1]);
    expect(numbers.filter((number) => !number?.includes('.'))).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
    const { text } = await plan.call('read_plan', { sections: numbers, max_tokens: 20_000 });
    for (const number of numbers) expect(text).toMatch(new RegExp(`^#{2,3} ${number?.replace('.', '\\.')}\\.? `, 'm'));
    await plan.mustFill(
      { section: '1.1', values: { Frontend: 'Lit' } },
      { section: '5.3/risk-1', values: { heading: 'Frost', Impact: 'high', Probability: 'Low', Mitigation: 'Heat.' } },
      { section: '9.1', values: { 'Related Features': 'None' } },
    );
    expect(plan.read()).toContain('\n- Frontend: Lit\n');
    expect(plan.read()).toContain(
      '\n**Risk 1**: Frost\n- **Impact**: High\n- **Probability**: Low\n- **Mitigation**: Heat.\n',
    );
    expect(plan.read()).toContain('\n- Related Features: None\n');
    const other = await plan.fill({ section: '5.3/risk-1', values: { Impact: 'Dire' } });
    expect([other.code, other.text]).toEqual(['invalid_choice', expect.stringContaining('High, Medium, Low')]);
  });

  describe('unknowns', () => {
    const taskLabels = ['Question', 'Decision', 'Rationale', 'Alternatives Considered', 'References'];

    async function withUnknowns(): Promise<SeedPlan> {
      const plan = await made(version);
      const unknown = (item: string) => ({ section: '1.4', values: { item } });
      await plan.change('add_item', {
        items: [unknown('How long does a door hold?'), unknown('Which readers exist?')],
      });
      return plan;
    }

    test('every unknown of 1.4 has a research task in 3.1 with Question, Decision, Rationale, Alternatives, References', async () => {
      const plan = await withUnknowns();
      expect(plan.between('### 1.4', '---')).toMatch(
        /\n- \[ \] How long does a door hold\?\n- \[ \] Which readers exist\?$/,
      );
      const tasks = plan.between('#### Research Task 1', '### 3.2').split('#### ').slice(1);
      expect(tasks.map((task) => /\*\*Question\*\*: (.*?) *$/m.exec(task)?.[1])).toEqual([
        'How long does a door hold?',
        'Which readers exist?',
      ]);
      for (const task of tasks)
        expect([...task.matchAll(/^\*\*(.+?)\*\*:/gm)].map((match) => match[1])).toEqual(taskLabels);
      expect(await plan.findings('unknown-research')).toEqual([]);
      await plan.mustFill({ section: '1.4', mode: 'append', content: '- [ ] Who cleans the stations?' });
      expect(await plan.findings('unknown-research')).toEqual([
        expect.stringContaining('The unknown "Who cleans the stations?" has no research task.'),
      ]);
    });

    test('one without Decision is open, and its answer becomes the Decision', async () => {
      const plan = await withUnknowns();
      const open = async (): Promise<unknown[]> =>
        (await plan.questions()).questions.map(({ kind, text, blocking }) => [kind, text, blocking]);
      expect(await open()).toEqual([
        ['unknown', 'How long does a door hold?', true],
        ['unknown', 'Which readers exist?', true],
      ]);
      const [first] = (await plan.questions()).questions;
      const answers = [{ question: first?.id, answer: 'Three seconds.', rationale: 'Measured on ten doors.' }];
      const { came } = await plan.change('answer_question', { answers });
      expect(came.map((line) => line.trimEnd())).toEqual([
        '- [x] How long does a door hold?',
        '**Decision**: Three seconds.',
        '**Rationale**: Measured on ten doors.',
      ]);
      expect(await open()).toEqual([['unknown', 'Which readers exist?', true]]);
    });
  });

  test('the constitution is groups with boxes', async () => {
    const plan = await made(version);
    const groups = ['code-style-standards', 'security-privacy', 'performance-scalability', 'testing-quality'];
    const verdicts = async (): Promise<string[]> => (await plan.check()).principles.map((each) => each.verdict);
    expect((await plan.check()).principles.map(({ id }) => id)).toEqual(groups);
    expect(plan.between('### 2.1', '### 2.2').match(/^- \[ \] /gm)).toHaveLength(12);
    const box = 'constitution-check/alignment-verification/security-privacy/authentication-authorization-planned';
    const { came } = await plan.change('mark_item', {
      items: [{ item: box, state: 'pass', note: 'Passkeys, in 4.5.' }],
    });
    expect(came).toEqual([
      expect.stringMatching(/^- \[x\] Authentication\/authorization planned$/),
      '  - PASS: Passkeys, in 4.5.',
    ]);
    expect(await verdicts()).toEqual(groups.map(() => 'unaddressed'));
    await plan.change('mark_item', {
      items: [{ item: 'security-privacy', state: 'pass', note: 'Read line by line with Mara.' }],
    });
    expect(await verdicts()).toEqual(['unaddressed', 'pass', 'unaddressed', 'unaddressed']);
  });

  test('gates take PASS, FAIL or CONDITIONAL and a justification', async () => {
    const plan = await made(version);
    const state = async (): Promise<string[]> => (await plan.check()).gates.map((gate) => gate.state);
    expect(await state()).toEqual(['undecided', 'undecided']);
    const bare = await plan.call('mark_item', { items: [{ item: 'gate-1', state: 'conditional' }] });
    expect([bare.code, bare.text]).toEqual(['invalid_input', expect.stringContaining('note')]);
    for (const [mark, word] of [
      ['conditional', 'CONDITIONAL'],
      ['fail', 'FAIL'],
      ['pass', 'PASS'],
    ]) {
      const note = `Only ten stations (${mark}).`;
      const { came } = await plan.change('mark_item', { items: [{ item: 'gate-1', state: mark, note }] });
      expect(came).toEqual([`- Status: ${word}`, `- Justification: ${note}`]);
      expect(await state()).toEqual([mark, 'undecided']);
    }
    const maybe = await plan.fill({ section: 'gate-2', values: { Status: 'MAYBE' } });
    expect([maybe.code, maybe.text]).toEqual(['invalid_choice', expect.stringContaining('PASS, FAIL, CONDITIONAL')]);
  });

  const phase = {
    Goal: 'Ten stations.',
    'Duration Estimate': '2 weeks',
    Tasks: ['Wire', 'Test'],
    Deliverables: ['A station'],
    'Success Criteria': ['It opens'],
  };
  test.each([
    [
      'research tasks',
      '3.1',
      'Research Task',
      2,
      {
        Question: 'Which?',
        Decision: 'That.',
        Rationale: 'Cheap.',
        'Alternatives Considered': 'None',
        References: 'None',
      },
    ],
    ['choices', '3.2', 'Choice', 2, { Selected: 'SQLite', Rationale: 'Small.', 'Trade-offs': 'One writer.' }],
    [
      'integrations',
      '3.3',
      'Integration',
      1,
      { Pattern: 'REST', Authentication: 'Token', 'Error Handling': 'Retry', 'Rate Limits': 'None' },
    ],
    ['phases', '5.1', 'Phase', 2, phase],
    ['risks', '5.3', 'Risk', 2, { Impact: 'High', Probability: 'Low', Mitigation: 'Heat.' }],
    ['deferred decisions', '7.2', 'Decision', 1, { Rationale: 'Nobody asked.', 'Revisit Trigger': 'After the pilot' }],
  ])(
    '[Repeat structure] under %s: its place takes the next one, and more follow',
    async (_, section, word, places, values) => {
      const plan = await made(version);
      const add = async (heading: string): Promise<void> => {
        await plan.change('add_item', { items: [{ section, values: { heading, ...values } }] });
      };
      const units = (): string[] =>
        (plan.read().match(new RegExp(`^(?:#### |\\*\\*)${word} \\d.*$`, 'gm')) ?? []).map((line) =>
          line.replace(/^#### |\*\*/g, ''),
        );
      await add('Snow');
      await add('Fog');
      // Where the template keeps a second place open with a note, that one is next.
      const first = Math.max(2, places);
      expect(units()).toEqual([
        expect.stringMatching(`^${word} 1: \\[`),
        `${word} ${first}: Snow`,
        `${word} ${first + 1}: Fog`,
      ]);
      const text = plan.read();
      const unit = text.slice(
        text.search(new RegExp(`^(?:#### |\\*\\*)${word} ${first}`, 'm')),
        text.search(new RegExp(`^(?:#### |\\*\\*)${word} ${first + 1}`, 'm')),
      );
      const labels = [...unit.matchAll(/^(?:- )?\*\*([^*]+)\*\*:/gm)]
        .map((match) => match[1] ?? '')
        .filter((label) => !label.startsWith(word));
      expect(labels).toEqual(Object.keys(values));
      expect(unit).not.toMatch(/\[[A-Z]|The same lines/);
      const before = plan.read();
      await add('Fog');
      expect(plan.read()).toBe(before);
    },
  );

  test('a place of [Repeat structure] is also filled by the names of what it repeats', async () => {
    const plan = await made(version);
    await plan.mustFill({ section: '5.3/risk-2', values: { heading: 'Fog', Impact: 'Low', Mitigation: 'Lamps.' } });
    expect(plan.read()).toContain(
      '**Risk 2**: Fog\n- **Impact**: Low\n- **Probability**: High / Medium / Low\n- **Mitigation**: Lamps.\n',
    );
    const { text } = await plan.call('read_plan', { view: 'unfilled', sections: ['5.3'] });
    expect(text).toMatch(/risk-2: Probability \[one of High, Medium, Low\]/);
  });

  test('companion files that are linked and missing are found', async () => {
    const plan = await made(version);
    await plan.mustFill({ section: 'header', values: { 'Feature Spec': '[spec.md](./spec.md)' } });
    const missing = async (): Promise<string[]> =>
      (await plan.findings('link')).map((finding) => /"(.+)" leads to nothing/.exec(finding)?.[1] ?? finding);
    expect(await missing()).toEqual(['./spec.md', './data-model.md', './contracts/']);
    const folder = plan.path.replace(/plan\.md$/, '');
    plan.workspace.write(`${folder}spec.md`, '# Spec\n');
    plan.workspace.write(`${folder}contracts/doors.yaml`, 'openapi: 3.1.0\n');
    expect(await missing()).toEqual(['./data-model.md']);
    plan.workspace.write(`${folder}data-model.md`, '# Model\n');
    expect(await missing()).toEqual([]);
  });

  test('the critical path and the parallel streams stand in the tasks view', async () => {
    const plan = await made(version);
    await plan.mustFill(
      {
        section: '5.1/phase-1',
        values: { heading: 'Pilot', ...phase, Tasks: ['Wire the doors', 'Test them', 'Paint'] },
      },
      {
        section: '5.2',
        values: {
          'Must Complete First': ['Wire the doors', 'Test them'],
          'Stream A': 'Wire the doors',
          'Stream B': 'Paint',
          'Integration Points': 'After week two',
        },
      },
    );
    const { text } = await plan.call('read_plan', { view: 'tasks' });
    expect(text).toContain('\n- **Critical path**: T001 Wire the doors → T002 Test them\n');
    expect(text).toMatch(/\n- \*\*In parallel\*\*: Stream A: Wire the doors; Stream B: Paint\b/);
    expect(text).toMatch(
      /\n- \[ \] T001 \[P\] Wire the doors <!-- \S+\/wire-the-doors -->\n- \[ \] T002 Test them <!-- \S+\/test-them -->\n/,
    );
  });

  test('an unresolved question has Impact, Owner and Target Resolution; a deferred one has its Revisit Trigger, is open and not blocking', async () => {
    const plan = await made(version);
    await plan.mustFill(
      {
        section: '7.1/question-1',
        values: { heading: 'Who pays?', Impact: 'The start', Owner: 'Ada', 'Target Resolution': '2025-02-01' },
      },
      {
        section: '7.2/decision-1',
        values: { heading: 'A second size', Rationale: 'Nobody asked.', 'Revisit Trigger': 'After the pilot' },
      },
    );
    const { text } = await plan.call('list_open_questions');
    expect((await plan.questions()).questions).toMatchObject([
      {
        kind: 'question',
        text: 'Who pays?',
        blocking: true,
        impact: 'The start',
        owner: 'Ada',
        due: '2025-02-01',
        overdue: true,
      },
      { kind: 'deferred', text: 'A second size', blocking: false },
    ]);
    expect(text).toContain('revisit: After the pilot');
    const blocking = await plan.call('list_open_questions', { blocking_only: true });
    expect(blocking.data).toMatchObject({ total: 1, questions: [{ text: 'Who pays?' }] });
    expect((await plan.findings('open-question', 'Approved')).join()).not.toContain('A second size');
  });

  test('glossary and references grow', async () => {
    const plan = await made(version);
    const grow = (section: string, item: string) => plan.change('add_item', { items: [{ section, values: { item } }] });
    await grow('9.2', '**Bay**: a row of lockers');
    expect(await grow('9.2', '**Door**: what opens')).toEqual({ went: [], came: ['- **Door**: what opens'] });
    expect(plan.between('- **Bay**', '---')).toBe('- **Bay**: a row of lockers\n- **Door**: what opens');
    expect(await grow('9.1', 'Standards: EN 14450')).toEqual({ went: [], came: ['- Standards: EN 14450'] });
    expect(plan.between('### 9.1', '### 9.2')).toMatch(/\n- External Documentation: .*\n- Standards: EN 14450$/);
  });

  test('the pre-launch checklist gates completion', async () => {
    const plan = await made(version);
    const found = () => plan.findings('checklist', 'Completed');
    expect(await found()).toEqual([
      expect.stringMatching(/^error success-validation\/pre-launch-checklist: 7 of 7 boxes are open/),
    ]);
    const refused = await plan.call('set_status', { status: 'Completed', approval: { by: 'Ada', words: 'Yes.' } });
    expect([refused.code, refused.text]).toEqual(['gate_closed', expect.stringContaining('7 of 7 boxes are open')]);
    const boxes = plan.between('### 8.1', '### 8.2').match(/(?<=\[ \] ).+/g) ?? [];
    const items = boxes.map((box) => ({ item: `8.1/${box}`, state: 'done' }));
    await plan.change('mark_item', { items: items.slice(0, 6) });
    expect(await found()).toEqual([expect.stringContaining('1 of 7 boxes is open: "Deployment runbook tested"')]);
    await plan.change('mark_item', { items });
    expect(await found()).toEqual([]);
    expect(await plan.findings('checklist', 'Approved')).toEqual([]);
  });
});
