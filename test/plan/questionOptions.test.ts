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
  ['lettered boxes', '- Which tool?\n  - [ ] A) Hammer\n  - [ ] B) Saw'],
  ['lettered lines', '- Which tool?\n  a. Hammer\n  b. Saw'],
  ['lettered items beside others', '- Which tool?\n  - The old one broke.\n  - A) Hammer\n  - B) Saw\n  - Owner: Ann'],
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
  ['a labelled list below a heading', '### Which tool?\n\n**Options**:\n\n- Hammer\n- Saw\n\n**Owner**: Ann'],
  ['numbered options', '- Which tool?\n  - Option 1: Hammer\n  - Option 2: Saw'],
  ['numbers behind a label in the line', '- Which tool? Options: 1) Hammer, 2) Saw'],
  ['a label with items in circles', '- Which tool?\n  - Options:\n    - ① Hammer\n    - ② Saw'],
  ['a label with a numbered list', '- Which tool?\n  - Options:\n    1. Hammer\n    2. Saw'],
  ['a label with a numbered list in one', '- Which tool?\n  - Options:\n    1. Hammer\n    1. Saw'],
  ['a label with boxes', '- Which tool?\n  - Options:\n    - [ ] Hammer\n    - [ ] Saw'],
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
    ['- Which db? Options: Postgres / SQLite (files; fast)', ['Postgres', 'SQLite (files; fast)']],
    ['- Which db? (options: Postgres (a, b) / SQLite (c; d)) Soon.', ['Postgres (a, b)', 'SQLite (c; d)']],
    ['- Which rate? Options: 1,5 %, 2,5 %', ['1,5 %', '2,5 %']],
    ['- Which rate? Options: 1;5; 2;5', ['1;5', '2;5']],
    ['- Which day? Options: 2027/01/02, 2027/01/03', ['2027/01/02', '2027/01/03']],
    ['- Which day? Options: 2027/01/02 / 2027/01/03', ['2027/01/02', '2027/01/03']],
    ['- Which call? Options: `a;b`, `c`', ['a;b', 'c']],
    ['- Which call?\n  - Options: `a / b` / `c`', ['a / b', 'c']],
    ['- Which call? Options: (a) `f(a) b)`, (b) `c`', ['f(a) b)', 'c']],
    ['- Which call? [`a/b` | `c`]', ['a/b', 'c']],
    ['- Which words? Options: "a, b", "c"', ['"a, b"', '"c"']],
    ['- Which words? Options: „a, b“, «c; d»', ['„a, b“', '«c; d»']],
    ['- Which db? Options: pg — fast / sqlite — small', ['pg — fast', 'sqlite — small']],
    ['- Which grade? Options: A) C / B) A', ['C', 'A']],
    ["- Whose is it? Options: Ann's, Bob's", ["Ann's", "Bob's"]],
    ['- Which link? Options: TCP/IP, UDP', ['TCP/IP', 'UDP']],
    ['- Which speed? Options: 5 km/h / 10 km/h', ['5 km/h', '10 km/h']],
    ['- 选择哪个？选项：1．5、2．5', ['1．5', '2．5']],
    ['- どの案？\n  - 案A：紙\n  - 案B：木', ['紙', '木']],
    ['- 어느 쪽?\n  - 가) 종이\n  - 나) 나무', ['종이', '나무']],
  ])('%j', (body, options) => {
    expect(offered(body)).toEqual(options);
  });
});

describe('options of a research task', () => {
  const research = (body: string): string =>
    `# Plan\n\n## Research\n\n### Research Task 1: Store\n\n${body}\n\n**Decision**: TBD\n`;

  it.each<[string, readonly string[] | undefined]>([
    ['**Question**: Which? Options: `a;b`, `c`', ['a;b', 'c']],
    ['**Question**: Which?\n\n**Options**: `a;b`, `c`', ['a;b', 'c']],
    ['**Question**: Which?\n\n**Options**:\n\n- a; b\n- c', ['a; b', 'c']],
    ['**Question**: Which?\n\n**Options**:\n\n3. a\n4. b', undefined],
  ])('%j', (body, options) => {
    expect(questionsIn(research(body))[0]).toMatchObject({ kind: 'unknown' });
    expect(questionsIn(research(body))[0]?.options).toEqual(options);
  });
});

