import { describe, expect, test } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { readFrontMatter } from '../../src/template/frontMatter.ts';

function block(yaml: string): string {
  return `---\n${yaml}\n---\n# Plan\n`;
}

function refusalOf(text: string): PlanError {
  try {
    readFrontMatter(text, 'own.md');
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

/** 30,000 levels in 60 KB: enough to end the process of a reader that recurses. */
const deepest = 30_000;

describe('front matter', () => {
  test('keeps dates, numbers with zeros and versions as they are written or as YAML 1.2 core reads them', () => {
    const data = readFrontMatter(block('created: 2026-11-02\nversion: "1.10"\nyes: yes\ncount: 3'))?.data;
    expect(data).toEqual({ created: '2026-11-02', version: '1.10', yes: 'yes', count: 3 });
  });

  test.each([
    '---js\nmodule.exports = {}\n---\n',
    '---javascript\nx\n---\n',
    '--- \na: 1\n---\n',
    '----\na: 1\n---\n',
    '# Plan\n---\na: 1\n---\n',
    '---\na: 1\n',
  ])('is none unless its first line is exactly three dashes and it closes: %j', (text) => {
    expect(readFrontMatter(text)).toBeUndefined();
  });

  test('executes nothing', () => {
    readFrontMatter('---js\n{ a: (globalThis.executed = true) }\n---\n');
    readFrontMatter(block('a: !!js/function "function () { globalThis.executed = true }"\nlanguage: js\nb: ---js'));
    expect('executed' in globalThis).toBe(false);
  });

  test('answers each call anew', () => {
    const text = block('a: 1');
    const first = readFrontMatter(text)?.data;
    expect(readFrontMatter(text)?.data).not.toBe(first);
    expect(readFrontMatter(text)?.data).toEqual(first);
    expect(() => readFrontMatter(block('a: [1'))).toThrow(PlanError);
    expect(() => readFrontMatter(block('a: [1'))).toThrow(PlanError);
  });

  test('puts no key on a prototype', () => {
    const data = readFrontMatter(
      block('__proto__:\n  polluted: yes\nconstructor:\n  prototype:\n    polluted: yes'),
    )?.data;
    expect(Object.keys(data ?? {})).toEqual(['__proto__', 'constructor']);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect('polluted' in {}).toBe(false);
  });

  test.each([
    ['a: 1\nb: [1, 2', 3],
    ['a: 1\nb: 2\na: 3', 4],
    ['a: "x\nb: 2', 2],
    ['a: *none', 2],
  ])('refuses invalid YAML with the line of the file: %j', (yaml, line) => {
    const error = refusalOf(block(yaml));
    expect(error.code).toBe('invalid_input');
    expect(error.where).toBe('own.md');
    expect(Number(/line (\d+)/.exec(error.message)?.[1])).toBeGreaterThanOrEqual(line - 1);
    expect(Number(/line (\d+)/.exec(error.message)?.[1])).toBeLessThanOrEqual(line + 1);
  });

  test('reads every line ending alike', () => {
    const yaml = 'a: 1\nb:\n  - x\n  - y';
    const expected = readFrontMatter(block(yaml))?.data;
    expect(readFrontMatter(block(yaml).replaceAll('\n', '\r\n'))?.data).toEqual(expected);
    expect(readFrontMatter(block(yaml).replaceAll('\n', '\r'))?.data).toEqual(expected);
    expect(readFrontMatter(`\uFEFF${block(yaml)}`)?.data).toEqual(expected);
  });

  test('refuses aliases that multiply', () => {
    const level = (name: string, below: string): string => `${name}: &${name} [${Array(9).fill(below).join(', ')}]`;
    const bomb = [level('a', 'x'), level('b', '*a'), level('c', '*b'), level('d', '*c'), level('e', '*d')].join('\n');
    expect(refusalOf(block(bomb)).code).toBe('invalid_input');
  });

  test.each([
    ['sequences in sequences', `a:\n  ${'- '.repeat(deepest)}x`],
    ['keys in keys', `${'? '.repeat(deepest)}x`.replace(/^/, 'a:\n  ')],
    ['brackets in brackets', `a: ${'['.repeat(deepest)}`],
    ['maps in maps', `a: ${'{b: '.repeat(deepest / 3)}`],
    ['deeper with every line', Array.from({ length: 300 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['many lines', Array.from({ length: 1_200 }, (_, at) => `k${at}: 1`).join('\n')],
    ['many keys on a line', `a: {${Array.from({ length: 8_000 }, (_, at) => at.toString(36)).join(',')}}`],
    ['many blank lines', `a: 1${'\n'.repeat(60_000)}b: 2`],
  ])('refuses or leaves alone what would overwhelm the reader, and quickly: %s', (_, yaml) => {
    const began = performance.now();
    const text = block(yaml);
    let isQuiet = false;
    try {
      isQuiet = readFrontMatter(text) === undefined;
    } catch (error) {
      expect(error).toBeInstanceOf(PlanError);
      isQuiet = true;
    }
    expect(isQuiet).toBe(true);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  test('is refused beyond 64 KB', () => {
    expect(() => readFrontMatter(block(`a: ${'x'.repeat(70_000)}\nb: 1`))).toThrow(/70,008 characters of front matter/);
  });

  test('is none where a line in it only begins with three dashes', () => {
    expect(readFrontMatter(block('a: |\n  x\n---x: 1\nb: 2'))).toBeUndefined();
  });

  test('reads NUL and other control characters without harm', () => {
    expect(readFrontMatter(block('a: "\0\u0007"'))?.data).toEqual({ a: '\0\u0007' });
  });
});
