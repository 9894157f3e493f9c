import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headingsByOracle, headingsOfSections } from '../support/headings.ts';
import { hostileMarkdown } from '../support/hostileMarkdown.ts';

function expectAgreement(text: string): void {
  expect(headingsOfSections(text)).toEqual(headingsByOracle(text));
}

describe('the headings of sections', () => {
  test('are the level-0 headings of a whole CommonMark parse, in hostile text', () => {
    // What stands in more than forty lists is read in less detail; the next test holds what comes behind it.
    const isDeep = (text: string): boolean => /(?:(?:[-+*]|\d{1,9}[.)])[ \t]+){41}/.test(text);
    fc.assert(
      fc.property(hostileMarkdown, (text) => {
        fc.pre(!isDeep(text));
        expectAgreement(text);
      }),
      { numRuns: 2000 },
    );
  });

  test('are so behind any depth of nesting', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('- ', '> ', '1. ', '- > ', '* 1) '),
        fc.integer({ min: 1, max: 400 }),
        (marker, depth) => {
          expectAgreement(`## Before\n\n${marker.repeat(depth)}x\n\n## After\n\ntext\n`);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('are none of link definitions above a break', () => {
    expectAgreement('## A\n\n[spec]: ./spec.md\n[api]: ./api.md\n---\n\n## B\n\n[a]:\nb\n===\n\n- [x]: y\n---\n');
  });

  const folder = fileURLToPath(new URL('../fixtures/markdown/', import.meta.url));
  const files = readdirSync(folder).filter((name) => name.endsWith('.md'));
  test.each(files)('are so in the fixture %s', (name) => {
    expectAgreement(readFileSync(`${folder}${name}`, 'utf8'));
  });
});
