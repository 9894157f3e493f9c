import { describe, expect, it } from 'vitest';
import { answer, apply, expectAnswered, openIn, openWith, questionsOf } from '../support/answering.ts';
import { loadText } from '../support/templates.ts';

const beta = { defer: 'the beta' };

/** A plan with questions and deferred decisions. */
const plan = (questions: string, deferred: string): string =>
  `# Plan\n\n## Open Questions\n\n${questions}\n\n## Deferred Decisions\n\n${deferred}\n\n## Risks\n\nNone\n`;

describe('a question that is put off', () => {
  it('fills the first place for a decision, with its reason and what it says besides', () => {
    const open = '**Decision 1**: [What is put off]\n- **Rationale**: [Why]\n- **Revisit Trigger**: [When]';
    expectAnswered(
      plan(
        '**Question 1**: Which zone?\n- **Impact**: High\n- **Target Resolution**: 2026-12-01\n\n**Question 2**: Which font?',
        open,
      ),
      { 'Which zone': { defer: 'the beta', rationale: 'nobody asks yet' } },
      plan(
        '**Question 2**: Which font?',
        '**Decision 1**: Which zone?\n- **Rationale**: nobody asks yet\n- **Revisit Trigger**: the beta\n- **Impact**: High',
      ),
    );
  });

  it('is one more decision with the next number, in their form', () => {
    const one = '**Decision 1**: Which ink?\n- *Rationale*: Few users\n- *Revisit Trigger*: 2027';
    expectAnswered(
      plan('1. Which zone? (owner: Ben, due: 2026-12-01)\n   - Ask the bank\n2. Which font?', one),
      { 'Which zone': { defer: 'the beta', rationale: 'nobody asks yet' } },
      plan(
        '2. Which font?',
        `${one}\n\n**Decision 2**: Which zone?\n- *Rationale*: nobody asks yet\n- *Revisit Trigger*: the beta\n- **owner**: Ben\n- Ask the bank`,
      ),
    );
  });

  it('leaves the place for a reason that nobody gave', () => {
    const form = '**Decision 1**: [What]\n- **Rationale**: [Why it can wait]\n- **Revisit Trigger**: [When]';
    const template = loadText(plan('1. [Question]', form));
    const one = '**Decision 1**: Which ink?\n- **Rationale**: Few users\n- **Revisit Trigger**: 2027';
    expectAnswered(
      plan('1. Which zone?\n2. Which font?', one),
      { 'Which zone': beta },
      plan(
        '2. Which font?',
        `${one}\n\n**Decision 2**: Which zone?\n- **Rationale**: [Why it can wait]\n- **Revisit Trigger**: the beta`,
      ),
      {},
      template,
    );
    expectAnswered(
      plan('1. Which zone?\n2. Which font?', 'None'),
      { 'Which zone': beta },
      plan(
        '2. Which font?',
        '**Decision 1**: Which zone?\n- **Rationale**: [Why it can wait]\n- **Revisit Trigger**: the beta',
      ),
      {},
      template,
    );
  });

  it('is one more heading where decisions are headings', () => {
    const one = '### Decision 1: Which ink?\n\n**Rationale**: Few users  \n**Revisit Trigger**: 2027';
    expectAnswered(
      plan('- Which zone?\n- Which font?', one),
      { 'Which zone': { defer: 'the beta', rationale: 'x' } },
      plan(
        '- Which font?',
        `${one}\n\n### Decision 2: Which zone?\n\n**Rationale**: x  \n**Revisit Trigger**: the beta`,
      ),
    );
  });

  it('is one more item of a list', () => {
    expectAnswered(
      plan('- Which zone?\n  - Owner: Ben\n- Which font?', '1. Which ink? → **Deferred**: until 2027'),
      { 'Which zone': { defer: 'until the beta', rationale: 'nobody asks' } },
      plan(
        '- Which font?',
        '1. Which ink? → **Deferred**: until 2027\n2. Which zone? → **Deferred**: until the beta; because nobody asks\n   - Owner: Ben',
      ),
    );
  });

  it.each([
    ['None', 'None', '- Which zone? → **Deferred**: until the beta'],
    ['a list with None', '* None yet', '* Which zone? → **Deferred**: until the beta'],
    ['places to fill', '- [ ] [Decision]\n- [ ] [Decision]', '- [ ] Which zone? → **Deferred**: until the beta'],
  ])('takes the place of %s', (_, before, after) => {
    expectAnswered(plan('- Which zone?\n- Which font?', before), { 'Which zone': beta }, plan('- Which font?', after));
  });

  it('is one more row, each detail in its column', () => {
    const head = '| ID | Decision | Rationale | Revisit Trigger | Owner |\n|---|---|---|---|---|\n';
    expectAnswered(
      plan(
        '| Question | Owner |\n|---|---|\n| Which zone? | Ben |\n| Which font? | Eva |',
        `${head}| D-1 | Which ink? | few | 2027 | Eva |`,
      ),
      { 'Which zone': { defer: 'the beta', rationale: 'a | b' } },
      plan(
        '| Question | Owner |\n|---|---|\n| Which font? | Eva |',
        `${head}| D-1 | Which ink? | few | 2027 | Eva |\n| D-2 | Which zone? | a \\| b | the beta | Ben |`,
      ),
    );
  });

  it('leaves None where it was the last', () => {
    const deferred = '- Which zone? → **Deferred**: until the beta';
    for (const [before, after] of [
      ['1. Which zone?', '1. None'],
      ['- [ ] Which zone?', '- None'],
      ['**Question 1**: Which zone?\n- **Impact**: High', 'None'],
      ['### Which zone?', 'None'],
      ['Which zone?', 'None'],
      [
        '| # | Question | Owner |\n|---|---|---|\n| 1 | Which zone? | Ben |',
        '| # | Question | Owner |\n|---|---|---|\n| — | None | — |',
      ],
    ] as const) {
      const below = before.includes('Impact')
        ? '\n  - **Impact**: High'
        : before.includes('Ben')
          ? '\n  - **Owner**: Ben'
          : '';
      expectAnswered(plan(before, 'None'), { 'Which zone': beta }, plan(after, deferred + below));
    }
  });

  it('goes from a list as loose as it is', () => {
    expectAnswered(
      plan('- Which ink?\n\n- Which zone?\n\n- Which font?', 'None'),
      { 'Which zone': beta, 'Which font': { defer: '2027' } },
      plan('- Which ink?', '- Which zone? → **Deferred**: until the beta\n- Which font? → **Deferred**: until 2027'),
    );
  });

  it('keeps its own ID', () => {
    expectAnswered(
      plan('| ID | Question |\n|---|---|\n| Q7 | Which zone? |\n| Q8 | Which font? |', 'None'),
      { 'Which zone': beta },
      plan('| ID | Question |\n|---|---|\n| Q8 | Which font? |', '- Q7: Which zone? → **Deferred**: until the beta'),
    );
    const moved = answer(plan('- Q7: Which zone?', 'None'), { 'Which zone': beta });
    expect(moved.done).toMatchObject([{ question: 'Q7', section: 'deferred-decisions', line: 9 }]);
  });

  it('goes to the label for follow-ups', () => {
    const labels = (question: string, later: string): string =>
      `# Plan\n\n## Open Questions and Approvals\n\n- Unresolved decisions or clarifications required:${question}\n- Follow-up items if shortcuts are taken:${later}\n`;
    const entry = '\n  - Which zone? → **Deferred**: until the beta';
    expectAnswered(labels(' Which zone?', ''), { 'Which zone': beta }, labels(' None', entry));
    expectAnswered(labels('\n  - Which zone?', ' None'), { 'Which zone': beta }, labels('\n  - None', entry));
    expectAnswered(
      labels('\n  - Which zone?\n  - Which font?', '\n  - Tidy up'),
      { 'Which zone': beta },
      labels('\n  - Which font?', `\n  - Tidy up${entry}`),
    );
  });

  it('is named by its new id, and may be put off again', () => {
    const text = plan('- Which zone?', 'None');
    const id = openWith(text, 'Which zone').id;
    const moved = apply(text, [{ question: id, defer: 'the beta' }]);
    expect(moved.done.map((each) => each.question)).toEqual([openWith(moved.text, 'Which zone').id]);
    expect(openIn(moved.text)).toEqual(['deferred: Which zone?']);
    expect(apply(moved.text, [{ question: id, defer: '2027' }]).text).toContain('→ **Deferred**: until 2027');
  });
});

