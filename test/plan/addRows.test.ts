import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { mustAdd, refusalOf } from '../support/additions.ts';
import { rowsOf, sectionOf, textOf } from '../support/places.ts';
import { builtIns, loadBuiltIn, loadText, readSeed } from '../support/templates.ts';

function rows(text: string, section: string): string[] {
  const document = parseDocument(text);
  return rowsOf(sectionOf(document, section)).map((row) => textOf(document, row.span));
}

const plan = (table: string): string => `# Plan\n\n## Risks\n\n${table}\n\n## Rest\n`;

describe('one more row', () => {
  const service = loadBuiltIn('service-delivery');
  const layered = loadBuiltIn('layered-platform');

  test('takes the place of sample rows, and keeps the places that were not given', () => {
    const { text, changed } = mustAdd(
      service.text,
      { section: 'risks', values: { Risk: 'Ice', Impact: 'h' } },
      service,
    );
    expect(rows(text, 'risk-management/identified-risks')).toEqual([
      '| Ice | H | [H/M/L] | [How it is kept small] | [What is done if it happens] |',
    ]);
    expect(changed.map((each) => each.section)).toEqual(['risk-management/identified-risks/ice']);
    const more = mustAdd(
      text,
      { section: 'risks', values: { Risk: 'Fog', Probability: 'L', Mitigation: 'Horn' } },
      service,
    );
    expect(rows(more.text, 'risk-management/identified-risks')[1]).toBe(
      '| Fog | [H/M/L] | L | Horn | [What is done if it happens] |',
    );
    expect(more.unfilled).toBe(mustAdd(text, { section: 'risks', values: { Risk: 'Fog' } }, service).unfilled - 2);
  });

  test('stands before the totals', () => {
    const row = { Phase: 'Phase 3', Duration: '2 days', Dependencies: 'Phase 2' };
    const { text } = mustAdd(layered.text, { section: 'timeline', values: row }, layered);
    expect(rows(text, 'timeline-estimate').slice(-2)).toEqual([
      '| Phase 3 | 2 days | Phase 2 |',
      '| **Total** | **[X days]** | |',
    ]);
  });

  test('refuses columns that there are not, choices outside their list, lists, several lines and nothing', () => {
    const add = (values: Record<string, string | string[]>): string =>
      refusalOf(service.text, { section: 'risks', values }, service);
    expect(add({ Danger: 'Ice' })).toBe(
      '[unknown_field] One more in risk-management/identified-risks has nothing named "Danger". Known: Risk, Impact, Probability, Mitigation, Contingency.',
    );
    expect(add({ Risk: 'Ice', Impact: 'huge' })).toMatch(/^\[invalid_choice\] "huge" .*Use one of: H, M, L\.$/);
    expect(add({ Risk: ['Ice', 'Fog'] })).toMatch(/^\[invalid_input\] "Risk" takes one text/);
    expect(add({ Risk: 'Ice\nFog' })).toMatch(/^\[breaks_structure\] .*holds one line/);
    expect(refusalOf(plan('| A | B |\n|--|--|\n| x | y |'), { section: 'risks', values: {} })).toMatch(
      /^\[(?:invalid_input|unknown_field)\]/,
    );
  });

  test.each([
    ['numbers', '| # | Risk |\n|--|--|\n| 1 | Ice |\n| 2 | Fog |', '| 3 | Tide |'],
    ['IDs', '| ID | Risk |\n|--|--|\n| R-08 | Ice |\n| R-09 | Fog |', '| R-10 | Tide |'],
    ['bold IDs', '| ID | Risk |\n|--|--|\n| **R1** | Ice |', '| **R2** | Tide |'],
    ['the number of a sample', '| ID | Risk |\n|--|--|\n| R1 | [Risk] |', '| R1 | Tide |'],
    ['nothing where they are of different kinds', '| ID | Risk |\n|--|--|\n| R1 | Ice |\n| X | Fog |', '|  | Tide |'],
  ])('goes on with %s', (_, table, added) => {
    const once = mustAdd(plan(table), { section: 'risks', values: { Risk: 'Tide' } });
    expect(rows(once.text, 'risks').at(-1)).toBe(added);
    expect(mustAdd(once.text, { section: 'risks', values: { Risk: 'Tide' } }).text).toBe(once.text);
  });

  test('keeps an ID that is given', () => {
    const { text } = mustAdd(plan('| ID | Risk |\n|--|--|\n| R1 | Ice |'), {
      section: 'risks',
      values: { ID: 'R7', Risk: 'Tide' },
    });
    expect(rows(text, 'risks').at(-1)).toBe('| R7 | Tide |');
  });

  test.each([
    ['a head alone', '| Risk | Impact |\n|---|---|', '| Tide | High |'],
    ['a row that says None', '| Risk | Impact |\n|---|---|\n| None | - |', '| Tide | High |'],
    ['None below it', '| Risk | Impact |\n|---|---|\n\nNone yet', '| Tide | High |'],
    ['no blanks', '|Risk|Impact|\n|---|---|\n|Ice|Low|', '|Tide|High|'],
    ['no pipes at its edges', 'Risk | Impact\n--- | ---\nIce | Low', 'Tide | High'],
    ['pipes in a cell', '| Risk | Impact |\n|---|---|\n| a \\| b | Low |', '| Tide | High |'],
  ])('fits a table with %s', (_, table, added) => {
    const values = { Risk: 'Tide', Impact: 'High' };
    const { text } = mustAdd(plan(table), { section: 'risks', values });
    expect(rows(text, 'risks').at(-1)).toBe(added);
    expect(text).not.toContain('None');
    expect(text.endsWith('\n\n## Rest\n')).toBe(true);
    expect(mustAdd(plan(table).replaceAll('\n', '\r\n'), { section: 'risks', values }).text).toBe(
      text.replaceAll('\n', '\r\n'),
    );
  });

  test('escapes pipes, goes behind the row that after names, and works by a label and by a row', () => {
    const text = plan('**Known:**\n\n| Risk | Impact |\n|---|---|\n| Ice | Low |\n| Fog | Low |');
    const values = { Risk: 'a | b' };
    const first = mustAdd(text, { section: 'risks', values, after: 'ice' }).text;
    expect(rows(first, 'risks')).toEqual(['| Ice | Low |', '| a \\| b |  |', '| Fog | Low |']);
    expect(mustAdd(first, { section: 'risks', values, after: 'ice' }).text).toBe(first);
    const last = mustAdd(text, { section: 'risks', values }).text;
    expect(mustAdd(text, { section: 'risks/known', values }).text).toBe(last);
    expect(mustAdd(text, { section: 'risks/fog', values }).text).toBe(last);
    expect(refusalOf(text, { section: 'risks', values, after: 'risks/snow' })).toMatch(/^\[unknown_address\]/);
    expect(refusalOf(text, { section: 'risks', values, after: 'rest' })).toMatch(
      /^\[unknown_address\] .*Use one of: risks\/ice, risks\/fog\.$/,
    );
  });

  test('brings back the table of the template where None stands for it', () => {
    const bare = layered.text.replace(/\| Risk \| Prob[\s\S]*?(?=\n\n## Timeline)/, 'None');
    const { text } = mustAdd(bare, { section: 'risks', values: { Risk: 'Ice', Impact: 'Low' } }, layered);
    expect(text).toContain(
      '## Risk Assessment\n\n| Risk | Probability | Impact | Mitigation |\n|------|-------------|--------|------------|\n| Ice | Low/Med/High | Low | [How it is kept small] |\n\n## Timeline',
    );
  });

  test('refuses a name that another place below has already', () => {
    const text = plan('| Risk | Impact |\n|---|---|\n| Ice | Low |\n\n- Tide');
    expect(refusalOf(text, { section: 'risks', values: { Risk: 'Tide' } })).toMatch(
      /^\[breaks_structure\] .*the address risks\/tide would name another place/,
    );
  });

  test('is found below a section that holds nothing else of these columns', () => {
    const text =
      '# Plan\n\n## Risks\n\n### Known\n\n| Risk | Impact |\n|---|---|\n| Ice | Low |\n\n### Blockers\n- none left\n';
    const { changed } = mustAdd(text, { section: 'risks', values: { Risk: 'Fog' } });
    expect(changed.map((each) => each.section)).toEqual(['risks/known/fog']);
    expect(refusalOf(text, { section: 'risks', values: { item: 'Fog' } })).toMatch(
      /^\[breaks_structure\] .*section: risks\/known, risks\/blockers;/,
    );
  });

  for (const { id, seed, section, values, added } of [
    {
      ...builtIns[0],
      section: 'risks',
      values: { Risk: 'Ice', Impact: 'low' },
      added: '| Ice | Low/Med/High | Low | [',
    },
    { ...builtIns[4], section: 'risks', values: { Risk: 'Ice', Impact: 'l' }, added: '| Ice | L | [H/M/L] | [' },
    {
      ...builtIns[4],
      section: 'timeline',
      values: { Owner: 'Ada' },
      added: '| Phase 4 | [Date] | [Date] | Ada | [Status] |',
    },
  ]) {
    const text = readSeed(seed);
    test.skipIf(text === undefined)(
      `fits ${section} in the seed of ${id}${text === undefined ? ' (no ../shared/seeds here)' : ''}`,
      () => {
        const template = loadText(text ?? '');
        const once = mustAdd(text ?? '', { section, values }, template);
        expect(once.text).toContain(added);
        expect(mustAdd(once.text, { section, values }, template).text).toBe(once.text);
      },
    );
  }
});
