import { describe, expect, it } from 'vitest';
import { answer, expectAnswered, questionsOf } from '../support/answering.ts';

const plan = (body: string): string => `# Plan\n\n## Open Questions\n\n${body}\n`;
const ann = { owner: 'Ann', due: '2026-12-05' };

describe('owner and date of a question', () => {
  it.each([
    ['an item', '- Which zone?', '- Which zone? (owner: Ann, due: 2026-12-05)'],
    [
      'an item that has them in brackets',
      '- Which zone? (owner: Ben, by 2026-11-01)',
      '- Which zone? (owner: Ann, due: 2026-12-05)',
    ],
    ['an item that has one in brackets', '- Which zone (owner: Ben)?', '- Which zone (owner: Ann, due: 2026-12-05)?'],
    [
      'an item that has one behind an arrow',
      '- Which zone? → **Owner**: Ben',
      '- Which zone? (due: 2026-12-05) → **Owner**: Ann',
    ],
    [
      'an item with labels',
      '- Which zone?\n  - Owner: [who]\n  - Due: TBD',
      '- Which zone?\n  - Owner: Ann\n  - Due: 2026-12-05',
    ],
    ['a paragraph', 'Which zone?', 'Which zone? (owner: Ann, due: 2026-12-05)'],
    ['a label', '**Open questions:** Which zone?', '**Open questions:** Which zone? (owner: Ann, due: 2026-12-05)'],
    [
      'a unit',
      '**Question 1**: Which zone?\n- **Impact**: High\n- **Owner**: Ben\n- **Target Resolution**: [When]',
      '**Question 1**: Which zone?\n- **Impact**: High\n- **Owner**: Ann\n- **Target Resolution**: 2026-12-05',
    ],
    [
      'a unit without such labels',
      '**Question 1**: Which zone?\n- **Impact**: High',
      '**Question 1**: Which zone?\n- **Impact**: High\n- **Owner**: Ann\n- **Due**: 2026-12-05',
    ],
    [
      'a row',
      '| Question | Owner | Due |\n|---|---|---|\n| Which zone? | Ben | |',
      '| Question | Owner | Due |\n|---|---|---|\n| Which zone? | Ann | 2026-12-05 |',
    ],
    [
      'a row without such columns',
      '| Question | Answer |\n|---|---|\n| Which zone? | |',
      '| Question | Answer |\n|---|---|\n| Which zone? (owner: Ann, due: 2026-12-05) | |',
    ],
    [
      'an item with a marker',
      '- Font: [NEEDS CLARIFICATION: Which zone?]',
      '- Font: [NEEDS CLARIFICATION: Which zone?] (owner: Ann, due: 2026-12-05)',
    ],
  ])('stand where the form has them: %s', (_, before, after) => {
    expectAnswered(plan(before), { zone: ann }, plan(after));
    expect(questionsOf(plan(after))).toMatchObject([
      { owner: 'Ann', due: '2026-12-05', overdue: false, closed: false },
    ]);
  });

  it('stand before what an arrow says; what a deferred one waits for is said by defer alone', () => {
    const text = (more: string): string => plan(`- Which zone?${more} → **Deferred**: until 2027`);
    expectAnswered(text(''), { zone: { owner: 'Ann' } }, text(' (owner: Ann)'));
    const [refused] = answer(text(''), { zone: { due: '2026-12-05' } }).refused;
    expect(refused).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('send defer') });
  });

  it('stand in a marker anywhere', () => {
    const text = (more: string): string =>
      `# Plan\n\n## Context\n\n| A | B |\n|---|---|\n| x | [NEEDS CLARIFICATION: zone?${more}] |\n`;
    expectAnswered(text(''), { zone: ann }, text(' (owner: Ann, due: 2026-12-05)'));
    const bare = (more: string): string => `# Plan\n\n## Context\n\n- Zone: [NEEDS CLARIFICATION]${more}\n`;
    expectAnswered(bare(''), { Zone: ann }, bare(' → **Owner**: Ann → **Due**: 2026-12-05'));
  });

  it('leave one deadline for all as it is', () => {
    const text = (more: string): string =>
      plan(`1. Which zone?${more}\n2. Which font?\n\n**Resolution Deadline:** 2026-12-24`);
    expectAnswered(text(''), { 'Which zone': { due: '2026-12-05' } }, text(' (due: 2026-12-05)'));
    expect(questionsOf(text(' (due: 2026-12-05)')).map((each) => each.due)).toEqual(['2026-12-05', '2026-12-24']);
  });

  it('may come with an answer or a deferral', () => {
    expectAnswered(
      plan('- Which zone?\n- Which font?'),
      { 'Which zone': { ...ann, answer: 'UTC' }, 'Which font': { owner: 'Ann', defer: 'the beta' } },
      plan(
        '- Which zone? (owner: Ann, due: 2026-12-05) → **Answer**: UTC\n- Which font? (owner: Ann) → **Deferred**: until the beta',
      ),
    );
  });

  it('move with the question', () => {
    const text = (questions: string, deferred: string): string =>
      `${plan(questions)}\n## Deferred Decisions\n\n${deferred}\n`;
    expectAnswered(
      text('- Which zone?\n- Which font?', 'None'),
      { 'Which zone': { owner: 'Ann', defer: 'the beta' } },
      text('- Which font?', '- Which zone? (owner: Ann) → **Deferred**: until the beta'),
    );
  });

  it('are refused where they would not be read', () => {
    const text = plan('- Which zone?');
    for (const said of [{ owner: 'Ann)' }, { owner: ' ' }, { due: 'a\nb' }]) {
      const applied = answer(text, { zone: said });
      expect(applied.text).toBe(text);
      expect(applied.refused).toHaveLength(1);
    }
    const marker = '# Plan\n\n- Zone: [NEEDS CLARIFICATION: which?]\n';
    expect(answer(marker, { which: { answer: 'UTC', owner: 'Ann' } }).refused).toMatchObject([
      { code: 'invalid_input' },
    ]);
  });
});
