import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ByPath } from '../../src/workspace/lookup.ts';
import { NodePort } from '../../src/workspace/nodePort.ts';
import { mostSearched } from '../../src/workspace/otherNames.ts';
import type { FileFacts, FilePort } from '../../src/workspace/port.ts';
import { readPackaged } from '../../src/workspace/templateSources.ts';
import { openWorkspace } from '../../src/workspace/workspace.ts';
import { makeFolder, makeWorkspace, type TestWorkspace } from '../support/workspace.ts';
import { firstLine, startChild } from './support/children.ts';
import { refusal } from './support/refusal.ts';

/** A workspace beside a folder that nobody may reach from it, whose name begins with the workspace's own. */
function makeScene(): { inside: TestWorkspace; outside: TestWorkspace; root: string } {
  const parent = makeFolder();
  for (const path of ['ws/.plankeeper/x', 'ws/plans/a.md', 'ws-evil/secret.md', 'ws-evil/sub/plan.md'])
    parent.write(path, 'secret\n');
  const at = (name: string): TestWorkspace => ({
    path: join(parent.path, name),
    read: (path) => parent.read(join(name, path)),
    readBytes: (path) => parent.readBytes(join(name, path)),
    write: (path, content) => parent.write(join(name, path), content),
  });
  const root = join(parent.path, 'ws');
  symlinkSync('../ws-evil/secret.md', join(root, 'link.md'));
  symlinkSync('../ws-evil', join(root, 'folder'));
  symlinkSync('folder', join(root, 'twice'));
  symlinkSync('../ws-evil/missing.md', join(root, 'dangling.md'));
  symlinkSync('loop.md', join(root, 'loop.md'));
  symlinkSync('plans', join(root, 'inner'));
  return { inside: at('ws'), outside: at('ws-evil'), root };
}

/** A port with other calls in the place of some. */
function withCalls(real: FilePort, calls: Partial<FilePort>): FilePort {
  return new Proxy(real, {
    get(target, key) {
      const own: unknown = Reflect.get(calls, key);
      const value: unknown = own ?? Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(own === undefined ? target : calls) : value;
    },
  });
}

