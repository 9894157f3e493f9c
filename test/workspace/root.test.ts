import { readdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWorkspace } from '../../src/workspace/workspace.ts';
import { makeFolder } from '../support/workspace.ts';
import { refusal } from './support/refusal.ts';

describe('the root', () => {
  it.each(['.plankeeper/x', '.specify/x', '.git/HEAD', '.git'])('is the nearest folder upward that has %s', (mark) => {
    const files = makeFolder();
    files.write(mark, '');
    files.write(`sub/${mark}`, '');
    files.write('sub/deep/er/x', '');
    files.write('other/x', '');
    expect(openWorkspace({ cwd: join(files.path, 'sub/deep/er') }).root).toBe(join(files.path, 'sub'));
    expect(openWorkspace({ cwd: join(files.path, 'other') }).root).toBe(files.path);
    expect(readdirSync(files.path).sort()).toEqual([mark.split('/')[0], 'other', 'sub']);
  });

  it('is the named one: by argument, else by environment', () => {
    const files = makeFolder();
    for (const name of ['a', 'b', 'c/.git']) files.write(`${name}/x`, '');
    const cwd = join(files.path, 'c');
    expect(openWorkspace({ explicit: join(files.path, 'a'), env: join(files.path, 'b'), cwd }).root).toBe(
      join(files.path, 'a'),
    );
    expect(openWorkspace({ env: '../b', cwd }).root).toBe(join(files.path, 'b'));
    expect(openWorkspace({ env: '', cwd }).root).toBe(cwd);
  });

  it('is a real path', () => {
    const files = makeFolder();
    files.write('real/.git/x', '');
    symlinkSync('real', join(files.path, 'link'));
    expect(openWorkspace({ cwd: join(files.path, 'link') }).root).toBe(realpathSync(join(files.path, 'real')));
  });

  it('may be none: then files are read by path', async () => {
    const files = makeFolder();
    files.write('a/b.md', 'b');
    const workspace = openWorkspace({ cwd: files.path });
    expect(workspace.root).toBeUndefined();
    expect((await workspace.read('a/b.md')).text).toBe('b');
    expect((await refusal(() => workspace.read('../x.md'))).code).toBe('outside_workspace');
  });

  it.each([
    ['does not exist', 'gone'],
    ['is not a folder', 'file'],
    ['names no folder', ''],
  ])('is refused where the named one %s', async (why, name) => {
    const files = makeFolder();
    files.write('file', '');
    const { code, message, fix } = await refusal(() => openWorkspace({ explicit: name, cwd: files.path }));
    expect(code).toBe('no_workspace');
    expect(message).toBe(`--workspace is "${name}", which ${why}.`);
    expect(fix).toContain('--workspace');
  });
});
