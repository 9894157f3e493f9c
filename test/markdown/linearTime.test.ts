import { expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { listSections, placesIn } from '../../src/markdown/outline.ts';
import { dearFragments } from '../support/hostileMarkdown.ts';

const small = 50_000;
const large = 4 * small;

/** Four times the text may take this many times the time: linear work takes 4, quadratic 16. */
const mostGrowth = 8;
/** Below this many milliseconds for the large text, work can't be told from noise. */
const noise = 40;
const tries = 4;

/** Everything that a caller of the module can ask of a whole text. */
function readWhole(text: string): void {
  for (const section of listSections(parseDocument(text))) placesIn(section);
}

function millisecondsFor(text: string): number {
  const start = performance.now();
  readWhole(text);
  return performance.now() - start;
}

function textOf(fragment: string, length: number): string {
  return fragment.repeat(Math.ceil(length / fragment.length));
}

function growthOf(prefix: string, fragment: string): number {
  let growth = Infinity;
  for (let attempt = 0; attempt < tries && growth >= mostGrowth; attempt += 1) {
    const long = millisecondsFor(prefix + textOf(fragment, large));
    if (long < noise) return 0;
    growth = Math.min(growth, long / millisecondsFor(prefix + textOf(fragment, small)));
  }
  return growth;
}

test.each(dearFragments.map((fragment) => [fragment]))('200 KB of %j are read in linear time', (fragment) => {
  readWhole(textOf(fragment, small));
  expect(growthOf('', fragment)).toBeLessThan(mostGrowth);
  expect(growthOf('# Plan\n\n## Part\n\n- ', fragment)).toBeLessThan(mostGrowth);
});
