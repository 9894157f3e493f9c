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
  ['open signs', '${a __Ä '],
  ['underscores', '_'],
  ['full-width underscores', '＿＿ '],
  ['lenticular brackets', '【名'],
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

/** Processor time in milliseconds of inference alone: the document and its contents are read before. */
function timeFor(text: string): number {
  const document = parseDocument(text);
  for (const section of listSections(document)) void section.content;
  const start = process.cpuUsage();
  inferSlots(document);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

describe('twice the text takes about twice the time', () => {
  test.each(pumps)('%s', (_name, pump) => {
    const size = 10_000;
    timeFor(pump.repeat(1_000));
    let [once, fourTimes] = [Infinity, Infinity];
    // Quadratic growth would be sixteenfold; a few milliseconds are noise.
    const isLinear = (): boolean => fourTimes < 9 * once + 40;
    // The best of several, each text apart: a neighbour on the machine can stretch a measurement, not all of them.
    for (let tries = 1; tries <= 3 || (tries <= 12 && !isLinear()); tries += 1) {
      // What is made of a text may be remembered: no text is read twice.
      const blank = '\n'.repeat(tries);
      once = Math.min(once, timeFor(pump.repeat(size / pump.length) + blank));
      fourTimes = Math.min(fourTimes, timeFor(pump.repeat((4 * size) / pump.length) + blank));
    }
    expect(isLinear(), `${once} → ${fourTimes} ms`).toBe(true);
  });
});
