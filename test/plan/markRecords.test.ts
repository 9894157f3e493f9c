import { describe, expect, test } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import type { Mark } from '../../src/plan/edits/mark/model.ts';
import { planWith, verdicts } from '../support/constitutions.ts';
import { type Held, markable, markOne } from '../support/marking.ts';

const pass: Mark = { item: 'small-boats', state: 'pass', note: 'posts stand 2 m apart' };
const violation: Mark = { item: 'small-boats', state: 'violation', note: 'two ferries are moored' };
const justified: Mark = { ...violation, justification: 'the island has no other pier' };
const open: Mark = { item: 'small-boats', state: 'open' };

/** What refuses a mark, as its caller reads it. */
function refusal(text: string, mark: Mark, held?: Held): PlanError {
  try {
    markOne(text, mark, held);
  } catch (fault) {
    if (fault instanceof PlanError) return fault;
    throw fault;
  }
  throw new Error('Expected a refusal.');
}

describe('the record of a box', () => {
  const body = '- [ ] **Small Boats:** Will every boat fit?\n- [ ] **Clean Water:** Does it stay clean?';

  test.each([
    [pass, '- [x] **Small Boats:** Will every boat fit?\n  - PASS: posts stand 2 m apart'],
    [
      { ...pass, state: 'done' as const },
      '- [x] **Small Boats:** Will every boat fit?\n  - PASS: posts stand 2 m apart',
    ],
    [
      { ...pass, note: 'PASS: posts stand 2 m apart' },
      '- [x] **Small Boats:** Will every boat fit?\n  - PASS: posts stand 2 m apart',
    ],
    [violation, '- [ ] **Small Boats:** Will every boat fit?\n  - VIOLATION: two ferries are moored'],
    [
      justified,
      '- [ ] **Small Boats:** Will every boat fit?\n  - VIOLATION: two ferries are moored\n  - Justification: the island has no other pier',
    ],
    [
      { ...pass, state: 'not_applicable' as const },
      '- [x] **Small Boats:** Will every boat fit?\n  - N/A: posts stand 2 m apart',
    ],
    [
      { ...pass, state: 'deferred' as const },
      '- [ ] **Small Boats:** Will every boat fit?\n  - DEFERRED: posts stand 2 m apart',
    ],
  ])('%o', (mark, box) => {
    const after = planWith(body.replace(/^.*$/m, box));
    expect(markOne(planWith(body), mark)).toBe(after);
    expect(markOne(after, open)).toBe(planWith(body));
  });

  test('takes the place of the one that stands there, with the indentation and marks of that', () => {
    const old =
      '* [ ] **Small Boats:** Will every boat fit?\n    + VIOLATION — two ferries\n    + Justification: no other pier\n    + see section 3';
    const marked = markOne(planWith(old), pass);
    expect(marked).toBe(
      planWith('* [x] **Small Boats:** Will every boat fit?\n    + PASS — posts stand 2 m apart\n    + see section 3'),
    );
  });

  test('stands in a quotation as the box does', () => {
    const quoted = '> - [ ] **Small Boats:** Will every boat fit?\n> - [ ] **Clean Water:** Is it clean?';
    expect(markOne(planWith(quoted), pass)).toContain(
      '> - [x] **Small Boats:** Will every boat fit?\n>   - PASS: posts stand 2 m apart\n> - [ ] **Clean Water:**',
    );
  });
});

