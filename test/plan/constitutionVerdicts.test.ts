import { expect, test } from 'vitest';
import { check, harbour, planWith, verdicts } from '../support/constitutions.ts';

/** The verdict on Small Boats, with the other two out of the way. */
function smallBoats(record: string) {
  const found = check(planWith(record));
  const principle = found.principles.find(({ id }) => id === 'small-boats');
  if (principle === undefined) throw new Error('The constitution lost a principle.');
  return principle;
}

const question = 'Will every boat fit between two posts?';

test.each([
  ['an open box', `- [ ] **Small Boats:** ${question}`, 'unaddressed'],
  ['an open box with a note', `- [ ] **Small Boats:** ${question}\n  - the harbour master was asked`, 'unaddressed'],
  ['a bare tick', `- [x] **Small Boats:** ${question}`, 'unsupported'],
  [
    "a tick beside the constitution's own words",
    `- [x] **Small Boats:** ${question} Nothing larger than a dinghy MUST be moored here.`,
    'unsupported',
  ],
  ['a tick beside a slot', `- [x] **Small Boats:** ${question}\n  - [how it is met]`, 'unsupported'],
  ['a tick beside None', `- [x] **Small Boats:** ${question}\n  - None`, 'unsupported'],
  ['a tick beside one word', `- [x] **Small Boats:** ${question}\n  - done`, 'unsupported'],
  [
    'a tick with evidence below',
    `- [x] **Small Boats:** ${question}\n  - mooring plan, section 3, has 2 m posts`,
    'pass',
  ],
  ['a tick with evidence behind a dash', `- [x] **Small Boats:** ${question} — posts stand 2 m apart`, 'pass'],
  ['a tick with evidence behind the question', `- [X] **Small Boats:** ${question} Yes, posts stand 2 m apart`, 'pass'],
  ['a tick with a paragraph below', `- [x] **Small Boats:** ${question}\n\n  The posts stand 2 m apart.`, 'pass'],
  ['a record on an open box', `- [ ] **Small Boats:** ${question}\n  - PASS: posts stand 2 m apart`, 'pass'],
  ['a record on a ticked box', `- [x] **Small Boats:** ${question}\n  - PASS: posts stand 2 m apart`, 'pass'],
  ['a record in bold', `- [x] **Small Boats:** ${question}\n  - **PASS**: posts stand 2 m apart`, 'pass'],
  [
    'a record with its evidence below',
    `- [ ] **Small Boats:** ${question}\n  - PASS\n    - posts stand 2 m apart`,
    'pass',
  ],
  ['a bare record', `- [x] **Small Boats:** ${question}\n  - PASS`, 'unsupported'],
  ['a bare record with a colon', `- [ ] **Small Boats:** ${question}\n  - PASS:`, 'unsupported'],
  ['a record with a slot', `- [ ] **Small Boats:** ${question}\n  - PASS: [evidence]`, 'unsupported'],
  [
    'a record that repeats the principle',
    `- [ ] **Small Boats:** ${question}\n  - PASS: Nothing larger than a dinghy must be moored here`,
    'unsupported',
  ],
  [
    'a record with failed things in its note',
    `- [ ] **Small Boats:** ${question}\n  - PASS: failed moorings are logged and retried`,
    'pass',
  ],
  [
    'a record with a code word in its note',
    `- [ ] **Small Boats:** ${question}\n  - PASS: \`FAIL\` is what the gauge shows above 2 m`,
    'pass',
  ],
  [
    'a record with signs on both sides',
    `- [ ] **Small Boats:** ${question}\n  - ✅ PASS — posts stand 2 m apart`,
    'pass',
  ],
  [
    'signs that say the opposite of the word',
    `- [ ] **Small Boats:** ${question}\n  - ✅ VIOLATION: a ferry comes in`,
    'unknown',
  ],
  [
    'a warning sign before a word',
    `- [ ] **Small Boats:** ${question}\n  - ⚠️ DEFERRED: waits for the survey`,
    'deferred',
  ],
  ['a record with TBD', `- [ ] **Small Boats:** ${question}\n  - PASS: TBD`, 'unsupported'],
  [
    'not applicable with a reason',
    `- [x] **Small Boats:** ${question}\n  - N/A: nothing is moored by this change`,
    'not_applicable',
  ],
  ['not applicable without one', `- [x] **Small Boats:** ${question}\n  - N/A`, 'unsupported'],
  ['deferred', `- [ ] **Small Boats:** ${question}\n  - DEFERRED: waits for the survey in May`, 'deferred'],
  ['deferred without what it waits for', `- [ ] **Small Boats:** ${question}\n  - DEFERRED`, 'unsupported'],
  ['a violation', `- [ ] **Small Boats:** ${question}\n  - VIOLATION: a ferry comes in at noon`, 'violation'],
  ['a violation without words', `- [ ] **Small Boats:** ${question}\n  - VIOLATION`, 'violation'],
  [
    'a violation with a justification below',
    `- [ ] **Small Boats:** ${question}\n  - VIOLATION: a ferry comes in at noon\n    - Justification: the island has no other supply`,
    'justified',
  ],
  [
    'a violation with a justification beside',
    `- [ ] **Small Boats:** ${question}\n  - VIOLATION: a ferry comes in at noon\n  - Justification: the island has no other supply`,
    'justified',
  ],
  [
    'a violation with a justification in its note',
    `- [ ] **Small Boats:** ${question}\n  - VIOLATION: a ferry comes in; justified because the island has no other supply`,
    'justified',
  ],
  [
    'a justification that is a slot',
    `- [ ] **Small Boats:** ${question}\n  - VIOLATION: a ferry comes in at noon\n  - Justification: [why]`,
    'violation',
  ],
  [
    'a violation that is not justified yet',
    `- [ ] **Small Boats:** ${question}\n  - VIOLATION: a ferry comes in, to be justified by the board`,
    'violation',
  ],
  ['a ticked violation', `- [x] **Small Boats:** ${question}\n  - VIOLATION: a ferry comes in at noon`, 'unknown'],
  ['a ticked deferral', `- [x] **Small Boats:** ${question}\n  - DEFERRED: waits for the survey in May`, 'unknown'],
  [
    'two records that differ',
    `- [ ] **Small Boats:** ${question}\n  - PASS: posts stand 2 m apart\n  - VIOLATION: a ferry comes in`,
    'unknown',
  ],
  ['a record that is half', `- [ ] **Small Boats:** ${question}\n  - PARTIAL: one post of two stands`, 'unknown'],
  ['a promise', `- [ ] **Small Boats:** ${question}\n  - PASS once the posts stand`, 'unknown'],
  ['a condition', `- [ ] **Small Boats:** ${question}\n  - PASS (if the posts stand in time)`, 'unknown'],
  [
    'a pass whose note says otherwise',
    `- [ ] **Small Boats:** ${question}\n  - PASS: posts stand, ❌ the ferry does not fit`,
    'unknown',
  ],
  [
    'a tick whose note says otherwise',
    `- [x] **Small Boats:** ${question}\n  - NOT PASS, the ferry does not fit`,
    'unknown',
  ],
  [
    'a violation in other words',
    `- [x] **Small Boats:** ${question}\n  - Violation of the mooring rule, accepted by the master`,
    'unknown',
  ],
  ['a choice that nobody made', `- [ ] **Small Boats:** ${question}\n  - PASS / VIOLATION / N/A`, 'unaddressed'],
  ['struck out', `- [ ] **Small Boats:** ~~PASS~~`, 'unaddressed'],
])('%s', (_, record, verdict) => {
  expect(smallBoats(record).verdict).toBe(verdict);
});

