import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readSources, root, withoutComments } from '../support/sources.ts';

const folder = mkdtempSync(join(tmpdir(), 'plankeeper-lint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const oxlint = join(dirname(createRequire(import.meta.url).resolve('oxlint/package.json')), 'bin', 'oxlint');

/** What the linter must refuse, and by which rule. */
const forbidden = {
  any: ['export const a: any = 1;', 'no-explicit-any'],
  'a non-null assertion': ['export const b = (x?: string) => x!.length;', 'no-non-null-assertion'],
  'an unchecked as': ['export const c = JSON.parse("1") as number;', 'consistent-type-assertions'],
  'an assertion in angles': ['export const d = <number>JSON.parse("1");', 'consistent-type-assertions'],
  '@ts-ignore': ["// @ts-ignore\nexport const e: number = 'x';", 'ban-ts-comment'],
  'the console': ['console.log(1);', 'no-console'],
  'the console for errors': ['console.error(1);', 'no-console'],
  'a write to stdout': ["process.stdout.write('x');", 'no-restricted-properties'],
  'stdout taken from process': ['export const { stdout } = process;', 'no-restricted-properties'],
  'a function over 60 lines': [`export function f(): void {\n${'  f();\n'.repeat(60)}}`, 'max-lines-per-function'],
} as const;

describe('the linter', () => {
  it.each(Object.entries(forbidden))('refuses %s', (_, [text, rule]) => {
    expect(lint(text)).toContain(rule);
  });

  it('takes sound code', () => {
    const text = `export const kinds = ['a', 'b'] as const;\nexport function f(): void {\n${'  f();\n'.repeat(58)}}\n`;
    expect(lint(text)).toBe('');
  });
});

/** Ways around the linter that it does not see itself. */
const waysAround = {
  'a switched-off rule': /\b(?:oxlint|eslint|biome)-(?:disable|ignore)|@ts-(?:ignore|nocheck|expect-error)/,
  'the console': /\bconsole\b/,
  stdout: /\bstdout\b/,
} as const;

/** stdio.ts speaks the protocol on stdout; index.ts prints `--help` and `--version` there, where no protocol is spoken. */
const mayWrite = ['src/mcp/stdio/stdio.ts', 'src/index.ts'];

describe('the sources', () => {
  const others = [...readSources()].filter(([path]) => !mayWrite.includes(path));

  it.each(Object.entries(waysAround))('hold no %s', (name, pattern) => {
    const sought =
      name === 'a switched-off rule' ? others : others.map(([path, text]) => [path, withoutComments(text)] as const);
    expect(sought.filter(([, text]) => pattern.test(text)).map(([path]) => path)).toEqual([]);
  });

  it('would be caught with one', () => {
    expect(waysAround['a switched-off rule'].test('// oxlint-disable-next-line')).toBe(true);
    expect(waysAround['the console'].test('globalThis.console.log(1)')).toBe(true);
    expect(waysAround.stdout.test("import { stdout } from 'node:process'")).toBe(true);
  });
});

/** What the linter says of a file with this text, under the project's rules. */
function lint(text: string): string {
  const file = join(folder, 'snippet.ts');
  writeFileSync(file, text);
  const run = spawnSync(process.execPath, [oxlint, '-c', join(root, '.oxlintrc.json'), '--format', 'unix', file], {
    encoding: 'utf8',
  });
  return run.status === 0 ? '' : run.stdout;
}
