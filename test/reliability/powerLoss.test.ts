import type { TimerOptions } from 'node:timers';
import { promises as timers } from 'node:timers';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { planRevision } from '../../src/markdown/revision.ts';
import { keepVersions } from '../../src/workspace/history.ts';
import { found, size } from '../support/trials.ts';
import type { SimulatedDisk } from './support/simulatedDisk.ts';
import { type Recording, type Remains, mustCall, recordCalls, remainsOf } from './support/simulatedDiskCuts.ts';
import { diskWith, settle, textAt } from './support/simulatedDiskFiles.ts';
import { expectUsable } from './support/simulatedDiskRestart.ts';
import { base, endingAt, startOn } from './support/simulatedDiskServer.ts';
import { creation, edits, files, numbered, plan, type WritingCall } from './support/simulatedDiskWork.ts';

const pauses = vi.hoisted(() => ({ count: 0 }));
vi.mock('node:timers/promises', () => ({
  ...timers,
  setTimeout: (ms: number, value: unknown, options: TimerOptions) => {
    pauses.count += 1;
    return timers.setTimeout(ms, value, options);
  },
}));

/** How many disks are drawn for one moment where there are more. */
const perMoment = size({ short: 5, hard: 160 });

interface Trial {
  readonly path?: string;
  /** A text that a process which never answered may have left, and that may be gone again. */
  readonly uncertain?: string | undefined;
  readonly most?: number;
}

/** Looks at every disk that may remain; gives how many. The first bad one ends the trial with where it was. */
async function tryRecording(
  recording: Recording,
  { path = plan, uncertain, most = perMoment }: Trial = {},
): Promise<number> {
  let states = 0;
  for (const remains of remainsOf(recording, most)) {
    const isUncertain = remains.answered === 0 && uncertain !== undefined;
    const wasNever = isUncertain && textAt(remains.disk, `${base}/${path}`) === uncertain;
    if (!wasNever) await expectNothingLost(recording, remains, path);
    await expectUsable(remains.disk, path, pauses, remains.where);
    states += 1;
  }
  return states;
}

async function expectNothingLost(
  { texts }: Recording,
  { disk, answered, where }: Remains,
  path: string,
): Promise<void> {
  const now = textAt(disk, `${base}/${path}`);
  // Old or new, and new for sure once that was answered.
  expect(texts.slice(answered, answered + 2), where).toContain(now);
  const standing = texts[answered] === now ? answered : answered + 1;
  const { workspace } = startOn(disk);
  const history = await workspace.history(path);
  for (const [index, text] of texts.slice(0, standing + 1).entries()) {
    if (standing === 0 || text === undefined) continue;
    const revision = planRevision(text);
    expect(await workspace.version(path, revision), `${where}: the version ${index}`).toBe(text);
    const before = texts[index - 1];
    const step = { before: before === undefined ? undefined : planRevision(before), after: revision };
    if (index > 0) expect(history, `${where}: the line of call ${index}`).toContainEqual(expect.objectContaining(step));
  }
  // Whatever the history lists, as far as it is always kept, can be brought back.
  for (const { before, after } of history.slice(0, keepVersions.always)) {
    for (const revision of [before, after]) {
      if (revision === undefined) continue;
      expect(await workspace.version(path, revision), `${where}: the listed ${revision}`).toBeDefined();
    }
  }
}

async function prepared(first: readonly WritingCall[] = []): Promise<SimulatedDisk> {
  const disk = diskWith(files);
  for (const call of first) await mustCall(startOn(disk), call);
  settle(disk);
  return disk;
}

let total = 0;
function count(states: number, what: string): void {
  total += states;
  found('power loss', `${states} disks after ${what}, none bad`);
}

afterAll(() => found('power loss', `${total} disks in all, none bad unless a test failed`));

describe('a power loss at any moment leaves the old plan or the new, and its history,', () => {
  it.each(edits.map((call) => [call.tool, call] as const))('of %s', async (tool, call) => {
    const recording = await recordCalls(await prepared(call.first), plan, [call]);
    expect(recording.texts[1]).not.toBe(recording.texts[0]);
    count(await tryRecording(recording), tool);
  });

  it.each([2, 3])('of %d edits in a row', async (many) => {
    const recording = await recordCalls(await prepared(), plan, edits.slice(0, many));
    count(await tryRecording(recording), `${many} edits in a row`);
  });

  it.each([
    ['with missing folders', creation, 'docs/plans/day/plan.md'],
    ['with a number', numbered, 'plans/001-day-ferry/plan.md'],
  ])('of a creation %s', async (how, call, path) => {
    const recording = await recordCalls(await prepared(), path, [call]);
    expect(recording.texts[0]).toBeUndefined();
    count(await tryRecording(recording, { path }), `create_plan ${how}`);
  });

  it('of an edit that prunes the history', async () => {
    const disk = await prepared();
    const { workspace } = startOn(disk);
    for (let i = 0; i < keepVersions.most + 5; i += 1)
      await workspace.edit(plan, 'test', (text) => text.replace(/two quays.*/, `two quays, ${i} times`));
    settle(disk);
    const recording = await recordCalls(disk, plan, edits.slice(0, 1));
    expect(await startOn(disk).workspace.history(plan)).toHaveLength(keepVersions.most + 1);
    count(await tryRecording(recording), 'an edit that prunes the history');
  });

  it('of an edit after one whose process was killed', async () => {
    const [killed, earlier, next] = edits;
    if (killed === undefined || earlier === undefined || next === undefined) throw new Error('There are edits.');
    const fresh = (await endsOf(killed)).map((at) => ({ at, first: [] }));
    const later = (await endsOf(killed, [earlier])).slice(-1).map((at) => ({ at, first: [earlier] }));
    let states = 0;
    for (const { at, first } of [...fresh, ...later]) {
      const disk = await prepared(first);
      const before = textAt(disk, `${base}/${plan}`);
      const answer = await startOn(disk, endingAt(at)).call(killed.tool, killed.args);
      expect(answer.code).toBe('internal');
      const recording = await recordCalls(disk, plan, [next]);
      states += await tryRecording(recording, { uncertain: before, most: size({ short: 3, hard: 20 }) });
    }
    count(states, 'an edit behind a killed one');
  });
});

/** The calls of the port before which a process is ended: some of all, those behind a new folder, and the plan's rename as the last. */
async function endsOf({ tool, args }: WritingCall, first: readonly WritingCall[] = []): Promise<readonly number[]> {
  const names: string[] = [];
  await startOn(await prepared(first), (name) => names.push(name)).call(tool, args);
  const step = size({ short: 101, hard: 11 });
  const renamed = names.lastIndexOf('rename');
  const some = [...names.keys()].filter((at) => at % step === 0 || names[at - 1] === 'makeFolder');
  return [...some, renamed].map((at) => at + 1);
}