test('a pass carries its evidence and its line', () => {
  expect(smallBoats(`- [ ] **Small Boats:** ${question}\n  - PASS: posts stand 2 m apart`)).toMatchObject({
    verdict: 'pass',
    line: 6,
    evidence: 'posts stand 2 m apart',
    place: { id: 'constitution-check/small-boats', form: 'box' },
  });
});

test('evidence of several places stands in the order of the plan, and is told apart', () => {
  const heading = '### I. Small Boats\n\nThe posts were set last spring.\n\n- PASS: see phase 2 of the plan';
  expect(smallBoats(heading)).toMatchObject({
    verdict: 'pass',
    evidence: 'The posts were set last spring. · see phase 2 of the plan',
  });
  const below = `- [x] **Small Boats:** ${question}\n  - PASS: see phase 2 of the plan\n    - posts stand 2 m apart`;
  expect(smallBoats(below).evidence).toBe('see phase 2 of the plan · posts stand 2 m apart');
  const row =
    '| Principle | Status | Notes |\n|---|---|---|\n| Small Boats | PASS (by the survey of May) | posts 2 m apart |';
  expect(smallBoats(row).evidence).toBe('by the survey of May · posts 2 m apart');
});

test('long words around a note leave it in sight', () => {
  const long = 'The posts were set last spring by the harbour crew. '.repeat(20);
  const { evidence } = smallBoats(`### I. Small Boats\n\n${long}\n\n- PASS: see phase 2 of the plan`);
  expect(evidence).toMatch(/^The posts .{60,100}… · see phase 2 of the plan$/);
});

