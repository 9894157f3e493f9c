import { expect, test } from 'vitest';
import { check, checkOwn, planWith } from '../support/constitutions.ts';

const open = '- [ ] **Small Boats:** Will every boat fit between two posts?';
const others = '- **Clean Water**: PASS: trays and a pump\n- **Quiet Nights**: PASS: electric engines only';

function withField(record: string, field: string) {
  const found = check(planWith(`${record}\n${others}\n\n${field}`));
  const [principle] = found.principles;
  return {
    overall: found.verdict,
    verdict: principle?.verdict,
    why: principle?.why,
    evidence: principle?.evidence,
    skipped: found.skipped,
  };
}

test.each([
  ['a slot says nothing', open, '**Violations:** [List any, or state "None"]', 'unaddressed', 'incomplete'],
  ['an empty field says nothing', open, '**Violations:**', 'unaddressed', 'incomplete'],
  ['None beside an open box contradicts', open, '**Violations:** None', 'unknown', 'incomplete'],
  ['None with words behind it contradicts too', open, '**Violations:** None — all hold.', 'unknown', 'incomplete'],
  ['None beside a record is fine', `${open}\n  - PASS: posts stand 2 m apart`, '**Violations:** None', 'pass', 'pass'],
  [
    'None beside a deferral is fine',
    `${open}\n  - DEFERRED: waits for the survey`,
    '**Violations:** None',
    'deferred',
    'pass',
  ],
  [
    'a violation with its justification',
    open,
    '**Violations:** Small Boats: justified because the island has no other supply',
    'justified',
    'pass',
  ],
  [
    'a reason without the word',
    open,
    '**Violations:** Small Boats — the island has no other supply',
    'justified',
    'pass',
  ],
  ['a list of them', open, '**Violations:**\n\n- **Small Boats**: the island has no other supply', 'justified', 'pass'],
  [
    'a list with a justification below',
    open,
    '**Violations:**\n\n- Small Boats\n  - Justification: the island has no other supply',
    'justified',
    'pass',
  ],
  ['a name alone', open, '**Violations:** Small Boats', 'violation', 'fail'],
  ['a name and the word', open, '**Violations:** Small Boats: VIOLATION', 'violation', 'fail'],
  ['a name and no reason yet', open, '**Violations:** Small Boats: TBD', 'violation', 'fail'],
  ['a name and a denial', open, '**Violations:** Small Boats: no justification yet', 'violation', 'fail'],
  [
    'a record of a violation, none listed',
    `${open}\n  - VIOLATION: a ferry comes in`,
    '**Violations:** [List any, or state "None"]',
    'violation',
    'fail',
  ],
  [
    'a record of a violation, None listed',
    `${open}\n  - VIOLATION: a ferry comes in`,
    '**Violations:** None',
    'violation',
    'fail',
  ],
  [
    'a record of a violation, listed and justified',
    `${open}\n  - VIOLATION: a ferry comes in`,
    '**Violations:** Small Boats: the island has no other supply',
    'justified',
    'pass',
  ],
  [
    'a record of a violation, another listed',
    `${open}\n  - VIOLATION: a ferry comes in`,
    '**Violations:** The lamps are not green.',
    'violation',
    'fail',
  ],
  [
    'a pass beside a listed violation',
    `${open}\n  - PASS: posts stand 2 m apart`,
    '**Violations:** Small Boats: the island has no other supply',
    'unknown',
    'incomplete',
  ],
  [
    'a tick beside a listed violation',
    '- [x] **Small Boats:** Will every boat fit between two posts?',
    '**Violations:** Small Boats: the island has no other supply',
    'unknown',
    'incomplete',
  ],
  [
    'a block that is not begun',
    open,
    '- Violation:\n- Justification:\n- Mitigation or follow-up plan:',
    'unaddressed',
    'incomplete',
  ],
  [
    'a block with a violation alone',
    open,
    '- Violation: Small Boats\n- Justification:\n- Mitigation:',
    'violation',
    'fail',
  ],
  [
    'a block that is whole',
    open,
    '- Violation: Small Boats, the ferry comes in\n- Justification: the island has no other supply\n- Mitigation: a pilot goes with it',
    'justified',
    'pass',
  ],
  [
    'a block with a slot as justification',
    open,
    '- Violation: Small Boats\n- Justification: [why]\n- Mitigation: [how]',
    'violation',
    'fail',
  ],
  [
    'two blocks, the second justified',
    open,
    '- Violation: Small Boats\n- Violation: Quiet Nights\n- Justification: the ferry has to sound its horn',
    'violation',
    'fail',
  ],
])('%s', (_, record, field, verdict, overall) => {
  const found = withField(record, field);
  expect([found.verdict, found.overall]).toEqual([verdict, overall]);
});

