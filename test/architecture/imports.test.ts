import { describe, expect, it } from 'vitest';
import { type Import, importsOf, readSources, withoutComments } from '../support/sources.ts';

/** Which folder may import which; `templates` stands for the word lists there. Whoever draws a new arrow decides it here. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  markdown: ['errors'],
  template: ['errors', 'markdown', 'templates'],
  plan: ['errors', 'markdown', 'template', 'templates'],
  workspace: ['errors', 'markdown', 'template (types)'],
  tools: ['errors', 'markdown', 'template', 'plan', 'workspace'],
  review: ['errors', 'markdown', 'template', 'plan', 'workspace'],
  mcp: ['errors', 'tools', 'review'],
  cli: ['errors', 'tools', 'review', 'plan', 'workspace'],
  index: ['errors', 'markdown', 'template', 'plan', 'workspace', 'tools', 'review', 'mcp', 'cli', 'package.json'],
};

/** Who may import what is not ours: folders, or single files. */
const packages: Readonly<Record<string, readonly string[]>> = {
  'markdown-it': ['markdown'],
  handlebars: ['template'],
  'gray-matter': ['src/template/frontMatter.ts'],
  yaml: ['template'],
  zod: ['template', 'plan', 'workspace', 'tools', 'review', 'mcp', 'cli'],
  '@modelcontextprotocol/server': ['mcp'],
  '@modelcontextprotocol/server/stdio': ['mcp'],
  'node:child_process': ['workspace'],
  'node:console': ['mcp'],
  'node:crypto': ['markdown', 'template', 'plan', 'workspace', 'mcp'],
  'node:fs': ['workspace'],
  'node:http': ['mcp'],
  'node:net': ['mcp'],
  'node:fs/promises': ['workspace'],
  'node:os': ['workspace'],
  'node:path': ['workspace', 'index'],
  'node:stream': ['mcp'],
  'node:timers/promises': ['workspace'],
  'node:url': ['index'],
  'node:util': ['index'],
  'node:v8': ['mcp'],
  'node:vm': ['mcp'],
};

const pure = ['markdown', 'template', 'plan'];
const effects =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.|\bprocess\.|\bMath\.random\b|\bset(?:Timeout|Interval)\b|\bfetch\(/;

const sources = readSources();
const imports = [...sources].flatMap(([path, text]) => importsOf(path, text));

describe('imports in src', () => {
  it('point one way', () => {
    expect(newArrows(imports)).toEqual([]);
  });

  it('make no circle', () => {
    expect(circleIn(imports)).toEqual([]);
  });

  it('reach packages only where those have their place', () => {
    expect(strayPackages(imports)).toEqual([]);
  });

  it('leave the pure core without clock, chance and environment', () => {
    const impure = [...sources].filter(
      ([path, text]) => pure.includes(folderOf(path)) && effects.test(withoutComments(text)),
    );
    expect(impure.map(([path]) => path)).toEqual([]);
  });
});

describe('the check itself', () => {
  const arrow = (from: string, to: string, typeOnly = false): Import => ({ from, to, typeOnly });

  it('finds an arrow that points back', () => {
    expect(newArrows([arrow('src/markdown/slug.ts', 'src/plan/status.ts')])).toEqual([
      'markdown → plan (src/markdown/slug.ts → src/plan/status.ts)',
    ]);
    expect(newArrows([arrow('src/plan/status.ts', 'src/markdown/slug.ts')])).toEqual([]);
  });

  it('lets types through where only types may pass', () => {
    expect(newArrows([arrow('src/workspace/a.ts', 'src/template/model.ts', true)])).toEqual([]);
    expect(newArrows([arrow('src/workspace/a.ts', 'src/template/model.ts')])).toHaveLength(1);
  });

  it('finds a folder that the table does not know', () => {
    expect(newArrows([arrow('src/utils/a.ts', 'src/errors.ts')])).toHaveLength(1);
  });

  it('finds a circle through several files', () => {
    const [a, b, c] = ['src/plan/a.ts', 'src/plan/b.ts', 'src/plan/c.ts'];
    expect(circleIn([arrow('src/plan/a.ts', 'src/plan/b.ts'), arrow('src/plan/b.ts', 'src/plan/c.ts')])).toEqual([]);
    expect(
      circleIn([
        arrow('src/plan/a.ts', 'src/plan/b.ts'),
        arrow('src/plan/b.ts', 'src/plan/c.ts'),
        arrow('src/plan/c.ts', 'src/plan/a.ts'),
      ]),
    ).toEqual([a, b, c, a]);
  });

  it('finds a package in the wrong folder, or one that has no place yet', () => {
    const stray = strayPackages([
      arrow('src/plan/a.ts', 'node:fs'),
      arrow('src/template/other.ts', 'gray-matter'),
      arrow('src/tools/a.ts', '@modelcontextprotocol/server', true),
      arrow('src/plan/a.ts', 'lodash'),
    ]);
    expect(stray).toHaveLength(4);
  });

  it('reads every form of import', () => {
    const text = [
      "import a from './a.ts';",
      "import { type B,\n  type C } from '../b/c.ts';",
      "import type { D } from 'd';",
      "import { e, type E } from 'e';",
      "import 'f';",
      "export { g } from './g.ts';",
      "const h = await import('./h.ts');",
    ].join('\n');
    expect(importsOf('src/x/y.ts', text).map(({ to, typeOnly }) => [to, typeOnly])).toEqual([
      ['src/x/a.ts', false],
      ['src/b/c.ts', true],
      ['d', true],
      ['e', false],
      ['src/x/g.ts', false],
      ['f', false],
      ['src/x/h.ts', false],
    ]);
  });
});

function newArrows(all: readonly Import[]): readonly string[] {
  return all
    .filter((one) => isOurs(one.to) && !isAllowed(one))
    .map(({ from, to }) => `${folderOf(from)} → ${folderOf(to)} (${from} → ${to})`);
}

function isAllowed({ from, to, typeOnly }: Import): boolean {
  const [source, target] = [folderOf(from), folderOf(to)];
  const allowed = arrows[source];
  if (allowed === undefined) return false;
  return source === target || allowed.includes(target) || (typeOnly && allowed.includes(`${target} (types)`));
}

function strayPackages(all: readonly Import[]): readonly string[] {
  return all
    .filter(
      ({ from, to }) =>
        !isOurs(to) && !(packages[to] ?? []).some((place) => place === from || place === folderOf(from)),
    )
    .map(({ from, to }) => `${from} → ${to}`);
}

/** The files of one circle, the first again at the end; empty where there is none. */
function circleIn(all: readonly Import[]): readonly string[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of all) if (isOurs(to)) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const walk = (path: string, above: readonly string[]): readonly string[] => {
    if (above.includes(path)) return [...above.slice(above.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const to of next.get(path) ?? []) {
      const circle = walk(to, [...above, path]);
      if (circle.length > 0) return circle;
    }
    done.add(path);
    return [];
  };
  return [...next.keys()].map((path) => walk(path, [])).find((circle) => circle.length > 0) ?? [];
}

function isOurs(to: string): boolean {
  return /^(src|templates)\/|^package\.json$/.test(to);
}

/** `src/plan/rules/a.ts` → `plan`, `src/index.ts` → `index`, `templates/words/en.json` → `templates`. */
function folderOf(path: string): string {
  return path.replace(/^src\//, '').replace(/\/.*$|\.ts$/, '');
}
