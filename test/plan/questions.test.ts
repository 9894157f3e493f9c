import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { resolvePlace } from '../../src/markdown/addresses.ts';
import { questionAliases } from '../../src/plan/questions/ids.ts';
import { kindsIn, questionsIn, textsIn } from '../support/questions.ts';

describe('a numbered list with one deadline for all', () => {
  const plan = `# Implementation Plan: Invoice export

## Open Questions

1. Who signs the exported files?
2. Which time zone do the totals use?

**Resolution Deadline:** 2026-11-01

---

**Plan Status:** Draft
**Last Updated:** 2026-10-20
`;

  it('gives each item the deadline and tells that it has passed', () => {
    expect(questionsIn(plan)).toMatchObject([
      {
        section: 'open-questions',
        line: 5,
        text: 'Who signs the exported files?',
        kind: 'question',
        blocking: true,
        due: '2026-11-01',
        overdue: true,
      },
      {
        section: 'open-questions',
        line: 6,
        text: 'Which time zone do the totals use?',
        due: '2026-11-01',
        overdue: true,
      },
    ]);
  });

  it('is not overdue on the day itself', () => {
    expect(questionsIn(plan.replace('2026-11-01', '2026-11-21')).map((question) => question.overdue)).toEqual([
      false,
      false,
    ]);
  });

  it('leaves overdue out where the deadline is no date', () => {
    const [first] = questionsIn(plan.replace('2026-11-01', 'before the beta'));
    expect(first).toMatchObject({ due: 'before the beta' });
    expect(first).not.toHaveProperty('overdue');
  });

  it('has none where the items are slots or None', () => {
    expect(
      textsIn(
        plan
          .replace('Who signs the exported files?', '[Question requiring resolution]')
          .replace('Which time zone do the totals use?', 'None yet'),
      ),
    ).toEqual([]);
  });
});

describe('unknowns and research tasks', () => {
  const plan = (unknowns: string, tasks: string): string => `# Plan

## 1. Technical Context

### 1.4 Unknowns & Research Needs

${unknowns}

## 3. Phase 0: Research & Decisions

### 3.1 Research Tasks

${tasks}
`;
  const task = (number: number, topic: string, question: string, decision: string): string =>
    `#### Research Task ${number}: ${topic}\n**Question**: ${question}  \n**Decision**: ${decision}  \n**Rationale**: r\n`;

  it('are one question where the texts are the same', () => {
    const found = questionsIn(
      plan(
        '- [ ] Which CDN serves the assets?\n- [ ] Which queue keeps the order?',
        task(1, 'Queue', 'which queue keeps the order', '[What was chosen]'),
      ),
    );
    expect(found.map(({ text, kind, research }) => ({ text, kind, research }))).toEqual([
      { text: 'Which CDN serves the assets?', kind: 'unknown', research: undefined },
      { text: 'Which queue keeps the order?', kind: 'unknown', research: 'phase-0/research-tasks/research-task-1' },
    ]);
  });

  it('are one question where only the numbers are', () => {
    const found = textsIn(
      plan(
        '- [ ] CDN\n- [ ] Queue',
        `${task(1, 'Edge', 'Which edge network?', '')}\n${task(2, 'Order', 'Which broker?', '')}`,
      ),
    );
    expect(found).toEqual(['CDN', 'Queue']);
  });

  it('are closed by the decision', () => {
    expect(textsIn(plan('- [ ] Which CDN?', task(1, 'CDN', 'Which CDN?', 'The one that we have')))).toEqual([]);
  });

  it('are not closed by the decision of another question in the same position', () => {
    const decided = task(1, 'Queue', 'Which queue?', 'The one that we have');
    expect(textsIn(plan('- [ ] May exports leave the EU?', decided))).toEqual(['May exports leave the EU?']);
    expect(textsIn(plan('- [ ] Unknown 1: Is order kept?', decided))).toEqual([]);
    expect(textsIn(plan('- [ ] What queue do we take?', decided))).toEqual([]);
  });

  it('stay open while the decision is none', () => {
    for (const decision of ['', 'TBD', 'pending legal', '[NEEDS CLARIFICATION: price?]', 'None yet', '—']) {
      expect(textsIn(plan('- [ ] Which CDN?', task(1, 'CDN', 'Which CDN?', decision)))).toEqual(['Which CDN?']);
    }
  });

  it('count a task without an unknown, and one without a question not', () => {
    expect(
      textsIn(
        plan(
          '- [x] Which CDN?',
          `${task(1, 'Queue', 'Which queue?', '')}\n${task(2, 'Store', '[What needs to be researched]', '')}`,
        ),
      ),
    ).toEqual(['Which queue?']);
  });

  it('close a ticked unknown', () => {
    expect(textsIn(plan('- [x] Which CDN?\n- [ ] Which queue?', ''))).toEqual(['Which queue?']);
  });

  it('unwrap a marker', () => {
    expect(kindsIn(plan('- [ ] [NEEDS CLARIFICATION: which CDN?]', ''))).toEqual(['unknown: which CDN?']);
  });
});