test('places that contradict are named with both lines', () => {
  const body = `| Principle | Status | Notes |\n|---|---|---|\n| I. Small Boats | ❌ VIOLATION | a ferry comes in |\n\n### Small Boats, second look\n\nThe ferry was cancelled. **PASS**`;
  expect(smallBoats(body)).toMatchObject({ verdict: 'unknown', why: 'line 7 says VIOLATION, line 11 says PASS' });
});

test('a principle is found by title, number left out, by id, by leading words, and by its number with a like word', () => {
  const evidence = 'PASS: posts stand 2 m apart';
  const names = [
    'I. Small Boats',
    'small boats',
    '⚓ Small Boats',
    'Principle I: Small Boats',
    'Article 1 — Small Boats',
    'small-boats',
    'Small',
    'I. Boats, small ones',
  ];
  for (const name of names) expect(smallBoats(`- **${name}**: ${evidence}`).verdict, name).toBe('pass');
  for (const name of ['I. Green Lamps', 'Large Boats', 'II. Small Boots'])
    expect(smallBoats(`- **${name}**: ${evidence}`).verdict, name).toBe('unaddressed');
});

test('names that two principles share the beginning of name neither', () => {
  const twins = '# C\n\n## Principles\n\n### Code Style\n\nT.\n\n### Code Review\n\nT.\n';
  expect(verdicts(check(planWith('- **Code**: PASS: two people look at it'), twins))).toEqual({
    'code-style': 'unaddressed',
    'code-review': 'unaddressed',
  });
});

test('rules: the worst counts, a rule left out is unaddressed, and a verdict on the principle covers those without one', () => {
  const water = (body: string) => check(planWith(body)).principles.find(({ id }) => id === 'clean-water');
  const oil = '- [x] No oil leaves a boat\n  - every engine has a tray';
  const bilge = '- [ ] Bilges are pumped ashore\n  - PASS: a pump stands on the pier';
  expect(water(`### Clean Water\n\n${oil}\n${bilge}`)).toMatchObject({ verdict: 'pass' });
  expect(water(`### Clean Water\n\n${oil}`)).toMatchObject({
    verdict: 'unaddressed',
    why: 'its rule "Bilges are pumped ashore" has no verdict',
  });
  expect(water(`### Clean Water\n\n${oil}\n- [ ] Bilges are pumped ashore`)).toMatchObject({
    verdict: 'unaddressed',
    line: 9,
  });
  expect(
    water(`### Clean Water\n\n${oil}\n- [ ] Bilges are pumped ashore\n  - VIOLATION: the pump is broken`),
  ).toMatchObject({ verdict: 'violation', line: 10 });
  expect(
    water(
      `### Clean Water\n\n- [ ] No oil leaves a boat\n- [ ] Bilges are pumped ashore\n- PASS: trays and a pump are in the plan`,
    ),
  ).toMatchObject({ verdict: 'pass', line: 9 });
  expect(
    water(
      `### Clean Water\n\n- [x] No oil leaves a boat\n- [x] Bilges are pumped ashore\n- PASS: trays and a pump are in the plan`,
    ),
  ).toMatchObject({ verdict: 'pass' });
  expect(water(`### Clean Water\n\n- [x] No oil leaves a boat\n- [x] Bilges are pumped ashore`)).toMatchObject({
    verdict: 'unsupported',
  });
  expect(
    water(
      `### Clean Water\n\n${oil}\n- [ ] Bilges are pumped ashore\n  - DEFERRED: the pump comes in May\n- PASS: trays are in the plan`,
    ),
  ).toMatchObject({ verdict: 'deferred' });
  expect(water('- Clean Water:\n  - No oil leaves a boat.\n  - Bilges are pumped ashore.')).toMatchObject({
    verdict: 'unaddressed',
  });
  expect(
    water(
      '- Clean Water:\n  - No oil leaves a boat.\n  - Bilges are pumped ashore.\n  - PASS: trays and a pump are in the plan',
    ),
  ).toMatchObject({ verdict: 'pass' });
  expect(
    water(
      '- Clean Water:\n  - No oil leaves a boat.\n    - PASS: every engine has a tray\n  - Bilges are pumped ashore — a pump stands on the pier',
    ),
  ).toMatchObject({ verdict: 'unknown' });
});

