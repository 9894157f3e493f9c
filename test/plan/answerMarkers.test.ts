import { describe, expect, it } from 'vitest';
import { answer, apply, expectAnswered, openIn, openWith } from '../support/answering.ts';

describe('an answer to a marker', () => {
  it.each([
    ['a value', '**Storage**: [NEEDS CLARIFICATION: which store?]', '**Storage**: Postgres'],
    ['a value with other words', '**Storage**: 30 [NEEDS CLARIFICATION: days or months?]', '**Storage**: 30 Postgres'],
    ['a value without brackets', '- Storage: NEEDS CLARIFICATION', '- Storage: Postgres'],
    ['a value in bold', '- Storage: **[NEEDS CLARIFICATION: which store?]**', '- Storage: **Postgres**'],
    ['the end of a sentence', 'We keep it in [NEEDS CLARIFICATION: which store?].', 'We keep it in Postgres.'],
    [
      'an item',
      '- FR-001: keep it in [NEEDS CLARIFICATION: which store?] for a year',
      '- FR-001: keep it in Postgres for a year',
    ],
    [
      'a value with a hard break',
      '**Storage**: [NEEDS CLARIFICATION]  \n**Cache**: none',
      '**Storage**: Postgres  \n**Cache**: none',
    ],
  ])('takes its place in %s', (_, before, after) => {
    const [question] = ['store', 'days', 'Storage'].filter((part) =>
      openIn(before).some((each) => each.includes(part)),
    );
    expectMarker(
      `# Plan\n\n## Context\n\n${before}\n\nEnd.\n`,
      question ?? '',
      `# Plan\n\n## Context\n\n${after}\n\nEnd.\n`,
    );
  });

  it('takes its place in a cell, pipes escaped', () => {
    const table = (cell: string): string =>
      `# Plan\n\n## Context\n\n| Part | Choice |\n|---|---|\n| Store | ${cell} |\n`;
    expectMarker(table('[NEEDS CLARIFICATION: which?]'), 'which', table('A \\| B'), 'A | B');
  });

  it('takes its place in a heading', () => {
    expectMarker(
      '# Plan\n\n## Store: [NEEDS CLARIFICATION: which?]\n\nText [NEEDS CLARIFICATION: how long?]\n',
      'which',
      '# Plan\n\n## Store: Postgres\n\nText [NEEDS CLARIFICATION: how long?]\n',
    );
  });

  it('leaves code and other markers alone', () => {
    const text = (value: string): string =>
      `# Plan\n\n## Context\n\n- Store: ${value} or \`[NEEDS CLARIFICATION: which?]\`\n- Cache: [NEEDS CLARIFICATION: which?]\n\n\`\`\`\n[NEEDS CLARIFICATION: which?]\n\`\`\`\n`;
    const before = text('[NEEDS CLARIFICATION: which?]');
    const applied = answer(before, { which: { answer: 'Postgres' } });
    expect(applied.text).toBe(text('Postgres'));
  });

  it('leaves one full stop where the sentence has its own', () => {
    expect(
      answer('# Plan\n\n## A\n\nKept for [NEEDS CLARIFICATION: how long?].\n', { how: { answer: 'a year.' } }).text,
    ).toBe('# Plan\n\n## A\n\nKept for a year.\n');
  });

  it('takes what its arrows said with it', () => {
    const text = (value: string): string => `# Plan\n\n## A\n\n- Store: ${value}\n`;
    const before = text('[NEEDS CLARIFICATION: which?] → **Owner**: Ben → **Deferred**: until the beta');
    expect(answer(before, { which: { answer: 'Postgres' } }).text).toBe(text('Postgres'));
  });

  it('goes to each of two with the same words in one call', () => {
    const text = (one: string, other: string): string => `# Plan\n\n## A\n\n- Store: ${one}\n- Cache: ${other}\n`;
    const mark = '[NEEDS CLARIFICATION: which?]';
    const before = text(mark, mark);
    const first = openWith(before, 'which').id;
    const answers = [
      { question: first, answer: 'Postgres' },
      { question: `${first}-2`, answer: 'Redis' },
    ];
    expect(apply(before, answers).text).toBe(text('Postgres', 'Redis'));
    const twice = apply(before, [
      { question: first, answer: 'Postgres' },
      { question: first, answer: 'Redis' },
    ]);
    expect(twice.text).toBe(text('Postgres', mark));
    expect(twice.refused).toMatchObject([{ section: first, code: 'invalid_input' }]);
  });
});