test('a contradiction is told with both lines', () => {
  expect(withField(open, '**Violations:** None').why).toBe(
    'line 5 leaves the box open, line 9 says there is no violation',
  );
  expect(withField(`${open}\n  - PASS: posts stand 2 m apart`, '**Violations:** Small Boats: the ferry').why).toBe(
    'line 6 says PASS, line 10 lists a violation',
  );
  expect(withField(`${open}\n  - VIOLATION: a ferry`, '**Violations:** None').why).toBe(
    'no justification is on record; line 10 says there is none',
  );
});

test('the justification is what the answer quotes', () => {
  expect(
    withField(open, '**Violations:** Small Boats: justified because the island has no other supply').evidence,
  ).toBe('justified because the island has no other supply');
});

test('one entry may name several principles, and one field hold several entries', () => {
  const body = `${open}\n- [ ] **Clean Water**\n- **Quiet Nights**: PASS: electric engines only\n\n**Violations:** Small Boats and Clean Water: the island has no other supply; and no other pier`;
  expect(check(planWith(body)).principles.map(({ verdict }) => verdict)).toEqual(['justified', 'justified', 'pass']);
  const two = `${open}\n- [ ] **Clean Water**\n- **Quiet Nights**: PASS: electric engines only\n\n**Violations:** Small Boats: the island has no other supply;\nClean Water`;
  expect(check(planWith(two)).principles.map(({ verdict }) => verdict)).toEqual(['justified', 'violation', 'pass']);
});

test('a principle that a justification only mentions is not violated', () => {
  const body = `${open}\n${others}\n\n**Violations:** Small Boats: the ferry is electric, for Quiet Nights`;
  expect(check(planWith(body)).principles.map(({ verdict }) => verdict)).toEqual(['justified', 'pass', 'pass']);
});

test('a listed violation that names no principle is told, and keeps a plan from passing unless it is justified', () => {
  const pass = '- **Small Boats**: PASS: posts stand 2 m apart';
  const found = withField(pass, '**Violations:** The lamps are not green.');
  expect(found.overall).toBe('incomplete');
  expect(found.skipped).toContainEqual({ rule: 'violations', why: 'line 9 lists a violation that names no principle' });
  expect(withField(pass, '- Violation: The lamps are red\n- Justification: green ones were sold out').overall).toBe(
    'pass',
  );
});

test('a complexity table lists violations with why they are needed', () => {
  const plan = (row: string): string =>
    `${planWith(`${open}\n  - VIOLATION: a ferry comes in\n${others}`)}\n## Complexity Tracking\n\n| Violation | Why Needed | Simpler Alternative Rejected Because |\n|---|---|---|\n${row}\n`;
  const verdict = (row: string): unknown => check(plan(row)).principles[0]?.verdict;
  expect(verdict('| Small Boats: the ferry | The island has no other supply | A dinghy carries too little |')).toBe(
    'justified',
  );
  expect(verdict('| I. Small Boats | | |')).toBe('violation');
  expect(verdict('| [e.g., a fourth boat] | [need] | [why not three] |')).toBe('violation');
  expect(verdict('| A second pier | More room | There is none |')).toBe('violation');
  expect(check(plan('| — | — | — |')).skipped.filter(({ rule }) => rule === 'violations')).toEqual([]);
});

test('where the plan keeps violations is known', () => {
  expect(check(planWith(`${open}\n\n**Violations:** None`)).violationsPlace).toBe('constitution-check/violations');
  expect(check(planWith(open)).violationsPlace).toBeUndefined();
});

test('a rule of a group may be what is violated', () => {
  const body =
    '- Git workflow:\n\n  - Branches are named so.\n  - Work is merged by request.\n\n- Violation: Work is merged by request.\n- Justification: the first commit has nobody to review it\n- Mitigation: reviewed later';
  expect(checkOwn(planWith(body)).principles).toMatchObject([{ id: 'git-workflow', verdict: 'justified' }]);
});

const headed = (record: string): string =>
  `### Small Boats\n\n${record}\n\n### Clean Water\n\n- PASS: trays and a pump\n\n### Quiet Nights\n\n- PASS: electric engines only`;

test.each([
  ['a violation', '**Violation**: a ferry comes in twice a day', 'violation', 'fail'],
  ['a list of them', '**Violations**:\n- a ferry comes in twice a day\n- a barge stays all night', 'violation', 'fail'],
  [
    'one with its justification',
    '**Violation**: a ferry comes in twice a day\n\n**Justification**: the island has no other supply',
    'justified',
    'pass',
  ],
])('%s under a heading of a principle is its own', (_, record, verdict, overall) => {
  const found = check(planWith(headed(record)));
  expect(found.principles.map((one) => one.verdict)).toEqual([verdict, 'pass', 'pass']);
  expect(found.verdict).toBe(overall);
  expect(found.checked).toContain('violations');
  expect(found.skipped.filter(({ rule }) => rule === 'violations')).toEqual([]);
});

test("a justification under another principle's heading is not its own", () => {
  const record = '**Violation**: a ferry comes in twice a day';
  const text = headed(record).replace(
    '- PASS: trays',
    '**Justification**: the island has no other supply\n\n- PASS: trays',
  );
  expect(check(planWith(text)).principles[0]?.verdict).toBe('violation');
});
