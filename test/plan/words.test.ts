import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { rolesOf, sectionsWithRole } from '../../src/plan/roles.ts';
import { builtInWords, createWords, wordFile } from '../../src/plan/words.ts';

const words = createWords({
  labels: { wood: ['pine', 'red oak', "carpenter's own", '*beam', 'plank *', '*floor*'] },
  verdicts: { good: ['pass', 'passes', '✅', '通过', 'n/a', 'not good'], bad: ['fail'] },
});

test.each([
  ['pine', true],
  ['**Pine**:', true],
  ['(PINE).', true],
  ['Red  Oak', true],
  ['carpenter’s own', true],
  ['pine tree', false],
  ['oak beam', true],
  ['moonbeam', false],
  ['plank bed', true],
  ['planks', false],
  ['the floor above', true],
  ['floors', false],
  ['', false],
  ['x'.repeat(1000), false],
])('%s is one of the words: %s', (text, expected) => {
  expect(words.label('wood').is(text)).toBe(expected);
});

test('the rank is the place in the list', () => {
  expect([
    words.label('wood').rank('red oak'),
    words.label('wood').rank('pine'),
    words.label('wood').rank('oak'),
  ]).toEqual([1, 0, undefined]);
});

test.each([
  ['it passes here', { from: 3, to: 9 }],
  ['bypass the password', undefined],
  ['PASSです', { from: 0, to: 4 }],
  ['检查通过了', { from: 2, to: 4 }],
  ['so✅far', { from: 2, to: 3 }],
  ['is N/A.', { from: 3, to: 6 }],
  ['not  good', { from: 0, to: 9 }],
  ['', undefined],
])('finds whole words in %s', (text, expected) => {
  expect(words.verdict('good').find(text)).toEqual(expected);
});

test('opens gives the length with the marks before it', () => {
  expect([
    words.verdict('good').opens('**PASS**: x'),
    words.verdict('good').opens('(n/a)'),
    words.verdict('good').opens('the pass'),
  ]).toEqual([6, 4, 0]);
});

test('a name without words has an empty set', () => {
  expect([
    words.label('stone').is('x'),
    words.label('stone').find('x'),
    words.label('stone').opens('x'),
    words.none.is('none'),
  ]).toEqual([false, undefined, 0, false]);
});

test('a second file adds to the first', () => {
  const both = createWords({ none: ['none'] }, { none: ['keine'], labels: { status: ['stand'] } });
  expect([both.none.is('None'), both.none.is('Keine'), both.label('status').is('Stand')]).toEqual([true, true, true]);
});

test('a file with a part that nobody reads is refused', () => {
  expect(wordFile.safeParse({ lables: {} }).success).toBe(false);
});

test('whatever the text, a word that is found stands there as a whole', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[pasn✅通过 /.oé-]{0,40}$/u), (text) => {
      for (const { from, to } of words.verdict('good').findAll(text)) {
        expect(to).toBeGreaterThan(from);
        expect(words.verdict('good').opens(text.slice(from, to))).toBe(to - from);
      }
    }),
  );
});

test('sections get their roles by title, the preferred name and the higher section first', () => {
  const document = parseDocument(`# Plan

## 2. Constitution Check

### 2.2 Gate Evaluation

## Open Issues & Decisions

### 7.1 Unresolved Questions

## Risk Assessment (draft)

## Work

### Timeline Estimate

## Timeline
`);
  const roles = rolesOf(document, builtInWords);
  expect(Object.fromEntries(roles)).toMatchObject({
    constitution: 'constitution-check',
    gates: 'constitution-check/gate-evaluation',
    questions: 'open-issues-decisions/unresolved-questions',
    risks: 'risk-assessment-draft',
  });
  expect(sectionsWithRole(document, builtInWords, 'timeline').map(({ id }) => id)).toEqual([
    'work/timeline-estimate',
    'timeline',
  ]);
});

test('a role that the template declares goes before the words', () => {
  const document = parseDocument('# Plan\n\n## Open Questions\n\n## Riddles\n');
  const meta = {
    id: 't',
    title: 'T',
    description: '',
    engine: 'plain' as const,
    roles: { questions: 'riddles', sums: 'nowhere' },
  };
  expect(Object.fromEntries(rolesOf(document, builtInWords, { meta }))).toEqual({ questions: 'riddles' });
});
