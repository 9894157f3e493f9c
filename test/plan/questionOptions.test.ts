import { describe, expect, it } from 'vitest';
import { answer, apply, openWith } from '../support/answering.ts';
import { questionsIn } from '../support/questions.ts';

const plan = (body: string): string => `# Plan\n\n## Open Questions\n\n${body}\n`;
const offered = (body: string): readonly string[] | undefined => questionsIn(plan(body))[0]?.options;
/** What the plan records of an answer to the question about the tool. */
const recorded = (body: string, words: string): string | undefined => {
  const applied = answer(plan(body), { tool: { answer: words } });
  expect(applied.refused).toEqual([]);
  return /\*\*Answer\*\*: (.*?)(?: \|.*)?$/m.exec(applied.text)?.[1];
};

/** The notations that are read, all with the same two options. */
const notations = [
  ['lettered items', '- Which tool?\n  - A) Hammer\n  - B) Saw'],
  ['lettered items in brackets', '- Which tool?\n  - (a) Hammer;\n  - (b) Saw'],
  ['items with a letter and a full stop', '- Which tool?\n  - a. Hammer\n  - b. Saw'],
  ['bold letters', '1. **Which tool?**\n   - **A)** Hammer\n   - **B)** Saw'],
  ['bold letters with a dash', '- Which tool?\n  - **A** — Hammer\n  - **B** — Saw'],
  ['bold options', '- Which tool?\n  - **Option A:** Hammer\n  - **Option B:** Saw'],
  ['options in other words', '- Which tool?\n  - Вариант А: Hammer\n  - Вариант Б: Saw'],
  ['letters of another alphabet', '- Which tool?\n  - а) Hammer\n  - б) Saw'],
  ['numbers in circles', '- Which tool?\n  - ① Hammer\n  - ② Saw'],
  ['items with numbers', '- Which tool?\n  - 1) Hammer\n  - 2) Saw'],
  ['items with numbers in brackets', '- Which tool?\n  - (1) Hammer\n  - (2) Saw'],
  ['a numbered list', '- Which tool?\n  1. Hammer\n  2. Saw'],
  ['a numbered list in one', '1. Which tool?\n   1. Hammer\n   1. Saw'],
  ['boxes', '- Which tool?\n  - [ ] Hammer\n  - [ ] Saw'],
  ['lettered boxes', '- Which tool?\n  - [ ] A) Hammer\n  - [ ] B) Saw'],
  ['lettered lines', '- Which tool?\n  a. Hammer\n  b. Saw'],
  ['lettered items beside others', '- Which tool?\n  - The old one broke.\n  - A) Hammer\n  - B) Saw\n  - Owner: Ann'],
  ['boxes beside what tells of the question', '- Which tool?\n  - Owner: Ann\n  - [ ] Hammer\n  - [ ] Saw'],
  ['brackets in the line', '- Which tool? (a) Hammer, (b) Saw'],
  ['brackets behind a label in the line', '- Which tool? Options: (a) Hammer, (b) Saw'],
  ['a label in the line', '- Which tool? Options: Hammer / Saw'],
  ['a label in brackets', '- Which tool? (options: Hammer, Saw) Soon.'],
  ['a label below', '- Which tool?\n  - Options: Hammer or, Saw'],
  ['a label with its own list', '- Which tool?\n  - **Options**:\n    - Hammer\n    - Saw'],
  ['a label with lettered items', '- Which tool?\n  - Options:\n    - A) Hammer\n    - B) Saw'],
  ['a column', '| Question | Options | Owner |\n|---|---|---|\n| Which tool? | Hammer / Saw | Ann |'],
  ['lines of a cell', '| Question | Options | Owner |\n|---|---|---|\n| Which tool? | A) Hammer<br>B) Saw | Ann |'],
  ['items below a heading', '### Which tool?\n\nOne breaks.\n\n- A) Hammer\n- B) Saw'],
  ['boxes below a heading', '### Which tool?\n\n- [ ] Hammer\n- [ ] Saw'],
  ['a labelled list below a heading', '### Which tool?\n\n**Options**:\n\n- Hammer\n- Saw\n\n**Owner**: Ann'],
  ['a label that asks without a mark', '- The tool:\n  - A) Hammer\n  - B) Saw'],
] as const;

