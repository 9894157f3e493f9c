import { describe, expect, it } from 'vitest';
import { globFault, matchesGlob, namesFolder, parseGlob } from '../../src/workspace/glob.ts';

describe('a pattern', () => {
  const cases: [pattern: string, path: string, isMatch: boolean][] = [
    ['**/plan.md', 'plan.md', true],
    ['**/plan.md', 'a/b/PLAN.md', true],
    ['**/plan.md', 'a/xplan.md', false],
    ['plans/*.md', 'plans/a.md', true],
    ['plans/*.md', 'plans/.md', true],
    ['plans/*.md', 'plans/a/b.md', false],
    ['plans/**', 'plans/a/b.md', true],
    ['docs/**/x/**/*.md', 'docs/x/a.md', true],
    ['docs/**/x/**/*.md', 'docs/1/x/2/3/a.md', true],
    ['docs/**/x/**/*.md', 'docs/1/2/a.md', false],
    ['a?c.md', 'abc.md', true],
    ['a?c.md', 'ac.md', false],
    ['a?c.md', 'a😀c.md', true],
    ['*a*b*', 'xxaxxbxx', true],
    ['*a*b*', 'xxbxxaxx', false],
    ['a.md', 'aXmd', false],
    ['(a+)+.md', '(a+)+.md', true],
  ];
  it.each(cases)('%s on %s: %s', (pattern, path, isMatch) => {
    expect(matchesGlob(parseGlob(pattern), path)).toBe(isMatch);
  });

  it('takes no longer for hostile words', () => {
    const name = 'a'.repeat(250);
    const path = Array.from({ length: 100 }, () => name).join('/');
    const stars = parseGlob(`${'**/'.repeat(20)}${'*a'.repeat(100)}b`);
    const start = performance.now();
    expect(matchesGlob(stars, path)).toBe(false);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('names folders only by letters, and no ignored folder below them', () => {
    const glob = parseGlob('.claude/plans/*.md');
    const named = (folder: string, ignored = '.claude'): boolean => namesFolder(glob, ignored, folder);
    for (const folder of ['.claude', '.claude/plans', '.CLAUDE/plans', '.claude/plans/x'])
      expect(named(folder)).toBe(true);
    for (const folder of ['.claude2', '.claude/other']) expect(named(folder)).toBe(false);
    expect(named('.claude/plans/dist', '.claude/plans/dist')).toBe(false);
    expect(namesFolder(parseGlob('**/plan.md'), '.git', '.git')).toBe(false);
  });

  it.each(['', '/a', '../a', 'a/./b', 'a//b', 'a/', 'C:/a', 'a{b,c}', '[ab]', '!a', 'a\\b', 'a**/b', 'x'.repeat(301)])(
    'is refused as %j',
    (pattern) => {
      expect(globFault(pattern)).toBeDefined();
      expect(() => parseGlob(pattern)).toThrow('pattern');
    },
  );
});
