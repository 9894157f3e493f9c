import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { allPlaces } from '../../src/markdown/addresses.ts';
import { dateIn, isPlainDate } from '../../src/plan/dates.ts';
import { builtInWords } from '../../src/plan/words.ts';
import { hostileMarkdown } from '../support/hostileMarkdown.ts';
import { questionsIn, textsIn } from '../support/questions.ts';

const list = (...items: readonly string[]): string => `# P\n\n## Open Questions\n\n${items.join('\n')}\n`;
const only = (item: string) => questionsIn(list(item))[0];

describe('a listed question is closed', () => {
  it.each([
    '- [x] Which store?',
    '- [X] Which store?',
    '- ~~Which store?~~',
    '- ~~Which store?~~ Postgres.',
    '- Q1: ~~Which store?~~',
    '- Which store? → **Answer**: Postgres',
    '- Which store? -> Decision: Postgres',
    '- Which store? → **Answer**: No',
    '- Q: Which store? → A: Postgres',
    '- Which store? **Answer**: Postgres',
    '- Which store?\n  **Answer**: Postgres',
    '- Which store?\n  - Answer: Postgres',
    '- Which store?\n  - **Decision:**\n    - Postgres',
    '- Which store?\n  - Status: Resolved on 2026-11-01',
    '- ✅ Which store?',
    '- (resolved) Which store?',
    '- Which store? [answered: Postgres]',
    '- **Resolved**: Which store?',
  ])('by %j', (item) => {
    expect(textsIn(list(item))).toEqual([]);
  });

  it.each([
    '- [ ] Which store?',
    '- [-] Which store?',
    '- Which store?\n  - Answer:',
    '- Which store?\n  - Answer: TBD',
    '- Which store?\n  - Answer: [Answer]',
    '- Which store? → **Answer**: pending legal',
    '- Which store?\n  - Status: Open',
    '- Which store?\n  - Status: to be decided',
    '- Which store?\n  - A: Postgres\n  - B: SQLite',
    '- ~~Which database?~~ Which store?',
    '- Closed beta: which store?',
    '- Which store? (closed beta only)',
    '- Which store -> which cache: both?',
  ])('but not by %j', (item) => {
    expect(textsIn(list(item))).toHaveLength(1);
  });
});

describe('what a plan says of a question', () => {
  it('is read from items below it', () => {
    expect(only('1. Which store?\n   - Owner: Ada\n   - Impact: High\n   - Due: 5 Nov 2026')).toMatchObject({
      text: 'Which store?',
      owner: 'Ada',
      impact: 'High',
      due: '5 Nov 2026',
      overdue: true,
      blocking: true,
    });
  });

  it.each([
    ['- How long? (owner: Ben, by 2026-11-01)', { text: 'How long?', owner: 'Ben', due: '2026-11-01', overdue: true }],
    ['- How long? (by 5 Dec 2026, owner: Ben)', { text: 'How long?', owner: 'Ben', due: '5 Dec 2026' }],
    ['- Who first? Owner: Ann. Due: 2026-12-01', { text: 'Who first?', owner: 'Ann', due: '2026-12-01' }],
    ['- Who first? Owner: Ann B. Due: 2026-12-01.', { text: 'Who first?', owner: 'Ann B.', due: '2026-12-01' }],
    [
      '- Which clock? (blocking; owner: @cleo; due: 2026-11-30)',
      { text: 'Which clock?', blocking: true, owner: '@cleo', due: '2026-11-30' },
    ],
    [
      '- Is there a dark mode? (not blocking, owner: Zoe, due: 2026-11-30)',
      { text: 'Is there a dark mode?', blocking: false, owner: 'Zoe', due: '2026-11-30' },
    ],
    [
      '- A dark mode (owner: Zoe, low, due: 2026-11-30)?',
      { text: 'A dark mode?', blocking: false, owner: 'Zoe', impact: 'low', due: '2026-11-30' },
    ],
    ['- Which region (EU or US; owner: Zoe)?', { text: 'Which region (EU or US)?', owner: 'Zoe' }],
    ['- Do we ship, by 2026-11-01, both?', { text: 'Do we ship, by 2026-11-01, both?', due: undefined }],
  ])('is read from %j with the brackets around it', (item, expected) => {
    const found = only(item);
    expect({ ...found, due: found?.due }).toMatchObject(expected);
  });

  it('is read from its further lines and its own line', () => {
    expect(only('- Which store?\n  **Owner**: Ada | **Due**: 2026-12-01')).toMatchObject({
      text: 'Which store?',
      owner: 'Ada',
      due: '2026-12-01',
    });
    expect(only('- Which store? (owner: Ada, due: Dec 5, 2026)')).toMatchObject({
      text: 'Which store?',
      owner: 'Ada',
      due: 'Dec 5, 2026',
      overdue: false,
    });
    expect(only('- Which store? — **Owner**: Ada; **Needed by**: 2026-01-02')).toMatchObject({
      text: 'Which store?',
      owner: 'Ada',
      due: '2026-01-02',
      overdue: true,
    });
    expect(only('- Which store? (Ada, due 2026-12-01)')).toMatchObject({ due: '2026-12-01' });
  });

  it('is not read from words alone', () => {
    expect(only('- Who is the owner of the due dates?')).toEqual(
      expect.not.objectContaining({ owner: expect.anything() }),
    );
    expect(only('- Which impact: latency or cost?')).toMatchObject({ text: 'Which impact: latency or cost?' });
  });

  it('leaves out what is a slot or none', () => {
    const found = only('- Which store?\n  - Owner: [Name]\n  - Due: —\n  - Impact: None');
    expect(Object.keys(found ?? {}).filter((key) => ['owner', 'due', 'impact', 'overdue'].includes(key))).toEqual([]);
  });

  it.each([
    ['- Which font? (low)', false],
    ['- (optional) Which font?', false],
    ['- **Low**: which font?', false],
    ['- Which font? — not blocking', false],
    ['- Which font?\n  - Priority: Low', false],
    ['- Which font?\n  - Impact: Low — cosmetic', false],
    ['- Which font?\n  - Impact: High, not blocking', false],
    ['- Which font?\n  - Blocking: no', false],
    ['- Which font?\n  - Blocking: No, we can ship without', false],
    ['- Which font?\n  - Impact: High', true],
    ['- Which font?\n  - Blocking: yes', true],
    ['- Which font?\n  - Impact: Low-latency targets are at stake', true],
    ['- Is the call non-blocking?', true],
    ['- Is the low limit optional or minor?', true],
  ])('%j blocks: %s', (item, blocking) => {
    expect(only(item)?.blocking).toBe(blocking);
  });

  it('turns a question that was put off into a deferred one', () => {
    expect(only('- Which font? → **Deferred**: until the beta')).toMatchObject({
      text: 'Which font?',
      kind: 'deferred',
      blocking: false,
      due: 'until the beta',
    });
    expect(only('- Which font?\n  - Status: Deferred')).toMatchObject({ kind: 'deferred', blocking: false });
    expect(only('- Which font?\n  - Status: ⏳ Pending')).toMatchObject({ kind: 'question', blocking: true });
  });

  it.each<[string, readonly string[] | undefined]>([
    ['- Which store? A) Postgres B) SQLite', ['Postgres', 'SQLite']],
    ['- Which store: Option A: Postgres, or Option B: SQLite?', ['Postgres', 'SQLite']],
    ['- Which store (Postgres/SQLite/files)?', ['Postgres', 'SQLite', 'files']],
    ['- Which store?\n  - Option A: Postgres\n  - Option B: SQLite', ['Postgres', 'SQLite']],
    ['- Which store?\n  - A: Postgres\n  - B: SQLite', ['Postgres', 'SQLite']],
    ['- Which store?\n  - Options: Postgres, SQLite', ['Postgres', 'SQLite']],
    ['- Does the client/server split stay?', undefined],
    ['- Which parser (src/a/parser.ts)?', undefined],
    ['- Which plan B) is there?', undefined],
    ['- Is TCP (client/server) enough?', undefined],
  ])('lists the options of %j', (item, options) => {
    expect(only(item)?.options).toEqual(options);
  });
});

