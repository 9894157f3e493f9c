import { chmodSync, lstatSync, readdirSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { makeWorkspace } from '../support/workspace.ts';
import { refusal } from './support/refusal.ts';

function open(path: string): Workspace {
  return openWorkspace({ explicit: path, cwd: path });
}

describe('an edit', () => {
  it('changes the plan and leaves nothing beside it', async () => {
    const files = makeWorkspace({ 'plans/a.md': '# A\n' });
    const result = await open(files.path).edit('plans/a.md', 'test', (text) => `${text}more\n`);
    expect(result).toEqual({ before: '# A\n', after: '# A\nmore\n' });
    expect(files.read('plans/a.md')).toBe('# A\nmore\n');
    expect(readdirSync(join(files.path, 'plans'))).toEqual(['a.md']);
    expect(readdirSync(join(files.path, '.plankeeper/locks'))).toEqual(['.gitignore']);
    expect(files.read('.plankeeper/locks/.gitignore')).toBe('*\n');
    expect(files.read('.plankeeper/history/.gitignore')).toBe('*\n');
  });

  it('keeps BOM, CRLF, lone CR, NUL and a missing final newline', async () => {
    const files = makeWorkspace({ 'a.md': '\uFEFF# A\r\nold\rb\0c  \r\nend' });
    await open(files.path).edit('a.md', 'test', (text) => text.replace('old', 'new'));
    expect(files.readBytes('a.md')).toEqual(Buffer.from('\uFEFF# A\r\nnew\rb\0c  \r\nend'));
  });

  it('writes nothing where nothing changes', async () => {
    const files = makeWorkspace({ 'a.md': '# A\n' });
    const before = statSync(join(files.path, 'a.md'), { bigint: true });
    await open(files.path).edit('a.md', 'test', () => undefined);
    await open(files.path).edit('a.md', 'test', (text) => text);
    expect(statSync(join(files.path, 'a.md'), { bigint: true })).toMatchObject({
      ino: before.ino,
      ctimeNs: before.ctimeNs,
    });
    expect(readdirSync(join(files.path, '.plankeeper'))).not.toContain('history');
  });

  it('passes on what the change throws, with the bytes as they were and the plan free', async () => {
    const files = makeWorkspace({ 'plans/a.md': '# A\r\n' });
    const workspace = open(files.path);
    const fault = new RangeError('overlap');
    await expect(workspace.edit('plans/a.md', 'test', () => Promise.reject(fault))).rejects.toBe(fault);
    expect(files.read('plans/a.md')).toBe('# A\r\n');
    expect(readdirSync(join(files.path, 'plans'))).toEqual(['a.md']);
    expect(readdirSync(join(files.path, '.plankeeper/locks'))).toEqual(['.gitignore']);
    await workspace.edit('plans/a.md', 'test', () => 'next');
    expect(files.read('plans/a.md')).toBe('next');
  });

  it('keeps the mode of the file', async () => {
    const files = makeWorkspace({ 'a.md': 'a' });
    chmodSync(join(files.path, 'a.md'), 0o640);
    await open(files.path).edit('a.md', 'test', () => 'b');
    expect(statSync(join(files.path, 'a.md')).mode & 0o777).toBe(0o640);
  });

  it('leaves a link a link and writes what it leads to', async () => {
    const files = makeWorkspace({ 'docs/real.md': 'a' });
    symlinkSync('docs/real.md', join(files.path, 'link.md'));
    await open(files.path).edit('link.md', 'test', () => 'b');
    expect(readlinkSync(join(files.path, 'link.md'))).toBe('docs/real.md');
    expect(files.read('docs/real.md')).toBe('b');
  });

  it('starts again from what an editor saved meanwhile', async () => {
    const files = makeWorkspace({ 'a.md': 'one\n' });
    let calls = 0;
    const result = await open(files.path).edit('a.md', 'test', (text) => {
      calls += 1;
      if (calls === 1) writeFileSync(join(files.path, 'a.md'), 'one\nby hand\n');
      return `${text}by tool\n`;
    });
    expect(calls).toBe(2);
    expect(result.before).toBe('one\nby hand\n');
    expect(files.read('a.md')).toBe('one\nby hand\nby tool\n');
  });

  it('gives up on a file that never stands still, with the other program’s bytes left', async () => {
    const files = makeWorkspace({ 'a.md': '0' });
    let calls = 0;
    const { code, message } = await refusal(() =>
      open(files.path).edit('a.md', 'test', (text) => {
        calls += 1;
        writeFileSync(join(files.path, 'a.md'), `${calls}`);
        return `${text}!`;
      }),
    );
    expect(code).toBe('write_failed');
    expect(message).toContain('changed 20 times');
    expect(files.read('a.md')).toBe(`${calls}`);
  });

  it('does not bring back a plan that was deleted meanwhile', async () => {
    const files = makeWorkspace({ 'plans/a.md': 'a' });
    const { code } = await refusal(() =>
      open(files.path).edit('plans/a.md', 'test', () => {
        rmSync(join(files.path, 'plans/a.md'));
        return 'b';
      }),
    );
    expect(code).toBe('unknown_plan');
    expect(readdirSync(join(files.path, 'plans'))).toEqual([]);
  });

  it('is not led elsewhere by a link that takes the plan’s place meanwhile', async () => {
    const files = makeWorkspace({ 'a.md': 'a', 'other.md': 'other' });
    const { code } = await refusal(() =>
      open(files.path).edit('a.md', 'test', () => {
        rmSync(join(files.path, 'a.md'), { force: true });
        symlinkSync('other.md', join(files.path, 'a.md'));
        return 'b';
      }),
    );
    expect(code).toBe('write_failed');
    expect(files.read('other.md')).toBe('other');
    expect(lstatSync(join(files.path, 'a.md')).isSymbolicLink()).toBe(true);
  });
});

describe('an edit is refused', () => {
  const cases: [what: string, path: string, content: string | Uint8Array, after: string, code: string][] = [
    ['where there is no file', 'b.md', '', 'x', 'unknown_plan'],
    ['on what is no Markdown', 'a.txt', 'a', 'x', 'invalid_input'],
    ['on invalid UTF-8', 'a.md', Uint8Array.of(0x23, 0xff, 0x0a), 'x', 'unreadable'],
    ['inside .git', '.git/notes.md', 'a', 'x', 'outside_workspace'],
    ['inside .git in other letters', 'sub/.GIT/notes.md', 'a', 'x', 'outside_workspace'],
    ['in the history', '.plankeeper/history/x.md', 'a', 'x', 'outside_workspace'],
    ['for half a surrogate pair', 'a.md', 'a', 'x\uD800', 'invalid_input'],
    ['above 4 MB', 'a.md', 'a', 'x'.repeat(4 * 1024 * 1024 + 1), 'too_large'],
    ['on a file above 4 MB', 'a.md', 'x'.repeat(4 * 1024 * 1024 + 1), 'x', 'too_large'],
  ];
  it.each(cases)('%s', async (_what, path, content, after, code) => {
    const name = path === 'b.md' ? 'a.md' : path;
    const files = makeWorkspace({ [name]: content });
    const error = await refusal(() => open(files.path).edit(path, 'test', () => after));
    expect(error.code).toBe(code);
    expect(error.fix).toBeDefined();
    expect(files.readBytes(name).equals(Buffer.from(content))).toBe(true);
  });
});

describe('reading', () => {
  it('shows invalid UTF-8 and says that it is not faithful', async () => {
    const files = makeWorkspace({ 'a.md': Uint8Array.of(0x23, 0xff) });
    expect(await open(files.path).read('a.md')).toMatchObject({ path: 'a.md', text: '#\uFFFD', faithful: false });
  });

  it('gives text and bytes', async () => {
    const files = makeWorkspace({ 'a.md': '\uFEFFé\r\n' });
    const read = await open(files.path).read('a.md');
    expect(read.text).toBe('\uFEFFé\r\n');
    expect(Buffer.from(read.bytes)).toEqual(files.readBytes('a.md'));
    expect(read.faithful).toBe(true);
  });
});
