import { expect, test } from 'vitest';
import { check, planWith, verdicts } from '../support/constitutions.ts';

const listed = '- **Small Boats**: posts stand 2 m apart\n- **Clean Water**\n- [ ] **Quiet Nights**';

test.each([
  ['All gates pass for this plan. No violations.', ['pass', 'unsupported', 'unaddressed']],
  ['All three principles are upheld.', ['pass', 'unsupported', 'unaddressed']],
  ['**Result**: PASS — all principles satisfied', ['pass', 'unsupported', 'unaddressed']],
  ['**Gate Result**: PASS', ['pass', 'unaddressed', 'unaddressed']],
  ['**Pre-design result**: PASS. Phase 0 may begin.', ['pass', 'unaddressed', 'unaddressed']],
  ['**Gate Result**: FAIL', ['unknown', 'unaddressed', 'unaddressed']],
  ['All gates must pass before Phase 0.', ['unknown', 'unaddressed', 'unaddressed']],
  ['*GATE: all principles pass before Phase 0.*', ['unknown', 'unaddressed', 'unaddressed']],
  ['All gates pass once the survey is in.', ['unknown', 'unaddressed', 'unaddressed']],
  ['All boats pass under the bridge of the old town.', ['unknown', 'unaddressed', 'unaddressed']],
  ['Not all gates pass.', ['unknown', 'unaddressed', 'unaddressed']],
])('%j beside a list', (sentence, wanted) => {
  const found = Object.values(verdicts(check(planWith(`${listed}\n\n${sentence}`))));
  expect(found).toEqual(wanted);
});

test('what is said of all is the line of the verdict, what the plan says itself the evidence', () => {
  const [first, second] = check(planWith(`${listed}\n\nAll gates pass.`)).principles;
  expect(first).toMatchObject({ verdict: 'pass', line: 9, evidence: 'posts stand 2 m apart' });
  expect(second).toMatchObject({ line: 9, why: 'line 9 says PASS for all, nothing says why for this one' });
});

test('a later round that agrees is the verdict of a first one without; one that differs contradicts it', () => {
  const round = (verdict: string): string =>
    `${planWith('- **Quiet Nights**: electric engines only')}\n## Post-Design Constitution Check\n\n- Quiet Nights: ${verdict}: electric engines only\n`;
  expect(verdicts(check(round('PASS')))).toMatchObject({ 'quiet-nights': 'pass' });
  const twice = `${planWith('- **Quiet Nights**: PASS: electric engines')}\n## Constitution Re-Check\n\n- Quiet Nights: VIOLATION: a horn\n`;
  expect(check(twice).principles[2]).toMatchObject({
    verdict: 'unknown',
    why: 'line 5 says PASS, line 13 says VIOLATION',
  });
});

test.each([
  ['| Small Boats | ✅ | ✅ |', 'unsupported'],
  ['| Small Boats | ✅ | ❌ |', 'unknown'],
  ['| Small Boats | ✅ two posts each | N/A |', 'pass'],
])('rounds in one row: %s', (row, wanted) => {
  const table = `| Principle | Before design | After design |\n|---|---|---|\n${row}`;
  expect(verdicts(check(planWith(table)))).toMatchObject({ 'small-boats': wanted });
});

test.each([
  ['Compliance', 'Yes', 'pass'],
  ['Status', 'Covered', 'pass'],
  ['Status', 'Yes, with a remark', 'pass'],
  ['Status', 'Hardly', 'unknown'],
  ['Mood', 'Yes', 'unknown'],
])('under %s, %j is %s', (column, word, wanted) => {
  const table = `| Principle | ${column} | Notes |\n|---|---|---|\n| Small Boats | ${word} | posts stand 2 m apart |`;
  expect(verdicts(check(planWith(table)))).toMatchObject({ 'small-boats': wanted });
});

test('of two columns that may hold verdicts the one with a verdict counts', () => {
  const table = '| Principle | Compliance | Status |\n|---|---|---|\n| Small Boats | posts stand 2 m apart | ✅ |';
  expect(check(planWith(table)).principles[0]).toMatchObject({ verdict: 'pass', evidence: 'posts stand 2 m apart' });
});

test('bullets that an arrow leads to their verdicts are rules; the worst counts', () => {
  const below = (second: string): string =>
    planWith(`**Quiet Nights**:\n\n- Engines: electric ones only → PASS\n- Horns: ${second}`);
  expect(verdicts(check(below('none on board → PASS')))).toMatchObject({ 'quiet-nights': 'pass' });
  expect(verdicts(check(below('one is needed → VIOLATION')))).toMatchObject({ 'quiet-nights': 'violation' });
  expect(verdicts(check(below('shown as (e.g. ✅ or ❌)')))).toMatchObject({ 'quiet-nights': 'pass' });
});

test('a heading with a verdict keeps it where a line below only mentions one', () => {
  const body =
    '### III. Quiet Nights — ✅ PASS\n\n- Electric engines only\n\nThe night watch is required (as the rule has it, PASS).';
  expect(verdicts(check(planWith(body)))).toMatchObject({ 'quiet-nights': 'pass' });
});
