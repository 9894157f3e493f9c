import { describe, expect, it } from 'vitest';
import { kindsIn, textsIn } from '../support/questions.ts';

describe('questions with IDs', () => {
  const asked =
    '# Plan\n\n## Open Questions\n\n- Q1: Which port do we use?\n- Q2: Who keeps the key?\n- Q3: Where is the map?\n';

  it('are settled by a row of another table that answers them', () => {
    const table =
      '\n## Review\n\n| Finding | Rev.2 resolution |\n|---|---|\n| **Q1** port | 8080 |\n| Q3 map | Open (still) |\n';
    expect(textsIn(asked + table)).toEqual(['Who keeps the key?', 'Where is the map?']);
  });

  it('are settled by an item under a heading that says so', () => {
    expect(textsIn(`${asked}\n## Resolved in review\n\n- **Q2** — Ann keeps it\n`)).toEqual([
      'Which port do we use?',
      'Where is the map?',
    ]);
  });

  it('stay open where the table proposes or waits, or another ID is meant', () => {
    const table = (column: string, cell: string, id = 'Q1'): string =>
      `${asked}\n## Review\n\n| Finding | ${column} |\n|---|---|\n| ${id} | ${cell} |\n`;
    expect(textsIn(table('Resolution', 'TBD'))).toHaveLength(3);
    expect(textsIn(table('Resolution', '待定（下周）'))).toHaveLength(3);
    expect(textsIn(table('Owner', 'Ann'))).toHaveLength(3);
    expect(textsIn(table('Resolution', '8080', 'Q11'))).toHaveLength(3);
    expect(textsIn(table('Resolution', '8080'))).toHaveLength(2);
  });

  it('that two questions have tell nothing', () => {
    const twice = `${asked}\n## Questions for the harbour\n\n- Q1: Which pier is ours?\n\n## Review\n\n| Q | Resolution |\n|---|---|\n| Q1 | 8080 |\n`;
    expect(textsIn(twice)).toContain('Which port do we use?');
    expect(textsIn(twice)).toContain('Which pier is ours?');
  });
});

describe('question tables', () => {
  it('take their words from the column that has some, not from one of IDs', () => {
    const table =
      '| Q | Rev.1 question (summary) | Rev.2 resolution |\n|---|---|---|\n| Q1 | Which port? | 8080 |\n| Q2 | Which key? | **Open** (still) |\n| Q3 | Which map? | |\n';
    expect(textsIn(`# Plan\n\n## Open Questions\n\n${table}`)).toEqual(['Which key?', 'Which map?']);
  });

  it('under a settled heading keep the rows that say that they are open', () => {
    const table =
      '| Q | Question | Resolution |\n|---|---|---|\n| Q1 | Which port? | 8080 |\n| Q2 | Which key? | Open |\n| Q3 | Which map? | |\n';
    expect(textsIn(`# Plan\n\n## Open Questions\n\n### Resolved\n\n${table}`)).toEqual(['Which key?']);
  });
});

describe('a questions section', () => {
  it('ends where tasks, phases and risks are numbered', () => {
    const text =
      '# Plan\n\n## Open Questions\n\n- Which port?\n\n### Task 2: Write the files\n\n- [ ] Step 1: Create them\n\n### Phase 3\n\n- Ship\n\n### Step 4: Which key?\n';
    expect(textsIn(text)).toEqual(['Which port?', 'Which key?']);
  });

  it('is none where its heading says that all is settled, or names what was put off in brackets', () => {
    expect(textsIn('# Plan\n\n## Unknowns Resolved\n\n- How ports are chosen\n')).toEqual([]);
    expect(kindsIn('# Plan\n\n## Out of Scope (Deferred)\n\n- A second pier\n')).toEqual([]);
    expect(kindsIn('# Plan\n\n## Deferred Decisions\n\n- A second pier\n')).toEqual(['deferred (open): A second pier']);
  });

  it('has other lists beside the one that is called so', () => {
    const text =
      '# Plan\n\n## Unknowns & Assumptions\n\n**Unknowns:**\n\n1. How many boats come\n\n**Assumptions:**\n\n1. Boats are small\n';
    expect(textsIn(text)).toEqual(['How many boats come']);
    expect(textsIn('# Plan\n\n## Unknowns\n\n**Backend:**\n\n- How many boats come\n')).toEqual([
      'How many boats come',
    ]);
  });

  it('with a numbered list of questions keeps what stands below each as its own', () => {
    const text =
      '# Plan\n\n## Questions to answer\n\n1. **Which pier is ours?**\n   - The old one?\n2. **Mooring plan**:\n   - By day?\n   - Or by night?\n';
    expect(textsIn(text)).toEqual(['Which pier is ours?', 'Mooring plan:']);
    const groups =
      '# Plan\n\n## Questions to answer\n\n1. **Mooring**:\n   - By day?\n2. **Keys**:\n   - Who keeps them?\n';
    expect(textsIn(groups)).toEqual(['By day?', 'Who keeps them?']);
  });
});

describe('among risks', () => {
  const plan = (...items: string[]): readonly string[] =>
    textsIn(`# Plan\n\n## Risks and open questions\n\n${items.join('\n')}\n`);

  it('what is not decided yet is a question without a mark', () => {
    expect(plan('- The start of the term is undecided.', '- Storms: ropes are doubled')).toEqual([
      'The start of the term is undecided.',
    ]);
    expect(
      textsIn(
        '# 計画\n\n## リスクと未確定事項\n\n- **期限の起点**が未確定（仕様の記載なし）。\n- **嵐**: 綱を二重にする。\n',
      ),
    ).toEqual(['期限の起点が未確定（仕様の記載なし）。']);
  });

  it('and none where an arrow leads to what is done about it, or nothing is undecided', () => {
    expect(plan('- **Undecided**: the load on Sundays → one queue is enough')).toEqual([]);
    expect(plan('- Ropes are new, no term is undecided.')).toEqual([]);
  });
});
