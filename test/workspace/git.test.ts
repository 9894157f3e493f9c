import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWorkspace } from '../../src/workspace/workspace.ts';
import { git, hasGit } from '../support/git.ts';
import { makeFolder, type TestWorkspace } from '../support/workspace.ts';

function facts(files: TestWorkspace, below = ''): { branch: string | undefined; author: string | undefined } {
  const cwd = `${files.path}/${below}`;
  return openWorkspace({ explicit: cwd, cwd, home: `${files.path}/home` }).git;
}

describe('what Git knows', () => {
  it('is nothing outside a repository', () => {
    const files = makeFolder();
    expect(facts(files)).toEqual({ branch: undefined, author: undefined });
  });

  it('is the branch, and the name that the repository or the user has', () => {
    const files = makeFolder();
    files.write('.git/HEAD', 'ref: refs/heads/feature/12-login\n');
    files.write(
      'home/.gitconfig',
      '# me\n[user "x"]\n\tname = Wrong\n[user]\n\temail = a@b.c\n\tname = "Ada \\"L\\" # Byron" ; note\n',
    );
    files.write('sub/x', '');
    expect(facts(files, 'sub')).toEqual({ branch: 'feature/12-login', author: 'Ada "L" # Byron' });
    files.write('.git/config', '[core]\n\tbare = false\n[User]\n  Name=Grace Hopper # here\n');
    expect(facts(files).author).toBe('Grace Hopper');
  });

  it.runIf(hasGit)('is the branch before its first commit, too', () => {
    const files = makeFolder();
    git(files.path, 'init', '--quiet');
    git(files.path, 'checkout', '--quiet', '-b', 'feature/12-login');
    expect(facts(files).branch).toBe('feature/12-login');
  });

  it('is found through a worktree’s file', () => {
    const files = makeFolder();
    files.write('main/.git/config', '[user]\nname = Ada\n');
    files.write('main/.git/worktrees/w/HEAD', 'ref: refs/heads/w\n');
    files.write('main/.git/worktrees/w/commondir', '../..\n');
    files.write('main/.git/worktrees/w/gitdir', `${join(files.path, 'w/.git')}\n`);
    files.write('w/.git', 'gitdir: ../main/.git/worktrees/w\n');
    expect(facts(files, 'w')).toEqual({ branch: 'w', author: 'Ada' });
  });

  it('is found through a submodule’s file, in the repository or above it', () => {
    const files = makeFolder();
    files.write('.git/modules/m/HEAD', 'ref: refs/heads/m\n');
    files.write('.git/modules/m/config', '[core]\n\tWorkTree = ../../../m\n[user]\n\tname = Mo\n');
    files.write('m/.git', 'gitdir: ../.git/modules/m\n');
    expect(facts(files, 'm')).toEqual({ branch: 'm', author: 'Mo' });
  });

  it('is not taken from a repository that a file or link points to and that knows nothing of it', () => {
    const files = makeFolder();
    files.write('other/.git/HEAD', 'ref: refs/heads/secret\n');
    files.write('other/.git/config', '[user]\nname = Somebody\n');
    files.write('w/.git', 'gitdir: ../other/.git\n');
    files.write('v/x', '');
    symlinkSync('../other/.git', join(files.path, 'v/.git'));
    for (const folder of ['w', 'v']) expect(facts(files, folder)).toEqual({ branch: undefined, author: undefined });
  });

  it.each(['4b825dc642cb6eb9a060e54bf8d69288fbee4904\n', 'ref: refs/heads/.invalid\n', ''])(
    'is no branch for HEAD %j',
    (head) => {
      const files = makeFolder();
      files.write('.git/HEAD', head);
      files.write('home/.config/git/config', '[user]\nname = Xenia\n');
      expect(facts(files)).toEqual({ branch: undefined, author: 'Xenia' });
    },
  );
});
