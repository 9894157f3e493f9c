import { describe, expect, test } from 'vitest';
import { made, type SeedPlan, versionsOf } from '../../support/seedPlans.ts';

const spec =
  '# Lockers\n\nSpec ID: S-LOCK-004\nStatus: Approved\n\n## Use cases\n\n- **UC-001**: open a door\n- **UC-002**: return a parcel\n';
const files = { 'specs/lockers/spec.md': spec };
const sound = { spec: 'specs/lockers/spec.md', values: { issue: '42' } };

describe.each(versionsOf('spec-traceable'))('spec-traceable, $name', (version) => {
  const create = (plan: SeedPlan, args: Record<string, unknown>) =>
    plan.server.call('create_plan', { title: 'Door sensors', template: version.template, ...args });
  const line = (text: string, label: string): string =>
    new RegExp(`^${label}: (.*?) *$`, 'm').exec(text)?.[1] ?? `no ${label}`;

  describe('IDs by pattern', () => {
    test('the number of PLAN-{AREA}-{NNN} is allocated, the area is that of the spec', async () => {
      const plan = await made(version, { ...files, 'plans/old/plan.md': '# Old\n\nPlan ID: PLAN-LOCK-006\n' }, sound);
      expect(line(plan.read(), 'Plan ID')).toBe('PLAN-LOCK-007');
      expect(line(plan.read(), 'Feature Spec')).toBe('S-LOCK-004');
      await plan.mustFill({ section: 'header', values: { 'Related Screens': 'SCR-001, SCR-002', 'Issue(s)': '#42' } });
      expect(line(plan.read(), 'Related Screens')).toBe('SCR-001, SCR-002');
      expect(line(plan.read(), 'Issue\\(s\\)')).toBe('#42');
    });

    test('no ID is given twice', async () => {
      const plan = await made(version, files, sound);
      const paths = ['specs/lockers/a/plan.md', 'specs/lockers/b/plan.md', 'specs/lockers/c/plan.md'];
      await Promise.all(paths.map((path) => create(plan, { ...sound, path })));
      const ids = [plan.path, ...paths].map((path) => line(plan.workspace.read(path), 'Plan ID'));
      expect(ids.toSorted()).toEqual(['PLAN-LOCK-001', 'PLAN-LOCK-002', 'PLAN-LOCK-003', 'PLAN-LOCK-004']);
      expect(await plan.findings('duplicate-id')).toEqual([]);
      plan.workspace.write(plan.path, plan.read().replace('PLAN-LOCK-001', 'PLAN-LOCK-003'));
      expect(await plan.findings('duplicate-id')).toEqual([
        expect.stringContaining('PLAN-LOCK-003 is already the ID of'),
      ]);
    });
  });

  test('the branch is made from feature/{issue}-{slug}, and checked', async () => {
    const plan = await made(version, files, sound);
    expect(line(plan.read(), 'Branch')).toBe('feature/42-parcel-lockers');
    expect(await plan.findings('branch')).toEqual([]);
    await plan.mustFill({ section: 'header', find: 'feature/42-parcel-lockers', content: 'lockers' });
    expect(await plan.findings('branch')).toEqual([
      'warning header: The branch "lockers" is not named feature/{issue}-{slug}.',
    ]);
  });

  describe('prerequisites in the head comment are gates', () => {
    const unclear = `${spec}\n- [NEEDS CLARIFICATION: how long is a parcel kept?]\n`;
    test.each([
      ['the feature spec exists', undefined, 'does not exist'],
      ['it is approved', spec.replace('Approved', 'Draft'), 'its status is "Draft"'],
      ['it holds no NEEDS CLARIFICATION', unclear, 'holds 1 NEEDS CLARIFICATION marker'],
    ])('%s: create_plan refuses or, told so, records the exception', async (_, text, message) => {
      const plan = await made(
        version,
        { ...files, ...(text === undefined ? {} : { 'specs/other/spec.md': text }) },
        sound,
      );
      const args = { path: 'specs/other/plan.md', ...(text === undefined ? {} : { spec: 'specs/other/spec.md' }) };
      const refused = await create(plan, args);
      expect([refused.code, refused.text]).toEqual(['gate_closed', expect.stringContaining(message)]);
      expect(() => plan.workspace.read(args.path)).toThrow('ENOENT');
      const allowed = await create(plan, { ...args, exception: 'The city cannot wait: Mara.' });
      expect(allowed.isError, allowed.text).toBe(false);
      expect(plan.workspace.read(args.path)).toMatch(/^---\n(?:.*\n)?exception: "?The city cannot wait: Mara\."?\n/);
      const checked = await plan.server.call('check_plan', { plan: args.path, for_status: 'Approved' });
      expect(checked.text).toMatch(/^warning prerequisites · .*exception.*The city cannot wait: Mara/m);
    });

    test('with a sound spec the plan is made, without an exception', async () => {
      const plan = await made(version, files, { ...sound, exception: 'Not needed.' });
      expect(plan.read()).not.toContain('Not needed.');
      expect(await plan.findings('prerequisites')).toEqual([]);
    });
  });

  test('label lists are filled at two levels (Dependencies on: › Domain spec:)', async () => {
    const plan = await made(version, files, sound);
    const { went, came } = await plan.change('fill_section', {
      fills: [
        {
          section: '1',
          values: {
            'One-sentence summary of the change': 'Sensors say when a door is open.',
            'Dependencies on/Domain spec': 'S-DOMAIN-001',
            'External systems': ['The SMS gate', 'The card reader'],
          },
        },
        { section: '3.2', values: { 'Schema changes to existing entities/Migration strategy': 'None' } },
      ],
    });
    expect(went).toEqual(['- One-sentence summary of the change:', '  - Domain spec:', '  - Migration strategy:']);
    expect(came).toEqual([
      '- One-sentence summary of the change: Sensors say when a door is open.',
      '  - Domain spec: S-DOMAIN-001',
      '    - The SMS gate',
      '    - The card reader',
      '  - Migration strategy: None',
    ]);
    const { text } = await plan.call('read_plan', { view: 'unfilled', sections: ['1'] });
    expect(text).toMatch(/Dependencies on \[Other Feature specs, Target code areas/);
  });

  test('the constitution is rule groups', async () => {
    const plan = await made(version, files, sound);
    const groups = ['spec-driven-workflow', 'git-github-workflow', 'test-integrity', 'ai-agent-conduct'];
    const verdicts = async (): Promise<Record<string, string>> =>
      Object.fromEntries((await plan.check()).principles.map(({ id, verdict }) => [id, verdict]));
    expect(await verdicts()).toEqual(Object.fromEntries(groups.map((id) => [id, 'unaddressed'])));
    const rule = 'constitution-check/tasks-are-small-enough-for-ai';
    await plan.change('mark_item', { items: [{ item: rule, state: 'pass', note: 'None takes over a day.' }] });
    expect((await verdicts())['ai-agent-conduct']).toBe('unaddressed');
    const { went, came } = await plan.change('mark_item', {
      items: [
        { item: 'ai-agent-conduct', state: 'pass', note: 'Each task is read by Mara.' },
        { item: 'test-integrity', state: 'violation', note: 'The lamp has no test.' },
      ],
    });
    expect(went.every((each) => /^- (?:Violation|Test integrity):/.test(each.trim()))).toBe(true);
    expect(came).toContain('  - PASS: Each task is read by Mara.');
    expect(await verdicts()).toMatchObject({ 'ai-agent-conduct': 'pass', 'test-integrity': 'violation' });
  });

  test('a Violation / Justification / Mitigation block that is begun must be whole', async () => {
    const plan = await made(version, files, sound);
    const block = () => plan.findings('violation-block', 'Approved');
    expect(await block()).toEqual([]);
    await plan.mustFill({ section: '10', values: { Violation: 'Test integrity: the lamp has no test.' } });
    expect(await block()).toEqual([
      expect.stringMatching(
        /^error constitution-check: .*lacks its "Justification" and "Mitigation or follow-up plan"/,
      ),
    ]);
    await plan.mustFill({ section: '10', values: { Justification: 'It is lit by hand.' } });
    expect(await block()).toEqual([expect.stringMatching(/lacks its "Mitigation or follow-up plan"/)]);
    await plan.mustFill({ section: '10', values: { 'Mitigation or follow-up plan': 'A test by May.' } });
    expect(await block()).toEqual([]);
    const { principles } = await plan.check();
    expect(principles.find(({ id }) => id === 'test-integrity')?.verdict).toBe('justified');
  });

  test('spec and use-case IDs are traced: named in the spec but not here, named here but not there', async () => {
    const plan = await made(version, files, sound);
    const label = 'What user stories or use cases are being implemented (IDs)';
    await plan.mustFill({ section: '1', values: { [label]: 'UC-001, UC-009' } });
    expect((await plan.findings('spec-trace')).map((finding) => finding.replace(/^warning \S+ /, ''))).toEqual([
      'The plan never names UC-002 of specs/lockers/spec.md.',
      'specs/lockers/spec.md has no UC-009.',
    ]);
    await plan.mustFill({ section: '1', find: 'UC-009', content: 'UC-002' });
    expect(await plan.findings('spec-trace')).toEqual([]);
  });

  test('task groups map to task IDs, and tasks.md is made from them', async () => {
    const plan = await made(version, files, sound);
    const groups = ['Task group 1: Wiring -> T001, T002', 'Task group 2: Lamps -> T003'];
    await plan.change('add_item', { items: groups.map((item) => ({ section: '11', values: { item } })) });
    expect(
      plan
        .read()
        .slice(plan.read().indexOf('## 11.'))
        .match(/(?<=^- ).+$/gm),
    ).toEqual(groups);
    const { text } = await plan.call('read_plan', { view: 'tasks' });
    const tasks = text.slice(text.indexOf('# Tasks:'));
    expect(tasks).toContain(
      '## Task group 1: Wiring\n\n- [ ] T001 Wiring (1 of 2)\n- [ ] T002 Wiring (2 of 2)\n\n## Task group 2: Lamps\n\n- [ ] T003 Lamps\n',
    );
    plan.workspace.write('specs/lockers/tasks.md', tasks.replace('- [ ] T003 Lamps\n', ''));
    expect(await plan.findings('task-list')).toEqual([expect.stringContaining('specs/lockers/tasks.md has no T003.')]);
    plan.workspace.write('specs/lockers/tasks.md', tasks);
    expect(await plan.findings('task-list')).toEqual([]);
  });
});
