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

  it('may be the ID that the view of tasks gives it', () => {
    const { text } = markAny(plan, { item: 'T003', state: 'done' }, held);
    expect(text).toBe(plan.replace('- [ ] Lend', '- [x] Lend'));
  });

  it('is none as long as its words are to be filled', () => {
    const fault = refusal('T002');
    expect([fault.code, fault.message]).toEqual(['invalid_input', 'T002 (line 8) is still a place to fill.']);
  });
});