describe('options are read', () => {
  it.each(notations)('from %s', (_, body) => {
    expect(questionsIn(plan(body))).toHaveLength(1);
    expect(offered(body)).toEqual(['Hammer', 'Saw']);
  });

  it.each(notations)('from %s, and chosen by number, text, or the number that stands there', (_, body) => {
    expect(recorded(body, '2')).toBe('Saw');
    expect(recorded(body, 'saw')).toBe('Saw');
    expect(recorded(body, '2) Saw')).toBe('Saw');
  });

  it.each<[string, readonly string[]]>([
    ['- Which cloud? [AWS / GCP / Azure]', ['AWS', 'GCP', 'Azure']],
    ['- Is it live? [yes / no]', ['yes', 'no']],
    [
      '- Which way?\n  - **Option A (default)**: Preserve it\n  - **Option B**: Drop it, later',
      ['(default) Preserve it', 'Drop it, later'],
    ],
    [
      '- Which way?\n  - A) One; two, three. Four (or five)\n  - B) `can()` → no',
      ['One; two, three. Four (or five)', 'can() → no'],
    ],
    ['- Which way?\n  - A) x\n    - cheap\n  - B) y\n    - dear', ['x', 'y']],
    ['- Which way?\n  - Options:\n    - a; b\n    - c; d', ['a; b', 'c; d']],
    ['- Which one? (A) x, (B) y (or z)', ['x', 'y (or z)']],
    [
      '- Who: a subset, or none? Options: all of them; a subset, if any; or none',
      ['all of them', 'a subset, if any', 'none'],
    ],
    ['- どの案？\n  - 案A：紙\n  - 案B：木', ['紙', '木']],
    ['- 어느 쪽?\n  - 가) 종이\n  - 나) 나무', ['종이', '나무']],
  ])('%j', (body, options) => {
    expect(offered(body)).toEqual(options);
  });
});

describe('what only looks like options is none', () => {
  it.each([
    ['context', '- Which tool?\n  - The hammer broke.\n  - The saw is dull.'],
    ['cases', '- Are there settings?\n  - If yes: keep them\n  - If no: make some'],
    ['questions of their own', '- Which tool?\n  1. Who owns it?\n  2. Is it sharp?'],
    ['boxes that ask', '- What comes first?\n  - [ ] Is it searched?\n  - [ ] Is it doubled?'],
    ['boxes of which one is ticked', '- Which tool?\n  - [x] Hammer\n  - [ ] Saw'],
    ['boxes beside context', '- Which tool?\n  - [ ] Hammer\n  - Not the saw.'],
    ['a single box', '- Which tool?\n  - [ ] Ask Ann'],
    ['boxes below what does not ask', '- The tool is open.\n  - [ ] Ask Ann\n  - [ ] Ask Bob'],
    ['numbers with sentences', '- Which tool?\n  1. We asked Ann. She knows.\n  2. Bob does not.'],
    ['a numbered list that does not begin', '- Which tool?\n  3. Hammer\n  4. Saw'],
    ['letters with a gap', '- Which tool?\n  - A) Hammer\n  - C) Saw'],
    ['letters that begin late', '- Which tool?\n  - B) Hammer\n  - C) Saw'],
    ['a letter without words', '- Which tool?\n  - A) Hammer\n  - B)\n  - C) Saw'],
    ['a letter with a place for words', '- Which tool?\n  - A) Hammer\n  - B) [OPTION]\n  - C) Saw'],
    [
      'letters in the line that are told of below',
      '- Is it (a) wide or (b) long?\n  - (a) wide → cheap\n  - (b) long → dear',
    ],
    ['a labelled list with a gap', '- Which tool?\n  - Options:\n    - A) Hammer\n    - C) Saw'],
    ['spans of time', '- Which tool?\n  - 1 – 2 days\n  - 2 – 4 days'],
    ['words behind commas', '- Which tool? Options: keep the hammer, as agreed with Ann, or buy a saw'],
    ['a list that two words join', '- Which tool?\n  - Options: hammer, saw or file'],
    ['a pair of places', '- Who signs? [NAME / ROLE]'],
    ['a link', '- Which of [a / b / c](x.md)?'],
    ['steps below a heading', '### Which tool?\n\nTo find out:\n\n1. Ask Ann\n2. Ask Bob'],
  ])('%s', (_, body) => {
    expect(questionsIn(plan(body))[0]?.options).toBeUndefined();
  });

  it('so that a letter or number stays as it is given', () => {
    for (const [body, words] of [
      ['- Which tool?\n  - The hammer broke.\n  - The saw is dull.', 'B'],
      ['- Which tool?\n  - A) Hammer\n  - C) Saw', 'C'],
      ['- Which tool? Options: keep the hammer, as agreed with Ann, or buy a saw', '2'],
    ] as const)
      expect(recorded(body, words)).toBe(words);
  });

  it('nor are groups of questions', () => {
    const texts = questionsIn(plan('- Backend:\n  - A) Which store?\n  - B) Which queue?')).map(({ text }) => text);
    expect(texts).toEqual(['A) Which store?', 'B) Which queue?']);
  });
});

