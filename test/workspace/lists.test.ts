import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPackaged } from '../../src/workspace/templateSources.ts';
import { openWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { makeFolder, makeWorkspace, type TestWorkspace } from '../support/workspace.ts';
import { refusal } from './support/refusal.ts';

function open(files: TestWorkspace): Workspace {
  return openWorkspace({ explicit: files.path, cwd: files.path });
}

function withFiles(paths: readonly string[]): TestWorkspace {
  return makeWorkspace(Object.fromEntries(paths.map((path) => [path, `${path}\n`])));
}

const plans = [
  '.specify/specs/002-b/plan.md',
  'docs/plans/deep/er/x.md',
  'packages/one/PLAN.md',
  'plan.md',
  'plans/a.md',
  'specs/001-a/plan.md',
];

const others = [
  '.claude/plan.md',
  '.git/plan.md',
  '.hidden/plan.md',
  '.plankeeper/history/plan.md',
  '.plankeeper/templates/plan.md',
  '.specify/memory/plan.md',
  '.specify/templates/plan.md',
  '.venv/plan.md',
  'README.md',
  'build/plan.md',
  'dist/plan.md',
  'docs/plans/README.md',
  'docs/plans/templates/x.md',
  'node_modules/x/plan.md',
  'packages/one/node_modules/x/plan.md',
  'plans/Readme.de.md',
  'plans/a.review.md',
  'plans/a.txt',
  'plans/deep/a.md',
  'plans/feature-template.md',
  'plans/template.md',
  'specs/001-a/spec.md',
  'target/plan.md',
  'templates/plan.md',
  'vendor/x/plan.md',
];

describe('the list of plans', () => {
  it('has the plans and nothing else, sorted', async () => {
    expect(await open(withFiles([...plans, ...others])).listPlans()).toEqual(plans);
  });

  it('is told of a path alone, too', () => {
    const workspace = open(withFiles([]));
    expect([...plans, ...others].filter((path) => workspace.isListed(path))).toEqual(plans);
  });

  it('has what the configuration says instead', async () => {
    const files = withFiles([
      ...plans,
      '.claude/plans/c.md',
      '.claude/plans/README.md',
      'work/x/todo.md',
      'build/plans/y.md',
    ]);
    files.write('plankeeper.config.json', '{"plans": [".claude/plans/*.md", "work/**/TODO.md", "build/plans/*.md"]}');
    expect(await open(files).listPlans()).toEqual(['.claude/plans/c.md', 'build/plans/y.md', 'work/x/todo.md']);
  });

  it('has each file once, follows no folder, and names what only has a plan’s name, so that reading it says why', async () => {
    const files = withFiles(['plans/a.md', 'docs/b.md', 'one/plan.md']);
    const outside = makeFolder();
    outside.write('plan.md', '');
    symlinkSync('../docs/b.md', join(files.path, 'plans/b.md'));
    symlinkSync('a.md', join(files.path, 'plans/twin.md'));
    symlinkSync('missing.md', join(files.path, 'plans/dangling.md'));
    symlinkSync('..', join(files.path, 'one/loop'));
    symlinkSync(outside.path, join(files.path, 'out'));
    symlinkSync(join(outside.path, 'plan.md'), join(files.path, 'plans/out.md'));
    execFileSync('mkfifo', [join(files.path, 'plans/pipe.md')]);
    expect(await open(files).listPlans()).toEqual([
      'one/plan.md',
      'plans/a.md',
      'plans/b.md',
      'plans/dangling.md',
      'plans/out.md',
      'plans/pipe.md',
    ]);
  });
});

describe('the template sources', () => {
  it('are ours, those of spec-kit that are plans, and the configured ones, each once', async () => {
    const files = withFiles([
      '.plankeeper/templates/b/two.md',
      '.plankeeper/templates/one.md',
      '.plankeeper/templates/one.txt',
      '.specify/templates/plan-template.md',
      '.specify/templates/spec-template.md',
      '.specify/templates/deep/plan-template.md',
      'shared/plans/t.md',
      'shared/single.md',
      'shared/other.md',
    ]);
    files.write(
      'plankeeper.config.json',
      '{"templates": ["shared/plans", "shared/single.md", ".plankeeper/templates/*.md"]}',
    );
    const { files: sources } = await open(files).listTemplateSources();
    expect(sources.map(({ path }) => path)).toEqual([
      '.plankeeper/templates/b/two.md',
      '.plankeeper/templates/one.md',
      '.specify/templates/plan-template.md',
      'shared/plans/t.md',
      'shared/single.md',
    ]);
    expect(sources.every(({ path, text }) => text === `${path}\n`)).toBe(true);
  });

  it('are none in a workspace without any', async () => {
    expect(await open(makeWorkspace()).listTemplateSources()).toEqual({ files: [], faults: [] });
  });

  it('name one that leads outside, which hides none of the others', async () => {
    const files = withFiles(['.plankeeper/templates/one.md']);
    symlinkSync('/etc/hostname', join(files.path, '.plankeeper/templates/out.md'));
    const { files: sources, faults } = await open(files).listTemplateSources();
    expect(sources.map(({ path }) => path)).toEqual(['.plankeeper/templates/one.md']);
    expect(faults.map(({ code }) => code)).toEqual(['outside_workspace']);
    expect(faults[0]?.message).toContain('out.md');
  });

  it('of the program itself are its Markdown and JSON files', async () => {
    const folder = makeFolder();
    for (const path of ['b.md', 'a/words.json', 'a/x.ts', 'c.MD.bak']) folder.write(path, path);
    expect(await readPackaged(folder.path)).toEqual([
      { path: 'a/words.json', text: 'a/words.json' },
      { path: 'b.md', text: 'b.md' },
    ]);
  });
});

describe('the constitution', () => {
  const all = [
    '.specify/memory/constitution.md',
    'constitution.md',
    'docs/constitution.md',
    'memory/constitution.md',
    'packages/one/docs/constitution.md',
    'packages/one/plans/a.md',
  ];

  it('is the nearest upward from the plan', async () => {
    const workspace = open(withFiles(all));
    expect((await workspace.findConstitution('packages/one/plans/a.md'))?.path).toBe(
      'packages/one/docs/constitution.md',
    );
    expect((await workspace.findConstitution('packages/two/plan.md'))?.path).toBe('.specify/memory/constitution.md');
    expect((await workspace.findConstitution())?.path).toBe('.specify/memory/constitution.md');
  });

  it.each([
    [['docs/constitution.md', 'constitution.md', 'memory/constitution.md'], 'memory/constitution.md'],
    [['docs/constitution.md', 'constitution.md'], 'docs/constitution.md'],
    [['constitution.md'], 'constitution.md'],
  ])('of %j is %s', async (paths, path) => {
    expect(await open(withFiles(paths)).findConstitution('plans/a.md')).toEqual({ path, text: `${path}\n` });
  });

  it('is the named one, else the configured one', async () => {
    const files = withFiles([...all, 'rules/ours.md']);
    files.write('plankeeper.config.json', '{"constitution": "rules/ours.md"}');
    const workspace = open(files);
    expect((await workspace.findConstitution('packages/one/plans/a.md'))?.path).toBe('rules/ours.md');
    expect((await workspace.findConstitution('plans/a.md', 'docs/constitution.md'))?.path).toBe('docs/constitution.md');
  });

  it('is none where there is none', async () => {
    expect(await open(makeWorkspace()).findConstitution('plans/a.md')).toBeUndefined();
  });

  it('that is named but missing, outside or no Markdown is refused', async () => {
    const workspace = open(withFiles(['a.json']));
    const named = async (name: string): Promise<string> =>
      (await refusal(() => workspace.findConstitution('a.md', name))).code;
    expect(await named('gone.md')).toBe('unreadable');
    expect(await named('../gone.md')).toBe('outside_workspace');
    expect(await named('a.json')).toBe('invalid_input');
  });
});

describe('a file near a plan', () => {
  const cases: [link: string, path: string | undefined][] = [
    ['spec.md', 'specs/1/spec.md'],
    ['./spec.md#scope', 'specs/1/spec.md'],
    ['../2/my%20spec.md?plain=1', 'specs/2/my spec.md'],
    ['/docs/x.md', 'docs/x.md'],
    ['gone.md', undefined],
    ['#scope', undefined],
    ['https://example.org/spec.md', undefined],
    ['//example.org/spec.md', undefined],
    ['mailto:spec.md', undefined],
    ['100%.md', undefined],
  ];
  it.each(cases)('%s', async (link, path) => {
    const workspace = open(withFiles(['specs/1/plan.md', 'specs/1/spec.md', 'specs/2/my spec.md', 'docs/x.md']));
    expect((await workspace.readNear('specs/1/plan.md', link))?.path).toBe(path);
  });

  it('is never one outside', async () => {
    const workspace = open(withFiles(['plan.md']));
    for (const link of ['../x.md', '%2e%2e/x.md', '/../x.md', 'a/%00.md']) {
      expect((await refusal(() => workspace.readNear('plan.md', link))).code).toBe('outside_workspace');
    }
  });
});
