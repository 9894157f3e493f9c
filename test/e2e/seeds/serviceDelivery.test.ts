import { describe, expect, test } from 'vitest';
import { fillEverything } from '../../support/fillEverything.ts';
import { made, type SeedPlan, versionsOf } from '../../support/seedPlans.ts';

const principles = ['centralization', 'scalability', 'accessibility', 'aws-infrastructure'];

describe.each(versionsOf('service-delivery'))('service-delivery, $name', (version) => {
  test("four principles have the project's numbers in them", async () => {
    const plan = await made(version);
    expect((await plan.check()).principles.map(({ id, verdict }) => [id, verdict])).toEqual(
      principles.map((id) => [id, 'unaddressed']),
    );
    const items = [{ item: 'scalability', state: 'pass', note: 'Tried with 14 agents.' }];
    const { came } = await plan.change('mark_item', { items });
    expect(came).toEqual([
      expect.stringMatching(/^- \[x\] \*\*Scalability\*\*: .*100 requests\/week.* 12 (?:concurrent )?agents/),
      '  - PASS: Tried with 14 agents.',
    ]);
  });

  test('prerequisites have versions', async () => {
    const plan = await made(version);
    await plan.mustFill({
      section: 'prerequisites/dependencies',
      values: { 'Dependency 1': 'Redis', 'Dependency 2': 'Node', 'X.Y.Z': ['7.2.0', '20.1.0'] },
    });
    const items = [{ section: 'prerequisites/dependencies', values: { Dependency: 'Caddy', 'X.Y.Z': '2.8.4' } }];
    await plan.change('add_item', { items });
    expect(plan.between('### Dependencies', '### Access')).toBe(
      '### Dependencies\n- Redis - Version: 7.2.0\n- Node - Version: 20.1.0\n- Caddy - Version: 2.8.4',
    );
  });

  test('three phases have a duration', async () => {
    const plan = await made(version);
    const { went, came } = await plan.change('fill_section', {
      fills: [1, 2, 3].map((n) => ({
        section: `implementation-phases/phase-${n}`,
        values: { heading: `Step ${n}`, Duration: `${n} weeks` },
      })),
    });
    expect(went).toHaveLength(6);
    expect(came.map((line) => line.trimEnd())).toEqual(
      [1, 2, 3].flatMap((n) => [`### Phase ${n}: Step ${n}`, `**Duration:** ${n} weeks`]),
    );
  });

  test('technical changes are of five kinds', async () => {
    const plan = await made(version);
    const kinds = ['Architecture', 'Database', 'API', 'Infrastructure', 'Configuration'];
    const values = Object.fromEntries(kinds.map((kind) => [`${kind} Changes`, `What ${kind} gains`]));
    const { went, came } = await plan.change('fill_section', {
      fills: [{ section: 'technical-implementation-details', values }],
    });
    expect(went).toHaveLength(5);
    expect(came).toEqual(Object.values(values));
    expect(plan.between('### Configuration Changes', '## Testing')).toBe(
      '### Configuration Changes\nWhat Configuration gains',
    );
  });

  test('performance and security have tests', async () => {
    const plan = await made(version);
    await plan.mustFill(
      {
        section: 'performance-testing',
        values: { 'Load Tests': 'A Monday', 'Stress Tests': 'Twice that', 'Success Criteria': 'Under 2 s' },
      },
      { section: 'security-testing', values: { 'Security test 1': 'Roles', 'Security test 2': 'Tokens' } },
    );
    await plan.change('add_item', { items: [{ section: 'security-testing', values: { item: 'Uploads' } }] });
    expect(plan.between('### Performance Testing', '## Deployment Plan')).toBe(
      '### Performance Testing\n- **Load Tests:** A Monday\n- **Stress Tests:** Twice that\n- **Success Criteria:** Under 2 s\n\n### Security Testing\n- Roles\n- Tokens\n- Uploads',
    );
  });

  test('the deployment checklist of eight holds Completed up', async () => {
    const plan = await made(version);
    const found = () => plan.findings('checklist', 'Completed');
    expect(await found()).toEqual([
      expect.stringMatching(/^error deployment-plan\/deployment-checklist: 8 of 8 boxes are open/),
    ]);
    const boxes = plan.between('### Deployment Checklist', '### Deployment Env').match(/(?<=\[ \] ).+/g) ?? [];
    const items = boxes.map((box) => ({ item: `deployment-checklist/${box}`, state: 'done' }));
    const { came } = await plan.change('mark_item', { items });
    expect(came).toEqual(boxes.map((box) => `- [x] ${box}`));
    expect(await found()).toEqual([]);
  });

  test('the environment sequence has dates', async () => {
    const plan = await made(version);
    const section = 'deployment-environment-sequence';
    await plan.mustFill({
      section,
      values: { Development: '2026-03-14', Staging: '2026-02-30', Production: '2026-04-02' },
    });
    expect(plan.between('### Deployment Environment', '## Rollback')).toBe(
      '### Deployment Environment Sequence\n1. **Development:** 2026-03-14\n2. **Staging:** 2026-02-30\n3. **Production:** 2026-04-02',
    );
    expect(await plan.findings('date')).toEqual([expect.stringContaining('"2026-02-30", which is no day')]);
    await plan.mustFill({ section, find: '2026-02-30', content: '2026-03-20' });
    expect(await plan.findings('date')).toEqual([]);
  });

  test('rollback has triggers and steps', async () => {
    const plan = await made(version);
    const add = (section: string, ...items: string[]) =>
      plan.change('add_item', { items: items.map((item) => ({ section, values: { item } })) });
    await add('rollback-triggers', 'Five errors a minute', 'A lost parcel');
    await add('rollback-steps', 'Switch the flag', 'Tell the stations');
    expect(plan.between('### Rollback Triggers', '## Monitoring')).toBe(
      '### Rollback Triggers\n- Five errors a minute\n- A lost parcel\n\n### Rollback Steps\n1. Switch the flag\n2. Tell the stations',
    );
  });

  test('the risk table of five columns takes H, M or L', async () => {
    const plan = await made(version);
    const risk = { Risk: 'Frost', Impact: 'H', Probability: 'l', Mitigation: 'Heat', Contingency: 'A key' };
    const add = (values: Record<string, string>) =>
      plan.call('add_item', { items: [{ section: 'identified-risks', values }] });
    const refused = await add({ ...risk, Impact: 'High-ish' });
    expect([refused.code, refused.text]).toEqual(['invalid_choice', expect.stringContaining('H, M, L')]);
    await add(risk);
    await add({ ...risk, Risk: 'Theft', Impact: 'M' });
    expect(plan.between('| Risk |', '### Dependencies and').split('\n')).toEqual([
      '| Risk | Impact | Probability | Mitigation | Contingency |',
      '|------|--------|-------------|------------|-------------|',
      '| Frost | H | L | Heat | A key |',
      '| Theft | M | L | Heat | A key |',
    ]);
  });

  test('there are resources and a budget', async () => {
    const plan = await made(version);
    await plan.change('add_item', {
      items: [
        { section: 'team', values: { item: 'Welder: ten hours' } },
        { section: 'resource-requirements/infrastructure', values: { item: 'Queue: small' } },
        { section: 'budget', values: { item: 'Locks: 4,000' } },
        { section: 'budget', values: { item: 'Power: 300' } },
      ],
    });
    expect(plan.between('### Team', '## Timeline')).toBe(
      '### Team\n- Welder: ten hours\n\n### Infrastructure\n- Queue: small\n\n### Budget\n- Locks: 4,000\n- Power: 300',
    );
  });

  async function scheduled(first: [string, string], second: [string, string]): Promise<SeedPlan> {
    const plan = await made(version);
    const row = ([start, end]: [string, string]) => ({
      'Start Date': start,
      'End Date': end,
      Owner: 'Ada',
      Status: 'Not started',
    });
    await plan.mustFill(
      { section: 'phase-1', values: { heading: 'Pilot', Tasks: ['Wire the doors', 'Test them', 'Paint'] } },
      { section: 'timeline/phase-1', values: row(first) },
      { section: 'timeline/phase-2', values: row(second) },
    );
    return plan;
  }
  const inOrder = () => scheduled(['2026-03-02', '2026-03-13'], ['2026-03-16', '2026-03-27']);
  const mark = (plan: SeedPlan, task: string, state: string, note?: string) =>
    plan.change('mark_item', {
      items: [{ item: `phase-1/tasks/${task}`, state, ...(note === undefined ? {} : { note }) }],
    });

  describe('the timeline of start, end, owner and status', () => {
    test('an end is after its start', async () => {
      const plan = await scheduled(['2026-03-10', '2026-03-02'], ['2026-03-16', '2026-03-27']);
      expect(await plan.findings('timeline-order')).toEqual([
        'warning timeline/phase-1: The end 2026-03-02 is before the start 2026-03-10.',
      ]);
      expect(await (await inOrder()).findings('timeline-order')).toEqual([]);
    });

    test('no phase is before the one that it follows, unless the plan says so', async () => {
      const plan = await scheduled(['2026-03-02', '2026-03-13'], ['2026-03-09', '2026-03-27']);
      expect(await plan.findings('timeline-order')).toEqual([
        'warning timeline/phase-2: Phase 2 starts on 2026-03-09, before phase 1 that it follows ends on 2026-03-13.',
      ]);
      await plan.mustFill({ section: 'timeline', mode: 'append', content: 'Phase 2 runs in parallel with Phase 1.' });
      expect(await plan.findings('timeline-order')).toEqual([]);
    });

    test('the status follows from progress', async () => {
      const plan = await inOrder();
      const row = (): string => plan.between('| Phase 1', '| Phase 2');
      expect(row()).toBe('| Phase 1 | 2026-03-02 | 2026-03-13 | Ada | Not started |');
      await mark(plan, 'wire-the-doors', 'in_progress');
      expect(row()).toBe('| Phase 1 | 2026-03-02 | 2026-03-13 | Ada | In Progress |');
      for (const task of ['wire-the-doors', 'test-them', 'paint']) await mark(plan, task, 'done');
      expect(row()).toBe('| Phase 1 | 2026-03-02 | 2026-03-13 | Ada | Completed |');
      expect(await plan.findings('timeline-status')).toEqual([]);
      await plan.mustFill(
        { section: 'implementation-phases/phase-2', values: { Tasks: ['Wire the rest', 'Test all', 'Open them'] } },
        { section: 'timeline/phase-2', find: 'Not started', content: 'Completed' },
      );
      expect(await plan.findings('timeline-status')).toEqual([expect.stringMatching(/^warning timeline\/phase-2: /)]);
    });
  });

  describe('progress lists Completed / In Progress / Blocked', () => {
    const lists = (plan: SeedPlan): string[] => plan.between('### Completed', '## Review').split(/\n+### /);

    test('marking an item moves it between them', async () => {
      const plan = await inOrder();
      await mark(plan, 'wire-the-doors', 'in_progress');
      expect(lists(plan)[1]).toBe('In Progress\n- [ ] Wire the doors');
      await mark(plan, 'wire-the-doors', 'blocked', 'The cable is late.');
      expect(lists(plan).slice(1)).toEqual([
        'In Progress\n- None',
        'Blocked\n- [ ] Wire the doors - Blocked by: The cable is late.',
      ]);
      await mark(plan, 'wire-the-doors', 'done');
      await mark(plan, 'test-them', 'in_progress');
      expect(lists(plan)).toEqual([
        '### Completed\n- [x] Wire the doors',
        'In Progress\n- [ ] Test them',
        'Blocked\n- None',
      ]);
      const { text } = await plan.call('read_plan', { view: 'tasks' });
      expect(text).toMatch(/\[x\] T001 Wire the doors/);
    });

    test('a blocked one needs its reason', async () => {
      const plan = await inOrder();
      const items = [{ item: 'phase-1/tasks/paint', state: 'blocked' }];
      const refused = await plan.call('mark_item', { items });
      expect([refused.code, refused.text]).toEqual(['invalid_input', expect.stringContaining('needs a note')]);
      await plan.mustFill({ section: 'progress-tracking/blocked', content: '- [ ] Paint' });
      expect(await plan.findings('blocked-reason')).toEqual([
        expect.stringMatching(/^warning \S+\/paint: "Paint" is blocked, and nothing says by what/),
      ]);
      await mark(plan, 'paint', 'blocked', 'The colour is out.');
      expect(await plan.findings('blocked-reason')).toEqual([]);
    });
  });

  test('of the four of Review and Approval, Final Approval comes only after the others', async () => {
    const plan = await made(version);
    await fillEverything(plan.server, plan.path, () => {}, plan.read);
    await plan.change('mark_item', {
      items: principles.map((item) => ({ item, state: 'pass', note: 'Read with Mara.' })),
    });
    const finalBox = { item: 'review-and-approval/final-approval', state: 'done', note: 'Ada signed it.' };
    const byHand = await plan.call('mark_item', { items: [finalBox] });
    expect([byHand.code, byHand.text]).toEqual(['invalid_transition', expect.stringContaining('Only set_status')]);
    const approve = () =>
      plan.call('set_status', { status: 'Approved', approval: { by: 'Ada', words: 'Yes, build it.' } });
    const reviews = ['technical', 'security', 'performance'].map((kind) => `${kind}-review`);
    const review = (names: readonly string[]) =>
      plan.change('mark_item', { items: names.map((item) => ({ item, state: 'done', note: 'Ben read it.' })) });
    const closed = await approve();
    expect([closed.code, closed.text]).toEqual(['gate_closed', expect.stringContaining('3 of 3 reviews are open')]);
    await review(reviews.slice(0, 2));
    expect(await plan.findings('reviews', 'Approved')).toEqual([
      'error review-and-approval: 1 of 3 reviews is open: "Performance Review".',
    ]);
    expect(await approve()).toMatchObject({ isError: true, code: 'gate_closed' });
    expect(plan.read()).toContain('- [ ] Final Approval');
    await review(reviews);
    const approved = await approve();
    expect(approved.isError, approved.text).toBe(false);
    expect(plan.between('- [x] Technical Review', '## Notes')).toMatch(
      /^- \[x\] Technical Review\n {2}- Ben read it\.\n- \[x\] Security Review\n {2}- Ben read it\.\n- \[x\] Performance Review\n {2}- Ben read it\.\n- \[x\] Final Approval/,
    );
    expect(plan.read()).toMatch(/^\*\*Status:\*\* Approved *$/m);
  });
});
