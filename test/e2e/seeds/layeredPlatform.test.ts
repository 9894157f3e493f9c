import { describe, expect, test } from 'vitest';
import { made, type SeedPlan, today, versionsOf } from '../../support/seedPlans.ts';

const principles = [
  'agentic-first-design',
  'fast-feedback-loops',
  'deployment-portability',
  'security-by-default',
  'test-driven-quality',
  'layered-architecture',
];

async function verdicts(plan: SeedPlan): Promise<Record<string, string>> {
  return Object.fromEntries((await plan.check()).principles.map(({ id, verdict }) => [id, verdict]));
}

const all = (verdict: string): Record<string, string> => Object.fromEntries(principles.map((id) => [id, verdict]));

describe.each(versionsOf('layered-platform'))('layered-platform, $name', (version) => {
  describe('six named principles', () => {
    test('are questions with boxes, with a Violations field below them', async () => {
      const plan = await made(version);
      const section = plan.between('## Constitution Alignment Check', '## Implementation Phases');
      expect(section.match(/^- \[ \] \*\*[^*]+:\*\* .*\?$/gm)).toHaveLength(6);
      expect(section).toMatch(/\n\n\*\*Violations:\*\* \[[^\]]+\]$/);
      expect(await verdicts(plan)).toEqual(all('unaddressed'));
    });

    test('an unticked box without a listed violation is unaddressed; one that is listed with its reason is not', async () => {
      const plan = await made(version);
      const listed = 'Fast Feedback Loops: four minutes more in CI, until the cache lands in May.';
      const fills = [{ section: 'constitution-alignment-check', values: { Violations: listed } }];
      expect((await plan.change('fill_section', { fills })).came).toEqual([`**Violations:** ${listed}`]);
      expect(await verdicts(plan)).toEqual({ ...all('unaddressed'), 'fast-feedback-loops': 'justified' });
      expect(await plan.findings('constitution', 'Approved')).toEqual([
        expect.stringMatching(
          /^error constitution-alignment-check: 5 principles have no verdict: agentic-first-design, /,
        ),
      ]);
    });

    test('None beside an unticked box without a verdict is a contradiction: unknown', async () => {
      const plan = await made(version);
      await plan.mustFill({ section: 'constitution-alignment-check', values: { Violations: 'None' } });
      expect(await verdicts(plan)).toEqual(all('unknown'));
      const items = [{ item: 'agentic-first-design', state: 'pass', note: 'The tool lockers_open covers it.' }];
      const { came } = await plan.change('mark_item', { items });
      expect(came).toEqual([
        expect.stringMatching(/^- \[x\] \*\*Agentic-First Design:\*\* /),
        '  - PASS: The tool lockers_open covers it.',
      ]);
      expect(await verdicts(plan)).toEqual({ ...all('unknown'), 'agentic-first-design': 'pass' });
    });
  });

  test('a phase is added with Goal, Tasks, Deliverables and Success Criteria', async () => {
    const plan = await made(version);
    const values = {
      heading: 'Winter',
      Goal: 'Lockers that open in frost.',
      Tasks: ['Heat the lock', 'Try it at -20'],
      Deliverables: ['A heater'],
      'Success Criteria': ['Opens within three seconds'],
    };
    const { went } = await plan.change('add_item', { items: [{ section: 'implementation-phases', values }] });
    expect(went).toEqual([]);
    expect(plan.between('### Phase 3', '## Architecture Changes')).toBe(
      '### Phase 3: Winter\n\n**Goal:** Lockers that open in frost.\n\n**Tasks:**\n1. Heat the lock\n2. Try it at -20\n\n**Deliverables:**\n- A heater\n\n**Success Criteria:**\n- Opens within three seconds',
    );
  });

  test.each([
    ['as a whole', 'A table of lockers.\n\n```sql\nCREATE TABLE lockers (id BIGINT);\n```'],
    ["by 'None'", 'None'],
  ])('the SQL example fence is replaced %s', async (_, content) => {
    const plan = await made(version);
    await plan.mustFill({ section: 'database-schema-changes', content });
    expect(plan.between('### Database Schema Changes', '### API Changes')).toBe(
      `### Database Schema Changes\n\n${content}`,
    );
  });

  test('New MCP Tools and New REST Endpoints are lists that grow', async () => {
    const plan = await made(version);
    const grow = (label: string, item: string) =>
      plan.change('add_item', { items: [{ section: `api-changes/${label}`, values: { item } }] });
    const first = await grow('new-mcp-tools', '`lockers_open`: opens one');
    expect(first.came).toEqual(['- `lockers_open`: opens one']);
    expect(first.went).toEqual([expect.stringContaining('`tool_name`')]);
    expect(await grow('new-mcp-tools', '`lockers_close`: closes one')).toEqual({
      went: [],
      came: ['- `lockers_close`: closes one'],
    });
    await grow('new-rest-endpoints', '`POST /lockers`: adds one');
    await grow('new-rest-endpoints', '`GET /lockers`: lists them');
    expect(plan.between('**New MCP Tools:**', '### Layer Modifications')).toBe(
      '**New MCP Tools:**\n- `lockers_open`: opens one\n- `lockers_close`: closes one\n\n**New REST Endpoints:**\n- `POST /lockers`: adds one\n- `GET /lockers`: lists them',
    );
  });

  test('the coverage target is kept', async () => {
    const plan = await made(version);
    await plan.mustFill({ section: 'unit-tests', values: { 'Key Test Scenarios': ['A door opens', 'A door sticks'] } });
    expect(plan.between('### Unit Tests', '### Integration Tests')).toBe(
      '### Unit Tests\n\n**Coverage Target:** >80%\n\n**Key Test Scenarios:**\n1. A door opens\n2. A door sticks',
    );
  });

  test('the risk matrix takes Low, Med or High and refuses others', async () => {
    const plan = await made(version);
    const risk = { Risk: 'Frost', Probability: 'med', Impact: 'High', Mitigation: 'Heat the lock' };
    const refused = await plan.fill({ section: 'risk-assessment/row-1', values: { ...risk, Impact: 'Severe' } });
    expect([refused.code, refused.text]).toEqual(['invalid_choice', expect.stringContaining('Low, Med, High')]);
    await plan.mustFill({ section: 'risk-assessment/row-1', values: risk });
    const items = [{ section: 'risk-assessment', values: { ...risk, Risk: 'Theft', Probability: 'Often' } }];
    expect(await plan.call('add_item', { items })).toMatchObject({ isError: true, code: 'invalid_choice' });
    expect(plan.between('| Risk |', '## Timeline')).toMatch(/\n\| Frost \| Med \| High \| Heat the lock \|$/);
  });

  describe('the timeline', () => {
    async function timeline(total: string, dependency: string): Promise<SeedPlan> {
      const plan = await made(version);
      await plan.mustFill(
        { section: 'timeline-estimate/phase-1', values: { Duration: '5 days', Dependencies: dependency } },
        { section: 'timeline-estimate/phase-2', values: { Duration: '2 weeks' } },
        { section: 'timeline-estimate/total', values: { Duration: total } },
      );
      return plan;
    }

    test("has a Total that is the sum of its phases ('5 days', '2 weeks')", async () => {
      const wrong = await timeline('12 days', 'None');
      expect(await wrong.findings('timeline-sum')).toEqual([
        'warning timeline-estimate/total: The total says 12 days, its rows add up to 2 weeks 5 days.',
      ]);
      const right = await timeline('15 days', 'None');
      expect(await right.findings('timeline-sum')).toEqual([]);
      expect(right.between('| Phase |', '## Open Questions').split('\n').slice(2)).toEqual([
        '| Phase 1 | 5 days | None |',
        '| Phase 2 | 2 weeks | Phase 1 |',
        '| **Total** | **15 days** | |',
      ]);
    });

    test('has dependencies that name phases which exist', async () => {
      const plan = await timeline('15 days', 'Phase 9');
      expect(await plan.findings('timeline-order')).toEqual([
        'warning timeline-estimate/phase-1: It depends on phase 9, which the plan does not have.',
      ]);
      expect(await (await timeline('15 days', 'None')).findings('timeline-order')).toEqual([]);
    });
  });

  test('open questions have one resolution deadline for all, overdue against today', async () => {
    const plan = await made(version);
    await plan.change('add_item', {
      items: [
        { section: 'open-questions', values: { question: 'Who pays for the power?' } },
        { section: 'open-questions', values: { question: 'Who clears the snow?' } },
      ],
    });
    const due = async (): Promise<unknown[]> =>
      (await plan.questions()).questions.map(({ text, due: day, overdue }) => [text, day, overdue ?? false]);
    const deadline = { section: 'open-questions', values: { 'Resolution Deadline': '2025-01-31' } };
    await plan.mustFill(deadline);
    expect(await due()).toEqual([
      ['Who pays for the power?', '2025-01-31', true],
      ['Who clears the snow?', '2025-01-31', true],
    ]);
    expect(await plan.findings('question-overdue')).toHaveLength(2);
    await plan.mustFill({ section: 'open-questions', find: '2025-01-31', content: today() });
    expect(await due()).toEqual([
      ['Who pays for the power?', today(), false],
      ['Who clears the snow?', today(), false],
    ]);
  });

  test('the status is a choice of Draft, Approved, In Progress, Completed', async () => {
    const plan = await made(version);
    expect(plan.read()).toContain('\n**Plan Status:** Draft');
    const refused = await plan.call('set_status', { status: 'In Review' });
    expect([refused.code, refused.text]).toEqual([
      'invalid_choice',
      expect.stringContaining('Draft, Approved, In Progress, Completed'),
    ]);
    expect(await plan.call('set_status', { status: 'Completed' })).toMatchObject({
      isError: true,
      code: 'gate_closed',
    });
    const { came } = await plan.change('set_status', { status: 'On Hold', reason: 'The harbour is closed.' });
    expect(came[0]).toMatch(/^\*\*Plan Status:\*\* On Hold *$/);
  });

  test('Last Updated follows every write', async () => {
    const plan = await made(version);
    await plan.change('add_item', { items: [{ section: 'open-questions', values: { question: 'Who pays?' } }] });
    const [question] = (await plan.questions()).questions;
    const writes: readonly [string, Record<string, unknown>][] = [
      ['fill_section', { fills: [{ section: 'overview', content: 'Lockers at forty stations.' }] }],
      ['add_item', { items: [{ section: 'dependencies/internal', values: { item: 'The card reader' } }] }],
      ['mark_item', { items: [{ item: 'documentation-updates/update-api-documentation', state: 'done' }] }],
      ['answer_question', { answers: [{ question: question?.id, answer: 'The city.' }] }],
      ['set_status', { status: 'On Hold', reason: 'The harbour is closed.' }],
    ];
    for (const [tool, args] of writes) {
      plan.workspace.write(plan.path, plan.read().replace(/(\*\*Last Updated:\*\*) \S+/, '$1 2020-01-01'));
      const { went, came } = await plan.change(tool, args);
      expect(went.at(-1), tool).toBe('**Last Updated:** 2020-01-01');
      expect(came.at(-1), tool).toBe(`**Last Updated:** ${today()}`);
    }
  });
});
