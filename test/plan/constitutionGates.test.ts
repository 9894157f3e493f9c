import { expect, test } from 'vitest';
import { check, planWith } from '../support/constitutions.ts';

const all =
  '- **Small Boats**: PASS: posts stand 2 m apart\n- **Clean Water**: PASS: trays and a pump\n- **Quiet Nights**: PASS: electric engines only';

function gates(text: string, heading = '## Gates') {
  const found = check(`${planWith(all)}\n${heading}\n\n${text}\n`);
  return { overall: found.verdict, states: found.gates.map(({ state }) => state), gates: found.gates };
}

test.each([
  [
    'a choice that nobody made',
    '**Gate 1**: [Gate name]\n- Status: PASS / FAIL / CONDITIONAL\n- Justification: [Reason]',
    ['undecided'],
    'incomplete',
  ],
  ['a pass', '**Gate 1**: Depth\n- Status: PASS\n- Justification: 4 m at low water', ['pass'], 'pass'],
  ['a fail', '**Gate 1**: Depth\n- Status: FAIL\n- Justification: 1 m at low water', ['fail'], 'fail'],
  [
    'conditional with its reason',
    '**Gate 1**: Depth\n- Status: CONDITIONAL\n- Justification: dredging is ordered for May',
    ['conditional'],
    'pass',
  ],
  [
    'conditional with the reason beside',
    '**Gate 1**: Depth\n- Status: CONDITIONAL (dredging is ordered for May)',
    ['conditional'],
    'pass',
  ],
  [
    'conditional without',
    '**Gate 1**: Depth\n- Status: CONDITIONAL\n- Justification: [Reason]',
    ['conditional'],
    'incomplete',
  ],
  [
    'words that are no state',
    '**Gate 1**: Depth\n- Status: deep enough\n- Justification: 4 m',
    ['undecided'],
    'incomplete',
  ],
  ['two states', '**Gate 1**: Depth\n- Status: PASS FAIL', ['undecided'], 'incomplete'],
  ['a promise', '**Gate 1**: Depth\n- Status: PASS once dredged', ['undecided'], 'incomplete'],
  ['an empty status', '**Gate 1**: Depth\n- Status:\n- Justification:', ['undecided'], 'incomplete'],
  ['a heading', '### Gate 1: Depth\n\n**Status**: PASS\n**Justification**: 4 m at low water', ['pass'], 'pass'],
  ['a heading that is not numbered', '### Depth\n\n- **Status**: FAIL\n', ['fail'], 'fail'],
  [
    'boxes',
    'Before going on:\n\n- [x] Depth is measured\n- [ ] Posts are ordered',
    ['pass', 'undecided'],
    'incomplete',
  ],
  ['boxes, all ticked', '- [x] Depth is measured\n- [X] Posts are ordered', ['pass', 'pass'], 'pass'],
  ['a box with a record', '- [ ] Depth is measured\n  - FAIL: 1 m at low water', ['fail'], 'fail'],
  [
    'a ticked box with a record that says otherwise',
    '- [x] Depth is measured\n  - FAIL: 1 m at low water',
    ['undecided'],
    'incomplete',
  ],
  [
    'a table',
    '| Gate | Status | Notes |\n|---|---|---|\n| Depth | PASS | 4 m |\n| Posts | FAIL | none |\n| Lamps | | |',
    ['pass', 'fail', 'undecided'],
    'fail',
  ],
])('%s', (_, text, states, overall) => {
  expect(gates(text)).toMatchObject({ states, overall });
});

test('a slot is no reason', () => {
  expect(gates('**Gate 1**: Depth\n- Status: CONDITIONAL ([reason])').overall).toBe('incomplete');
  expect(gates('- [ ] Depth\n  - CONDITIONAL: [reason]').overall).toBe('incomplete');
  expect(gates('- [ ] Depth\n  - CONDITIONAL: dredging is ordered').overall).toBe('pass');
});

test('a gate has its address, its title and its line', () => {
  expect(gates('**Gate 1**: Depth\n- Status: CONDITIONAL').gates).toMatchObject([
    { id: 'gates/gate-1', title: 'Gate 1: Depth', state: 'conditional', line: 15, why: 'it lacks its reason' },
  ]);
});

test('gates inside the check section are gates, not principles', () => {
  const body = `### 2.1 Alignment\n\n${all}\n\n### 2.2 Gate Evaluation\n\n**Gate 1**: Depth\n- Status: FAIL\n- Justification: 1 m`;
  const found = check(planWith(body));
  expect(found.gates.map(({ state }) => state)).toEqual(['fail']);
  expect(found.principles.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass']);
  expect(check(planWith(`${all}\n\n**Gate 1**: Depth\n- Status: PASS`)).gates).toMatchObject([{ state: 'pass' }]);
});

test('what the plan says of itself is reported and does not count', () => {
  const bare = '- **Small Boats**: PASS';
  expect(check(planWith(`${bare}\n\n**Gate Result**: PASS - go ahead`))).toMatchObject({
    verdict: 'incomplete',
    planSays: { verdict: 'pass', line: 7 },
  });
  expect(check(planWith(`${bare}\n\n**Result**: nearly there`))).toMatchObject({ planSays: { verdict: 'unknown' } });
  expect(check(planWith(`${all}\n\n**Gate Result**: FAIL`))).toMatchObject({
    verdict: 'pass',
    planSays: { verdict: 'fail' },
  });
  expect(check(planWith(bare))).not.toHaveProperty('planSays');
});

test('lists that gate something else are no gates', () => {
  expect(gates('- [ ] Final Approval', '## Review and Approval').gates).toEqual([]);
  expect(gates('- [ ] Docs are done', '## Pre-Launch Checklist').gates).toEqual([]);
});