describe('what only looks like options is none', () => {
  it.each([
    ['context', '- Which tool?\n  - The hammer broke.\n  - The saw is dull.'],
    ['cases', '- Are there settings?\n  - If yes: keep them\n  - If no: make some'],
    ['questions of their own', '- Which tool?\n  - a) Who owns it?\n  - b) Is it sharp?'],
    ['boxes', '- Have these been checked?\n  - [ ] logs\n  - [ ] metrics'],
    ['boxes below a heading', '### Which tool?\n\n- [ ] Hammer\n- [ ] Saw'],
    ['a single box', '- Which tool?\n  - [ ] Ask Ann'],
    ['steps', '- Which tool?\n  1. Call Ann\n  2. Ask Bob\n  3. Decide'],
    ['steps in items', '- Which tool?\n  - 1) Call Ann\n  - 2) Ask Bob'],
    ['steps in items with brackets', '- Which tool?\n  - (1) Call Ann\n  - (2) Ask Bob'],
    ['steps in circles', '- Which tool?\n  - ① Call Ann\n  - ② Ask Bob'],
    ['steps with a colon', '- Which tool?\n  - 1: Call Ann\n  - 2: Ask Bob'],
    ['steps in the line', '- Which tool? 1) Call Ann, 2) ask Bob'],
    ['steps in Chinese numbers', '- 哪个工具？\n  - 一、锤子\n  - 二、锯子'],
    ['a labelled list that counts otherwise', '- Which tool?\n  - Options:\n\n    3. Hammer\n    4. Saw'],
    ['paragraphs of a law', '- In GDPR art. 6 (1) a) and b) which applies?'],
    ['paragraphs of a law behind a colon', '- GDPR: a) and b) which applies?'],
    ['names with letters', '- Are the vitamins A) and B) tests?'],
    ['references in brackets', '- Which tool (see 1) and 2) below)?'],
    ['references', '- Does section a) below and b) above apply?'],
    ['references in whole brackets', '- Does section (a) below or (b) above apply?'],
    ['letters that the question stands behind', '- a) Hammer b) Saw, which one?'],
    ['letters with a sentence behind them', '- Which tool? (a) Hammer, (b) Saw. Ann decides.'],
    ['letters with a clause behind them', '- Which tool? (a) Hammer, (b) Saw; Ann decides.'],
    ['a list with a sentence behind it', '- Which tool? Options: Hammer / Saw. Ann decides'],
    ['a list with a clause behind it', '- Which tool? Options: Hammer / Saw; Ann decides'],
    ['a list parted in two ways', '- Which tool? Options: Hammer, Saw / File'],
    ['one name with a slash', '- Which link? Options: TCP/IP'],
    ['one unit with a slash', '- Which speed? Options: 5 km/h'],
    ['one date', '- Which day? Options: 2027/01/02'],
    ['one date in brackets', '- Which day (2027/01/02)?'],
    ['one number with a comma', '- Which rate? Options: 1,5 %'],
    ['a place where the options stand', '- Which tool (options: see the appendix, page 3)?'],
    ['a bracket that does not close', '- Which tool? Options: Hammer (old, Saw'],
    ['a quote that does not close', '- Which tool? Options: "Hammer, Saw'],
    ['a remark behind a list', '- Which tool? Options: Hammer / Saw — Ann decides'],
    ['a remark behind letters', '- Which tool? (a) Hammer, (b) Saw → Ann'],
    ['letters that are told of', '- Which tool of the list below? (a) is old, (b) is new.'],
    ['letters that ask in the line', '- The tool: (a) who brings it, (b) when?'],
    ['clauses', '- 哪个工具？选项：见附录，第3页'],
    ['a list beside steps', '- Which tool? Options: Hammer / Saw\n  1. Call Ann\n  2. Ask Bob'],
    ['letters beside steps', '- Which tool?\n  - a) Hammer\n  - b) Saw\n  1. Call Ann'],
    ['a path', '- Which tool is it (src/app/core)?'],
    ['dots', '- Which tool? Options: Hammer, Saw, …'],
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
      ['- Which tool?\n  - [ ] Call Ann\n  - [ ] Ask Bob', '1'],
      ['- Which tool?\n  1. Call Ann\n  2. Ask Bob', '1'],
      ['- Which tool, of section a) below and b) above?', 'a'],
      ['- Which tool?\n  - a) Who owns it?\n  - b) Is it sharp?', 'b'],
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

  it('by a letter that is one itself, not by its place', () => {
    const body = '- Which grade has the tool? Options: C, A, B';
    for (const said of ['A', 'a', 'option A', '(A)', 'A)', 'Option a.']) expect(recorded(body, said), said).toBe('A');
    expect(recorded(body, '2')).toBe('A');
    expect(recorded(body, 'D')).toBe('D');
    expect(recorded('- Which grade has the tool? Options: C, A, other', 'B')).toBe('B');
  });

  it.each<[string, string]>([
    ['- Which plan has the tool? Options: plan C / plan A / plan B', 'A'],
    ['- Which plan has the tool? Options: plan C / plan A / plan B', 'option A'],
    ['- Which plan has the tool?\n  - A) plan B\n  - B) plan A', 'A'],
    ['- Which grade has the tool?\n  - A) B\n  - B) A', 'option A'],
    ['- Which language has the tool? Options: Rust, Go, Zig', 'C'],
    ['- How long is the tool away? Options: 2 days / 1 day', '2'],
    ['- How long is the tool away?\n  - Option 1: about 2 days\n  - Option 2: about 1 day', '2'],
    ['- Which version has the tool? Options: v2, v1', '1'],
    ['- Which version has the tool? Options: GCP 15, AWS 16', '16'],
    ['- How many of the tool? Options: 2, 3, more', '1'],
    ['- How many of the tool? Options: 2, 1, 5', 'option 2'],
  ])('of %j by neither, where %j may mean two', (body, said) => {
    expect(recorded(body, said)).toBe(said);
  });

  it('by its place behind the word for an option', () => {
    const body = '- Which tool? Options: Hammer, Saw';
    expect(recorded(body, 'option b')).toBe('Saw');
    expect(recorded(body, 'option 2')).toBe('Saw');
    expect(recorded(body, 'b')).toBe('b');
  });

  it('by a letter that looks the same, where it stands at the same place', () => {
    const small = '- Which tool?\n  - а) Hammer\n  - б) Saw';
    for (const said of ['a', 'A)', '(a)', 'Вариант A']) expect(recorded(small, said), said).toBe('Hammer');
    expect(recorded('- Which tool?\n  - A) Hammer\n  - B) Saw', 'А')).toBe('Hammer');
    expect(recorded(small, 'b')).toBe('b');
  });

  it('by a letter, where numbers are what may be chosen', () => {
    const body = '- How many of the tool? Options: 5, 10, 20';
    expect(recorded(body, '10')).toBe('10');
    expect(recorded(body, '3')).toBe('3');
    expect(recorded(body, 'c')).toBe('20');
    expect(recorded('- How many of the tool?\n  - Option 1: 5\n  - Option 2: 10', '2')).toBe('10');
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
      `- Which? Options: ${'('.repeat(20_000)}${', a)'.repeat(10_000)}`,
      `- Which? Options: ${'"a, '.repeat(20_000)}`,
      `- Which? Options: ${'`a; '.repeat(20_000)}`,
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
