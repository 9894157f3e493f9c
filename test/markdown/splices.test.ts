import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applySplices, type Splice } from '../../src/markdown/splices.ts';
import { hostileMarkdownWithLoneSurrogates } from '../support/hostileMarkdown.ts';

interface Case {
  readonly text: string;
  /** What stands between the splices, one more than there are splices. */
  readonly kept: readonly string[];
  readonly splices: readonly Splice[];
}

/** A text cut at random into parts that stay and parts that splices replace. */
const cases: fc.Arbitrary<Case> = fc
  .tuple(
    hostileMarkdownWithLoneSurrogates,
    fc.array(fc.tuple(fc.nat(), fc.nat(), fc.string({ maxLength: 8 })), { maxLength: 6 }),
  )
  .map(([text, cuts]) => {
    const offsets = cuts.flatMap(([a, b]) => [a % (text.length + 1), b % (text.length + 1)]).toSorted((a, b) => a - b);
    const kept: string[] = [];
    const splices: Splice[] = [];
    let at = 0;
    cuts.forEach(([, , written], index) => {
      const from = offsets[2 * index] ?? 0;
      const to = offsets[2 * index + 1] ?? 0;
      kept.push(text.slice(at, from));
      splices.push({ from, to, text: written });
      at = to;
    });
    kept.push(text.slice(at));
    return { text, kept, splices };
  });

describe('applying splices', () => {
  test('leaves every byte outside equal, in whatever order they come', () => {
    fc.assert(
      fc.property(cases, fc.boolean(), ({ text, kept, splices }, isReversed) => {
        // Insertions at one place keep their given order, so only splices at different places may be turned round.
        const isFree = splices.every((splice, index) => splice.from !== splices[index + 1]?.from);
        const given = isReversed && isFree ? splices.toReversed() : splices;
        const expected = kept.map((part, index) => part + (splices[index]?.text ?? '')).join('');
        expect(applySplices(text, given)).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });

  test('changes nothing where each splice writes what stands there', () => {
    fc.assert(
      fc.property(cases, ({ text, splices }) => {
        const same = splices.map(({ from, to }) => ({ from, to, text: text.slice(from, to) }));
        expect(applySplices(text, same)).toBe(text);
        expect(applySplices(text, [])).toBe(text);
      }),
    );
  });

  test('keeps the order of insertions at one place, before a replacement that begins there', () => {
    const splices = [
      { from: 2, to: 4, text: 'C' },
      { from: 2, to: 2, text: 'A' },
      { from: 2, to: 2, text: 'B' },
      { from: 4, to: 4, text: 'D' },
    ];
    expect(applySplices('0123456', splices)).toBe('01ABCD456');
  });

  test('does not change what it is given', () => {
    const splices = Object.freeze([
      Object.freeze({ from: 3, to: 4, text: 'x' }),
      Object.freeze({ from: 0, to: 1, text: 'y' }),
    ]);
    expect(applySplices('abcde', splices)).toBe('ybcxe');
    expect(splices[0]?.from).toBe(3);
  });

  test.each([
    [
      'two that overlap',
      [
        { from: 0, to: 3, text: '' },
        { from: 2, to: 4, text: '' },
      ],
    ],
    [
      'one inside another',
      [
        { from: 0, to: 5, text: '' },
        { from: 2, to: 3, text: '' },
      ],
    ],
    [
      'an insertion inside a replacement',
      [
        { from: 1, to: 4, text: '' },
        { from: 2, to: 2, text: 'x' },
      ],
    ],
    [
      'two that replace the same',
      [
        { from: 1, to: 2, text: 'a' },
        { from: 1, to: 2, text: 'a' },
      ],
    ],
    ['one that ends behind the text', [{ from: 0, to: 6, text: '' }]],
    ['one that begins before the text', [{ from: -1, to: 2, text: '' }]],
    ['one that is turned round', [{ from: 3, to: 1, text: '' }]],
  ])('throws RangeError for %s', (_name, splices) => {
    expect(() => applySplices('abcde', splices)).toThrow(RangeError);
    expect(() => applySplices('abcde', splices.toReversed())).toThrow(RangeError);
  });

  test('throws RangeError for any overlap', () => {
    fc.assert(
      fc.property(hostileMarkdownWithLoneSurrogates, fc.nat(), fc.nat(), fc.nat(), fc.nat(), (text, a, b, c, d) => {
        const [one, two, three, four] = [a, b, c, d].map((n) => n % (text.length + 1)).toSorted((x, y) => x - y);
        fc.pre(one !== undefined && two !== undefined && three !== undefined && four !== undefined);
        fc.pre(one < two && two < three && three < four);
        const splices = [
          { from: one, to: three, text: 'x' },
          { from: two, to: four, text: 'y' },
        ];
        expect(() => applySplices(text, splices)).toThrow(RangeError);
      }),
    );
  });
});
