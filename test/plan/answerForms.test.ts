import { describe, expect, it } from 'vitest';
import { answer, expectAnswered, openIn, openWith, questionsOf } from '../support/answering.ts';

const ada = { decidedBy: 'Ada' };

/** A plan with a section of open questions. */
const plan = (body: string): string => `# Plan\n\n## Open Questions\n\n${body}\n\n## Risks\n\nNone\n`;

describe('an answer to a listed question', () => {
  it('stands behind its words in a numbered list', () => {
    expectAnswered(
      plan('1. Who signs the files?\n2. Which time zone?\n\n**Resolution Deadline:** 2026-12-01'),
      { 'Which time': { answer: 'UTC' } },
      plan('1. Who signs the files?\n2. Which time zone? → **Answer**: UTC\n\n**Resolution Deadline:** 2026-12-01'),
    );
  });

  it('names who decided, when and why', () => {
    expectAnswered(
      plan('- Which time zone?'),
      { 'Which time': { answer: 'UTC.', rationale: 'because all servers have it' } },
      plan('- Which time zone? → **Answer**: UTC (Ada, 2026-11-26, quoted); because all servers have it'),
      ada,
    );
  });

  it('ticks its box', () => {
    expectAnswered(
      plan('- [ ] Which time zone?\n- [ ] Which font?'),
      { 'Which font': { answer: 'Serif' } },
      plan('- [ ] Which time zone?\n- [x] Which font? → **Answer**: Serif'),
    );
  });

  it('stands before a hard break, further labels and children', () => {
    expectAnswered(
      plan('- Which zone do the totals\n  use in the export?  \n  **Impact**: High\n  - Ask the bank\n- Which font?'),
      { 'Which zone': { answer: 'UTC' } },
      plan(
        '- Which zone do the totals\n  use in the export? → **Answer**: UTC  \n  **Impact**: High\n  - Ask the bank\n- Which font?',
      ),
    );
  });

  it('stands behind the label that numbers it', () => {
    expectAnswered(
      plan('- **Question 1**: Which zone?\n  - Owner: Ben'),
      { 'Which zone': { answer: 'UTC' } },
      plan('- **Question 1**: Which zone? → **Answer**: UTC\n  - Owner: Ben'),
    );
  });

  it('fills the label that asks for it, and the status', () => {
    expectAnswered(
      plan('- Which zone?\n  - Status: Open\n  - Decision: TBD\n  - Rationale: [why]\n  - Owner: Ben'),
      { 'Which zone': { answer: 'UTC', rationale: 'simple' } },
      plan('- Which zone?\n  - Status: Resolved\n  - Decision: UTC\n  - Rationale: simple\n  - Owner: Ben'),
    );
  });

  it('fills a place for it in the same line', () => {
    expectAnswered(
      plan('- Which zone? (owner: Ben, answer: pending)'),
      { 'Which zone': { answer: 'UTC' } },
      plan('- Which zone? (owner: Ben, answer: UTC)'),
    );
  });

  it('takes a marker off its words', () => {
    expectAnswered(
      plan(
        '- [NEEDS CLARIFICATION: which zone?]\n- Retention: [NEEDS CLARIFICATION: how long?]\n- Font [NEEDS CLARIFICATION]',
      ),
      { 'which zone': { answer: 'UTC' }, Retention: { answer: '30 days' }, Font: { answer: 'Serif' } },
      plan('- which zone? → **Answer**: UTC\n- Retention: how long? → **Answer**: 30 days\n- Font → **Answer**: Serif'),
    );
  });

  it('stands behind what other arrows say', () => {
    expectAnswered(
      plan('- Which zone? → **Owner**: Ben → **Deferred**: until the beta'),
      { 'Which zone': { answer: 'UTC' } },
      plan('- Which zone? → **Owner**: Ben → **Deferred**: until the beta → **Answer**: UTC'),
    );
  });

  it('stands at the end of a paragraph that asks', () => {
    expectAnswered(
      plan('Which zone do\nthe totals use?'),
      { 'Which zone': { answer: 'UTC' } },
      plan('Which zone do\nthe totals use? → **Answer**: UTC'),
    );
  });

  it('is given to one that was ticked without words', () => {
    const text = plan('- [x] Which zone?');
    const [question] = questionsOf(text);
    expect(question?.closed).toBe(true);
    expectAnswered(
      plan('- [ ] Which font?\n- [x] Which zone?'),
      { 'Which font': { answer: 'Serif' } },
      plan('- [x] Which font? → **Answer**: Serif\n- [x] Which zone?'),
    );
  });
});

