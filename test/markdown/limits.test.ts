import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { documentLimits } from '../../src/markdown/limits.ts';
import { slugOf } from '../../src/markdown/slug.ts';

const { lines, line, sections, parts, openings, pipes, frontMatter } = documentLimits;

describe('a document', () => {
  it.each([
    ['lines', 'x\n'.repeat(lines), 'x\n'.repeat(lines + 1), '100,001 lines; at most 100,000'],
    ['lines that end in CR LF', 'x\r\n'.repeat(lines), 'x\r\n'.repeat(lines + 1), '100,001 lines'],
    ['characters on a line', 'x'.repeat(line), `a\n${'x'.repeat(line + 1)}`, '1,048,577 characters on one line'],
    ['headings', '# a\n'.repeat(sections), '# a\n'.repeat(sections + 1), '20,001 sections; at most 20,000'],
    [
      'units',
      `# a\n\n${'**b**\n\n'.repeat(sections - 1)}`,
      `# a\n\n${'**b**\n\n'.repeat(sections)}`,
      '20,001 sections',
    ],
    ['items', '- a\n'.repeat(parts / 2 - 1), '- a\n'.repeat(parts / 2 + 1), 'paragraphs, items and table rows'],
    [
      'rows',
      `|a|\n|-|\n${'|b|\n'.repeat(parts - 2)}`,
      `|a|\n|-|\n${'|b|\n'.repeat(parts)}`,
      'table rows; at most 25,000',
    ],
    [
      'opening brackets',
      '[{<'.repeat(openings / 3),
      '[{<'.repeat(openings / 3 + 1),
      'opening brackets; at most 50,000',
    ],
    ['marks of cells', '|'.repeat(pipes), '|'.repeat(pipes + 1), 'marks of table cells (|); at most 100,000'],
  ])('has so many %s and no more', (_, allowed, excess, told) => {
    expect(parseDocument(allowed).text).toBe(allowed);
    expect(() => parseDocument(excess, 'plans/a.md')).toThrow(
      expect.objectContaining({
        code: 'too_large',
        message: expect.stringContaining(`plans/a.md has`),
        where: 'plans/a.md',
      }),
    );
    expect(() => parseDocument(excess)).toThrow(told);
  });

  it('has headings beside its other parts', () => {
    const text = `${'## a\n'.repeat(sections - 1)}\n${'a\n\n'.repeat(parts)}`;
    expect(parseDocument(text).text).toBe(text);
  });

  it('has so much front matter and no more', () => {
    const key = `key: ${'v'.repeat(90)}\n`;
    expect(parseDocument(`---\n${key.repeat(600)}---\n`).frontMatter?.fields).toHaveLength(600);
    expect(() => parseDocument(`---\n${key.repeat(frontMatter / 90)}---\n`)).toThrow('of front matter');
  });

  it('names its places in few words, however long a heading is', () => {
    expect(slugOf('word '.repeat(10_000)).length).toBeLessThanOrEqual(200);
    expect(slugOf(`e${'\u0301'.repeat(100_000)}`).length).toBeLessThanOrEqual(200);
  });
});
