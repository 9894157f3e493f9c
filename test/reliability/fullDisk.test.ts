import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { found, size } from '../support/trials.ts';
import { makeFolder, makeWorkspace } from '../support/workspace.ts';
import { quickProgram } from './support/crashProgram.ts';
import { makeSmallDisk, whyNoDisk } from './support/diskPlaces.ts';
import { folderForPlan, type Obstacle, obstacles, permissions } from './support/diskObstacles.ts';
import { EditedPlan, planPath, planText } from './support/diskPlan.ts';
import { startSwapping } from './support/diskSwapper.ts';

const noDisk = whyNoDisk();
if (noDisk !== undefined) found('Full disks', `skipped, no tmpfs can be mounted: ${noDisk}`);

const noSpace = { cause: /no space left on the disk \(ENOSPC\)/ };

describe.skipIf(noDisk !== undefined)('a plan on a disk of 256 KB', () => {
  it('stays as it is where the lock, the history or the plan itself does not fit any more', async () => {
    const disk = makeSmallDisk();
    const plan = await EditedPlan.open(disk.path);
    const refusedAt = new Map<string, number>();
    for (let round = 0; round < size({ short: 1, hard: 5 }); round += 1) {
      for (let blocks = 0; blocks <= 16; blocks += 1) {
        rmSync(join(disk.path, '.plankeeper'), { recursive: true });
        mkdirSync(join(disk.path, '.plankeeper'));
        disk.leaveBlocks(blocks);
        const answer = await plan.edit();
        if (answer.isError) {
          plan.mustBeHonest(answer, noSpace);
          const where = /^\[write_failed\] (\S+)/.exec(answer.text)?.[1] ?? answer.text;
          refusedAt.set(where, (refusedAt.get(where) ?? 0) + 1);
        }
        plan.mustBeClean();
        disk.free();
        await plan.mustWork();
      }
    }
    found('Full disk', [...refusedAt].map(([where, times]) => `${where} refused ${times} times`).join(', '));
    expect([...refusedAt.keys()].sort()).toEqual(['".plankeeper/history"', '".plankeeper/locks"', '"plans/a.md"']);
  });

  it('is filled up by its own edits, and refuses the first that does not fit', async () => {
    const disk = makeSmallDisk();
    const plan = await EditedPlan.open(disk.path);
    let done = 0;
    for (; ; done += 1) {
      const answer = await plan.edit(`${plan.nextLine()} ${'x'.repeat(2_000)}`);
      plan.mustBeClean();
      if (!answer.isError) continue;
      plan.mustBeHonest(answer, noSpace);
      break;
    }
    for (let again = 0; again < 20; again += 1) await plan.mustRefuse(noSpace);
    rmSync(join(disk.path, '.plankeeper', 'history'), { recursive: true });
    await plan.mustWork();
    found('A disk filled up by edits', `${done} edits, then 20 refusals; works again once there is space`);
  });

  it('stays as it is where the disk has no room for one more file', async () => {
    const disk = makeSmallDisk('size=256k,nr_inodes=64');
    const plan = await EditedPlan.open(disk.path);
    let refused = 0;
    for (let round = 0; round < size({ short: 1, hard: 5 }); round += 1) {
      for (let files = 0; files <= 12; files += 1) {
        rmSync(join(disk.path, '.plankeeper'), { recursive: true });
        mkdirSync(join(disk.path, '.plankeeper'));
        disk.leaveFiles(files);
        const answer = await plan.edit();
        if (answer.isError) plan.mustBeHonest(answer, noSpace);
        if (answer.isError) refused += 1;
        plan.mustBeClean();
        disk.free();
        await plan.mustWork();
      }
    }
    found('A disk without room for files', `${refused} edits refused, the next one done each time`);
    expect(refused).toBeGreaterThan(5);
  });

  it('is whole when its disk becomes read-only in mid-flight', async () => {
    const disk = makeSmallDisk('size=4m');
    const plan = await EditedPlan.open(disk.path);
    await plan.mustWork();
    let refused = 0;
    let busy = 0;
    // Goes on until a call was met: on some machines all of them are done before, or the disk is too busy each time.
    for (let round = 0; round < size({ short: 15, hard: 200 }) || (refused === 0 && round < 300); round += 1) {
      const lines = Array.from({ length: 6 }, () => plan.nextLine());
      const sent = Promise.all(lines.map((line) => plan.send(line)));
      await sleep(Math.random() * 40);
      try {
        disk.remount('ro');
      } catch {
        // A file was open for writing just then.
        busy += 1;
      }
      for (const [index, answer] of (await sent).entries()) {
        if (!answer.isError) plan.lines.push(lines[index] ?? '');
        else plan.mustBeHonest(answer, { cause: /the file system is read-only \(EROFS\)/ });
        if (answer.isError) refused += 1;
      }
      plan.mustStand();
      disk.remount('rw');
      await plan.mustWork();
    }
    found('Disks made read-only in mid-flight', `${refused} edits refused, ${busy} times the disk was too busy for it`);
    expect(refused).toBeGreaterThan(0);
  });
});

