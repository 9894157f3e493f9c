import {
  chmodSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planRevision } from '../../src/markdown/revision.ts';
import { keepVersions } from '../../src/workspace/history.ts';
import { openWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import type { TestWorkspace } from '../support/workspace.ts';
import { NodePort } from '../../src/workspace/nodePort.ts';
import { type Processes, SystemProcesses } from '../../src/workspace/processes.ts';
import { makeMemoryWorkspace } from './support/memory.ts';
import { Stopped, watchedPort } from './support/ports.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');

function open(files: TestWorkspace, now: () => Date = () => noon): Workspace {
  return openWorkspace({ explicit: files.path, cwd: files.path, now });
}

/** Of a process that everybody else takes for dead. */
const deadSoon: Processes = {
  self: { ...new SystemProcesses(new NodePort()).self, boot: 'earlier' },
  state: () => 'dead',
};

/** The folder that the history of the only plan lies in. */
function folderOf(files: TestWorkspace): string {
  const history = join(files.path, '.plankeeper/history');
  return join(history, readdirSync(history).find((name) => name !== '.gitignore') ?? '');
}

describe('the history', () => {
  it('has the old bytes and the new from the first write on', async () => {
    const old = '\uFEFF# A\r\nold\r';
    const files = makeMemoryWorkspace({ 'a.md': old });
    const workspace = open(files);
    await workspace.edit('a.md', 'fill_section', () => 'new');
    await workspace.edit('a.md', 'mark_item', () => 'newer');
    expect(await workspace.history('a.md')).toEqual([
      { at: noon.toISOString(), what: 'mark_item', before: planRevision('new'), after: planRevision('newer') },
      { at: noon.toISOString(), what: 'fill_section', before: planRevision(old), after: planRevision('new') },
    ]);
    expect(await workspace.version('a.md', planRevision(old))).toBe(old);
    expect(await open(files).version('a.md', planRevision('newer'))).toBe('newer');
  });

  it('has what an editor saved over, on both sides', async () => {
    const files = makeMemoryWorkspace({ 'a.md': 'one' });
    const workspace = open(files);
    await workspace.edit('a.md', 'test', () => 'two');
    files.write('a.md', 'by hand');
    await workspace.edit('a.md', 'test', () => 'three');
    for (const text of ['one', 'two', 'by hand', 'three']) {
      expect(await workspace.version('a.md', planRevision(text))).toBe(text);
    }
  });

  it('begins with the creation', async () => {
    const files = makeMemoryWorkspace({});
    const workspace = open(files);
    await workspace.create('plans/a.md', 'first');
    expect(await workspace.history('plans/a.md')).toEqual([
      { at: noon.toISOString(), what: 'create_plan', before: undefined, after: planRevision('first') },
    ]);
  });

  it('is one for a file and the links to it', async () => {
    const files = makeMemoryWorkspace({ 'a.md': 'one' });
    symlinkSync('a.md', join(files.path, 'link.md'));
    const workspace = open(files);
    await workspace.edit('link.md', 'test', () => 'two');
    await workspace.edit('a.md', 'test', () => 'three');
    expect(await workspace.history('link.md')).toHaveLength(2);
    expect(await workspace.version('link.md', planRevision('one'))).toBe('one');
  });

  it('is empty for a plan without writes, and knows no other revision', async () => {
    const files = makeMemoryWorkspace({ 'a.md': 'one' });
    const workspace = open(files);
    expect(await workspace.history('a.md')).toEqual([]);
    for (const revision of [planRevision('one'), '', '../../a.md', '.']) {
      expect(await workspace.version('a.md', revision)).toBeUndefined();
    }
  });

  it('reads past a line that a crash tore, and mends a version that it tore', async () => {
    const files = makeMemoryWorkspace({ 'a.md': 'one' });
    await open(files).edit('a.md', 'test', () => 'two');
    const folder = folderOf(files);
    writeFileSync(join(folder, 'log.jsonl'), '{"at":"2026-0', { flag: 'a' });
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.md')))
      writeFileSync(join(folder, name), '\0\0\0');
    const workspace = open(files);
    expect(await workspace.version('a.md', planRevision('two'))).toBeUndefined();
    await workspace.edit('a.md', 'test', () => 'three');
    expect((await workspace.history('a.md')).map(({ after }) => after)).toEqual([
      planRevision('three'),
      planRevision('two'),
    ]);
    expect(await workspace.version('a.md', planRevision('two'))).toBe('two');
  });

  it('lists no write that a process logged and did not live to make', async () => {
    const files = makeMemoryWorkspace({ 'a.md': 'one' });
    const now = (): Date => new Date();
    await open(files, now).edit('a.md', 'first', () => 'two');
    for (const text of ['three', 'four']) {
      let isOver = false;
      const { port, start } = watchedPort(new NodePort(), (name) => {
        // The log is written, the plan is not yet renamed over.
        isOver ||= name === 'rename';
        if (isOver) throw new Stopped('stopped');
      });
      await new Promise((done) => {
        setTimeout(done, 20);
      });
      const dying = openWorkspace({ explicit: files.path, cwd: files.path, now, port, processes: deadSoon });
      await expect(
        dying.edit('a.md', 'never', () => {
          start();
          return text;
        }),
      ).rejects.toBeInstanceOf(Stopped);
      expect(readFileSync(join(folderOf(files), 'log.jsonl'), 'utf8')).toContain('never');
    }
    expect((await open(files, now).history('a.md')).map(({ what }) => what)).toEqual(['first']);
    await open(files, now).edit('a.md', 'second', () => 'five');
    expect((await open(files, now).history('a.md')).map(({ what }) => what)).toEqual(['second', 'first']);
    files.write('a.md', 'two');
    // An editor brought back what stood before: that write was made.
    expect((await open(files, now).history('a.md')).map(({ what }) => what)).toEqual(['second', 'first']);
  });

  it('of a plan that only its owner may read is for its owner alone', async () => {
    const files = makeMemoryWorkspace({ 'a.md': 'one' });
    chmodSync(join(files.path, 'a.md'), 0o600);
    await open(files).edit('a.md', 'test', () => 'two');
    const folder = folderOf(files);
    const versions = readdirSync(folder).filter((name) => name.endsWith('.md'));
    expect(versions.map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([0o600, 0o600]);
  });

  it('goes on after somebody deleted it', async () => {
    const files = makeMemoryWorkspace({ 'a.md': 'one' });
    const workspace = open(files);
    await workspace.edit('a.md', 'test', () => 'two');
    rmSync(join(files.path, '.plankeeper'), { recursive: true });
    await workspace.edit('a.md', 'test', () => 'three');
    expect(await workspace.history('a.md')).toHaveLength(1);
    expect(await workspace.version('a.md', planRevision('two'))).toBe('two');
  });

  it('is bounded by count', async () => {
    const files = makeMemoryWorkspace({ 'a.md': 'v0' });
    const workspace = open(files);
    for (let i = 1; i <= keepVersions.most + 55; i += 1) await workspace.edit('a.md', 'test', () => `v${i}`);
    const entries = await workspace.history('a.md');
    expect(entries.length).toBeLessThanOrEqual(keepVersions.most + 50);
    expect(entries.length).toBeGreaterThanOrEqual(keepVersions.most);
    expect(readdirSync(folderOf(files)).length).toBeLessThanOrEqual(entries.length + 2);
    for (const entry of entries) expect(await workspace.version('a.md', entry.before ?? '')).toBeDefined();
  });

  it('is bounded by age, but keeps the last ones', async () => {
    const files = makeMemoryWorkspace({ 'a.md': 'v0' });
    const first = open(files);
    for (let i = 1; i <= 30; i += 1) await first.edit('a.md', 'test', () => `v${i}`);
    const folder = folderOf(files);
    writeFileSync(join(folder, `${'0'.repeat(64)}.md`), 'left by a crash');
    utimesSync(join(folder, `${'0'.repeat(64)}.md`), noon, noon);
    const later = new Date(noon.getTime() + (keepVersions.days + 1) * 86_400_000);
    const second = open(files, () => later);
    await second.edit('a.md', 'test', () => 'last');
    expect(await second.history('a.md')).toHaveLength(keepVersions.always + 1);
    expect(await second.version('a.md', planRevision('v1'))).toBeUndefined();
    expect(await second.version('a.md', planRevision('v30'))).toBe('v30');
    expect(readdirSync(folder)).not.toContain(`${'0'.repeat(64)}.md`);
  });
});
