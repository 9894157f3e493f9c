import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planRevision } from '../../src/markdown/revision.ts';
import { git, hasGit } from '../support/git.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { makeWorkspace } from '../support/workspace.ts';

const plan = 'plans/ferry.md';
const text = `\uFEFF---
owner: Mara # since May
---
# Ferry

**Status**: Draft

<!-- The board reads this. -->

## Goals

Boats leave on the hour.

## Work

| Task | State |
|---|---|
| Paint | open |

## Rollback

The old bridge stays open.`.replaceAll('\n', '\r\n');

const append = (section: string, content: string) => ({ section, content, mode: 'append' });

async function call(server: TestServer, name: string, args: Record<string, unknown>) {
  const answer = await server.call(name, { plan, ...args });
  expect(answer.isError, answer.text).toBe(false);
  return answer;
}

/** The revisions that the history lists, newest first. */
async function revisions(server: TestServer): Promise<string[]> {
  const { text: told } = await call(server, 'read_plan', { view: 'history' });
  return [...told.matchAll(/^([0-9a-f]{12}) · /gm)].map(([, revision]) => revision ?? '');
}

describe('restore_plan over stdio', () => {
  it('takes back, takes the taking back back, and brings back every byte of the first revision, after a restart too', async () => {
    const files = makeWorkspace({ [plan]: text });
    const first = await startServer(files.path);
    await call(first, 'fill_section', { fills: [append('goals', 'And at night.')] });
    await call(first, 'fill_section', { fills: [append('work', '| Oil | open |')] });
    const filled = files.read(plan);
    const undone = await call(first, 'restore_plan', {});
    expect(undone.text).toContain('the last edit (fill_section) is undone: work');
    expect(undone.data?.['next']).toBe(`restore_plan {"plan":"${plan}"} takes this back`);
    await first.close();

    const second = await startServer(files.path);
    await call(second, 'restore_plan', {});
    expect(files.read(plan)).toBe(filled);
    const revision = (await revisions(second)).at(-1) ?? '';
    expect(revision).toBe(planRevision(text));
    const refused = await second.call('restore_plan', { plan, revision });
    expect(refused).toMatchObject({ isError: true, code: 'needs_expect', data: undefined });
    const receipt = /send expect "([0-9a-f]{12})"/.exec(refused.text)?.[1];
    const restored = await call(second, 'restore_plan', { revision, expect: receipt });
    expect(restored.data).toMatchObject({ revision, restored_from: revision });
    expect(files.readBytes(plan)).toEqual(Buffer.from(text));
    expect((await call(second, 'restore_plan', { revision, expect: receipt })).data?.['changed']).toEqual([]);
    await call(second, 'restore_plan', {});
    expect(files.read(plan)).toBe(filled);
  });

  it('takes back what the other server wrote, beside what an editor saved', async () => {
    const files = makeWorkspace({ [plan]: text });
    const [one, other] = [await startServer(files.path), await startServer(files.path)];
    await call(one, 'fill_section', { fills: [append('goals', 'And at night.')] });
    files.write(plan, files.read(plan).replace('stays open.', 'stays open,\r\nby day.'));
    await call(other, 'restore_plan', {});
    expect(files.read(plan)).toBe(text.replace('stays open.', 'stays open,\r\nby day.'));
    await call(one, 'restore_plan', {});
    expect(files.read(plan)).toContain('And at night.');
    files.write(plan, files.read(plan).replace('And at night.', 'And at dawn.'));
    const refused = await other.call('restore_plan', { plan });
    expect(refused).toMatchObject({ isError: true, code: 'stale_revision' });
    expect(refused.text).toContain('> And at dawn.');
    expect(files.read(plan)).toContain('And at dawn.');
  });

  it('brings back sections alone, those that went too', async () => {
    const files = makeWorkspace({ [plan]: text });
    const server = await startServer(files.path);
    const { text: read } = await call(server, 'read_plan', {});
    const receipt = /\{#rollback @([0-9a-f]{12})\}/.exec(read)?.[1];
    await call(server, 'fill_section', { fills: [append('goals', 'And at night.')] });
    await call(server, 'fill_section', { fills: [{ section: 'rollback', mode: 'remove', expect: receipt }] });
    const revision = planRevision(text);
    const back = await call(server, 'restore_plan', { revision, sections: ['Rollback'] });
    expect(back.data?.['changed']).toEqual([{ section: 'rollback', line: 22 }]);
    expect(files.read(plan)).toBe(text.replace('on the hour.', 'on the hour.\r\n\r\nAnd at night.'));
    const history = await call(server, 'read_plan', { view: 'history' });
    expect(history.text).toContain(`restore_plan to ${revision}, Rollback alone`);
  });

  it('brings back a damaged, an emptied and a deleted plan, after a restart too', async () => {
    const files = makeWorkspace({ [plan]: text });
    const first = await startServer(files.path);
    await call(first, 'fill_section', { fills: [append('goals', 'And at night.')] });
    await first.close();
    const good = files.read(plan);
    const revision = planRevision(good);
    const server = await startServer(files.path);
    files.write(plan, Buffer.concat([Buffer.from(good.slice(0, 60)), Buffer.from([0xff, 0x00])]));
    const refused = await server.call('restore_plan', { plan, revision });
    expect(refused).toMatchObject({ isError: true, code: 'needs_expect' });
    await call(server, 'restore_plan', { revision, expect: /send expect "([0-9a-f]{12})"/.exec(refused.text)?.[1] });
    expect(files.read(plan)).toBe(good);
    files.write(plan, '');
    await call(server, 'restore_plan', { revision });
    expect(files.read(plan)).toBe(good);
    rmSync(dirname(join(files.path, plan)), { recursive: true });
    const back = await call(server, 'restore_plan', {});
    expect(back.data).toMatchObject({ plan, revision, restored_from: revision });
    expect(files.read(plan)).toBe(good);
  });

  it('undoes each of twenty parallel edits at most once, and loses none', async () => {
    const files = makeWorkspace({ [plan]: '# Ferry\n\n## Work\n\n- Paint the pier\n' });
    const [one, other] = [await startServer(files.path), await startServer(files.path)];
    const added = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        (at % 2 === 0 ? one : other).call('add_item', {
          plan,
          items: [{ section: 'work', values: { item: `Oil hinge ${at} of the gate` } }],
        }),
      ),
    );
    expect(added.filter(({ isError }) => isError).map((each) => each.text)).toEqual([]);
    const full = files.read(plan);
    expect(full.match(/- Oil hinge/g)).toHaveLength(20);
    const undone = await Promise.all([one, other, one, other].map((server) => server.call('restore_plan', { plan })));
    expect(undone.filter(({ isError }) => isError)).toEqual([]);
    expect(files.read(plan)).toBe(full);
  });

  it.skipIf(!hasGit)('brings back what Git committed', async () => {
    const files = makeWorkspace({ [plan]: text });
    git(files.path, 'init', '-q', '-b', 'main');
    git(files.path, 'add', plan);
    git(files.path, 'commit', '-qm', 'first');
    const server = await startServer(files.path);
    await call(server, 'fill_section', { fills: [append('goals', 'And at night.')] });
    const restored = await call(server, 'restore_plan', { revision: 'main', expect: planRevision(files.read(plan)) });
    expect(restored.data?.['restored_from']).toBe('Git main');
    expect(files.readBytes(plan)).toEqual(Buffer.from(text));
  });
});
