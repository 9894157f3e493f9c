import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseConstitution } from '../../src/plan/constitution/parse.ts';
import { principlesOf } from '../../src/plan/constitution/principles.ts';

const titles = (text: string): string[] => parseConstitution(text).principles.map(({ title }) => title);

test('reads the principles below a principles heading, with numbers, strengths, questions and rules', () => {
  const constitution = parseConstitution(
    `# Harbour Constitution

## Core Principles

### I. Small Boats (NON-NEGOTIABLE)

Nothing larger than a dinghy MUST be moored here.

**Check**: Will every boat fit between two posts?

### II. Quiet Nights

Engines SHOULD be off after ten. Is there a reason to run one later? Then it is written down.

### III. Clean Water

**Rules**:
- No oil leaves a boat
- Bilges are pumped \`ashore\`

### Open Slipway

Anyone may launch.

## Governance

Changed by vote.

**Version**: 2.1.0 | **Ratified**: 2025-03-01 | **Last Amended**: 2026-01-15
`,
    undefined,
    'docs/constitution.md',
  );
  expect(constitution).toMatchObject({
    path: 'docs/constitution.md',
    version: '2.1.0',
    ratified: '2025-03-01',
    amended: '2026-01-15',
    unfilled: false,
  });
  expect(
    constitution.principles.map(({ id, number, title, strength, question, rules }) => ({
      id,
      number,
      title,
      strength,
      question,
      rules,
    })),
  ).toEqual([
    {
      id: 'small-boats',
      number: 'I',
      title: 'Small Boats',
      strength: 'NON-NEGOTIABLE',
      question: 'Will every boat fit between two posts?',
      rules: [],
    },
    {
      id: 'quiet-nights',
      number: 'II',
      title: 'Quiet Nights',
      strength: 'SHOULD',
      question: 'Is there a reason to run one later?',
      rules: [],
    },
    {
      id: 'clean-water',
      number: 'III',
      title: 'Clean Water',
      strength: '',
      question: '',
      rules: ['No oil leaves a boat', 'Bilges are pumped `ashore`'],
    },
    { id: 'open-slipway', number: undefined, title: 'Open Slipway', strength: '', question: '', rules: [] },
  ]);
});

test.each([
  [
    'articles without a section',
    '# C\n\n## Article 1: Bees First\n\nText.\n\n## Article II — Honey Later\n\nText.\n\n## Amendments\n\nText.\n',
    ['Bees First', 'Honey Later'],
  ],
  [
    'Japanese articles',
    '# 憲法\n\n## 第1条: 公平\n\n本文。\n\n## 第2条: 一貫性\n\n本文。\n\n## 運用\n\n本文。\n',
    ['公平', '一貫性'],
  ],
  [
    'Chinese numerals below a heading that no word list knows',
    '# 章程\n\n## 原則甲\n\n### 一、最小改動\n\n文。\n\n### 二、測試紀律\n\n文。\n\n## 流程\n\n文。\n',
    ['最小改動', '測試紀律'],
  ],
  [
    'a translated heading with the English one in brackets',
    '# 헌법\n\n## 핵심 원칙 (Core Principles)\n\n### I. 명확한 경계\n\n글.\n',
    ['명확한 경계'],
  ],
  [
    'headings one level below the title',
    '# C\n\n## Purpose\n\nWhy.\n\n## Kindness\n\nText.\n\n## Patience\n\nText.\n\n## Governance\n\nText.\n',
    ['Kindness', 'Patience'],
  ],
  [
    'bullets below the heading',
    '# C\n\n## Principles\n\n- **Kindness**: always\n- **Patience**: mostly\n',
    ['Kindness', 'Patience'],
  ],
  [
    'several lists of principles',
    '# C\n\n## Technical Principles\n\n### 1. Plain\n\nT.\n\n## Product Principles\n\n### 1. Small\n\nT.\n',
    ['Plain', 'Small'],
  ],
  [
    'a principle named like governance',
    '# C\n\n## Core Principles\n\n### I. Compliance\n\nT.\n\n### II. Version Everything\n\nT.\n',
    ['Compliance', 'Version Everything'],
  ],
  [
    'a title that was filled in its brackets',
    '# C\n\n## Core Principles\n\n### [Home First]\n\nText.\n',
    ['Home First'],
  ],
  ['emoji and bold', '# C\n\n## 🏛 Core Principles\n\n### 1. **Bold Moves**\n\nT.\n', ['Bold Moves']],
])('finds principles in %s', (_, text, expected) => {
  expect(titles(text)).toEqual(expected);
});

test.each([
  [
    'capitals in brackets',
    '# [PROJECT_NAME] Constitution\n\n## Core Principles\n\n### [PRINCIPLE_1_NAME]\n\n[PRINCIPLE_1_DESCRIPTION]\n',
    true,
  ],
  [
    'words in brackets over a body in brackets',
    '# C\n\n## Principles\n\n### I. [Principle Name]\n\n[What it asks]\n',
    true,
  ],
  ['braces in a list', '# C\n\n## Principles\n\n- {principle_1}\n- {principle_2}\n', true],
  [
    'words in brackets over a written body',
    '# C\n\n## Core Principles\n\n### [Home First]\n\nEverything runs at home.\n',
    false,
  ],
  ['a slot in prose alone', '# C\n\n## Core Principles\n\n### Home First\n\nSee [LINK].\n', false],
])('tells whether a constitution is unfilled: %s', (_, text, expected) => {
  expect(parseConstitution(text).unfilled).toBe(expected);
});

test('a version that is still a slot is none', () => {
  const { version, ratified } = parseConstitution(
    '# C\n\n**Version**: [CONSTITUTION_VERSION] | **Ratified**: [RATIFICATION_DATE]\n',
  );
  expect([version, ratified]).toEqual([undefined, undefined]);
});

test('principles of the same title get ids of their own', () => {
  expect(principlesOf('# C\n\n## Principles\n\n### A rule\n\nT.\n\n### A rule\n\nT.\n').map(({ id }) => id)).toEqual([
    'a-rule',
    'a-rule-2',
  ]);
});

test.each(['', '\uFEFF', '# Title only\n', 'no heading at all', '<!-- never closed\n# A\n## Principles\n'])(
  'a text without principles gives none: %j',
  (text) => {
    expect(parseConstitution(text)).toEqual({ unfilled: false, principles: [] });
  },
);

test('hostile texts take no long time', () => {
  const texts = [
    `# C\n\n## Principles\n\n### ${'('.repeat(50_000)}\n`,
    `# C\n\n${'## A?'.repeat(20_000)}\n`,
    `# C\n\n## Principles\n\n${'?'.repeat(100_000)}\n`,
    `${'#'.repeat(6)} ${'*'.repeat(60_000)}\n`,
  ];
  const start = performance.now();
  for (const text of texts) parseConstitution(text);
  expect(performance.now() - start).toBeLessThan(3000);
});

const collected = new URL('../../../shared/corpus/constitutions/', import.meta.url);

test.skipIf(!existsSync(collected))(
  'every collected constitution is read; nearly all have principles (skipped where the collection is missing)',
  () => {
    const files = readdirSync(collected).filter((name) => name.endsWith('.md'));
    const without = files.filter(
      (name) => parseConstitution(readFileSync(new URL(name, collected), 'utf8')).principles.length === 0,
    );
    expect(files.length).toBeGreaterThan(50);
    expect(without.length).toBeLessThan(4);
  },
);