describe('a list of violations', () => {
  const boxes =
    '- [ ] **Small Boats:** Will every boat fit?\n- [x] **Clean Water:** Is it clean?\n  - PASS: trays and a pump';
  const field = (value: string): string => planWith(`${boxes}\n\n**Violations:** ${value}`);
  const valueOf = (text: string): string | undefined => /\*\*Violations:\*\* ?(.*)/.exec(text)?.[1];

  test.each([
    ['None', 'Small Boats: the island has no other pier'],
    ['[Each principle that is broken, or None]', 'Small Boats: the island has no other pier'],
    ['', 'Small Boats: the island has no other pier'],
    ['Quiet Nights: the horn is law', 'Quiet Nights: the horn is law; Small Boats: the island has no other pier'],
    [
      'Small Boats: older words; and more; Quiet Nights: the horn',
      'Small Boats: the island has no other pier; Quiet Nights: the horn',
    ],
  ])('%j takes a justified violation', (value, expected) => {
    const marked = markOne(field(value), justified);
    expect(valueOf(marked)).toBe(expected);
    expect(marked).not.toContain('- Justification');
  });

  test('names a violation without a justification, for more would be read as one', () => {
    const marked = markOne(field('None'), violation);
    expect(valueOf(marked)).toBe('Small Boats');
    expect(verdicts(markable(marked).found)['small-boats']).toBe('violation');
  });

  test('says None again when its last one passes, and keeps the others', () => {
    expect(markOne(markOne(field('None'), justified), open)).toBe(field('None'));
    expect(valueOf(markOne(markOne(field('Quiet Nights: the horn is law'), justified), pass))).toBe(
      'Quiet Nights: the horn is law',
    );
  });

  test('as items, as a heading, as a block', () => {
    const list = planWith(`${boxes}\n\n**Violations:**\n\n* None`);
    expect(markOne(list, justified)).toContain('**Violations:**\n\n* Small Boats: the island has no other pier\n');
    const two = markOne(planWith(`${boxes}\n\n**Violations:**\n\n- Quiet Nights: the horn`), justified);
    expect(two).toContain('- Quiet Nights: the horn\n- Small Boats: the island has no other pier\n');
    expect(markOne(two, pass)).toContain('**Violations:**\n\n- Quiet Nights: the horn\n\n## Next');
    const block = planWith(`${boxes}\n\n- Violation:\n- Justification:\n- Mitigation:`);
    const filled = markOne(block, justified);
    expect(filled).toContain(
      '- Violation: Small Boats: two ferries are moored\n- Justification: the island has no other pier\n- Mitigation:\n',
    );
    expect(markOne(filled.replace('- Mitigation:', '- Mitigation: a second pier'), open)).toBe(block);
  });

  test('a second violation goes behind the first in both labels of a block, and out again', () => {
    const first = planWith(`${boxes}\n\n- Violation: Quiet Nights: the horn\n- Justification: it is law`);
    const both = markOne(first, justified);
    expect(both).toContain(
      '- Violation: Quiet Nights: the horn; Small Boats: two ferries are moored\n- Justification: it is law; Small Boats: the island has no other pier\n',
    );
    expect(markOne(both, open)).toBe(first);
  });

  test('as a table: a row of its own, over one that says None, and None again', () => {
    const rows = (row: string): string =>
      `${planWith(boxes)}\n## Complexity Tracking\n\n| Violation | Why Needed | Simpler Alternative Rejected Because |\n|---|---|---|\n${row}\n`;
    const marked = markOne(rows('| None | - | - |'), justified);
    expect(marked).toContain('| Small Boats: two ferries are moored | the island has no other pier |  |\n');
    expect(markOne(marked, open)).toBe(rows('| None | - | - |'));
    const other = '| Quiet Nights: the horn | it is law | none |';
    const both = markOne(rows(other), { ...justified, justification: 'no | other pier' });
    expect(both).toContain(`${other}\n| Small Boats: two ferries are moored | no \\| other pier |  |\n`);
    expect(markOne(both, open)).toBe(rows(other));
  });

  test('a complexity section in words gets a table', () => {
    const text = `${planWith(boxes)}\n## Complexity Tracking\n\nNo violations.\n`;
    expect(markOne(text, justified)).toContain(
      '## Complexity Tracking\n\n| Violation | Why Needed | Simpler Alternative Rejected Because |\n| --- | --- | --- |\n| Small Boats: two ferries are moored | the island has no other pier |  |\n',
    );
  });
});

describe('a principle that the plan does not name', () => {
  test.each([
    [
      'a box with its question',
      '- [ ] **II. Clean Water:** Is it clean?\n\n- [x] **III. Quiet Nights:** Is it quiet?\n  - PASS: electric engines',
      '\n\n- [x] **I. Small Boats:** Will every boat fit between two posts?\n  - PASS: posts stand 2 m apart',
    ],
    [
      'a bullet with the verdict on its line',
      '* **Clean Water** — ✅ trays and a pump\n* **Quiet Nights** — ✅ electric engines',
      '\n* **Small Boats** — ✅: posts stand 2 m apart',
    ],
    ['a number', '1. **Clean Water**: PASS: trays and a pump', '\n2. **Small Boats**: PASS: posts stand 2 m apart'],
    [
      'a row',
      '| # | Principle | Status | Notes |\n|---|---|---|---|\n| II | **Clean Water** | ✅ | trays and a pump |',
      '\n| I | **Small Boats** | ✅ | posts stand 2 m apart |',
    ],
    [
      'a heading',
      '### II. Clean Water\n\n- PASS: trays and a pump',
      '\n\n### I. Small Boats\n\n- PASS: posts stand 2 m apart',
    ],
    [
      'a heading with labels',
      '### Clean Water\n**Status**: PASS  \n**Rationale**: trays and a pump',
      '\n\n### Small Boats\n\n**Status**: PASS  \n**Rationale**: posts stand 2 m apart',
    ],
    [
      'a bold line',
      '**Clean Water**\n\n- PASS: trays and a pump',
      '\n\n**Small Boats**\n\n- PASS: posts stand 2 m apart',
    ],
    [
      'a label',
      '**Clean Water**: PASS trays and a pump\n**Quiet Nights**: PASS electric engines',
      '\n**Small Boats**: PASS: posts stand 2 m apart',
    ],
    ['words', 'To be done.', '\n\n- **Small Boats**\n  - PASS: posts stand 2 m apart'],
  ])('is written as %s', (_, body, added) => {
    expect(markOne(planWith(body), pass)).toBe(planWith(body + added));
  });

  test('takes the place of sample rows and of None', () => {
    const head = '| Principle | Status | Notes |\n|---|---|---|\n';
    expect(markOne(planWith(`${head}| [Principle 1] | [PASS / FAIL] | [evidence] |`), pass)).toBe(
      planWith(`${head}| Small Boats | PASS | posts stand 2 m apart |`),
    );
    expect(markOne(planWith('None'), pass)).toBe(planWith('- **Small Boats**\n  - PASS: posts stand 2 m apart'));
  });

  test('in a plan without such a section: the last section, before a footer', () => {
    const plan = '# Plan\r\n\r\n## Scope\r\n\r\nText.\r\n\r\n---\r\n\r\n**Owner:** Ada\r\n';
    expect(markOne(plan, pass)).toBe(
      plan.replace(
        'Text.\r\n',
        'Text.\r\n\r\n## Constitution Check\r\n\r\n- **Small Boats**\r\n  - PASS: posts stand 2 m apart\r\n',
      ),
    );
  });
});

