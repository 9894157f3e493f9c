import { expect, test } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import type { Mark } from '../../src/plan/edits/mark/model.ts';
import { harbour } from '../support/constitutions.ts';
import { type Held, markAny } from '../support/marking.ts';

const plan = `# Plan

**Status:** Draft

## Constitution Check

- [ ] **Small Boats:** Will every boat fit?

### Clean Water

- [ ] No oil leaves a boat
- [ ] Bilges are pumped ashore

## Gates

**Gate 1**: Depth
- Status: [PASS / FAIL]
- Justification: [why]

## Implementation Phases

### Phase 1: Piers

**Tasks:**
- [ ] T001 Drive the posts
- [ ] T002 Lay the planks

## Open Questions

1. Who pays for the lamp?

## Review and Approval

- [ ] Harbour Review
- [ ] Final Approval

## Definition of Done

- [ ] The lamp burns
- Nothing else
`;

const note = 'posts stand 2 m apart';

test.each([
  ['small-boats', 'small-boats', '- [x] **Small Boats:** Will every boat fit?\n  - PASS: posts stand 2 m apart'],
  ['Small Boats', 'small-boats', '- [x] **Small Boats:**'],
  ['I. small boats', 'small-boats', '- [x] **Small Boats:**'],
  ['constitution-check/small-boats', 'small-boats', '- [x] **Small Boats:**'],
  ['clean-water', 'clean-water', '- [x] Bilges are pumped ashore\n- PASS: posts stand 2 m apart'],
  ['quiet-nights', 'quiet-nights', '### Quiet Nights\n\n- PASS: posts stand 2 m apart'],
  ['III', 'quiet-nights', '### Quiet Nights\n\n- PASS: posts stand 2 m apart'],
  [
    'constitution-check/clean-water/no-oil-leaves-a-boat',
    'constitution-check/clean-water/no-oil-leaves-a-boat',
    '- [x] No oil leaves a boat\n  - PASS: posts stand 2 m apart\n- [ ] Bilges',
  ],
  ['gates/gate-1', 'gates/gate-1', '- Status: PASS\n- Justification: posts stand 2 m apart'],
  ['gate-1', 'gates/gate-1', '- Status: PASS\n- Justification: posts stand 2 m apart'],
  ['gates/gate-1/status', 'gates/gate-1', '- Status: PASS\n- Justification: posts stand 2 m apart'],
])('%s is marked as %s', (item, named, expected) => {
  const marked = markAny(plan, { item, state: 'pass', note });
  expect(marked.item).toBe(named);
  expect(marked.text).toContain(expected);
});

test('tasks and boxes are marked where they stand, by label, id and words', () => {
  for (const item of ['T001', 't001', 'implementation-phases/phase-1/t001']) {
    expect(markAny(plan, { item, state: 'done' }).text).toContain('- [x] T001 Drive the posts');
  }
  expect(markAny(plan, { item: 'the-lamp-burns', state: 'done' }).text).toContain('- [x] The lamp burns');
  expect(markAny(plan, { item: 'review-and-approval/harbour-review', state: 'done', note: 'by Ada' }).text).toContain(
    '- [x] Harbour Review\n',
  );
});

test('a rule is justified below itself, and the principle takes the worst of its rules', () => {
  const item = 'constitution-check/clean-water/no-oil-leaves-a-boat';
  const { text } = markAny(plan, { item, state: 'violation', note: 'the pump leaks', justification: 'until May only' });
  expect(text).toContain(
    '- [ ] No oil leaves a boat\n  - VIOLATION: the pump leaks\n  - Justification: until May only\n',
  );
});

function refusal(mark: Mark, text = plan, held: Held = { constitution: harbour }): string {
  try {
    markAny(text, mark, held);
  } catch (fault) {
    if (fault instanceof PlanError) return fault.text;
    throw fault;
  }
  throw new Error('Expected a refusal.');
}

test('a question is answered, not marked', () => {
  expect(refusal({ item: 'open-questions/who-pays-for-the-lamp', state: 'done' })).toMatch(
    /^\[invalid_input\] .* is an open question: "Who pays for the lamp\?"\. Answer it: answer_question \{"plan":"plan\.md","answers":\[\{"question":"q-[0-9a-f]{6}","answer":"<answer>"\}\]\}\.$/,
  );
});

test('the approval itself is given by set_status alone', () => {
  expect(refusal({ item: 'final-approval', state: 'done', note: 'by Ada' })).toMatch(
    /^\[invalid_transition\] final-approval is the approval itself: "Final Approval"\. Only set_status writes it: set_status \{"plan":"plan\.md"/,
  );
});

test('what is none of these is refused with what can be marked there, or at all', () => {
  expect(refusal({ item: 'phase-1', state: 'done' })).toContain(
    'no principle, gate, task or box. What can be marked: implementation-phases/phase-1/t001, implementation-phases/phase-1/t002.',
  );
  expect(refusal({ item: 'header', state: 'done' })).toContain(
    'What can be marked: small-boats, clean-water, quiet-nights,',
  );
  expect(refusal({ item: 'scope', state: 'done' }, '# Plan\n\n## Scope\n\nText.\n', {})).toContain(
    'Nothing in this plan can be marked',
  );
  expect(refusal({ item: 'nowhere', state: 'done' })).toMatch(/^\[unknown_address\]/);
});

test('what an item can not be is refused with what it can be', () => {
  expect(refusal({ item: 'T001', state: 'violation', note })).toContain('Use one of: open');
  expect(refusal({ item: 'small-boats', state: 'blocked', note })).toContain('It can be: open, done, pass, violation');
  expect(refusal({ item: 'gate-1', state: 'deferred', note })).toContain(
    'It can be: open, done, pass, fail, conditional',
  );
});