/** A marker is gone when it is answered: the same call again finds no question, and changes nothing. */
function expectMarker(before: string, part: string, after: string, words = 'Postgres'): void {
  for (const ending of ['\n', '\r\n']) {
    const text = before.replaceAll('\n', ending);
    const wanted = after.replaceAll('\n', ending);
    const question = openWith(text, part).id;
    const rest = openIn(text).filter((each) => !each.endsWith(openWith(text, part).text));
    const applied = apply(text, [{ question, answer: words }]);
    expect(applied.refused).toEqual([]);
    expect(applied.text).toBe(wanted);
    expect(openIn(wanted)).toEqual(rest);
    const again = apply(wanted, [{ question, answer: words }]);
    expect(again.text).toBe(wanted);
    expect(again.refused).toMatchObject([{ section: question, code: 'unknown_address' }]);
  }
}

describe('a log of clarifications', () => {
  const log = (...lines: readonly string[]): string => `## Clarifications\n\n${lines.join('\n')}`;
  const plan = (answered: string, rest: string): string =>
    `# Plan\n\n## Open Questions\n\n- Which zone?${answered}\n- Which font?\n\n${rest}\n`;
  const utc = { 'Which zone': { answer: 'UTC' } };
  const arrow = ' → **Answer**: UTC';

  it('gains a line under the session of the day', () => {
    const lines = [
      '### Session 2026-11-20',
      '',
      '- Q: Which ink? → A: Blue',
      '',
      '### Session 2026-11-26',
      '',
      '* Q: Who pays? → A: Eva',
    ];
    expectAnswered(plan('', log(...lines)), utc, plan(arrow, log(...lines, '* Q: Which zone? → A: UTC')));
  });

  it('opens a session for the day', () => {
    const lines = ['### Session 2026-11-20', '', '- Q: Which ink? → A: Blue'];
    expectAnswered(
      plan('', `${log(...lines)}\n\n## Risks\n\nNone`),
      utc,
      plan(
        arrow,
        `${log(...lines, '', '### Session 2026-11-26', '', '- Q: Which zone? → A: UTC')}\n\n## Risks\n\nNone`,
      ),
    );
  });

  it('takes the place of None', () => {
    expectAnswered(
      plan('', log('None')),
      utc,
      plan(arrow, log('### Session 2026-11-26', '', '- Q: Which zone? → A: UTC')),
    );
  });

  it('is added before the footer where the workspace keeps one', () => {
    const footer = '\n\n---\n\n**Status**: Draft';
    const session = log('### Session 2026-11-26', '', '- Q: Which zone? → A: UTC');
    expectAnswered(plan('', `## Risks\n\nNone${footer}`), utc, plan(arrow, `## Risks\n\nNone\n\n${session}${footer}`), {
      keepsLog: true,
    });
  });

  it('is added behind a list that the answer ends', () => {
    const text = '# Plan\n\n## Open Questions\n\n- Which zone?\n';
    const session = log('### Session 2026-11-26', '', '- Q: Which zone? → A: UTC');
    expect(answer(text, utc, { keepsLog: true }).text).toBe(
      `# Plan\n\n## Open Questions\n\n- Which zone? → **Answer**: UTC\n\n${session}\n`,
    );
  });

  it('is none where the plan keeps none', () => {
    expectAnswered(plan('', '## Risks\n\nNone'), utc, plan(arrow, '## Risks\n\nNone'));
  });

  it('holds no open questions, whatever it says', () => {
    const text = plan('', log('### Session 2026-11-20', '', '- Q: Which ink? → A: Should we ask?', '- Q: Who pays?'));
    expect(openIn(text)).toEqual(['question: Which zone?', 'question: Which font?']);
  });

  it('tells a marker without its brackets, and nothing of a deferral', () => {
    const text = (value: string, more: string): string =>
      `# Plan\n\n- Store: ${value}\n- Ink: [NEEDS CLARIFICATION: which ink?]${more}`;
    const mark = '[NEEDS CLARIFICATION: which store?]';
    const session = log('### Session 2026-11-26', '', '- Q: which store? → A: Postgres');
    expect(answer(text(mark, `\n\n${log('None')}\n`), { store: { answer: 'Postgres' } }).text).toBe(
      text('Postgres', `\n\n${session}\n`),
    );
    expect(answer(text(mark, `\n\n${log('None')}\n`), { store: { defer: 'the beta' } }).text).toBe(
      text(`${mark} → **Deferred**: until the beta`, `\n\n${log('None')}\n`),
    );
  });
});
