import { expect, test } from 'vitest';
import { check, harbour, planWith, verdicts } from '../support/constitutions.ts';

const violated = '- **Quiet Nights**: VIOLATION: the ferry sounds its horn';
const tracked = (text: string): string => `${planWith(violated)}\n## Complexity Tracking\n\n${text}\n`;

test.each([
  ['a line of text', 'Quiet Nights: fog makes the horn necessary.'],
  ['a bullet', '- **Quiet Nights**: fog makes the horn necessary.'],
  ['a bullet with its reason below', '- Quiet Nights\n  - fog makes the horn necessary.'],
  ['a heading with text', '### III. Quiet Nights\n\nfog makes the horn necessary.'],
])('%s under Complexity Tracking justifies a violation that is on record', (_, text) => {
  expect(check(tracked(text)).principles[2]).toMatchObject({
    verdict: 'justified',
    line: 5,
    evidence: 'fog makes the horn necessary.',
  });
});

test('so does running text under the same words as a label', () => {
  const text = '**Complexity Tracking**:\n\nQuiet Nights — fog makes the horn necessary.';
  expect(verdicts(check(planWith(`${violated}\n\n${text}`)))).toMatchObject({ 'quiet-nights': 'justified' });
});

test.each([
  ['none', '- Quiet Nights: none'],
  ['a denial', '- Quiet Nights: no justification yet'],
  ['a reason for another one', '- Clean Water: the pump leaks'],
  ['a sentence that opens with something else', 'Fog makes the horn of Quiet Nights necessary.'],
])('%s justifies nothing', (_, text) => {
  expect(verdicts(check(tracked(text)))).toMatchObject({ 'quiet-nights': 'violation' });
});

test('an entry records a violation of a principle that the plan is silent on; a remark does not', () => {
  const silent = (text: string): string =>
    `${planWith('- **Small Boats**: PASS: two posts each')}\n## Complexity Tracking\n\n${text}\n`;
  expect(verdicts(check(silent('- **Quiet Nights**: fog makes the horn necessary')))).toMatchObject({
    'quiet-nights': 'justified',
  });
  expect(verdicts(check(silent('Quiet Nights stays as it is, the horn is silent.')))).toMatchObject({
    'quiet-nights': 'unaddressed',
  });
  expect(verdicts(check(silent('- **Small Boats**: posts were moved for it')))).toMatchObject({
    'small-boats': 'pass',
  });
});

test.each([
  '| None | N/A | N/A |',
  '| （なし） | — | — |',
  '| None — all hold | all hold | n/a |',
  '| нет | - | - |',
  '| 无 | — | — |',
])('the row %s lists no violation', (row) => {
  const table = `| Violation | Why Needed | Simpler Alternative Rejected Because |\n|---|---|---|\n${row}`;
  const found = check(`${planWith('- **Small Boats**: PASS: two posts each')}\n## Complexity Tracking\n\n${table}\n`);
  expect(found.skipped.map(({ why }) => why).filter((why) => why.includes('violation'))).toEqual([]);
  expect(verdicts(found)).toMatchObject({ 'small-boats': 'pass' });
});

test('a violation of a NON-NEGOTIABLE principle that is justified says so', () => {
  const firm = harbour.replace('### III. Quiet Nights', '### III. Quiet Nights (NON-NEGOTIABLE)');
  const text = tracked('- **Quiet Nights**: fog makes the horn necessary');
  expect(check(text, firm).principles[2]).toMatchObject({
    verdict: 'justified',
    why: 'a NON-NEGOTIABLE principle is violated with a justification on record',
  });
  expect(check(text).principles[2]).not.toHaveProperty('why');
});