describe('an option is chosen', () => {
  const cyrillic = '- Which tool?\n  - А) Hammer\n  - Б) Saw\n  - В) File';

  it('by the letters of the plan’s own alphabet, not by those that look like them', () => {
    expect(recorded(cyrillic, 'В')).toBe('File');
    expect(recorded(cyrillic, 'в)')).toBe('File');
    expect(recorded(cyrillic, 'B')).toBe('B');
    expect(recorded('- Which tool?\n  - A) Hammer\n  - B) Saw', 'В')).toBe('В');
  });

  it('by its letter with its words, not with others', () => {
    const body = '- Which tool?\n  - A) Hammer\n  - B) Saw';
    expect(recorded(body, 'Option B: saw')).toBe('Saw');
    expect(recorded(body, 'B) Hammer')).toBe('B) Hammer');
    expect(recorded(body, 'a saw')).toBe('a saw');
  });

  it('by a letter, where numbers are what may be chosen', () => {
    const body = '- How many of the tool? Options: 5, 10, 20';
    expect(recorded(body, '10')).toBe('10');
    expect(recorded(body, '3')).toBe('3');
    expect(recorded(body, 'c')).toBe('20');
    expect(recorded('- How many of the tool?\n  - 1) 5\n  - 2) 10', '2')).toBe('10');
  });

  it('once and again is no change', () => {
    for (const [, body] of notations) {
      const question = openWith(plan(body), 'tool').id;
      const once = apply(plan(body), [{ question, answer: '2' }]).text;
      const again = apply(once, [{ question, answer: '2' }]);
      expect(again.refused, body).toEqual([]);
      expect(again.text).toBe(once);
    }
  });
});

describe('an owner or a date that is only the place of one', () => {
  it.each(['???', '[NAME]', '<name>', '{owner}', '_____', 'TBD', 'to be decided', '-', 'xxx'])(
    '%j is none',
    (owner) => {
      for (const body of [`- Which tool? (owner: ${owner})`, `- Which tool?\n  - Owner: ${owner}`]) {
        const [question, ...more] = questionsIn(plan(body));
        expect(more).toEqual([]);
        expect(question?.owner, body).toBeUndefined();
      }
    },
  );

  it('is none as a date either', () => {
    expect(questionsIn(plan('- Which tool? (owner: Ann, due: DD.MM.YYYY)'))[0]).toMatchObject({ owner: 'Ann' });
    for (const due of ['DD.MM.YYYY', '[DATE]', 'TBD'])
      expect(questionsIn(plan(`- Which tool? (owner: Ann, due: ${due})`))[0]?.due, due).toBeUndefined();
  });

  it('leaves the owner of the list', () => {
    const text = plan('**Owner**: Bob\n\n- Which tool? (owner: ???)\n- Which day? (owner: Ann)');
    expect(questionsIn(text).map(({ owner }) => owner)).toEqual(['Bob', 'Ann']);
  });

  it.each([
    'Ann',
    '@ann',
    'Ann (ops)',
    'Ann & Bob',
    'KPI-Team',
    'Jean-Luc O’Neil',
    '田中',
    '[Ann](https://example.org)',
  ])('%j is one', (owner) => {
    expect(questionsIn(plan(`- Which tool?\n  - Owner: ${owner}`))[0]?.owner).toBeDefined();
  });

  it('gives way to a name', () => {
    const applied = answer(plan('- Which tool? (owner: ???)'), { tool: { owner: 'Ann' } });
    expect(applied.text).toBe(plan('- Which tool? (owner: Ann)'));
  });
});

describe('options of any text', () => {
  it('take no more than linear time', () => {
    const hostile = [
      `- Which? ${'A) '.repeat(20_000)}`,
      `- Which? ${'(a '.repeat(20_000)}`,
      `- Which? Options: ${'a, '.repeat(20_000)}`,
      `- Which? ${'[a / b '.repeat(8_000)}`,
      `- Which?\n${'  - A) x\n'.repeat(4_000)}`,
      `- Which?\n${'  - [ ] x\n'.repeat(4_000)}`,
      `- Which?\n${'  a. x\n'.repeat(6_000)}`,
      `| Question | Owner |\n|---|---|\n${'| a? | [b] |\n'.repeat(800)}`,
    ];
    for (const text of hostile) {
      const start = performance.now();
      questionsIn(plan(text));
      expect(performance.now() - start, text.slice(0, 40)).toBeLessThan(4_000);
    }
  });
});