describe('questions and decisions as units', () => {
  const plan = `# Plan

## 7. Open Issues & Decisions

### 7.1 Unresolved Questions

**Question 1**: Who may delete a tenant?
- **Impact**: Blocks the admin screens
- **Owner**: Mira
- **Target Resolution**: December 5, 2026

**Question 2**: [What's unclear]
- **Impact**: [Why it matters]
- **Owner**: [Who's investigating]
- **Target Resolution**: [When to decide]

### 7.2 Deferred Decisions

**Decision 1**: Second region
- **Rationale**: No customer there yet
- **Revisit Trigger**: First signed contract in the EU
`;

  it('carry impact, owner and date', () => {
    expect(questionsIn(plan)).toMatchObject([
      {
        section: 'open-issues-decisions/unresolved-questions',
        place: 'open-issues-decisions/unresolved-questions/question-1',
        text: 'Who may delete a tenant?',
        kind: 'question',
        blocking: true,
        impact: 'Blocks the admin screens',
        owner: 'Mira',
        due: 'December 5, 2026',
        overdue: false,
      },
      { text: 'Second region', kind: 'deferred', blocking: false, due: 'First signed contract in the EU' },
    ]);
  });

  it('are closed by an answer or a decision of their own', () => {
    const answered = plan
      .replace('- **Owner**: Mira', '- **Owner**: Mira\n- **Answer**: Tenant owners')
      .replace('First signed contract in the EU', 'x\n- **Decision**: Frankfurt');
    expect(textsIn(answered)).toEqual([]);
  });
});

describe('labels that tell the kind', () => {
  const plan = (unresolved: string, approvals: string, followUps: string): string => `# Plan

## 8. Open Questions and Approvals

- Unresolved decisions or clarifications required:${unresolved}
- Approvals needed (for example schema changes, contract changes):${approvals}
- Follow-up items if shortcuts are taken:${followUps}
`;

  it('are no questions while empty or None', () => {
    expect(kindsIn(plan('', '', ''))).toEqual([]);
    expect(kindsIn(plan(' None', ' N/A', ' None yet'))).toEqual([]);
  });

  it('hold one question on their line', () => {
    expect(
      kindsIn(plan(' How long are exports kept?', ' Schema change by the data team', ' Replace the polling')),
    ).toEqual([
      'question: How long are exports kept?',
      'approval (open): Schema change by the data team',
      'deferred (open): Replace the polling',
    ]);
  });

  it('hold one question per item below', () => {
    const items = '\n\n  - Keep exports 30 or 90 days\n    - Owner: Noor\n  - [x] Which bucket\n';
    expect(kindsIn(plan(items, '\n\n  - [ ] Contract change\n  - [x] Schema change\n', ''))).toEqual([
      'question: Keep exports 30 or 90 days',
      'approval (open): Contract change',
    ]);
  });
});

