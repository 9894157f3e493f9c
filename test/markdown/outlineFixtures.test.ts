import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { decodeText } from '../../src/markdown/bytes.ts';
import { parseDocument, printDocument } from '../../src/markdown/document.ts';
import type { Section } from '../../src/markdown/model.ts';
import { listSections } from '../../src/markdown/outline.ts';

const folder = fileURLToPath(new URL('../fixtures/markdown/', import.meta.url));
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.md'))
  .map((file) => file.slice(0, -'.md'.length));

/** `id | number | level | line | title`, lines counted from 0. */
function outlineLine(section: Section): string {
  const title = section.title.replace(/\s+/g, ' ');
  return [section.id, section.number ?? '-', section.level, section.line, title].join(' | ').trimEnd();
}

/** What a checkout that touches line endings or marks would destroy. */
const shapes: ReadonlyMap<string, RegExp> = new Map([
  ['bom', /^\uFEFF#/],
  ['bom-front-matter', /^\uFEFF---\n/],
  ['crlf', /^(?:[^\r\n]*\r\n)+$/],
  ['lone-cr', /^(?:[^\r\n]*\r)+$/],
  ['mixed-endings', /\r\n[^]*[^\r]\n[^]*\r[^\n]/],
  ['no-final-newline', /[^\r\n]$/],
]);

describe.each(names)('fixture %s', (name) => {
  const bytes = readFileSync(join(folder, `${name}.md`));
  const { text, faithful } = decodeText(bytes);

  test('has the sections that its outline file lists', () => {
    const expected = readFileSync(join(folder, `${name}.outline.txt`), 'utf8');
    const lines = listSections(parseDocument(text)).map(outlineLine);
    expect(lines).toEqual(expected.split('\n').filter((line) => line !== ''));
  });

  test('prints as its bytes', () => {
    expect(faithful).toBe(true);
    expect(Buffer.from(printDocument(parseDocument(text)), 'utf8').equals(bytes)).toBe(true);
  });

  test('gives every section a line that holds its heading, or its body where it has none', () => {
    const document = parseDocument(text);
    for (const section of listSections(document)) {
      const start = section.heading.from === section.heading.to ? section.body.from : section.heading.from;
      const line = document.lines[section.line];
      expect(line).toBeDefined();
      expect(start).toBeGreaterThanOrEqual(line?.from ?? Infinity);
      expect(start).toBeLessThanOrEqual(line?.to ?? -1);
    }
  });
});

test.each([...shapes])('fixture %s has kept the bytes it is there for', (name, shape) => {
  expect(readFileSync(join(folder, `${name}.md`), 'utf8')).toMatch(shape);
});