describe('a question that is put off where it stands', () => {
  const alone = (questions: string): string => `# Plan\n\n## Open Questions\n\n${questions}\n`;

  it.each([
    ['an item', '- Which zone?\n  - Owner: Ben', '- Which zone? → **Deferred**: until the beta\n  - Owner: Ben'],
    ['a paragraph', 'Which zone?', 'Which zone? → **Deferred**: until the beta'],
    [
      'an item with a place for it',
      '- Which zone?\n  - Revisit when: later',
      '- Which zone?\n  - Revisit when: the beta',
    ],
    ['a label', '**Open questions:** Which zone?', '**Open questions:** Which zone? → **Deferred**: until the beta'],
    [
      'a row',
      '| Question | Status |\n|---|---|\n| Which zone? | Open |',
      '| Question | Status |\n|---|---|\n| Which zone? → **Deferred**: until the beta | Deferred |',
    ],
    [
      'a unit',
      '**Question 1**: Which zone?\n- **Impact**: High',
      '**Question 1**: Which zone?\n- **Impact**: High\n- **Deferred**: until the beta',
    ],
  ])('says so: %s', (_, before, after) => {
    expectAnswered(alone(before), { 'Which zone': beta }, alone(after));
    expect(questionsOf(alone(after))).toMatchObject([{ kind: 'deferred', blocking: false }]);
  });

  it('stands so with what can have no place beside a deferred decision', () => {
    const code = '- Which zone?\n\n  ```\n  now()\n  ```\n- Which font?';
    expectAnswered(
      plan(code, 'None'),
      { 'Which zone': beta },
      plan(code.replace('zone?', 'zone? → **Deferred**: until the beta'), 'None'),
    );
  });

  it('stays an unknown beside its research task, neither of them open besides', () => {
    const unknown = (more: string): string =>
      `# Plan\n\n## Unknowns\n\n- [ ] Which CDN?${more}\n\n## Research Tasks\n\n### Research Task 1: CDN\n**Question**: Which CDN?  \n**Decision**: [What]\n\n## Deferred Decisions\n\nNone\n`;
    expectAnswered(unknown(''), { 'Which CDN': beta }, unknown(' → **Deferred**: until the beta'));
    expect(openIn(unknown(' → **Deferred**: until the beta'))).toEqual(['deferred: Which CDN?']);
  });

  it('gets another date for an earlier one', () => {
    expectAnswered(
      alone('- Which zone? (due: 2026-12-01) → **Deferred**: until 2026-12-24; because slow\n- Which font?'),
      { 'Which zone': { defer: '2027-01-31' } },
      alone('- Which zone? (due: 2026-12-01) → **Deferred**: until 2027-01-31\n- Which font?'),
    );
    const decision = (trigger: string): string =>
      plan('None', `**Decision 1**: Which zone?\n- **Rationale**: Few\n- **Revisit Trigger**: ${trigger}`);
    expectAnswered(decision('2027'), { 'Which zone': beta }, decision('the beta'));
  });

  it('keeps words that tell a condition', () => {
    expect(answer(alone('- Which zone?'), { 'Which zone': { defer: 'when the bank asks' } }).text).toBe(
      alone('- Which zone? → **Deferred**: when the bank asks'),
    );
  });
});

describe('what can not be put off', () => {
  it('is a marker in the midst of a sentence, in a heading, or without brackets', () => {
    for (const text of [
      '# Plan\n\n- FR-1: keep for [NEEDS CLARIFICATION: how long?] days\n',
      '# Plan\n\n## Store [NEEDS CLARIFICATION: which?]\n',
      '# Plan\n\n- Store: NEEDS CLARIFICATION\n',
    ]) {
      const [question] = questionsOf(text);
      const applied = apply(text, [{ question: question?.id ?? '', defer: 'the beta' }]);
      expect(applied.text).toBe(text);
      expect(applied.refused).toMatchObject([{ code: 'invalid_input' }]);
    }
  });

  it('is an approval', () => {
    const text = '# Plan\n\n## Open Questions\n\n- Approvals needed: Schema, by Eva\n';
    expect(answer(text, { Schema: beta }).refused).toMatchObject([{ code: 'invalid_input' }]);
  });
});