describe('other shapes', () => {
  it('read headings that ask, and groups of questions', () => {
    const plan = `# P

## Open Questions

Nobody has looked at these yet.

### What about retries?

Prose about retries.

### Backend

- Which store?

### Resolved during planning

- Which language: Go

### Deferred to implementation

- Names of the columns
`;
    expect(kindsIn(plan)).toEqual([
      'question: What about retries?',
      'question: Which store?',
      'deferred (open): Names of the columns',
    ]);
  });

  it('read labels of groups, and a label that asks with its value', () => {
    const plan = `# P

## Open Questions

**Storage**: which database?

**Blocking:**
- One

**Non-blocking:**
- Two

### By team

- **Backend:**
  - Three
  - Four
- Which store do we use:
  - Postgres
  - SQLite
`;
    expect(kindsIn(plan)).toEqual([
      'question: Storage: which database?',
      'question: One',
      'question (open): Two',
      'question: Three',
      'question: Four',
      'question: Which store do we use:',
    ]);
  });

  it('read prose only where it asks', () => {
    expect(
      textsIn(
        '# P\n\n## Open Questions\n\nThese block the start.\n\nWho owns the runbook?\n\n*Which questions remain?*\n',
      ),
    ).toEqual(['Who owns the runbook?']);
    expect(textsIn('# P\n\n## Open Questions\n\nWe shall see. <!-- when? -->\n')).toEqual([]);
    expect(textsIn('# P\n\n## Open Questions\n\nNone. Everything else was put off on purpose.\n')).toEqual([]);
    expect(
      textsIn(
        '# P\n\n## Open Questions\n\n- None — all settled in the review\n- All questions answered on 2026-10-01.\n- –\n',
      ),
    ).toEqual([]);
  });

  it('read a section of risks and questions only where it asks', () => {
    expect(textsIn('# P\n\n## Risks & Open Questions\n\n- The vendor may be late\n- Which vendor?\n')).toEqual([
      'Which vendor?',
    ]);
  });

  it('leave review boxes, logs and test cases alone', () => {
    const plan = `# P

## Review and Approval

- [ ] Technical Review
- [ ] Final Approval

## Clarifications

### Session 2026-11-01

- Q: Which store? → A: Postgres

## TC-109 Agent checkpoint: three choices for open questions in plans

1. It waits.
`;
    expect(kindsIn(plan)).toEqual([]);
  });

  it('read tables of questions', () => {
    const plan = `# P

## Open Questions

| ID | Question | Owner | Due | Status | Impact |
|----|----------|-------|-----|--------|--------|
| Q1 | Which store? | Ada | 2026-12-01 | Open | High |
| Q2 | Which queue? | Bo | 2026-10-01 | Resolved | High |
| Q3 | Which font? | | | Open | Low |
| ~~Q4~~ | Which logo? | | | | |
| [ID] | [Question] | [Owner] | [Due] | [Status] | [Impact] |
`;
    expect(questionsIn(plan)).toMatchObject([
      {
        id: 'Q1',
        place: 'open-questions/q1',
        text: 'Which store?',
        owner: 'Ada',
        due: '2026-12-01',
        overdue: false,
        blocking: true,
      },
      { id: 'Q3', text: 'Which font?', impact: 'Low', blocking: false },
    ]);
  });

  it('read a table elsewhere by its columns', () => {
    const table =
      '| Question | Owner | Answer |\n|---|---|---|\n| Which store? | Ada | |\n| Which queue? | Bo | Ours |\n';
    expect(textsIn(`# P\n\n## Notes\n\n${table}`)).toEqual(['Which store?']);
    expect(textsIn(`# P\n\n## Constitution Check\n\n${table}`)).toEqual([]);
    expect(textsIn(`# P\n\n## Clarifications\n\n${table}`)).toEqual([]);
  });

  it('find nothing in an empty document, and survive broken ones', () => {
    for (const text of [
      '',
      '#',
      '## Open Questions',
      '## Open Questions\n\n-\n- [ ]\n1.\n',
      '## Open Questions\n\n|||\n|-|-|\n||\n',
    ])
      expect(textsIn(text)).toEqual([]);
  });
});

