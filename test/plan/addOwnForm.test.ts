import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { isCounted, planSlots } from '../../src/plan/slots.ts';
import { addedLines, mustAdd, refusalOf } from '../support/additions.ts';
import { loadText } from '../support/templates.ts';

const plan = `# Quay

## Delivery

### Phase 1: Dig
**Goal:** A hole${'  '}
**Owner:** Ann

Some words about digging.

**Tasks:**
1. Dig it

2. Drain it

#### Checks
* [x] Deep
* [x] Dry
  - measured in May

---

### Phase 2: Wall
**Goal:** A wall${'  '}
**Owner:** Bob

**Tasks:**
1. Brick

2. Mortar

#### Checks
* [x] High

## Rest

Nothing.
`;

describe('one more unit without a template', () => {
  test('has the labels, headings and lists of the last one, with places in which values stood', () => {
    const { text, unfilled } = mustAdd(plan, {
      section: 'delivery',
      values: { heading: 'Roof', Tasks: ['Beam', 'Tile'] },
    });
    expect(addedLines(plan, text)).toBe(`---

### Phase 3: Roof
**Goal:** [Goal]${'  '}
**Owner:** [Owner]

**Tasks:**
1. Beam

2. Tile

#### Checks
* [ ] [Checks]`);
    expect(unfilled).toBe(3);
  });

  test('counts what is not given, its own name among it', () => {
    const { text } = mustAdd(plan, { section: 'phase-1', values: { Goal: 'A roof' } });
    const open = planSlots(parseDocument(text), undefined).filter(isCounted);
    expect(open.map(({ slot }) => slot.text)).toEqual(['[Phase]', '[Owner]', '[Tasks]', '[Tasks]', '[Checks]']);
  });

  test('knows the names of the plan and no others', () => {
    expect(refusalOf(plan, { section: 'phase-1', values: { Budget: '3' } })).toMatch(
      /^\[unknown_field\] .*"Budget"\. Known: heading, Goal, Owner, Tasks, Checks/,
    );
  });

  test.each([
    ['zeros before it', '### Step 08: a\n\n### Step 09: b', '### Step 10: Quay'],
    ['Roman numbers', '### Phase III: a\n- x\n\n### Phase IV: b\n- y', '### Phase V: Quay\n- [Phase]'],
    ['letters', '### Stream A: a\n- x\n\n### Stream B: b\n- y', '### Stream C: Quay\n- [Stream]'],
    ['a dash', '### Phase 1 – a\n- x\n\n### Phase 2 – b\n- y', '### Phase 3 – Quay\n- [Phase]'],
    ['outline numbers', '### 5.1 Phase 1: a\n- x\n\n### 5.2 Phase 2: b\n- y', '### 5.3 Phase 3: Quay\n- [Phase]'],
    ['parts of numbers', '### Step 1.1: a\n- x\n\n### Step 1.2: b\n- y', '### Step 1.3: Quay\n- [Step]'],
    ['letters of another script', '### 阶段1：a\n- x\n\n### 阶段2：b\n- y', '### 阶段3：Quay\n- [阶段]'],
    ['IDs', '### Q1: a\n- x\n\n### Q2: b\n- y', '### Q3: Quay\n- [Q]'],
    ['bold labels', '**Risk 1**: a\n- Impact: x\n\n**Risk 2**: b\n- Impact: y', '**Risk 3**: Quay\n- Impact: [Impact]'],
    ['bold lines', '**Phase 1: a**\n- x\n\n**Phase 2: b**\n- y', '**Phase 3: Quay**\n- [Phase]'],
    ['closing marks', '### Phase 1: a ###\n\n- x\n\n### Phase 2: b ###\n\n- y', '### Phase 3: Quay ###\n\n- [Phase]'],
    ['no names yet', '### Week 1\n- x\n\n### Week 2\n- y', '### Week 3: Quay\n- [Week]'],
  ])('goes on with %s', (_, units, added) => {
    const text = `# Plan\n\n## Part\n\n${units}\n\n## Rest\n`;
    const outcome = mustAdd(text, { section: 'part', values: { heading: 'Quay' } });
    expect(addedLines(text, outcome.text)).toBe(added);
    expect(mustAdd(outcome.text, { section: 'part', values: { heading: 'Quay' } }).text).toBe(outcome.text);
  });

  test('does without a number where the others are alike without one', () => {
    const text =
      '# Plan\n\n## Parts\n\n### Pump\n- **Maker**: A\n- **Power**: 3 kW\n\n### Sluice\n- **Maker**: B\n- **Power**: none\n';
    const { text: after } = mustAdd(text, { section: 'parts', values: { heading: 'Gauge', Maker: 'C' } });
    expect(addedLines(text, after)).toBe('### Gauge\n- **Maker**: C\n- **Power**: [Power]');
    expect(refusalOf(text, { section: 'parts', values: { Maker: 'C' } })).toMatch(/needs its heading/);
  });

  test('keeps to the line endings and the last line of the plan', () => {
    const windows = plan.trimEnd().replaceAll('\n', '\r\n');
    const addition = { section: 'delivery', values: { heading: 'Roof' } };
    expect(mustAdd(windows, addition).text).toBe(mustAdd(plan.trimEnd(), addition).text.replaceAll('\n', '\r\n'));
    const last = '# Plan\n\n## Part\n\n### Week 1\n- x\n\n### Week 2\n- y';
    expect(mustAdd(last, { section: 'part', values: { heading: 'Quay' } }).text).toBe(
      `${last}\n\n### Week 3: Quay\n- [Week]`,
    );
  });

  test('says which of its places a known template does not count', () => {
    const template = loadText('# [Name]\n\n## Scope\n\n[What]\n\n## Delivery\n\n[How]\n');
    const { warnings } = mustAdd(plan, { section: 'delivery', values: { heading: 'Roof', Goal: 'Dry' } }, template);
    expect(warnings).toEqual([
      expect.stringMatching(/^Still open in delivery\/phase-3, and not counted: Owner, Tasks, Checks\.$/),
    ]);
  });

  test('warns where its number is the address of a row', () => {
    const text =
      '# Plan\n\n## Part\n\n| Phase | Goal |\n|---|---|\n| Phase 3 | Dry |\n\n### Phase 1: a\n- x\n\n### Phase 2: b\n- y\n';
    const { warnings, changed } = mustAdd(text, { section: 'part', values: { heading: 'Quay' } });
    expect(changed[0]?.section).toBe('part/phase-3');
    expect(warnings).toEqual([expect.stringContaining('part/phase-3 is now part/phase-3-2')]);
  });
});
