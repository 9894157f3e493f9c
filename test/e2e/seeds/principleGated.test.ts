import { describe, expect, test } from 'vitest';
import { made, versionsOf } from '../../support/seedPlans.ts';

const seedPrinciples = [
  'Code Clarity and Maintainability',
  'User Experience',
  'Data Integrity',
  'Testability',
  'Minimal Persistence Risk',
  'Platform Compatibility',
];

/** Two of the seed's principles in other words and one that no template knows. */
const constitution = `# Harbour Constitution

## Core Principles

### Data Integrity

A booking MUST be stored whole or not at all.

### Testability

Each door SHOULD be tested without the others.

### Quiet Nights

Engines MUST be off after ten.

## Governance

**Version**: 1.2.0 | **Ratified**: 2025-03-01
`;

describe.each(versionsOf('principle-gated'))('principle-gated, $name', (version) => {
  test('UPPER_SNAKE slots count and are filled by name, those in backticks too', async () => {
    const plan = await made(version);
    // The name is known when the plan is made; the marks around it stay.
    expect(plan.read()).toMatch(/^\*\*Feature\*\*: `Parcel lockers` *$/m);
    const { text } = await plan.call('read_plan', { view: 'unfilled' });
    expect(text).toContain('Branch [BRANCH_NAME]');
    expect(text).toContain('Domain [DOMAIN_CONTEXT]');
    await plan.mustFill(
      { section: 'header', values: { BRANCH_NAME: '042-lockers' } },
      { section: 'technical-context', values: { DOMAIN_CONTEXT: 'Parcels', Runtime: 'Go 1.24' } },
    );
    expect(plan.read()).toMatch(/^\*\*Branch\*\*: `042-lockers` *$/m);
    expect(plan.read()).toMatch(/^\*\*Domain\*\*: Parcels *\n\*\*Runtime\*\*: Go 1\.24 *$/m);
  });

  test('[PRINCIPLE_REQUIREMENTS] stands six times: each is its own place, told apart by section', async () => {
    const plan = await made(version);
    const values = { PRINCIPLE_REQUIREMENTS: 'Whole or not at all' };
    const all = await plan.fill({ section: 'constitution-check', values });
    expect([all.code, all.text]).toEqual(['unknown_field', expect.stringContaining('stands 6 times')]);
    const { went, came } = await plan.change('fill_section', {
      fills: [{ section: 'constitution-check/data-integrity', values }],
    });
    expect([went, came]).toEqual([['- [PRINCIPLE_REQUIREMENTS]'], ['- Whole or not at all']]);
    expect(plan.between('### Data Integrity', '### Testability')).toBe('### Data Integrity\n- Whole or not at all');
    expect(plan.between('## Constitution Check', '## Research').match(/\[PRINCIPLE_REQUIREMENTS\]/g)).toHaveLength(5);
    const { text } = await plan.call('read_plan', { view: 'unfilled', sections: ['constitution-check'] });
    expect(text.match(/^constitution-check\/\S+: PRINCIPLE_REQUIREMENTS$/gm)).toHaveLength(5);
    const rest = ['a', 'b', 'c', 'd', 'e'];
    await plan.mustFill({ section: 'constitution-check', values: { PRINCIPLE_REQUIREMENTS: rest } });
    expect(plan.between('## Constitution Check', '## Research').match(/(?<=^- ).+$/gm)).toEqual([
      'a',
      'b',
      'Whole or not at all',
      'c',
      'd',
      'e',
    ]);
  });

  describe('a heading per principle', () => {
    test('is the six of the template where the project has no constitution', async () => {
      const plan = await made(version);
      const section = plan.between('## Constitution Check', '## Research');
      expect(section.match(/(?<=^### ).+$/gm)).toEqual(seedPrinciples);
      expect((await plan.check()).principles.map(({ title }) => title)).toEqual(seedPrinciples);
    });

    test("is filled from the project's constitution", async () => {
      const plan = await made(version, { 'docs/constitution.md': constitution });
      const headings = (): unknown => plan.between('## Constitution Check', '## Research').match(/(?<=^### ).+$/gm);
      const own = ['Data Integrity', 'Testability', 'Quiet Nights'];
      // A template of ours is written from the constitution; of a verbatim one the bytes stay, and what it lacks is added behind the last that it has.
      expect(headings()).toEqual(version.name === 'built-in' ? own : seedPrinciples);
      const { principles, constitution: held } = await plan.check();
      expect(held).toMatchObject({ path: 'docs/constitution.md', version: '1.2.0' });
      expect(principles.map(({ title, verdict }) => `${verdict} ${title}`)).toEqual(
        own.map((each) => `unaddressed ${each}`),
      );
      const items = ['data-integrity', 'quiet-nights'].map((item) => ({
        item,
        state: 'pass',
        note: 'Read with Mara.',
      }));
      const { went, came } = await plan.change('mark_item', { items });
      expect(went).toEqual([]);
      expect(came.filter((line) => line === '- PASS: Read with Mara.')).toHaveLength(2);
      expect(headings()).toEqual(version.name === 'built-in' ? own : seedPrinciples.toSpliced(4, 0, 'Quiet Nights'));
      expect((await plan.check()).principles.map(({ verdict }) => verdict)).toEqual(['pass', 'unaddressed', 'pass']);
    });
  });

  test('the link to research.md is checked', async () => {
    const plan = await made(version);
    await plan.mustFill({
      section: 'research-summary',
      content: 'Two questions are settled in [research.md](./research.md).',
    });
    expect(await plan.findings('link')).toEqual([
      expect.stringMatching(/^warning research-summary: "\.\/research\.md" leads to nothing/),
    ]);
    plan.workspace.write(plan.path.replace(/plan\.md$/, 'research.md'), '# Research\n');
    expect(await plan.findings('link')).toEqual([]);
  });

  test('the Gates list holds the status at Draft until all six are ticked', async () => {
    const plan = await made(version);
    const boxes =
      plan
        .read()
        .slice(plan.read().indexOf('## Gates'))
        .match(/(?<=\[ \] ).+/g) ?? [];
    expect(boxes).toHaveLength(6);
    const tick = (names: readonly string[]) =>
      plan.change('mark_item', {
        items: names.map((name) => ({ item: `gates/${name}`, state: 'pass', note: 'Seen by Mara.' })),
      });
    const next = () => plan.call('set_status', { status: 'In Review' });
    const closed = await next();
    expect([closed.code, closed.text]).toEqual(['gate_closed', expect.stringContaining('6 of 6 gates are open')]);
    await tick(boxes.slice(0, 5));
    expect(await plan.findings('gate-list', 'In Review')).toEqual([
      'error gates: 1 of 6 gates is open: "Team aligned on approach".',
    ]);
    expect(await next()).toMatchObject({ isError: true, code: 'gate_closed' });
    expect(plan.read()).toMatch(/^\*\*Status\*\*: Draft *$/m);
    const { came } = await tick(boxes.slice(5));
    expect(came).toEqual(['- [x] Team aligned on approach', '  - PASS: Seen by Mara.']);
    expect((await next()).data).toMatchObject({ from: 'Draft', status: 'In Review' });
    expect(plan.read()).toMatch(/^\*\*Status\*\*: In Review *$/m);
  });
});
