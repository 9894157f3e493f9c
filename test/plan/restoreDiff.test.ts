import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineDiff } from '../../src/plan/edits/restore/lineDiff.ts';
import { mergeChange } from '../../src/plan/edits/restore/merge.ts';
import { applySplices } from '../../src/markdown/splices.ts';
import { hostileMarkdown } from '../support/hostileMarkdown.ts';

const line = fc.constantFrom('a', 'b', 'c', '', '- [ ] task', '| x | y |', '---', 'é');
const ending = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r');
const lines = fc
  .tuple(fc.array(fc.tuple(line, ending), { maxLength: 30 }), fc.constantFrom('', 'end'), fc.constantFrom('', '\uFEFF'))
  .map(([all, last, mark]) => mark + all.map((each) => each.join('')).join('') + last);

describe('what makes one text of another', () => {
  it('makes it, in splices of whole lines that stand apart', () => {
    fc.assert(
      fc.property(fc.oneof(lines, hostileMarkdown), fc.oneof(lines, hostileMarkdown), (before, after) => {
        const changes = lineDiff(before, after);
        expect(applySplices(before, changes)).toBe(after);
        changes.forEach(({ from, to, text }, index) => {
          expect(before.slice(from, to)).not.toBe(text);
          if (index > 0) expect(from).toBeGreaterThan(changes[index - 1]?.to ?? -1);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('is no more than what changed, where one stretch did', () => {
    fc.assert(
      fc.property(lines, lines, lines, lines, (above, below, one, other) => {
        const parts = [`${above}\n`, `${below}\n`];
        const [first] = lineDiff(parts.join(`${one}\n`), parts.join(`${other}\n`));
        expect(first?.from ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(parts[0]?.length ?? 0);
      }),
    );
  });

  it.each([
    ['4 MB in which every line changed', 'one line of the plan\n', 'another line of it\n'],
    ['4 MB of two lines that take turns', 'a\n\n', 'a\n\n\n'],
    ['4 MB on one line', 'words without an end ', 'words without end '],
  ])('is told without hanging: %s', (_, one, other) => {
    const size = 4 * 1024 * 1024;
    const [before, after] = [one.repeat(size / one.length), other.repeat(size / other.length)];
    expect(applySplices(before, lineDiff(before, after))).toBe(after);
  });

  it('is told without hanging: 4 MB with each fifth line new', () => {
    const before = Array.from({ length: 100_000 }, (_, at) => `line ${at} of the plan, with its words\n`);
    const after = before.map((each, at) => (at % 5 === 0 ? `new ${each}` : each));
    expect(applySplices(before.join(''), lineDiff(before.join(''), after.join('')))).toBe(after.join(''));
    expect(mergeChange(after.join(''), before.join(''), `${after.join('')}more\n`).text).toBe(
      `${before.join('')}more\n`,
    );
  });
});

describe('a change made beside others', () => {
  const base = 'one\ntwo\nthree\nfour\n';

  it.each([
    ['elsewhere', 'one\nTWO\nthree\nfour\n', 'one\ntwo\nthree\nFOUR\n', 'one\nTWO\nthree\nFOUR\n'],
    ['on the next line', 'one\nTWO\nthree\nfour\n', 'one\ntwo\nTHREE\nfour\n', 'one\nTWO\nTHREE\nfour\n'],
    ['just so', 'one\nTWO\nthree\nfour\n', 'one\nTWO\nthree\nFOUR\n', 'one\nTWO\nthree\nFOUR\n'],
    ['behind what goes', 'one\nthree\nfour\n', 'one\ntwo\nmore\nthree\nfour\n', 'one\nmore\nthree\nfour\n'],
    ['behind what comes', 'one\ntwo\nnew\nthree\nfour\n', 'one\ntwo\nTHREE\nfour\n', 'one\ntwo\nnew\nTHREE\nfour\n'],
  ])('stands where others wrote %s', (_, wanted, now, merged) => {
    expect(mergeChange(base, wanted, now)).toMatchObject({ text: merged, clashes: [] });
  });

  it('stands in another cell of one row', () => {
    const row = (status: string, notes: string): string => `| T1 | ${status} | ${notes} |\n`;
    expect(mergeChange(row('Done', ''), row('Open', ''), row('Done', 'by Ada')).text).toBe(row('Open', 'by Ada'));
  });

  it.each([
    ['the same line', 'one\nTWO\nthree\nfour\n', 'one\ntwo and a half\nthree\nfour\n', 'two and a half\n'],
    ['inside what goes', 'one\nfour\n', 'one\ntwo\nnew\nthree\nfour\n', 'two\nnew\nthree\n'],
    ['where a line comes', 'one\ntwo\nnew\nthree\nfour\n', 'one\ntwo\nother\nthree\nfour\n', 'other\n'],
    ['what goes, away', 'one\nTWO\nthree\nfour\n', 'one\nthree\nfour\n', ''],
  ])('clashes where others changed %s', (_, wanted, now, quoted) => {
    const { clashes, splices, text } = mergeChange(base, wanted, now);
    expect({ splices, text }).toEqual({ splices: [], text: now });
    expect(clashes.map(({ from, to }) => now.slice(from, to).trim())).toEqual([quoted.trim()]);
  });

  it('is the change alone where nobody wrote, and nothing where all of it stands', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        expect(mergeChange(after, before, after).text).toBe(before);
        expect(mergeChange(after, before, before)).toMatchObject({ text: before, splices: [], clashes: [] });
      }),
      { numRuns: 300 },
    );
  });
});
