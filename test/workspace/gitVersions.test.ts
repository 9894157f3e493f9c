import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, symlinkSync } from 'node:fs';
import { delimiter } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { git, hasGit } from '../support/git.ts';
import { makeFolder, type TestWorkspace } from '../support/workspace.ts';

function repository(branch = 'main', below = ''): TestWorkspace {
  const files = makeFolder();
  git(files.path, 'init', '-q', '-b', branch);
  files.write(`${below}plan.md`, 'one\n');
  git(files.path, 'add', '.');
  git(files.path, 'commit', '-q', '-m', 'Begin the plan');
  files.write(`${below}plan.md`, 'two\n');
  git(files.path, 'commit', '-q', '-a', '-m', 'Größe: say more');
  return files;
}

function open(files: TestWorkspace, below = ''): Workspace {
  const path = `${files.path}/${below}`;
  return openWorkspace({ explicit: path, cwd: path });
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe.skipIf(!hasGit)('versions that Git keeps', () => {
  it('are read by HEAD, by commits before it, branch, tag and hash', async () => {
    const files = repository('trunk');
    git(files.path, 'tag', 'v1.0', 'HEAD~1');
    git(files.path, 'branch', 'feature/12-login', 'HEAD~1');
    files.write('plan.md', 'three\n');
    const workspace = open(files);
    const short = git(files.path, 'rev-parse', '--short', 'HEAD~1');
    const texts = Object.fromEntries(
      await Promise.all(
        ['HEAD', 'HEAD~1', 'HEAD^', 'trunk', 'v1.0', 'feature/12-login', short].map(
          async (ref) => [ref, await workspace.gitVersion('plan.md', ref)] as const,
        ),
      ),
    );
    const [one, two] = ['one\n', 'two\n'];
    expect(texts).toEqual({
      HEAD: two,
      'HEAD~1': one,
      'HEAD^': one,
      trunk: two,
      'v1.0': one,
      'feature/12-login': one,
      [short]: one,
    });
  });

  it('are undefined for what Git does not know', async () => {
    const files = repository();
    files.write('new.md', 'new\n');
    const workspace = open(files);
    expect(await workspace.gitVersion('plan.md', 'master')).toBeUndefined();
    expect(await workspace.gitVersion('plan.md', 'HEAD~9')).toBeUndefined();
    expect(await workspace.gitVersion('new.md', 'HEAD')).toBeUndefined();
    expect(await workspace.gitLog('new.md', 5)).toEqual([]);
  });

  it('are listed newest first with short hash, time and subject, and no more than asked for', async () => {
    const files = repository();
    files.write('other.md', 'x\n');
    git(files.path, 'add', '.');
    git(files.path, 'commit', '-q', '-m', 'Another file');
    const log = await open(files).gitLog('plan.md', 5);
    expect(log.map(({ subject }) => subject)).toEqual(['Größe: say more', 'Begin the plan']);
    expect(log[0]?.commit).toBe(git(files.path, 'rev-parse', '--short=8', 'HEAD~1'));
    expect(log[0]?.at).toMatch(/^2025-10-09T\d\d:\d\d:\d\d\.000Z$/);
    expect(await open(files).gitLog('plan.md', 1)).toEqual(log.slice(0, 1));
    expect(await open(files).gitVersion('plan.md', log[1]?.commit ?? '')).toBe('one\n');
  });

  it('are found where the workspace is a folder of the repository', async () => {
    const files = repository('main', 'apps/web/plans/');
    const workspace = open(files, 'apps/web');
    expect(await workspace.gitVersion('plans/plan.md', 'HEAD~1')).toBe('one\n');
    expect(await workspace.gitLog('plans/plan.md', 9)).toHaveLength(2);
  });

  it('are found in a repository below the workspace, and in a worktree', async () => {
    const files = repository();
    git(files.path, 'worktree', 'add', '-q', '-b', 'side', `${files.path}/wt/side`, 'HEAD~1');
    expect(await open(files, 'wt/side').gitVersion('plan.md', 'HEAD')).toBe('one\n');
    expect(await open(files, 'wt').gitVersion('side/plan.md', 'main')).toBe('two\n');
  });

  it('are found in a submodule, in the workspace and as the workspace', async () => {
    const [files, other] = [repository(), repository('main', 'docs/')];
    git(files.path, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.path, 'sub/module');
    expect(await open(files).gitVersion('sub/module/docs/plan.md', 'HEAD~1')).toBe('one\n');
    expect(await open(files).gitLog('sub/module/docs/plan.md', 9)).toHaveLength(2);
    expect(await open(files, 'sub/module').gitVersion('docs/plan.md', 'HEAD~1')).toBe('one\n');
    expect(await open(files, 'sub/module/docs').gitLog('plan.md', 9)).toHaveLength(2);
  });

  it.each([
    ['file', (files: TestWorkspace, other: string): void => files.write('plans/.git', `gitdir: ${other}/.git\n`)],
    ['link', (files: TestWorkspace, other: string): void => symlinkSync(`${other}/.git`, `${files.path}/plans/.git`)],
  ])('are not those of a repository outside that a %s points to', async (_what, point) => {
    const [files, other] = [makeFolder(), repository()];
    files.write('plans/plan.md', 'here\n');
    point(files, other.path);
    const workspace = open(files);
    expect(await workspace.gitVersion('plans/plan.md', 'HEAD')).toBeUndefined();
    expect(await workspace.gitLog('plans/plan.md', 5)).toEqual([]);
    // Git itself would have shown it.
    const shown = spawnSync('git', ['show', 'HEAD:./plan.md'], { cwd: `${files.path}/plans`, encoding: 'utf8' });
    expect(shown.stdout).toBe('two\n');
  });

  it('take a file name as it is written', async () => {
    const files = repository();
    for (const name of ['[p].md', ':(top)p.md', '-p.md', 'p q.md']) files.write(name, `${name}\n`);
    git(files.path, 'add', '.');
    git(files.path, 'commit', '-q', '-m', 'Odd names');
    const workspace = open(files);
    for (const name of ['[p].md', ':(top)p.md', '-p.md', 'p q.md']) {
      expect(await workspace.gitVersion(name, 'HEAD')).toBe(`${name}\n`);
      expect(await workspace.gitLog(name, 5)).toHaveLength(1);
    }
  });

  it.each([
    '--output=x',
    '-h',
    'HEAD;rm',
    'HEAD:plan.md',
    'HEAD..main',
    ':/Begin',
    'HEAD^{/Begin}',
    '@{-1}',
    'a b',
    '',
    '$(id)',
    'HEAD\n',
  ])('are not asked for by %j', async (ref) => {
    const files = repository();
    expect(await open(files).gitVersion('plan.md', ref)).toBeUndefined();
    expect(existsSync(`${files.path}/x`)).toBe(false);
  });

  it('stay in the workspace', async () => {
    const files = repository('main', 'in/');
    files.write('out.md', 'x\n');
    git(files.path, 'add', '.');
    git(files.path, 'commit', '-q', '-m', 'Outside');
    await expect(open(files, 'in').gitVersion('../out.md', 'HEAD')).rejects.toMatchObject({
      code: 'outside_workspace',
    });
    await expect(open(files, 'in').gitLog('../out.md', 5)).rejects.toMatchObject({ code: 'outside_workspace' });
    await expect(open(files).gitVersion('.git/config', 'HEAD')).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('are read without starting what the repository’s settings name', async () => {
    const files = repository();
    files.write('evil', `#!/bin/sh\ntouch "${files.path}/started"\n`);
    chmodSync(`${files.path}/evil`, 0o755);
    const evil = `${files.path}/evil`;
    files.write('.gitattributes', '*.md diff=evil filter=evil\n');
    git(files.path, 'add', '.gitattributes');
    git(files.path, 'commit', '-q', '-m', 'Attributes');
    const settings = {
      'core.fsmonitor': evil,
      'core.pager': evil,
      'pager.rev-list': evil,
      'core.hooksPath': files.path,
      'diff.external': evil,
      'diff.evil.textconv': evil,
      'diff.evil.command': evil,
      'filter.evil.smudge': evil,
      'log.showSignature': 'true',
      'gpg.program': evil,
      'core.sshCommand': evil,
    };
    for (const [name, value] of Object.entries(settings)) git(files.path, 'config', name, value);
    const workspace = open(files);
    expect(await workspace.gitVersion('plan.md', 'HEAD')).toBe('two\n');
    expect(await workspace.gitLog('plan.md', 5)).toHaveLength(2);
    expect(existsSync(`${files.path}/started`)).toBe(false);
    // The setting works: Git itself would have started it.
    git(files.path, 'status');
    expect(existsSync(`${files.path}/started`)).toBe(true);
  });

  it('are not fetched from elsewhere', async () => {
    const files = repository();
    const head = git(files.path, 'rev-parse', 'HEAD:plan.md');
    git(files.path, 'config', 'core.repositoryFormatVersion', '1');
    git(files.path, 'config', 'extensions.partialClone', 'origin');
    git(files.path, 'config', 'remote.origin.promisor', 'true');
    git(files.path, 'config', 'remote.origin.url', `ext::touch ${files.path}/fetched`);
    git(files.path, 'config', 'protocol.ext.allow', 'always');
    chmodSync(`${files.path}/.git/objects/${head.slice(0, 2)}`, 0o755);
    spawnSync('rm', ['-f', `${files.path}/.git/objects/${head.slice(0, 2)}/${head.slice(2)}`]);
    expect(await open(files).gitVersion('plan.md', 'HEAD')).toBeUndefined();
    expect(existsSync(`${files.path}/fetched`)).toBe(false);
    // The setting works: Git itself would have fetched.
    spawnSync('git', ['cat-file', 'blob', 'HEAD:plan.md'], { cwd: files.path });
    expect(existsSync(`${files.path}/fetched`)).toBe(true);
  });

  it('are of the repository around the file, whatever the environment says', async () => {
    const [files, other] = [repository(), repository()];
    other.write('plan.md', 'other\n');
    git(other.path, 'commit', '-q', '-a', '-m', 'Other');
    vi.stubEnv('GIT_DIR', `${other.path}/.git`);
    expect(await open(files).gitVersion('plan.md', 'HEAD')).toBe('two\n');
  });

  it('are refused where they are too large', async () => {
    const files = repository();
    files.write('big.md', 'x'.repeat(6 * 1024 * 1024));
    git(files.path, 'add', '.');
    git(files.path, 'commit', '-q', '-m', 'Big');
    await expect(open(files).gitVersion('big.md', 'HEAD')).rejects.toMatchObject({ code: 'too_large' });
  });
});

describe('without Git there are none', () => {
  it('outside a repository', async () => {
    const files = makeFolder();
    files.write('plan.md', 'one\n');
    files.write('.git/HEAD', 'ref: refs/heads/main\n');
    expect(await open(files).gitVersion('plan.md', 'HEAD')).toBeUndefined();
    expect(await open(files).gitLog('plan.md', 5)).toEqual([]);
  });

  it('where no git is installed', async () => {
    const files = hasGit ? repository() : makeFolder();
    files.write('plan.md', 'one\n');
    vi.stubEnv('PATH', ['/nowhere', '/nowhere/else'].join(delimiter));
    expect(await open(files).gitVersion('plan.md', 'HEAD')).toBeUndefined();
    expect(await open(files).gitLog('plan.md', 5)).toEqual([]);
  });
});
