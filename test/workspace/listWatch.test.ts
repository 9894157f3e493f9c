import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { ListWatch } from '../../src/workspace/listWatch.ts';
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

  it('is looked at once at a time, however often watching begins and ends', async () => {
    let [looks, atOnce, most] = [0, 0, 0];
    const slow = async (): Promise<readonly string[]> => {
      looks += 1;
      atOnce += 1;
      most = Math.max(most, atOnce);
      await pause(2 * round);
      atOnce -= 1;
      return ['plans/a.md'];
    };
    const watch = new ListWatch(slow, () => {}, 5 * round);
    for (let turn = 0; turn < 50; turn += 1) watch.add().stop();
    await watch.add().ready;
    watch.add();
    expect(most).toBe(1);
    looks = 0;
    await pause(12 * round);
    expect(most).toBe(1);
    expect(looks).toBeLessThan(4);
  });

  it('is told of when a plan of its own was taken away and comes back by other hands', async () => {
    const { folder, workspace, told } = open();
    await workspace.watchList().ready;
    await workspace.create('plans/a.md', '# A\n');
    await pause(4 * round);
    rmSync(join(folder.path, 'plans/a.md'));
    await vi.waitFor(() => expect(told()).toBe(1), patience);
    folder.write('plans/a.md', '# B\n');
    await vi.waitFor(() => expect(told()).toBe(2), patience);
  });
});