describe.skipIf(process.platform === 'win32')('a server with limits', () => {
  it('lives on where it may not write so long a file', async () => {
    const { path } = makeWorkspace({ [planPath]: planText() });
    // In blocks of 512 bytes: nothing at all, and less than the plan has.
    for (const blocks of [0, 8]) {
      const wrapper = ['sh', '-c', `ulimit -f ${blocks}; exec "$@"`, 'sh'];
      const plan = await EditedPlan.open(path, { wrapper });
      for (let again = 0; again < 3; again += 1) {
        await plan.mustRefuse({ cause: /the file size limit is reached \(EFBIG\)/ });
      }
    }
    const free = await EditedPlan.open(path);
    await free.mustWork();
  });

  it('says so where it may not open so many files', async () => {
    const counts = { refused: 0, done: 0, unstarted: 0 };
    const { path } = makeWorkspace({ [planPath]: planText() });
    const lines: string[] = [];
    // From what does not start up to what has enough.
    for (let files = 18; counts.done < 4 && files <= 80; files += size({ short: 2, hard: 1 })) {
      const wrapper = ['sh', '-c', `ulimit -n ${files}; exec "$@"`, 'sh'];
      const plan = await EditedPlan.open(path, { wrapper }).catch(() => undefined);
      if (plan === undefined) {
        counts.unstarted += 1;
        continue;
      }
      plan.lines.push(...lines);
      for (let again = 0; again < 2; again += 1) {
        const answer = await plan.edit(`e${files}.${again}`);
        if (answer.isError) {
          plan.mustBeHonest(answer, {
            codes: ['write_failed', 'unreadable'],
            cause: /too many files are open \(EMFILE\)/,
          });
        }
        counts[answer.isError ? 'refused' : 'done'] += 1;
      }
      lines.splice(0, lines.length, ...plan.lines);
      await plan.server.kill();
    }
    const next = await EditedPlan.open(path);
    next.lines.push(...lines);
    await next.mustWork();
    found(
      'Too many open files',
      `${counts.unstarted} limits too low to start, ${counts.refused} edits refused, ${counts.done} done`,
    );
    expect(counts.done).toBeGreaterThan(0);
  });
});

describe.skipIf(process.platform === 'win32')('a plan with something in the way', () => {
  it.each([...obstacles, folderForPlan])('is left as it is by $name', async (obstacle) => {
    const { path } = makeWorkspace({ [planPath]: planText() });
    await refusedBy(obstacle, path, await EditedPlan.open(path, { copy: quickProgram() }));
  });

  it('makes do without a .plankeeper', async () => {
    const { path } = makeWorkspace({ [planPath]: planText() });
    const plan = await EditedPlan.open(path);
    for (let again = 0; again < 3; again += 1) {
      rmSync(join(path, '.plankeeper'), { recursive: true });
      await plan.mustWork();
    }
  });

  it('survives a process that swaps it and a folder in mid-flight', async () => {
    const { path } = makeWorkspace({ [planPath]: planText() });
    const plan = await EditedPlan.open(path);
    const end = await startSwapping(join(path, planPath));
    const codes = new Map<string, number>();
    for (let round = 0; round < size({ short: 60, hard: 3_000 }); round += 1) {
      const sent = [plan.nextLine(), plan.nextLine(), plan.nextLine()];
      for (const [index, answer] of (await Promise.all(sent.map((line) => plan.send(line)))).entries()) {
        const code = answer.code ?? 'done';
        codes.set(code, (codes.get(code) ?? 0) + 1);
        if (!answer.isError) plan.lines.push(sent[index] ?? '');
        else plan.mustBeHonest(answer, { codes: ['write_failed', 'unreadable', 'unknown_plan'], cause: /./ });
      }
    }
    await end();
    plan.mustStand();
    plan.mustBeClean();
    await plan.mustWork();
    found('A plan swapped with a folder', [...codes].map(([code, times]) => `${code} ${times}`).join(', '));
  });
});

const nobody = 65_534;
const asNobody = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];
const canBeNobody =
  process.getuid?.() === 0 && spawnSync('setpriv', [...asNobody.slice(1), process.execPath, '--version']).status === 0;
if (!canBeNobody) found('Permissions', 'skipped, no server can be started as another user');

describe.skipIf(!canBeNobody)('a plan without permission', () => {
  it.each(permissions)('is left as it is by $name', async (obstacle) => {
    const { path } = makeWorkspace({ [planPath]: planText() });
    for (const name of ['.', 'plans', planPath, '.plankeeper']) chownSync(join(path, name), nobody, nobody);
    const plan = await EditedPlan.open(path, { wrapper: asNobody, copy: readableCopy() });
    await refusedBy(obstacle, path, plan);
  });
});

async function refusedBy(obstacle: Obstacle, path: string, plan: EditedPlan): Promise<void> {
  const outside = makeFolder();
  // The folders for locks and history are there afterwards.
  await plan.mustWork();
  for (let again = 0; again < size({ short: 2, hard: 5 }); again += 1) {
    if (!obstacle.put(path, outside.path)) {
      found('Obstacles', `skipped, ${obstacle.name} is not possible here`);
      return;
    }
    const answer = await plan.send(plan.nextLine());
    obstacle.takeAway(path);
    expect(answer.isError, answer.text).toBe(true);
    plan.mustBeHonest(answer, obstacle.wanted);
    plan.mustStand();
    plan.mustBeClean();
    expect(readdirSync(outside.path)).toEqual([]);
    await plan.mustWork();
  }
}

function readableCopy(): string {
  const copy = quickProgram();
  chmodSync(join(copy, '..', '..'), 0o755);
  return copy;
}
