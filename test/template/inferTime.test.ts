import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { listSections } from '../../src/markdown/outline.ts';
import { inferSlots } from '../../src/template/infer/inferSlots.ts';

const pumps: readonly (readonly [string, string])[] = [
  ['open brackets', '['],
  ['nested brackets', '[a'],
  ['open braces', '{a'],
  ['angles', '<a '],
  ['backticks', '` `` '],
  ['tokens in one paragraph', '[a b] `{c}` <d e> '],
  ['signs', '__A$BCD %EF '],
  ['underscores', '_'],
  ['masks', 'A-YYYY-MM-'],
  ['options', 'a / '],
  ['bars', '[a b] | '],
  ['parentheses', '('],
  ['dots', '...'],
  ['open comments', '<!-- '],
  ['links', '[a](b('],
  ['lines', '[a b]\n'],
  ['items', '- [a b]\n'],
  ['empty items', '-\n'],
  ['notes', '> note a\n'],
  ['italics', '*a b*\n\n'],
  ['conditions', 'if a:\n\n- b:\n\n'],
  ['fences', '```\n[a b]\n```\n'],
];

/** The best of three, in milliseconds, of inference alone: the document and its contents are read before. */
function time(text: string): number {
  return Math.min(
    ...[1, 2, 3].map((attempt) => {
      // What is made of a text may be remembered: no text is read twice.
      const document = parseDocument(`${text}${'\n'.repeat(attempt)}`);
      for (const section of listSections(document)) void section.content;
      const start = performance.now();
      inferSlots(document);
      return performance.now() - start;
    }),
  );
}

describe('twice the text takes about twice the time', () => {
  // A neighbour on the machine can stretch a measurement, not three in a row.
  test.each(pumps)('%s', { retry: 2 }, (_name, pump) => {
    const size = 10_000;
    time(pump.repeat(1_000));
    const once = time(pump.repeat(size / pump.length));
    const fourTimes = time(pump.repeat((4 * size) / pump.length));
    // Quadratic growth would be sixteenfold; a few milliseconds are noise.
    expect(fourTimes).toBeLessThan(9 * once + 40);
  });
});