describe('an answer to a unit or heading', () => {
  const unit = (more: string): string =>
    plan(
      `**Question 1**: Which zone?\n- **Impact**: High\n- **Owner**: Ben\n- **Target Resolution**: 2026-12-01${more}`,
    );

  it('is one more label in their form', () => {
    expectAnswered(
      unit('\n\n**Question 2**: Which font?\n- **Impact**: Low'),
      { 'Which zone': { answer: 'UTC', rationale: 'simple' } },
      unit(
        '\n- **Answer**: UTC\n- **Rationale**: simple\n- **Decided by**: Ada, 2026-11-26, quoted\n\n**Question 2**: Which font?\n- **Impact**: Low',
      ),
      ada,
    );
  });

  it('takes the marks of the labels', () => {
    expectAnswered(
      plan(
        '### Q1: Which zone?\n\n* Impact: High\n* Owner: Ben\n\n### Q2: Which font?\n\n**Impact:** High  \n**Owner:** Ben',
      ),
      { 'Which zone': { answer: 'UTC' }, 'Which font': { answer: 'Serif' } },
      plan(
        '### Q1: Which zone?\n\n* Impact: High\n* Owner: Ben\n* Answer: UTC\n\n### Q2: Which font?\n\n**Impact:** High  \n**Owner:** Ben  \n**Answer:** Serif',
      ),
    );
  });

  it('fills a label that waits', () => {
    expectAnswered(
      unit('\n- **Answer**: [what was decided]\n- **Status**: open'),
      { 'Which zone': { answer: 'UTC' } },
      unit('\n- **Answer**: UTC\n- **Status**: Resolved'),
    );
  });

  it('is a paragraph below a heading that has other text', () => {
    expectAnswered(
      plan('### Which zone?\n\nThe bank has two.\n\n### Which font?'),
      { 'Which zone': { answer: 'UTC', rationale: 'simple' }, 'Which font': { answer: 'Serif' } },
      plan(
        '### Which zone?\n\nThe bank has two.\n\n**Answer**: UTC; because simple\n\n### Which font?\n\n**Answer**: Serif',
      ),
    );
  });

  it('stands above the units below its heading', () => {
    const text = (more: string): string =>
      plan(`### Which zone?\n\nThe bank has two.${more}\n\n**Option 1**: UTC\n- **Cost**: none\n\n### Which font?`);
    expectAnswered(text(''), { 'Which zone': { answer: 'UTC' } }, text('\n\n**Answer**: UTC'));
  });

  it('answers a deferred decision, whose reason stays', () => {
    const deferred = (more: string): string =>
      `# Plan\n\n## Deferred Decisions\n\n**Decision 1**: Which cache?\n- **Rationale**: Few users yet\n- **Revisit Trigger**: The beta${more}\n`;
    expectAnswered(
      deferred(''),
      { 'Which cache': { answer: 'None', rationale: 'fast enough' } },
      deferred('\n- **Answer**: None; because fast enough'),
    );
  });
});

describe('an answer to a row', () => {
  const table = (...rows: readonly string[]): string =>
    plan(`| # | Question | Owner | Answer | Status |\n|---|---|---|---|---|\n${rows.join('\n')}`);

  it('goes into its column, and the status takes the word of the others', () => {
    expectAnswered(
      table(
        '| 1 | Which zone? | Ben | TBD | Open |',
        '| 2 | Which font? | | | |',
        '| 3 | Which ink? | Eva | blue | Closed |',
      ),
      { 'Which zone': { answer: 'UTC | local' }, 'Which font': { answer: 'Serif' } },
      table(
        '| 1 | Which zone? | Ben | UTC \\| local (Ada, 2026-11-26, quoted) | Closed |',
        '| 2 | Which font? | | Serif (Ada, 2026-11-26, quoted) | Closed |',
        '| 3 | Which ink? | Eva | blue | Closed |',
      ),
      ada,
    );
  });

  it('goes beside the question where no column asks for it', () => {
    const rows = (question: string, status: string): string =>
      plan(`| Question | Status |\n|---|---|\n| ${question} | ${status} |\n| Which font? | open |`);
    expectAnswered(
      rows('Which zone?', 'open'),
      { 'Which zone': { answer: 'UTC|GMT' } },
      rows('Which zone? → **Answer**: UTC\\|GMT', 'Resolved'),
    );
  });

  it('adds the cells that a short row lacks', () => {
    expectAnswered(
      table('| 1 | Which zone? |', '| 2 | Which font'),
      { 'Which zone': { answer: 'UTC' }, 'Which font': { answer: 'Serif' } },
      table('| 1 | Which zone? | | UTC | Resolved |', '| 2 | Which font | | Serif | Resolved |'),
    );
  });

  it('gives the reason its column', () => {
    const rows = (more: string): string =>
      plan(`| Question | Decision | Rationale | Decided by |\n|---|---|---|---|\n| Which zone? | ${more} |`);
    expectAnswered(
      rows(' | | '),
      { 'Which zone': { answer: 'UTC', rationale: 'simple' } },
      rows('UTC | simple | Ada, 2026-11-26, quoted'),
      ada,
    );
  });
});

