import { describe, expect, it } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { markAny } from '../support/marking.ts';
import { loadText } from '../support/templates.ts';

const plan = `# Plan: Kiosks

## Phases

### Phase 1: Order

- [ ] T001 Choose a maker
- [ ] T002 [TASK]

### Phase 2: Mount

- [ ] T001 Drill
- [ ] Lend a book with the test card
`;

/** Made from a template in which the second task is a place. */
const held = { constitution: undefined, template: loadText(plan) };

function refusal(item: string): PlanError {
  try {
    markAny(plan, { item, state: 'done' }, held);
  } catch (fault) {
    if (fault instanceof PlanError) return fault;
    throw fault;
  }
  throw new Error('It was not refused.');
}

describe('the address of a task', () => {
  it('is refused where two tasks have it, with both places', () => {
    const fault = refusal('T001');
    expect(fault.code).toBe('ambiguous_address');
    expect(fault.message).toContain('phases/phase-1/t001, phases/phase-2/t001');
  });

  it('is never the number that the view of tasks gives it: refused with its words and its address', () => {
    const fault = refusal('T003');
    expect([fault.code, fault.where, fault.message, fault.fix]).toEqual([
      'unknown_address',
      'T003',
      'T003 is no address: the view of tasks gave that number to "Lend a book with the test card", which has no ID in the plan. Such numbers move when tasks come and go.',
      'If that is the task you mean, send "item": "phases/phase-2/lend-a-book-with-the-test".',
    ]);
    for (const item of ['t003', ' T3 ', 'T-003']) expect(refusal(item).message).toContain('gave that number to "Lend');
  });

  it('that the refusal names marks that task, as its own ID marks another', () => {
    const item = /"item": "([^"]+)"/.exec(refusal('T003').fix ?? '')?.[1] ?? '';
    expect(markAny(plan, { item, state: 'done' }, held).text).toBe(plan.replace('- [ ] Lend', '- [x] Lend'));
    const own = plan.replace('- [ ] Lend', '- [ ] T-7 Sweep\n- [ ] Lend').replace('T001 Drill', 'T012 Drill');
    for (const [id, line] of [
      ['t012', '- [ ] T012 Drill'],
      ['T-7', '- [ ] T-7 Sweep'],
    ] as const)
      expect(markAny(own, { item: id, state: 'done' }, held).text).toBe(own.replace(line, line.replace('[ ]', '[x]')));
  });

  it('is no number at all that no task has', () => {
    const fault = refusal('T009');
    expect([fault.code, fault.message]).toEqual(['unknown_address', 'No place "T009" in plan.md.']);
  });

  it('is none as long as its words are to be filled', () => {
    const fault = refusal('T002');
    expect([fault.code, fault.message]).toEqual(['invalid_input', 'T002 (line 8) is still a place to fill.']);
  });
});