describe('a mark is refused', () => {
  const boxes = planWith('- [ ] **Small Boats:** Will every boat fit?');

  test.each([
    [
      'in_progress',
      'invalid_choice',
      /can't be in_progress.*It can be: open, done, pass, violation, not_applicable, deferred/s,
    ],
    ['blocked', 'invalid_choice', /can't be blocked/],
    ['fail', 'invalid_choice', /can't be fail/],
    ['conditional', 'invalid_choice', /can't be conditional/],
  ] as const)('for a state that a principle never has: %s', (state, code, words) => {
    const fault = refusal(boxes, { ...pass, state });
    expect([fault.code, fault.text]).toEqual([code, expect.stringMatching(words)]);
  });

  test.each([
    [
      { ...pass, note: undefined },
      'mark_item {"plan":"plan.md","items":[{"item":"small-boats","state":"pass","note":"<evidence>"}]}',
    ],
    [{ ...pass, note: 'fine' }, 'says too little'],
    [{ ...violation, note: ' ' }, '"note":"<what is violated>"'],
    [{ ...justified, justification: 'TBD' }, '"justification":"<why it has to be>"'],
    [{ ...pass, justification: 'no other pier' }, 'A justification is for a violation'],
  ])('without words that say something: %o', (mark, words) => {
    const fault = refusal(boxes, mark);
    expect(fault.code).toBe('invalid_input');
    expect(fault.text).toContain(words);
  });

  test('where its note has several lines', () => {
    expect(refusal(boxes, { ...pass, note: 'posts stand\n2 m apart' }).code).toBe('breaks_structure');
  });

  test('where its note is the words of the constitution', () => {
    expect(refusal(boxes, { ...pass, note: 'Nothing larger than a dinghy MUST be moored here.' }).text).toContain(
      '"Small Boats" would read as unsupported, not as pass',
    );
  });

  test('where somebody’s sentence says something else, with the line and the call that mends it', () => {
    const fault = refusal(planWith('Posts stand 2 m apart, so Small Boats holds: **PASS**.'), violation);
    expect(fault.text).toBe(
      '[invalid_input] "Small Boats" would read as unknown, not as violation: line 5 says "Posts stand 2 m apart, so Small Boats holds: **PASS**.". Mend that first: fill_section {"plan":"plan.md","fills":[{"section":"constitution-check","find":"Posts stand 2 m apart, so Small Boats holds: **PASS**.","content":"<what is so now>"}]}.',
    );
  });

  test('where a rule says something else, with the call that marks the rule', () => {
    const body = '### Small Boats\n\n- [ ] All boats fit\n  - VIOLATION: two ferries\n- [ ] Posts are numbered';
    expect(refusal(planWith(body), pass).text).toContain(
      'line 7 says "All boats fit". Mend that first: mark_item {"plan":"plan.md","items":[{"item":"constitution-check/small-boats/all-boats-fit","state":"pass","note":"<what is so now>"}]}.',
    );
  });

  test('where its table has no column for it', () => {
    const fault = refusal(planWith('| Principle |\n|---|\n| Small Boats |'), pass);
    expect(fault.code).toBe('breaks_structure');
  });

  test('where it would change what is said of another', () => {
    const body = '- [ ] **Small Boats:** Fit?\n- [ ] **Clean Water:** Clean?\n\n**Violations:** None';
    const fault = refusal(planWith(body), {
      ...justified,
      justification: 'no other pier; Clean Water: the pump leaks',
    });
    expect(fault.text).toContain('names another principle behind a semicolon');
  });
});