describe('ids', () => {
  const plan =
    '# P\n\n## Open Questions\n\n1. Which store?\n2. Q7: Which queue?\n3. Which store?\n4. **[Q8]** Which cache?\n';

  it('come from the own ID, else from section and text', () => {
    const [first, second, third, fourth] = questionsIn(plan);
    expect(first?.id).toMatch(/^q-[0-9a-f]{6}$/);
    expect(second).toMatchObject({ id: 'Q7', text: 'Which queue?' });
    expect(third?.id).toBe(`${first?.id}-2`);
    expect(fourth).toMatchObject({ id: 'Q8', text: 'Which cache?' });
  });

  it('stay when questions are added, moved, ticked or assigned', () => {
    const [first] = questionsIn(plan);
    const moved = '# P\n\nMore.\n\n## Open Questions\n\n- Another one\n- [ ] **which store**\n  - Owner: Ada\n';
    expect(questionsIn(moved).map((question) => question.id)).toContain(first?.id);
  });

  it('do not take the id of a section', () => {
    const found = questionsIn('# P\n\n## Q2\n\nText.\n\n## Open Questions\n\n- Q2: Which store?\n');
    expect(found.map((question) => question.id)).toEqual([expect.stringMatching(/^q-[0-9a-f]{6}$/)]);
  });

  it('are addresses', () => {
    const document = parseDocument(plan);
    const found = questionsIn(plan);
    const aliases = questionAliases(found);
    for (const question of found) expect(resolvePlace(document, question.id, aliases).id).toBe(question.place);
  });
});

const seeds = join(import.meta.dirname, '../../../shared/seeds');

describe.skipIf(!existsSync(seeds))('templates as they come (skipped where the seed templates are not at hand)', () => {
  it.each(existsSync(seeds) ? readdirSync(seeds) : [])('%s asks nothing', (file) => {
    expect(kindsIn(readFileSync(join(seeds, file), 'utf8'))).toEqual([]);
  });
});

describe('an answer written where the question stands', () => {
  const answer = ' → **Answer**: Thirty days';
  it.each([
    ['an item', '## Open Questions\n\n1. How long?'],
    ['a heading', '## Open Questions\n\n### How long?'],
    ['a label that asks', '## Open Questions\n\n**Retention**: how long?'],
    ['the value of a kind', '## Open Questions\n\n- Unresolved decisions: How long?'],
    ['a unit', '## Unresolved Questions\n\n**Question 1**: How long?'],
    ['a paragraph', '## Open Questions\n\nHow long?'],
    ['an unknown', '## Unknowns\n\n- [ ] How long?'],
  ])('closes %s', (_, text) => {
    expect(textsIn(`# P\n\n${text}\n`)).toHaveLength(1);
    expect(textsIn(`# P\n\n${text}${answer}\n`)).toEqual([]);
  });

  it('closes a row, and an approval by its name', () => {
    const row = (cell: string): string =>
      `# P\n\n## Open Questions\n\n| Question | Owner |\n|---|---|\n| ${cell} | Ada |\n`;
    expect([textsIn(row('How long?')).length, textsIn(row(`How long?${answer}`)).length]).toEqual([1, 0]);
    const approval = (more: string): string => `# P\n\n## Open Questions\n\n- Approvals needed: Schema change${more}\n`;
    expect([textsIn(approval('')).length, textsIn(approval(' → **Approved by**: Ada')).length]).toEqual([1, 0]);
  });
});