describe('an answer to labels with questions', () => {
  const labels = (question: string, approval: string): string =>
    `# Plan\n\n## 8. Open Questions and Approvals\n\n- Unresolved decisions or clarifications required:${question}\n- Approvals needed (for example schema changes):${approval}\n- Follow-up items if shortcuts are taken:\n`;

  it('stands behind the value', () => {
    expectAnswered(
      labels(' Which region?', ' Schema, by Eva'),
      { 'Which region': { answer: 'Ireland' }, Schema: { answer: 'Given' } },
      labels(' Which region? → **Answer**: Ireland', ' Schema, by Eva → **Answer**: Given'),
    );
  });

  it('stands in the list', () => {
    expectAnswered(
      labels('\n  - Which region?\n  - Which font?', '\n  - Schema, by Eva'),
      { 'Which font': { answer: 'Serif' }, Schema: { answer: 'Given' } },
      labels('\n  - Which region?\n  - Which font? → **Answer**: Serif', '\n  - Schema, by Eva → **Answer**: Given'),
    );
  });

  it('stands behind a label outside a list', () => {
    expectAnswered(
      plan('**Open questions:** Which region?\n\nText.'),
      { 'Which region': { answer: 'Ireland' } },
      plan('**Open questions:** Which region? → **Answer**: Ireland\n\nText.'),
    );
  });
});

describe('an answer to an unknown', () => {
  const research = (unknowns: string, ...tasks: readonly string[]): string =>
    `# Plan\n\n### 1.4 Unknowns & Research Needs\n\n${unknowns}\n\n### 3.1 Research Tasks\n\n${tasks.join('\n\n')}\n`;
  const task = (number: number, question: string, decision: string, rationale: string): string =>
    `#### Research Task ${number}: Topic\n**Question**: ${question}  \n**Decision**: ${decision}  \n**Rationale**: ${rationale}  \n**References**: [Links]`;

  it('ticks it and stands in its research task', () => {
    expectAnswered(
      research(
        '- [ ] Which CDN?\n- [ ] Which queue?',
        task(1, 'Which CDN?', '[What was chosen]', '[Why]'),
        task(2, 'Which queue?', '[What was chosen]', '[Why]'),
      ),
      { 'Which queue': { answer: 'The one we have', rationale: 'no new part' } },
      research(
        '- [ ] Which CDN?\n- [x] Which queue?',
        task(1, 'Which CDN?', '[What was chosen]', '[Why]'),
        task(2, 'Which queue?', 'The one we have', 'no new part'),
      ),
    );
  });

  it('gives a task the label for the decision that it lacks', () => {
    const lacking = (more: string): string =>
      `#### Research Task 1: Order\n**Question**: Is order kept?  ${more}\n**References**: [Links]`;
    expectAnswered(
      research('- [ ] Order', lacking('')),
      { Order: { answer: 'Yes' } },
      research('- [x] Order', lacking('\n**Decision**: Yes  ')),
    );
  });

  it('says it beside the unknown where nothing can be ticked', () => {
    expectAnswered(
      research('- Which CDN?', task(1, 'Which CDN?', 'TBD', '[Why]')),
      { 'Which CDN': { answer: 'Ours' } },
      research('- Which CDN? → **Answer**: Ours', task(1, 'Which CDN?', 'Ours', '[Why]')),
    );
  });

  it('stands behind one without a task', () => {
    expectAnswered(
      research('- [ ] Which CDN?'),
      { 'Which CDN': { answer: 'Ours' } },
      research('- [x] Which CDN? → **Answer**: Ours'),
    );
  });

  it('stands in a task without an unknown', () => {
    expectAnswered(
      research('None', task(1, 'Which CDN?', '[What was chosen]', '[Why]')),
      { 'Which CDN': { answer: 'Ours' } },
      research('None', task(1, 'Which CDN?', 'Ours', '[Why]')),
    );
  });
});

describe('an answer in a call with others', () => {
  it('tells each place as it stands in the end', () => {
    const text = plan(
      '**Question 1**: Which zone?\n- **Impact**: High\n\n**Question 2**: Which font?\n- **Impact**: High',
    );
    const applied = answer(text, { 'Which font': { answer: 'Serif' }, 'Which zone': { answer: 'UTC' } });
    expect(applied.done.map(({ section, line }) => `${section} ${line}`)).toEqual([
      'open-questions 9',
      'open-questions 5',
    ]);
    expect(applied.text.split('\n')[8]).toBe('**Question 2**: Which font?');
  });

  it('touches Last Updated', () => {
    const text = `${plan('- Which zone?')}\n---\n\n**Last Updated:** 2026-10-01\n`;
    expect(answer(text, { 'Which zone': { answer: 'UTC' } }).text).toContain('**Last Updated:** 2026-11-26');
  });

  it('keeps the ids of the questions below', () => {
    const text = plan('- Q1: Which zone?\n- Which font?\n- Q1: Which ink?');
    const ids = questionsOf(text).map((each) => each.id);
    const applied = answer(text, { 'Which zone': { answer: 'UTC' } });
    expect(questionsOf(applied.text).map((each) => each.id)).toEqual(ids);
    expect(openIn(applied.text)).toEqual(['question: Which font?', 'question: Which ink?']);
    expect(openWith(applied.text, 'Which ink').id).toBe(ids[2]);
  });
});
