import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { allPlaces } from '../../src/markdown/addresses.ts';
import { applyFills } from '../../src/plan/edits/applyFills.ts';
import { placeRevision, planRevision } from '../../src/markdown/revision.ts';
import { builtInWords } from '../../src/plan/words.ts';

const setting = {
  template: undefined,
  constitution: undefined,
  path: 'plans/a.md',
  words: builtInWords,
  today: '2026-11-27',
};

/** The text without the place of an address that ends so. */
function without(text: string, end: string): string {
  const document = parseDocument(text);
  const place = allPlaces(document).find(({ id }) => id.endsWith(`/${end}`));
  if (place === undefined) throw new Error(`No ${end}.`);
  const fill = { section: place.id, mode: 'remove', expect: placeRevision(document, place) } as const;
  const outcome = applyFills(text, [fill], setting);
  expect(outcome.refused).toEqual([]);
  return outcome.text;
}

describe('one of several labels on a line goes alone', () => {
  const line = '**Branch**: [x] | **Date**: [DATE] | **Spec**: [link]';

  test.each([
    ['branch', '**Date**: [DATE] | **Spec**: [link]'],
    ['date', '**Branch**: [x] | **Spec**: [link]'],
    ['spec', '**Branch**: [x] | **Date**: [DATE]'],
  ])('%s', (label, rest) => {
    expect(without(`# Plan\n\nAbove.\n\n${line}\n\nBelow.\n`, label)).toBe(`# Plan\n\nAbove.\n\n${rest}\n\nBelow.\n`);
  });
});

test.each([
  ['a mark that is doubled', '# P\n\n**A**: [x] || **B**: [y]\n', 'b', '# P\n\n**A**: [x]\n'],
  [
    'the last label of several lines',
    '# P\n\n**A**: [x]\n**B**: [y]\n**C**: [z]\n\nText.\n',
    'c',
    '# P\n\n**A**: [x]\n**B**: [y]\n\nText.\n',
  ],
  [
    'the last in a quote that goes on',
    '# P\n\n## S\n\n> - a\n> - b\n>\n> text\n',
    'b',
    '# P\n\n## S\n\n> - a\n>\n> text\n',
  ],
])('leaves what others need: %s', (_, text, label, rest) => {
  expect(without(text, label)).toBe(rest);
});

test('refuses to take the marks of lists around it', () => {
  const text = '# P\n\n## S\n\n- - a\n  - b\n- c\n';
  const outcome = applyFills(text, [{ section: 's/a', mode: 'remove', expect: planRevision(text) }], setting);
  expect(outcome.text).toBe(text);
  expect(outcome.refused).toMatchObject([{ code: expect.stringMatching(/^(?:breaks_structure|stale_revision)$/) }]);
});

describe('a place with a line of its own goes with it', () => {
  test.each([
    ['a label', '# Plan\n\n**A**: [x]\n**B**: [y]\n', 'a', '# Plan\n\n**B**: [y]\n'],
    ['the last line', '# Plan\n\n**A**: [x]\n**B**: [y]', 'b', '# Plan\n\n**A**: [x]'],
    ['a label in a list', '# Plan\n\n- **A**: [x]\n- **B**: [y]\n', 'a', '# Plan\n\n- **B**: [y]\n'],
    ['a label in a quote', '# Plan\n\n> **A**: [x]\n> **B**: [y]\n', 'a', '# Plan\n\n> **B**: [y]\n'],
    ['the first line of a file with a mark of its bytes', '\uFEFF**A**: [x]\n**B**: [y]\n', 'a', '\uFEFF**B**: [y]\n'],
    ['Windows lines', '# Plan\r\n\r\n**A**: [x]\r\n**B**: [y]\r\n', 'a', '# Plan\r\n\r\n**B**: [y]\r\n'],
  ])('%s', (_, text, label, rest) => {
    expect(without(text, label)).toBe(rest);
  });
});
