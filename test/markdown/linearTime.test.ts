import { expect, test } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { resolvePlace } from '../../src/markdown/addresses.ts';
import { parseDocument } from '../../src/markdown/document.ts';
import { listSections, placesIn } from '../../src/markdown/outline.ts';
import { dearFragments } from '../support/hostileMarkdown.ts';

/** Sixteen times the text may take this many times the work: linear work takes 16, quadratic 256. Far enough from both for any machine. */
const mostGrowth = 80;
const times = 16;
/** Below this many milliseconds work can't be told from noise. */
const noise = 50;
const tries = 6;

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

/** Processor time, which a busy machine stretches less than the clock's. */
function millisecondsFor(text: string): number {
  const start = process.cpuUsage();
  readWhole(text);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function growthOf(prefix: string, fragment: string, length: number): number {
  const textOf = (size: number): string => prefix + fragment.repeat(Math.ceil(size / fragment.length));
  let long = Infinity;
  let short = Infinity;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    long = Math.min(long, millisecondsFor(textOf(length)));
    if (long < noise) return 0;
    short = Math.min(short, millisecondsFor(textOf(length / times)));
    if (long / short < mostGrowth) break;
  }
  return long / short;
}

test.each(dearFragments.map((fragment) => [fragment]))(
  '200 KB of %j are read in linear time',
  (fragment) => {
    expect(growthOf('', fragment, 200_000)).toBeLessThan(mostGrowth);
    expect(growthOf('# Plan\n\n## Part\n\n- ', fragment, 100_000)).toBeLessThan(mostGrowth);
  },
  120_000,
);
