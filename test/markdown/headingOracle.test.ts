import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { listSections } from '../../src/markdown/outline.ts';
import { hostileMarkdown } from '../support/hostileMarkdown.ts';

interface Heading {
  readonly line: number;
  readonly level: number;
}

// Its own instance with every rule on; nesting deep enough that none of the generated lists reaches the limit,
// behind which markdown-it gives up on the rest of a file.
const oracle = new MarkdownIt({ html: true });
Object.assign(oracle.options, { maxNesting: 2000 });

/** The headings at nesting level 0, as markdown-it's whole parse has them, front matter and byte order mark set aside. */
function headingsByOracle(text: string, frontMatterEnd: number): Heading[] {
  const before = text.slice(0, frontMatterEnd).match(/\r\n|\r|\n/g)?.length ?? 0;
  const body = text.slice(frontMatterEnd > 0 || !text.startsWith('\uFEFF') ? frontMatterEnd : 1);
  return oracle
    .parse(body, {})
    .filter((token) => token.type === 'heading_open' && token.level === 0)
    .map((token) => ({ line: (token.map?.[0] ?? -1) + before, level: Number(token.tag.slice(1)) }));
}

function headingsOfSections(text: string): Heading[] {
  const document = parseDocument(text);
  const levelOf = new Map(
    document.blocks.filter((block) => block.kind === 'heading').map((block) => [block.first, block.level]),
  );
  return listSections(document)
    .filter((section) => section.kind === 'section' || section.kind === 'title')
    .map((section) => ({
      line: section.line,
      level: section.kind === 'title' ? (levelOf.get(section.line) ?? 0) : section.level,
    }));
}

function expectAgreement(text: string): void {
  const frontMatterEnd = parseDocument(text).frontMatter?.span.to ?? 0;
  expect(headingsOfSections(text)).toEqual(headingsByOracle(text, frontMatterEnd));
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
