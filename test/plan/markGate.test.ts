import { describe, expect, test } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import type { Mark } from '../../src/plan/edits/mark/model.ts';
import { markable, markOneGate } from '../support/marking.ts';
import { loadBuiltIn } from '../support/templates.ts';

/** A plan with one principle that passes and a gates section. */
function planOf(gates: string): string {
  return `# Plan\n\n## Constitution Check\n\n- **Small Boats**: PASS: posts stand 2 m apart\n\n## Gates\n\n${gates}\n\n## Next\n\nText.\n`;
}

const note = 'measured on Monday';

const forms: readonly [string, string, string, Readonly<Record<'pass' | 'fail' | 'conditional', string>>][] = [
  [
    'labels with a choice',
    'gates/gate-1',
    '**Gate 1**: Depth\n- Status: [PASS / FAIL / CONDITIONAL]\n- Justification: [why]',
    {
      pass: '**Gate 1**: Depth\n- Status: PASS\n- Justification: measured on Monday',
      fail: '**Gate 1**: Depth\n- Status: FAIL\n- Justification: measured on Monday',
      conditional: '**Gate 1**: Depth\n- Status: CONDITIONAL\n- Justification: measured on Monday',
    },
  ],
  [
    'labels in the words of the team',
    'gates/gate-1',
    '**Gate 1**: Depth\n- Status: Go / No-Go / Conditional Go\n- Justification:',
    {
      pass: '**Gate 1**: Depth\n- Status: Go\n- Justification: measured on Monday',
      fail: '**Gate 1**: Depth\n- Status: No-Go\n- Justification: measured on Monday',
      conditional: '**Gate 1**: Depth\n- Status: Conditional Go\n- Justification: measured on Monday',
    },
  ],
  [
    'a status alone',
    'gates/gate-1',
    '### Gate 1: Depth\n\n**Status**: FAIL',
    {
      pass: '### Gate 1: Depth\n\n**Status**: PASS: measured on Monday',
      fail: '### Gate 1: Depth\n\n**Status**: FAIL: measured on Monday',
      conditional: '### Gate 1: Depth\n\n**Status**: CONDITIONAL: measured on Monday',
    },
  ],
  [
    'a heading',
    'gates/gate-1',
    '### Gate 1: Depth\n\nHow deep is it?',
    {
      pass: '### Gate 1: Depth\n\nHow deep is it?\n\n- PASS: measured on Monday',
      fail: '### Gate 1: Depth\n\nHow deep is it?\n\n- FAIL: measured on Monday',
      conditional: '### Gate 1: Depth\n\nHow deep is it?\n\n- CONDITIONAL: measured on Monday',
    },
  ],
  [
    'boxes',
    'gates/depth',
    '- [x] **Depth**\n  - PASS: as ever\n- [ ] **Width**',
    {
      pass: '- [x] **Depth**\n  - PASS: measured on Monday\n- [ ] **Width**',
      fail: '- [ ] **Depth**\n  - FAIL: measured on Monday\n- [ ] **Width**',
      conditional: '- [ ] **Depth**\n  - CONDITIONAL: measured on Monday\n- [ ] **Width**',
    },
  ],
  [
    'rows',
    'gates/depth',
    '| Gate | Status | Notes |\n|---|---|---|\n| Depth |  |  |\n| Width | ✅ | wide |',
    {
      pass: '| Gate | Status | Notes |\n|---|---|---|\n| Depth | ✅ | measured on Monday |\n| Width | ✅ | wide |',
      fail: '| Gate | Status | Notes |\n|---|---|---|\n| Depth | ❌ | measured on Monday |\n| Width | ✅ | wide |',
      conditional:
        '| Gate | Status | Notes |\n|---|---|---|\n| Depth | 🟡 | measured on Monday |\n| Width | ✅ | wide |',
    },
  ],
  [
    'rows with one cell for all',
    'gates/depth',
    '| Gate | Status |\n|---|---|\n| Depth | FAIL - too deep |',
    {
      pass: '| Gate | Status |\n|---|---|\n| Depth | PASS - measured on Monday |',
      fail: '| Gate | Status |\n|---|---|\n| Depth | FAIL - measured on Monday |',
      conditional: '| Gate | Status |\n|---|---|\n| Depth | CONDITIONAL - measured on Monday |',
    },
  ],
  [
    'a label with the state',
    'gates/depth',
    '**Depth**: FAIL, too deep',
    {
      pass: '**Depth**: PASS: measured on Monday',
      fail: '**Depth**: FAIL: measured on Monday',
      conditional: '**Depth**: CONDITIONAL: measured on Monday',
    },
  ],
  [
    'a label with the name',
    'gates/gate-1',
    '**Gate 1**: Depth',
    {
      pass: '**Gate 1**: Depth\n- Status: PASS\n- Justification: measured on Monday',
      fail: '**Gate 1**: Depth\n- Status: FAIL\n- Justification: measured on Monday',
      conditional: '**Gate 1**: Depth\n- Status: CONDITIONAL\n- Justification: measured on Monday',
    },
  ],
];

describe.each(forms)('a gate as %s', (_, item, before, after) => {
  test.each(['pass', 'fail', 'conditional'] as const)('%s', (state) => {
    const marked = markOneGate(planOf(before), { item, state, note });
    expect(marked).toBe(planOf(after[state]));
    expect(markable(marked).found.gates.find(({ id }) => id === item)?.state).toBe(state);
    expect(markOneGate(marked, { item, state, note })).toBe(marked);
    const crlf = (text: string): string => text.replace(/\n/g, '\r\n');
    expect(markOneGate(crlf(planOf(before)), { item, state, note })).toBe(crlf(planOf(after[state])));
  });

  test('is open again', () => {
    const marked = markOneGate(planOf(before), { item, state: 'pass', note });
    const opened = markOneGate(marked, { item, state: 'open' });
    expect(markable(opened).found.gates.find(({ id }) => id === item)?.state).toBe('undecided');
  });
});

test('a gate of the template takes the words of its choice', () => {
  const template = loadBuiltIn('full-lifecycle');
  const held = { constitution: template.constitution?.text, template };
  const item = 'constitution-check/gate-evaluation/gate-2';
  const marked = markOneGate(template.text, { item, state: 'conditional', note: 'until the survey is done' }, held);
  expect(marked).toContain('- Status: CONDITIONAL\n- Justification: until the survey is done\n');
  expect(markable(marked, held).found.gates.map(({ state }) => state)).toEqual(['undecided', 'conditional']);
});

test.each([
  [{ state: 'violation', note }, 'invalid_choice', 'It can be: open, done, pass, fail, conditional.'],
  [{ state: 'deferred', note }, 'invalid_choice', "can't be deferred"],
  [{ state: 'not_applicable', note }, 'invalid_choice', "can't be not_applicable"],
  [{ state: 'conditional' }, 'invalid_input', '"note":"<condition>"'],
  [{ state: 'pass', note: 'fine' }, 'invalid_input', 'says too little'],
  [{ state: 'fail', note, justification: 'the ice' }, 'invalid_input', 'A justification is for a violation'],
] as const)('%o is refused', (mark, code, words) => {
  const text = planOf('- [ ] **Depth**');
  const given: Mark = { item: 'gates/depth', ...mark };
  expect(() => markOneGate(text, given)).toThrow(PlanError);
  try {
    markOneGate(text, given);
  } catch (fault) {
    expect(fault).toMatchObject({ code });
    expect(fault instanceof PlanError ? fault.text : '').toContain(words);
  }
});