describe('dates', () => {
  it.each([
    ['2026-12-05', '2026-12-05'],
    ['2026/12/5', '2026-12-05'],
    ['by 5 Dec 2026 at the latest', '2026-12-05'],
    ['5th December 2026', '2026-12-05'],
    ['December 5, 2026', '2026-12-05'],
    ['Sept. 1 2026', '2026-09-01'],
    ['2026-02-30', undefined],
    ['2026-13-01', undefined],
    ['5 Foo 2026', undefined],
    ['between 2026-12-01 and 2026-12-05', undefined],
    ['December', undefined],
    ['12026-12-05', undefined],
    ['', undefined],
  ])('%j is %s', (text, date) => {
    expect(dateIn(text, builtInWords)).toBe(date);
  });

  it('are plain where nothing else stands beside', () => {
    expect(['2026-12-05', ' 2026/12/05 ', '5 Dec 2026'].map((text) => isPlainDate(text, builtInWords))).toEqual([
      true,
      true,
      true,
    ]);
    expect(['2026-12-05 (draft)', '2026-02-30', '5 Dec 2026', ''].map((text) => isPlainDate(text))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('on any text', () => {
  it('ids are unique, lines are in the text, places exist', () => {
    fc.assert(
      fc.property(hostileMarkdown, (text) => {
        const document = parseDocument(`${text}\n\n## Open Questions\n\n${text}`);
        const found = questionsIn(document.text);
        const places = new Set(allPlaces(document).map((place) => place.id));
        expect(new Set(found.map(({ id }) => id.toLowerCase())).size).toBe(found.length);
        for (const question of found) {
          expect(question.line).toBeGreaterThan(0);
          expect(question.line).toBeLessThanOrEqual(document.lines.length);
          expect(places).toContain(question.place);
          expect(question.text).not.toBe('');
        }
      }),
      { numRuns: 150 },
    );
  });

  it('takes no more than linear time', () => {
    const mark = '[NEEDS CLARIFICATION: ';
    const hostile = [
      mark.repeat(4000),
      '- Which (owner: '.repeat(3000),
      `- ${'→ '.repeat(20000)}`,
      '~~a'.repeat(15000),
      `| Question | Owner |\n|---|---|\n${'| a? | b |\n'.repeat(3000)}`,
    ];
    for (const text of hostile) {
      const start = performance.now();
      questionsIn(list(text));
      expect(performance.now() - start).toBeLessThan(4000);
    }
  });
});
