import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { addItems } from '../../src/plan/edits/add/addItems.ts';
import { isCounted, planSlots } from '../../src/plan/slots.ts';
import type { Template } from '../../src/template/model.ts';
import { addSetting, mustAdd, refusalOf, tryAdd } from '../support/additions.ts';
import { sectionOf } from '../support/places.ts';
import { builtIns, loadBuiltIn, loadText, readSeed } from '../support/templates.ts';

/** How many places a unit leaves open. */
function openIn(text: string, id: string, template: Template | undefined): number {
  const document = parseDocument(text);
  const { span } = sectionOf(document, id);
  return planSlots(document, template).filter(
    (placed) => isCounted(placed) && span.from <= placed.slot.span.from && placed.slot.span.to <= span.to,
  ).length;
}

describe('one more unit of a template', () => {
  const layered = loadBuiltIn('layered-platform');
  const lifecycle = loadBuiltIn('full-lifecycle');
  const service = loadBuiltIn('service-delivery');

  test('has the form of the first, its number goes on, and what is given stands in it', () => {
    const values = { heading: 'Tide gauge', Goal: 'Levels are measured', Tasks: ['Buy it', 'Mount it', 'Read it'] };
    const { text, changed } = mustAdd(layered.text, { section: 'phases', values }, layered);
    expect(changed).toEqual([
      { section: 'implementation-phases/phase-3', revision: expect.stringMatching(/^[0-9a-f]{12}$/) },
    ]);
    const before = text.replace('2026-11-21', 'YYYY-MM-DD');
    expect(before).toContain(`
- [A check that shows it works]

### Phase 3: Tide gauge

**Goal:** Levels are measured

**Tasks:**
1. Buy it
2. Mount it
3. Read it

**Deliverables:**
- [Something that exists afterwards]
- [Another thing that exists afterwards]

**Success Criteria:**
- [A check that shows it works]
- [Another check, with a number in it]

## Architecture Changes
`);
  });

  test('keeps the breaks that stand between the others', () => {
    const { text } = mustAdd(service.text, { section: 'phase-2', values: { heading: 'Handover' } }, service);
    expect(text).toContain('- [Criterion 2]\n\n---\n\n### Phase 4: Handover\n**Duration:** [Time it takes]  \n');
    expect(text).toContain('- [Criterion 2]\n\n## Technical Implementation Details');
  });

  test('stands behind the sibling that after names, and says that the numbers are out of order', () => {
    const { text, warnings, changed } = mustAdd(
      service.text,
      { section: 'phases', values: { heading: 'Trial' }, after: 'phase-1' },
      service,
    );
    expect([...text.matchAll(/^### (Phase \d)/gm)].map((match) => match[1])).toEqual([
      'Phase 1',
      'Phase 4',
      'Phase 2',
      'Phase 3',
    ]);
    expect(warnings).toEqual([expect.stringContaining('stands before implementation-phases/phase-2')]);
    expect(changed[0]?.section).toBe('implementation-phases/phase-4');
  });

  test('takes the place of a note that one more goes there', () => {
    const { text } = mustAdd(lifecycle.text, { section: 'research', values: { Decision: 'Rent it' } }, lifecycle);
    expect(text).toContain(`
#### Research Task 2: [Topic]
**Question**: [What has to be found out]  
**Decision**: Rent it  
**Rationale**: [What spoke for it]  
`);
    expect(text).not.toContain('The same lines as Research Task 1');
    const next = mustAdd(text, { section: 'research', values: { Decision: 'Buy it' } }, lifecycle);
    expect(next.changed.map((each) => each.section)).toEqual(['phase-0/research-tasks/research-task-3']);
  });

  test('takes its name by the word that it counts, and its choices from their list', () => {
    const risk = { Risk: 'Spring tide', Impact: 'high', Probability: 'LOW' };
    const { text } = mustAdd(lifecycle.text, { section: 'risks', values: risk }, lifecycle);
    expect(text).toContain(
      '**Risk 2**: Spring tide\n- **Impact**: High\n- **Probability**: Low\n- **Mitigation**: [How it is made less likely or less bad]\n',
    );
    const refusal = refusalOf(lifecycle.text, { section: 'risks', values: { Impact: 'vast' } }, lifecycle);
    expect(refusal).toMatch(/^\[invalid_choice\] "vast" .*Use one of: High, Medium, Low\.$/);
  });

  test('is a gate with its status and justification', () => {
    const values = { gate: 'Load is known', Status: 'conditional', Justification: 'Measured in May' };
    const { text } = mustAdd(lifecycle.text, { section: 'gates', values }, lifecycle);
    expect(text).toContain(
      '\n\n**Gate 3**: Load is known\n- Status: CONDITIONAL\n- Justification: Measured in May\n\n---',
    );
  });

  test('can be the second of a kind that has one', () => {
    const { text } = mustAdd(
      lifecycle.text,
      { section: 'integration-1', values: { heading: 'Tide service' } },
      lifecycle,
    );
    expect(text).toContain('#### Integration 2: Tide service\n- **Pattern**: [');
  });

  test('works where nobody has left one in the plan', () => {
    const bare = layered.text.replace(/### Phase 1[\s\S]*(?=## Architecture)/, '');
    const { text } = mustAdd(bare, { section: 'phases', values: { heading: 'Dig' } }, layered);
    expect(text).toContain('## Implementation Phases\n\n### Phase 1: Dig\n\n**Goal:** [');
  });

  test('refuses names that it does not know, with those that it does', () => {
    const refusal = refusalOf(layered.text, { section: 'phases', values: { Budget: '3', Goal: 'x' } }, layered);
    expect(refusal).toMatch(
      /^\[unknown_field\] One more in \S+ has nothing named "Budget"\. Known: heading, Goal, Tasks/,
    );
  });

  test('is not made of outline chapters that only share a word', () => {
    const refusal = refusalOf(lifecycle.text, { section: 'phase-0', values: { heading: 'x' } }, lifecycle);
    expect(refusal).toMatch(/^\[breaks_structure\] phase-0 holds no list, table or units.*phase-0\/research-tasks/);
  });

  test('is no change where the last one is equal, and its number is not compared', () => {
    const addition = { section: 'phases', values: { heading: 'Dig', Tasks: ['a', 'b', 'c'] } };
    const once = mustAdd(layered.text, addition, layered);
    const twice = mustAdd(once.text, addition, layered);
    expect(twice.text).toBe(once.text);
    expect(twice.changed).toEqual([]);
    const open = mustAdd(once.text, { section: 'phases', values: {} }, layered);
    expect(open.text).toContain('### Phase 4: [Phase Name]');
  });

  test('stays beside others of its call that are refused', () => {
    const additions = [
      { section: 'phases', values: { heading: 'Dig' } },
      { section: 'phases', values: { Nothing: 'x' } },
      { section: 'phases', values: { heading: 'Fill' } },
    ];
    const { changed, refused, text } = addItems(layered.text, additions, addSetting(layered));
    expect(changed.map((each) => each.section)).toEqual([
      'implementation-phases/phase-3',
      'implementation-phases/phase-4',
    ]);
    expect(refused).toMatchObject([{ section: 'phases', code: 'unknown_field' }]);
    expect(text).toContain('### Phase 4: Fill');
  });
});

describe('what a new unit leaves open', () => {
  const units = [
    ['layered-platform', 'implementation-phases/phase-1', 'phase-3'],
    ['full-lifecycle', 'phase-2/development-phases/phase-1', 'phase-2'],
    ['full-lifecycle', 'constitution-check/gate-evaluation/gate-1', 'gate-3'],
    ['full-lifecycle', 'phase-0/research-tasks/research-task-1', 'research-task-2'],
    ['full-lifecycle', 'phase-0/technology-choices/choice-1', 'choice-2'],
    ['full-lifecycle', 'phase-0/integration-patterns/integration-1', 'integration-2'],
    ['full-lifecycle', 'phase-2/risk-mitigation/risk-1', 'risk-2'],
    ['full-lifecycle', 'open-issues-decisions/unresolved-questions/question-1', 'question-2'],
    ['full-lifecycle', 'open-issues-decisions/deferred-decisions/decision-1', 'decision-2'],
    ['service-delivery', 'implementation-phases/phase-1', 'phase-4'],
  ] as const;

  test.each(units)('%s: as much as %s but for what was given', (id, first, added) => {
    const template = loadBuiltIn(id);
    expectCounts(template.text, template, first, added);
  });

  for (const [id, first, added] of units) {
    const seed = readSeed(builtIns.find((each) => each.id === id)?.seed ?? '');
    test.skipIf(seed === undefined)(
      `the seed of ${id}: ${first}${seed === undefined ? ' (no ../shared/seeds here)' : ''}`,
      () => {
        expectCounts(seed ?? '', loadText(seed ?? ''), first, added);
      },
    );
  }

  function expectCounts(text: string, template: Template, first: string, added: string): void {
    const whole = openIn(text, first, template);
    const place = `${first.slice(0, first.lastIndexOf('/'))}/${added}`;
    const bare = tryAdd(text, { section: first, values: {} }, template);
    // An open unit that equals the last sibling is no change: there it is filled at once.
    if (bare.changed.length > 0) expect(openIn(bare.text, place, template)).toBe(whole);
    const named = mustAdd(text, { section: first, values: { heading: 'Quay' } }, template);
    expect(named.changed[0]?.section).toBe(place);
    expect(openIn(named.text, place, template)).toBe(whole - 1);
    expect(openIn(named.text, first, template)).toBe(whole);
  }
});
