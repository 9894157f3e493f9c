import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { openWorkspace } from '../../src/workspace/workspace.ts';
import { patience } from '../support/patience.ts';
import { makeWorkspace } from '../support/workspace.ts';

const round = 20;

function open(files: Readonly<Record<string, string>> = {}) {
  const folder = makeWorkspace(files);
  const workspace = openWorkspace({ explicit: folder.path, cwd: folder.path, watchListMs: round });
  let told = 0;
  workspace.onListChange(() => {
    told += 1;
  });
  return { folder, workspace, told: () => told };
}

describe('the list of plans', () => {
  it('is told of when plans come or go by other hands, not when they change', async () => {
    const { folder, workspace, told } = open({ 'plans/a.md': '# A\n' });
    await workspace.watchList().ready;
    folder.write('plans/a.md', '# B\n');
    folder.write('notes.md', '# No plan\n');
    await pause(4 * round);
    expect(told()).toBe(0);
    folder.write('plans/b.md', '# B\n');
    await vi.waitFor(() => expect(told()).toBe(1), patience);
    rmSync(join(folder.path, 'plans/a.md'));
    await vi.waitFor(() => expect(told()).toBe(2), patience);
  });

  it('is not told of for what the workspace itself makes', async () => {
    const { workspace, told } = open();
    await workspace.watchList().ready;
    await workspace.create('plans/a.md', '# A\n');
    await workspace.create('elsewhere/b.md', '# B\n');
    await pause(4 * round);
    expect(told()).toBe(0);
  });

  it('is looked at as long as somebody watches it', async () => {
    const { folder, workspace, told } = open();
    const [one, other] = [workspace.watchList(), workspace.watchList()];
    await Promise.all([one.ready, other.ready]);
    one.stop();
    one.stop();
    folder.write('plans/a.md', '# A\n');
    await vi.waitFor(() => expect(told()).toBe(1), patience);
    other.stop();
    folder.write('plans/b.md', '# B\n');
    await pause(4 * round);
    expect(told()).toBe(1);
  });

  it('that can not be read is no other list', async () => {
    const { folder, workspace, told } = open({ 'plans/a.md': '# A\n', 'plankeeper.config.json': '{}' });
    await workspace.watchList().ready;
    folder.write('plankeeper.config.json', '{');
    await pause(4 * round);
    folder.write('plankeeper.config.json', '{}');
    await pause(4 * round);
    expect(told()).toBe(0);
    folder.write('plans/b.md', '# B\n');
    await vi.waitFor(() => expect(told()).toBe(1), patience);
  });
});
