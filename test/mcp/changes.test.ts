import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { type Change, Changes } from '../../src/mcp/changes/changes.ts';
import { Listening } from '../../src/mcp/changes/listening.ts';
import { openWorkspace } from '../../src/workspace/workspace.ts';
import { patience } from '../support/patience.ts';
import { makeWorkspace } from '../support/workspace.ts';

const round = 20;

function open(files: Readonly<Record<string, string>> = { 'plans/a.md': '# A\n' }) {
  const folder = makeWorkspace(files);
  const workspace = openWorkspace({ explicit: folder.path, cwd: folder.path, watchMs: round });
  const [told, reported]: [Change[], string[]] = [[], []];
  const changes = new Changes({ workspace, packaged: async () => [], report: (line) => void reported.push(line) });
  changes.subscribe((change) => void told.push(change));
  return { folder, workspace, changes, told, reported };
}

function updated(uri: string): Change {
  return { kind: 'resource_updated', uri };
}

/** A request for a stream. */
function asking(id: string | number, ...resourceSubscriptions: string[]) {
  const params = { notifications: { resourceSubscriptions } };
  return { jsonrpc: '2.0' as const, id, method: 'subscriptions/listen', params };
}

describe('changes', () => {
  it('tell of a new plan, and of writes under its own URI and each watched one', async () => {
    const { workspace, changes, told } = open({});
    await workspace.create('plans/b c.md', '# B\n');
    expect(told.splice(0)).toEqual([{ kind: 'resources_list_changed' }, updated('plan://plans/b%20c.md')]);
    const stop = await changes.watch('plan://b c#x');
    await workspace.edit('plans/b c.md', 'test', (text) => `${text}b\n`);
    expect(told.splice(0)).toEqual([updated('plan://plans/b%20c.md'), updated('plan://b c#x')]);
    stop();
    await workspace.edit('plans/b c.md', 'test', (text) => `${text}c\n`);
    expect(told).toEqual([updated('plan://plans/b%20c.md')]);
  });

  it('reach every listener, whatever another one throws, and never the writer', async () => {
    const { workspace, changes, reported } = open();
    changes.subscribe(() => {
      throw new Error('deaf');
    });
    const heard: Change[] = [];
    const stop = changes.subscribe((change) => void heard.push(change));
    await workspace.edit('plans/a.md', 'test', (text) => `${text}b\n`);
    expect(heard).toEqual([updated('plan://plans/a.md')]);
    expect(reported).toEqual([expect.stringContaining('deaf')]);
    stop();
    await workspace.edit('plans/a.md', 'test', (text) => `${text}c\n`);
    expect(heard).toHaveLength(1);
  });

  it('are watched by so many URIs at most; the one that was asked for the longest ago goes', async () => {
    const { workspace, changes, told } = open();
    for (let index = 0; index < 1_025; index += 1) await changes.watch(`plan://plans/a.md#${index}`);
    await workspace.edit('plans/a.md', 'test', (text) => `${text}b\n`);
    expect(told).toHaveLength(1 + 1_024);
    expect(told).not.toContainEqual(updated('plan://plans/a.md#0'));
  });
});

describe('streams that listen', () => {
  it('hear of edits by other hands until they are cancelled', async () => {
    const { folder, changes, told, reported } = open();
    const listening = new Listening(changes);
    expect(await listening.begin(asking('s1', 'plan://a', 'plan://not/there.md', 'plan://nor-this', 'no uri'))).toEqual(
      asking('s1', 'plan://a', 'plan://not/there.md'),
    );
    expect(await listening.begin(asking(2, 'plan://a#x'))).toEqual(asking(2, 'plan://a#x'));
    folder.write('plans/a.md', '# By hand\n');
    await vi.waitFor(() => expect(told).toContainEqual(updated('plan://a#x')), patience);
    expect(told.splice(0)).toContainEqual(updated('plan://a'));
    listening.end('s1');
    listening.end('never begun');
    folder.write('plans/a.md', '# By hand again\n');
    await vi.waitFor(() => expect(told).toContainEqual(updated('plan://a#x')), patience);
    expect(told.splice(0)).not.toContainEqual(updated('plan://a'));
    listening.endAll();
    folder.write('plans/a.md', '# By hand a third time\n');
    await pause(5 * round);
    expect(told).toEqual([]);
    expect(reported).toEqual([]);
  });

  it('that end before what they asked for was found leave nothing watched', async () => {
    const { folder, changes, told } = open();
    const listening = new Listening(changes);
    const begun = listening.begin(asking(1, 'plan://a'));
    listening.end(1);
    expect(await begun).toBeUndefined();
    await pause(5 * round);
    folder.write('plans/a.md', '# By hand\n');
    await pause(5 * round);
    expect(told).toEqual([]);
  });
});
