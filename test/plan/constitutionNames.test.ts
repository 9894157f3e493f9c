import { expect, test } from 'vitest';
import { check, planWith, verdicts } from '../support/constitutions.ts';

/** Titles of several words, to be written in short. */
const library = `# Library Constitution

## Core Principles

### I. Quiet Reading Rooms for Everybody

Nobody shouts.

### II. Loans and Documentation

Every loan is written down.

### III. Modular Shelf Boundaries

A shelf holds one subject.

### IV. Paper-First Archive (PFA)

Paper outlives disks.
`;

const rooms = 'quiet-reading-rooms-for-everybody';
const loans = 'loans-and-documentation';
const shelves = 'modular-shelf-boundaries';
const archive = 'paper-first-archive-pfa';

/** The principles that have a verdict. */
function given(body: string, constitution = library): Record<string, string> {
  const all = Object.entries(verdicts(check(planWith(body), constitution)));
  return Object.fromEntries(all.filter(([, verdict]) => verdict !== 'unaddressed'));
}

test.each([
  ['words left out', '- **Quiet Rooms**: PASS: doors are padded', { [rooms]: 'pass' }],
  ['other endings', '- **Module boundaries**: PASS: one subject each', { [shelves]: 'pass' }],
  ['words written in short', '- **Docs & Loans**: PASS: a card each', { [loans]: 'pass' }],
  ['initials', '- **PFA**: PASS: acid-free boxes', { [archive]: 'pass' }],
  ['a word such as gate behind it', '- **Archive Gate**: PASS: acid-free boxes', { [archive]: 'pass' }],
  ['the number with a short form in brackets', '- **Principle II (Loans)**: PASS: a card each', { [loans]: 'pass' }],
  ['the number alone', '- Principle III — PASS: one subject each', { [shelves]: 'pass' }],
  ['a sign before the name', '- ✅ Quiet Rooms: doors are padded', { [rooms]: 'pass' }],
  ['a sign before a bold name', '- ❌ **Loans**: no cards are left', { [loans]: 'violation' }],
  [
    'the number in a cell of its own',
    '| # | Name | Status |\n|---|---|---|\n| II | Docs | ✅ written cards |',
    { [loans]: 'pass' },
  ],
  [
    'nothing but a Roman number',
    '| # | Verdict | Notes |\n|---|---|---|\n| IV | ✅ | in boxes |',
    { [archive]: 'pass' },
  ],
])('a principle is known by %s', (_, body, wanted) => {
  expect(given(body)).toEqual(wanted);
});

test.each([
  ['a number with another name', '- **Principle II (Zero Noise)**: PASS: doors are padded'],
  ['one word of several', '- **Reading lamps**: PASS: warm light'],
  ['words of two titles alike', '- **Loans and shelf**: PASS: both'],
  ['a word that only begins alike', '- **Achievements**: PASS: none'],
  ['a number behind which a name stands', '| # | Topic | Status |\n|---|---|---|\n| IV | Lighting | ✅ warm |'],
])('%s names none', (_, body) => {
  expect(given(body)).toEqual({});
});

test('the name itself outranks a like one', () => {
  const body =
    '- **Quiet Rooms**: VIOLATION: a drum kit\n- **Quiet Reading Rooms for Everybody**: PASS: doors are padded';
  expect(given(body)).toEqual({ [rooms]: 'pass' });
});

test('numbers of a list are trusted where two of them stand before their own names, and none before another', () => {
  const list = (third: string): string =>
    `- **I. Quiet Rooms**: PASS: padded doors\n- **II. Loans**: PASS: written cards\n- **${third}**: PASS: one each`;
  expect(given(list('III. Order'))).toEqual({ [rooms]: 'pass', [loans]: 'pass', [shelves]: 'pass' });
  expect(given(list('II. Archive of paper'))).not.toHaveProperty(shelves);
  expect(
    given('- **I. Loans**: PASS: cards\n- **II. Rooms**: PASS: padded\n- **III. Order**: PASS: one'),
  ).not.toHaveProperty(shelves);
});

test('so is the order of a list that goes through all principles', () => {
  const body = ['Quiet rooms', 'Cards', 'Shelf boundaries', 'Paper archive'].map(
    (name) => `- **${name}**: PASS: done so`,
  );
  expect(given(body.join('\n'))).toEqual({ [rooms]: 'pass', [loans]: 'pass', [shelves]: 'pass', [archive]: 'pass' });
  expect(given(body.slice(0, 3).join('\n'))).not.toHaveProperty(loans);
});

test('a translation is told by numbers that cover the constitution', () => {
  const rows = ['静かな部屋', '貸出記録', '棚の境界', '紙の保存'].map(
    (name, index) => `| ${['I', 'II', 'III', 'IV'][index]}. ${name} | ✅ | 確認した内容 |`,
  );
  expect(given(`| 原則 | 状態 | 備考 |\n|---|---|---|\n${rows.join('\n')}`)).toEqual({
    [rooms]: 'pass',
    [loans]: 'pass',
    [shelves]: 'pass',
    [archive]: 'pass',
  });
  expect(given(`| 原則 | 状態 | 備考 |\n|---|---|---|\n${rows.slice(0, 3).join('\n')}`)).toEqual({});
});

test('notes that share words with another principle are notes', () => {
  const table = '| Principle | Status | Notes |\n|---|---|---|\n| Lighting | ✅ | quiet rooms stay dim |';
  expect(given(table)).toEqual({});
});

test('a name that fits two titles alike names neither', () => {
  const twins =
    '# C\n\n## Core Principles\n\n### I. Safe Paper Handling\n\nText.\n\n### II. Safe Paper Storage\n\nText.\n';
  expect(given('- **Paper kept safe**: PASS: in dry boxes', twins)).toEqual({});
  expect(given('- **Storage of paper**: PASS: in dry boxes', twins)).toEqual({ 'safe-paper-storage': 'pass' });
});