test('the overall verdict', () => {
  const all = (last: string) =>
    planWith(
      `- **Small Boats**: PASS: posts stand 2 m apart\n- **Clean Water**: PASS: trays and a pump\n- **Quiet Nights**: ${last}`,
    );
  const overall = (last: string) => check(all(last)).verdict;
  expect(overall('PASS: the engines are electric')).toBe('pass');
  expect(overall('N/A: nobody sails at night')).toBe('pass');
  expect(overall('DEFERRED: waits for the survey')).toBe('pass');
  expect(overall('VIOLATION: the ferry')).toBe('fail');
  expect(overall('VIOLATION: the ferry. Justification: there is no other supply')).toBe('pass');
  expect(overall('PASS')).toBe('incomplete');
  expect(overall('as always')).toBe('incomplete');
  expect(check('# Plan\n\n## Scope\n\nText.\n')).toMatchObject({ verdict: 'incomplete' });
  expect(check('', '# C\n')).toMatchObject({ verdict: 'incomplete', principles: [], checked: [] });
});

test('a passing plan under an unfilled constitution is incomplete', () => {
  const template = '# [PROJECT_NAME]\n\n## Core Principles\n\n### [PRINCIPLE_1_NAME]\n\n[TEXT]\n';
  expect(check(planWith('- **Anything**: PASS: it is all there'), template)).toMatchObject({
    verdict: 'incomplete',
    constitution: { unfilled: true },
  });
});

test('the plan without a constitution section says so', () => {
  const found = check('# Plan\n\n## Scope\n\nSmall Boats: PASS: posts stand.\n');
  expect(found.principles.map(({ verdict, why, place }) => [verdict, why, place])).toEqual(
    Array.from({ length: 3 }, () => ['unaddressed', 'the plan does not name it', undefined]),
  );
  expect(found.skipped).toContainEqual({ rule: 'principles', why: 'the plan has no constitution section' });
});

test("the version that the plan cites stands beside the constitution's", () => {
  const cites = (text: string): unknown => check(planWith(text), harbour).constitution;
  expect(cites('Checked against constitution v1.1.0.')).toEqual({ version: '1.2.0', cited: '1.1.0', unfilled: false });
  expect(cites('**Constitution Version**: 1.2.0')).toMatchObject({ cited: '1.2.0' });
  expect(cites('**Version**: 0.9')).toMatchObject({ cited: '0.9' });
  for (const text of [
    'by `memory/constitution.md` (version 1.1.0)',
    'Constitution: [v1.1.0](../constitution.md)',
    'v1.1.0 of the constitution',
    'constitution, as of v1.1.0',
  ]) {
    expect(cites(text), text).toMatchObject({ cited: '1.1.0' });
  }
  for (const text of [
    'The constitution of our 12 people.',
    'The constitution asks for Python 3.11 at least.',
    'See constitution.md, 4 pages.',
  ]) {
    expect(cites(text), text).not.toHaveProperty('cited');
  }
  expect(check('# Plan\n\n**Constitution**: v1.0.3\n\n## Constitution Check\n\nText.\n').constitution).toMatchObject({
    cited: '1.0.3',
  });
});

test('a violation on a name that the constitution does not have keeps a plan from passing', () => {
  const all =
    '- **Small Boats**: PASS: posts stand 2 m apart\n- **Clean Water**: PASS: trays and a pump\n- **Quiet Nights**: no engine runs ✅';
  expect(check(planWith(all)).verdict).toBe('pass');
  expect(check(planWith(`${all}\n- **Green Lamps**: VIOLATION: they are red`)).verdict).toBe('incomplete');
  expect(check(planWith(`${all}\n- [ ] **Green Lamps**\n  - VIOLATION: they are red`)).verdict).toBe('incomplete');
});

test('the words of a box without a name are no evidence for it', () => {
  const body = '### Small Boats\n\n- [x] Posts stand 2 m apart and are marked';
  expect(check(planWith(body)).principles[0]).toMatchObject({ verdict: 'unsupported' });
  expect(check(planWith(`${body} — see the drawing`)).principles[0]).toMatchObject({
    verdict: 'pass',
    evidence: 'see the drawing',
  });
});

test('a title of one word is no name where a sentence only begins with it', () => {
  const one = '# C\n\n## Principles\n\n### Security\n\nT.\n';
  const verdict = (body: string): unknown => check(planWith(body), one).principles[0]?.verdict;
  expect(verdict('- [x] Security headers are set by the proxy')).toBe('unaddressed');
  expect(verdict('- [x] Security: headers are set by the proxy')).toBe('pass');
  expect(verdict('### Security (first look)\n\n- PASS: headers are set by the proxy')).toBe('pass');
});

test('records on names that the constitution does not have are told, not judged', () => {
  const found = check(planWith('- [x] **Green Lamps:** is every lamp green?\n  - all are'));
  expect(found.skipped).toContainEqual({ rule: 'principles', why: 'line 5 names no principle of the constitution' });
  expect(found.verdict).toBe('incomplete');
});
