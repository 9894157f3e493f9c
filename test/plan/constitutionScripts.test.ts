import { expect, test } from 'vitest';
import { parseConstitution } from '../../src/plan/constitution/parse.ts';
import { wordCount } from '../../src/plan/constitution/phrases.ts';
import { check, planWith, verdicts } from '../support/constitutions.ts';

const orchard = `# 果园宪章

## 核心原则

### 一、少用农药（不可妥协）

每棵树每年最多喷洒一次农药。

### 二、手工采摘

果实必须由人采摘，不得用机器。

### 三、冬天修剪

修剪在冬天进行。
`;

const given = (body: string): string[] => Object.values(verdicts(check(planWith(body), orchard)));

test.each([
  ['(НЕОБСУЖДАЕМО)', 'NON-NEGOTIABLE'],
  ['（不可妥协）', 'NON-NEGOTIABLE'],
  ['【不可协商】', 'NON-NEGOTIABLE'],
  ['(非交渉)', 'NON-NEGOTIABLE'],
  ['(타협 불가)', 'NON-NEGOTIABLE'],
  ['(INEGOCIÁVEL)', 'NON-NEGOTIABLE'],
  ['(no negociable)', 'NON-NEGOTIABLE'],
  ['(non négociable)', 'NON-NEGOTIABLE'],
  ['(nicht verhandelbar)', 'NON-NEGOTIABLE'],
  ['— NON-NEGOTIABLE', 'NON-NEGOTIABLE'],
  [': non-negotiable', 'NON-NEGOTIABLE'],
  ['(for visitors)', ''],
])('a title keeps its words and loses its mark: %s', (mark, strength) => {
  const [principle] = parseConstitution(`# C\n\n## Core Principles\n\n### I. Open Doors ${mark}\n\nText.\n`).principles;
  expect(principle).toMatchObject({
    title: strength === '' ? `Open Doors ${mark}` : 'Open Doors',
    strength,
  });
});

test('a table of principles is read by its column of names, without its IDs', () => {
  const table =
    '| # | Principle | Meaning |\n|---|---|---|\n| C1 | Open doors | nobody is locked out |\n| C2 | **Dry floors** (MUST) | a mat at every door |';
  const { principles } = parseConstitution(
    `# C\n\n## Core Principles\n\nAll of them bind.\n\n${table}\n\n## Other Principles\n\n- One\n`,
  );
  expect(principles).toMatchObject([
    { id: 'open-doors', title: 'Open doors', text: 'nobody is locked out', strength: '' },
    { id: 'dry-floors', title: 'Dry floors', text: 'a mat at every door', strength: 'MUST' },
  ]);
  expect(
    parseConstitution('# C\n\n## Principles\n\n| Principle | Why |\n|---|---|\n| [NAME] | [WHY] |\n').unfilled,
  ).toBe(true);
});

test('a comment that opens the file and is never closed ends before the title', () => {
  const text =
    '<!--\nSync report\n\n# Club Constitution\n\n## Core Principles\n\n### I. Open Doors\n\nText.\n\n### II. Dry Floors\n\nText.\n';
  expect(parseConstitution(text).principles.map(({ title }) => title)).toEqual(['Open Doors', 'Dry Floors']);
  expect(parseConstitution(text.replace('# Club', '-->\n# Club')).principles).toHaveLength(2);
});

test.each([
  ['', 0],
  ['wet paint', 2],
  ['通过', 1],
  ['少用农药', 2],
  ['先写 tests 再写', 3],
  ['문서를 먼저 쓴다', 3],
])('%j has about %d words', (text, count) => {
  expect(wordCount(text)).toBe(count);
});

test('words of the constitution are no evidence in a script without blanks either', () => {
  expect(given('- **少用农药**：通过。每棵树每年最多喷洒一次农药。')[0]).toBe('unsupported');
  expect(given('- **少用农药**：通过。今年只喷了三棵树')[0]).toBe('pass');
});

test('full-width marks part clauses', () => {
  expect(
    given('- 少用农药：不符合，理由：虫害太重\n- 手工采摘：通过；全部用手\n- 冬天修剪：不适用（今年不修剪）'),
  ).toEqual(['justified', 'pass', 'not_applicable']);
  const none = check(planWith('- [ ] **少用农药**\n\n**违反**：无，全部遵守'), orchard);
  expect(none.principles[0]).toMatchObject({ verdict: 'unknown' });
});

test('short forms of names are found by neighbouring signs', () => {
  expect(given('| 原则 | 状态 | 说明 |\n|---|---|---|\n| 少用农药化肥 | 通过 | 只喷三棵树 |')).toEqual([
    'pass',
    'unaddressed',
    'unaddressed',
  ]);
  expect(given('所有原则均符合。\n\n- 手工采摘：全部用手摘')).toEqual(['unaddressed', 'pass', 'unaddressed']);
});
