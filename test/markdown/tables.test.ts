import { describe, expect, test } from 'vitest';
import { resolvePlace } from '../../src/markdown/addresses.ts';
import { partWith, present, rowsOf, tableOf, textOf } from '../support/places.ts';

function cellsOf(body: string): string[][] {
  const { document, section } = partWith(body);
  return rowsOf(section).map((row) => row.cells.map((cell) => textOf(document, cell.span)));
}

describe('tables', () => {
  test('have columns in plain words, and rows with the text of their cells', () => {
    const { document, section } = partWith(
      '| Risk | **Probability** | `Impact` |\n|------|:---:|---:|\n| Loss | Low | High |',
    );
    const table = tableOf(section);
    expect(table.columns).toEqual(['Risk', 'Probability', 'Impact']);
    expect(table.header.map((cell) => textOf(document, cell.span))).toEqual(['Risk', '**Probability**', '`Impact`']);
    expect(table.rows).toHaveLength(1);
    expect(table.rows[0]?.table).toBe(table);
    expect(table.line).toBe(4);
    expect(table.rows[0]?.line).toBe(6);
    expect(textOf(document, present(table.rows[0]).span)).toBe('| Loss | Low | High |');
  });

  test.each([
    ['escaped pipes', '| a | b |\n|---|---|\n| x \\| y | z |', [['x \\| y', 'z']]],
    ['escaped pipes in code', '| a | b |\n|---|---|\n| `x\\|y` | z |', [['`x\\|y`', 'z']]],
    ['no pipes at the edges', 'a | b\n--- | ---\n1 | 2', [['1', '2']]],
    ['cells without blanks', '|a|b|\n|-|-|\n|1|2|', [['1', '2']]],
    [
      'blank cells',
      '| a | b |\n|---|---|\n|  | |\n||x|',
      [
        ['', ''],
        ['', 'x'],
      ],
    ],
    ['too many cells', '| a | b |\n|---|---|\n| 1 | 2 | 3 |', [['1', '2']]],
    ['tabs', '| a | b |\n|---|---|\n|\t1\t|\t2\t|', [['1', '2']]],
    ['several rows', '| a |\n|---|\n| 1 |\n| 2 |\n| 3 |', [['1'], ['2'], ['3']]],
    ['a quote', '> | a | b |\n> |---|---|\n> | 1 | 2 |', [['1', '2']]],
  ])('are read with %s', (_name, body, cells) => {
    expect(cellsOf(body)).toEqual(cells);
  });

  test('may have short rows', () => {
    const [row] = cellsOf('| a | b | c |\n|---|---|---|\n| 1 |');
    expect(row?.[0]).toBe('1');
    expect(row?.slice(1).every((cell) => cell === '')).toBe(true);
  });

  test('split a code span at a bare pipe, as GFM does', () => {
    expect(cellsOf('| a | b |\n|---|---|\n| `x|y` |')).toEqual([['`x', 'y`']]);
  });

  test('keep all between two pipes as the outside of a cell', () => {
    const { document, section } = partWith('| a | b |\n|---|---|\n|  1 |   |');
    const [first, second] = present(tableOf(section).rows[0]).cells;
    expect(textOf(document, present(first).outer)).toBe('  1 ');
    expect(textOf(document, present(second).outer)).toBe('   ');
    expect(textOf(document, present(second).span)).toBe('');
  });

  test.each([
    ['no line of dashes', '| a | b |\n| 1 | 2 |'],
    ['fewer dashes than columns', '| a | b |\n|---|\n| 1 | 2 |'],
    ['a fence around it', '```\n| a |\n|---|\n| 1 |\n```'],
    ['a comment around it', '<!--\n| a |\n|---|\n| 1 |\n-->'],
  ])('are none with %s', (_name, body) => {
    expect(partWith(body).section.content.tables).toEqual([]);
  });

  test('end at a blank line or another block', () => {
    expect(cellsOf('| a |\n|---|\n| 1 |\n\n| 2 |')).toEqual([['1']]);
    expect(cellsOf('| a |\n|---|\n| 1 |\n- item')).toEqual([['1']]);
  });
});

describe('the ids of rows', () => {
  const idsIn = (body: string): string[] => rowsOf(partWith(body).section).map((row) => row.id);

  test('go by the first cell', () => {
    expect(
      idsIn('| Phase | Start |\n|---|---|\n| Phase 1 | May |\n| Phase 2: Export | June |\n| **Total** | |\n| R1 | |'),
    ).toEqual(['part/phase-1', 'part/phase-2', 'part/total', 'part/r1']);
  });

  test('count twins, and rows without words by their place', () => {
    expect(idsIn('| a | b |\n|---|---|\n| x | 1 |\n| x | 2 |\n| | 3 |\n| [Slot] | 4 |')).toEqual([
      'part/x',
      'part/x-2',
      'part/row-3',
      'part/row-4',
    ]);
  });

  test('resolve to their rows', () => {
    const { document } = partWith('| Phase | Start |\n|---|---|\n| Phase 1 | May |\n| Phase 2 | June |');
    expect(textOf(document, resolvePlace(document, 'part/phase-2').span)).toBe('| Phase 2 | June |');
    expect(textOf(document, resolvePlace(document, 'Phase 2').span)).toBe('| Phase 2 | June |');
  });
});