/** Name, what reading it is refused with, and writing and creating it. */
const attempts: [name: string | ((root: string) => string), read: string, edit: string, create: string][] = [
  ['../ws-evil/secret.md', 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  ['plans/../../ws-evil/secret.md', 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  ['plans/../../../../../../../../etc/hosts.md', 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  ['..', 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  ['/etc/hosts.md', 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  [(root) => `${root}-evil/secret.md`, 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  [(root) => `${root}/../ws-evil/secret.md`, 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  [(root) => `../${basename(root)}-evil/secret.md`, 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  ['plans/a.md\0.md', 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  ['link.md', 'outside_workspace', 'outside_workspace', 'plan_exists'],
  ['folder/secret.md', 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  ['folder/new.md', 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  ['folder/sub/plan.md', 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  ['twice/secret.md', 'outside_workspace', 'outside_workspace', 'outside_workspace'],
  ['dangling.md', 'outside_workspace', 'outside_workspace', 'plan_exists'],
  ['loop.md', 'unreadable', 'unreadable', 'plan_exists'],
  ['plans/a.md/b.md', 'unknown_plan', 'unknown_plan', 'write_failed'],
  ['~/a.md', 'unknown_plan', 'unknown_plan', 'invalid_input'],
];

describe.each([
  ['in folders held open', {}],
  ['from the working folder', { anchored: false }],
  ['by path', { lookup: new ByPath() }],
])('confinement %s', (_how, options) => {
  const port = new NodePort(options);

  it.each(attempts)('%s', async (name, read, edit, create) => {
    const { outside, root } = makeScene();
    const workspace = openWorkspace({ explicit: root, cwd: root, port });
    const path = typeof name === 'string' ? name : name(root);
    expect((await refusal(() => workspace.read(path))).code).toBe(read);
    expect((await refusal(() => workspace.edit(path, 'test', () => 'x'))).code).toBe(edit);
    expect((await refusal(() => workspace.create(path, 'x'))).code).toBe(create);
    expect(outside.read('secret.md')).toBe('secret\n');
    expect(readdirSync(outside.path).sort()).toEqual(['secret.md', 'sub']);
    expect(readdirSync(join(outside.path, 'sub'))).toEqual(['plan.md']);
  });

  it('says nothing of absolute paths', async () => {
    const { root } = makeScene();
    const workspace = openWorkspace({ explicit: root, cwd: root, port });
    for (const path of ['link.md', 'folder/secret.md', 'loop.md', 'gone.md', 'plans']) {
      const { text } = await refusal(() => workspace.read(path));
      expect(text).not.toContain(root);
    }
  });

  it('takes what stays inside: links, dots, absolute paths, the root under another name', async () => {
    const { inside, root } = makeScene();
    const other = makeFolder();
    symlinkSync(root, join(other.path, 'alias'));
    const workspace = openWorkspace({ explicit: join(other.path, 'alias'), cwd: root, port });
    const names = [
      'plans/a.md',
      './plans//a.md',
      'plans/../plans/a.md',
      join(root, 'plans/a.md'),
      join(other.path, 'alias/plans/a.md'),
    ];
    for (const name of names) expect((await workspace.read(name)).path).toBe('plans/a.md');
    await workspace.edit('inner/a.md', 'test', () => 'through the link\n');
    expect(inside.read('plans/a.md')).toBe('through the link\n');
    expect(await workspace.create('inner/b.md', 'new\n')).toBe('inner/b.md');
    expect(inside.read('plans/b.md')).toBe('new\n');
  });

  it('never waits for a FIFO, and refuses folders and sockets', async () => {
    const files = makeWorkspace({ 'plans/a.md': 'a' });
    mkdirSync(join(files.path, 'folder.md'));
    const workspace = openWorkspace({ explicit: files.path, cwd: files.path, port });
    for (let i = 0; i < 6; i += 1) execFileSync('mkfifo', [join(files.path, `pipe${i}.md`)]);
    for (let i = 0; i < 6; i += 1) {
      expect((await refusal(() => workspace.read(`pipe${i}.md`))).code).toBe('unreadable');
      expect((await refusal(() => workspace.edit(`pipe${i}.md`, 'test', () => 'x'))).code).toBe('unreadable');
    }
    expect((await refusal(() => workspace.read('folder.md'))).message).toContain('a folder');
    expect((await workspace.read('plans/a.md')).text).toBe('a');
  });

  it('refuses to write through a .plankeeper that leads outside', async () => {
    const { inside, outside, root } = makeScene();
    renameSync(join(root, '.plankeeper'), join(root, 'aside'));
    symlinkSync('../ws-evil', join(root, '.plankeeper'));
    const workspace = openWorkspace({ explicit: root, cwd: root, port });
    expect((await refusal(() => workspace.edit('plans/a.md', 'test', () => 'x'))).code).toBe('outside_workspace');
    expect(inside.read('plans/a.md')).toBe('secret\n');
    expect(readdirSync(outside.path).sort()).toEqual(['secret.md', 'sub']);
  });

  it('refuses a hard link to a file outside, to read, to write and to create beside', async () => {
    const { inside, outside, root } = makeScene();
    linkSync(join(outside.path, 'secret.md'), join(root, 'hard.md'));
    const workspace = openWorkspace({ explicit: root, cwd: root, port });
    const { code, message, fix } = await refusal(() => workspace.read('hard.md'));
    expect([code, message]).toEqual([
      'outside_workspace',
      '"hard.md" has a hard link elsewhere: not all of its names are inside the workspace.',
    ]);
    expect(fix).toContain('cp hard.md hard.md.own && mv hard.md.own hard.md');
    expect((await refusal(() => workspace.edit('hard.md', 'test', () => 'x'))).code).toBe('outside_workspace');
    expect(outside.read('secret.md')).toBe('secret\n');
    execFileSync('sh', ['-c', 'cp hard.md hard.md.own && mv hard.md.own hard.md'], { cwd: root });
    await workspace.edit('hard.md', 'test', () => 'x');
    expect([inside.read('hard.md'), outside.read('secret.md')]).toEqual(['x', 'secret\n']);
  });

  it('takes a file whose names are all inside, beside it or anywhere', async () => {
    const { inside, root } = makeScene();
    linkSync(join(root, 'plans/a.md'), join(root, 'plans/b.md'));
    inside.write('.deep/er/x', '');
    const workspace = openWorkspace({ explicit: root, cwd: root, port });
    expect((await workspace.read('plans/b.md')).text).toBe('secret\n');
    linkSync(join(root, 'plans/a.md'), join(root, '.deep/er/c.md'));
    expect((await workspace.read('plans/b.md')).text).toBe('secret\n');
    expect((await workspace.read('.deep/er/c.md')).text).toBe('secret\n');
  });

  it('appends to no file of its own that has another name', async () => {
    const { inside, outside, root } = makeScene();
    outside.write('log', 'a log\n');
    const workspace = openWorkspace({ explicit: root, cwd: root, port });
    await workspace.edit('plans/a.md', 'test', () => 'one');
    const [log = ''] = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('log.jsonl'),
    );
    rmSync(join(root, log));
    linkSync(join(outside.path, 'log'), join(root, log));
    const { code, message } = await refusal(() => workspace.edit('plans/a.md', 'test', () => 'two'));
    expect([code, message]).toEqual(['write_failed', expect.stringContaining('hard link elsewhere (EMLINK)')]);
    expect([inside.read('plans/a.md'), outside.read('log')]).toEqual(['one', 'a log\n']);
  });

  it('tells nothing of what is outside: a link to something there and a link to nothing are one', async () => {
    const { root } = makeScene();
    const workspace = openWorkspace({ explicit: root, cwd: root, port });
    for (const [name, target] of [
      ['yes', 'secret.md'],
      ['not', 'nothing.md'],
      ['all', 'sub'],
    ]) {
      symlinkSync(`../ws-evil/${target ?? ''}`, join(root, `${name ?? ''}.md`));
    }
    const answers = await Promise.all(
      ['yes', 'not', 'all'].map(async (name) => (await refusal(() => workspace.read(`${name}.md`))).text),
    );
    expect(new Set(answers.map((text) => text.replace(/"\w{3}\.md"/g, '"NAME"'))).size).toBe(1);
    expect(await workspace.existsNear('plans/a.md', '../yes.md')).toBe(undefined);
    expect(await workspace.existsNear('plans/a.md', '../not.md')).toBe(undefined);
  });

  it('follows links as the system does: up and down again, round about through the outside, to folders', async () => {
    const { inside, root } = makeScene();
    inside.write('deep/er/x.md', 'x');
    symlinkSync('../deep/./er/../../plans/a.md', join(root, 'plans/updown.md'));
    symlinkSync(`../ws/plans/a.md`, join(root, 'around.md'));
    symlinkSync('deep/er', join(root, 'short'));
    symlinkSync('short/../../plans/a.md', join(root, 'behind.md'));
    symlinkSync(join(root, 'plans'), join(root, 'absolute'));
    const workspace = openWorkspace({ explicit: root, cwd: root, port });
    for (const name of ['plans/updown.md', 'around.md', 'behind.md', 'absolute/a.md', 'absolute/updown.md']) {
      expect((await workspace.read(name)).text).toBe('secret\n');
    }
    expect(await workspace.existsNear('plans/a.md', '../short')).toBe(true);
    expect(await workspace.existsNear('plans/a.md', '../short/gone')).toBe(false);
  });
});

describe('the search for the other names of a file', () => {
  it('ends after so many files: then the file is refused, and told why', async () => {
    const files = makeWorkspace({ 'plans/a.md': 'a', 'far/away/x': '', 'many/x': '' });
    for (let i = 0; i < mostSearched; i += 1) writeFileSync(join(files.path, 'many', `${i}`), '');
    linkSync(join(files.path, 'plans/a.md'), join(files.path, 'far/away/a.md'));
    const workspace = openWorkspace({ explicit: files.path, cwd: files.path });
    const { code, message } = await refusal(() => workspace.read('plans/a.md'));
    expect([code, message]).toEqual([
      'outside_workspace',
      `"plans/a.md" has a hard link elsewhere: not all of its names are among the first ${mostSearched} files of the workspace.`,
    ]);
  }, 60_000);

  it('believes no name that is just being removed while the count of names has gone down already', async () => {
    const { outside, root } = makeScene();
    linkSync(join(outside.path, 'secret.md'), join(root, 'hard.md'));
    const real = new NodePort();
    let isRemoved = false;
    // As Linux shows it in the midst of `unlink`, which ends before a name is looked up that nobody asked for yet.
    const inTheMidst = (facts: FileFacts | undefined): FileFacts | undefined =>
      facts === undefined || facts.kind !== 'file' ? facts : { ...facts, links: 1 };
    const port = withCalls(real, {
      facts: (folder, name) => {
        if (name.startsWith('.plankeeper-') && !isRemoved) {
          rmSync(join(root, 'hard.md'));
          isRemoved = true;
        }
        return inTheMidst(real.facts(folder, name));
      },
      factsOf: (file) => inTheMidst(real.factsOf(file)) ?? real.factsOf(file),
    });
    const workspace = openWorkspace({ explicit: root, cwd: root, port });
    expect((await refusal(() => workspace.read('hard.md'))).code).toBe('unknown_plan');
    expect(isRemoved).toBe(true);
  });

  it('is not begun for the files of a program, which package managers link to their store', async () => {
    const [files, store] = [makeFolder(), makeFolder()];
    store.write('a.md', 'a');
    linkSync(join(store.path, 'a.md'), join(files.path, 'a.md'));
    expect(await readPackaged(files.path)).toEqual([{ path: 'a.md', text: 'a' }]);
  });
});

describe.runIf(process.platform === 'linux')('against a process that swaps a folder and a link', () => {
  it('nothing is written or read outside', async () => {
    const { inside, outside, root } = makeScene();
    inside.write('moving/secret.md', 'inside\n');
    const swapper = startChild('swapFolder.ts', [join(root, 'moving'), outside.path]);
    await firstLine(swapper);
    const workspace = openWorkspace({ explicit: root, cwd: root });
    const outcomes = new Map<string, number>();
    const count = (outcome: string): unknown => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    const end = performance.now() + 1500;
    for (let i = 0; performance.now() < end; i += 1) {
      try {
        await workspace.edit('moving/secret.md', 'test', () => `inside ${i}\n`);
        expect((await workspace.read('moving/secret.md')).text).toMatch(/^inside/);
        count('done');
      } catch (error) {
        count((await refusal(() => Promise.reject(error))).code);
      }
      if (i % 10 === 0)
        await refusal(() => workspace.create(`moving/${'sub/'.repeat(i % 3)}secret.md`, 'x')).catch(() => {});
    }
    expect(outside.read('secret.md')).toBe('secret\n');
    expect(readdirSync(outside.path, { recursive: true }).sort()).toEqual(['secret.md', 'sub', 'sub/plan.md']);
    expect(outcomes.get('done')).toBeGreaterThan(0);
    expect([...outcomes.keys()].filter((code) => code === 'internal')).toEqual([]);
  });
});
