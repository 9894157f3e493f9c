import { expect, test } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { resolvePlace } from '../../src/markdown/addresses.ts';
import { parseDocument } from '../../src/markdown/document.ts';
import { listSections, placesIn } from '../../src/markdown/outline.ts';
import { growthOf, mostGrowth } from '../support/growth.ts';
import { dearFragments } from '../support/hostileMarkdown.ts';

const mostCopies = 4_800;

/** Everything that a caller of the module can ask of a whole text. */
function readWhole(text: string): void {
  const document = parseDocument(text);
  for (const section of listSections(document)) placesIn(section);
  for (const address of ['a/b', 'part/a/nowhere', '5.3', 'a b', 'a']) {
    try {
      resolvePlace(document, address);
    } catch (error) {
      if (!(error instanceof PlanError)) throw error;
    }
  }
}

test.each(dearFragments.map((fragment) => [fragment]))(
  '200 KB of %j are read in linear time',
  (fragment) => {
    const after =
      (prefix: string) =>
      (size: number): string =>
        // As many as a document may have: what is more is refused.
        prefix + fragment.repeat(Math.min(mostCopies * (size / 200_000), Math.ceil(size / fragment.length)));
    expect(growthOf(after(''), 200_000, readWhole)).toBeLessThan(mostGrowth);
    expect(growthOf(after('# Plan\n\n## Part\n\n- '), 100_000, readWhole)).toBeLessThan(mostGrowth);
  },
  120_000,
);
