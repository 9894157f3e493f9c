import type { TimerOptions } from 'node:timers';
import { promises as timers } from 'node:timers';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { found, size } from '../support/trials.ts';
import { mustCall } from './support/simulatedDiskCuts.ts';
import type { SimulatedDisk } from './support/simulatedDisk.ts';
import { diskWith, nodeAt, putOther, textAt } from './support/simulatedDiskFiles.ts';
import { expectUsable, strangers } from './support/simulatedDiskRestart.ts';
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

const figures = { stops: 0, old: 0, swaps: 0, refused: 0 };

afterAll(() => {
  const { stops, old, swaps, refused } = figures;
  found(
    'port stops',
    `${stops} ends of a process: ${old} left the old bytes, all others the new; none made anybody wait unless a test failed`,
  );
  found(
    'port swaps',
    `${swaps} plans replaced between two calls: ${refused} calls refused, nothing lost unless a test failed`,
  );
});

describe('a process that ends before any call of the port', () => {
  const cases: readonly (readonly [string, WritingCall, string])[] = [
    ...edits.map((call) => [call.tool, call, plan] as const),
    ['create_plan with missing folders', creation, 'docs/plans/day/plan.md'],
    ['create_plan with a number', numbered, 'plans/001-day-ferry/plan.md'],
  ];

  it.each(cases)(
    'in %s leaves old or new bytes, and the next one gets on at once and clears up',
    async (_name, call, path) => {
      const { texts, count } = await clean(call, path);
      const step = size({ short: call === creation ? 1 : 5, hard: 1 });
      for (let at = 1; at <= count; at += step) {
        const disk = await prepared(call);
        const answer = await startOn(disk, endingAt(at)).call(call.tool, call.args);
        expect(answer.code, `call ${at}`).toBe('internal');
        const now = textAt(disk, `${base}/${path}`);
        expect(texts, `call ${at}`).toContain(now);
        figures.stops += 1;
        if (now === texts[0]) figures.old += 1;
        await expectUsable(disk, path, pauses, `call ${at}`);
      }
      expect(count).toBeGreaterThan(150);
    },
  );

  it('in create_plan leaves nothing beside the plan once another plan is written', async () => {
    const path = 'docs/plans/day/plan.md';
    const { count } = await clean(creation, path);
    let littered = 0;
    for (let at = 1; at <= count; at += size({ short: 3, hard: 1 })) {
      const disk = await prepared(creation);
      await startOn(disk, endingAt(at)).call(creation.tool, creation.args);
      littered += strangers(disk, path).length;
      const [fill] = edits;
      if (fill !== undefined) await mustCall(startOn(disk), fill);
      expect(strangers(disk, path), `call ${at}`).toEqual([]);
    }
    expect(littered).toBeGreaterThan(0);
  });
});

describe('a plan that is replaced between two calls of the port', () => {
  const others = ['folder', 'FIFO', 'link to a plan', 'link to nothing', 'link out'] as const;
  const aside = `${base}/aside/plan.md`;

  it.each(others)('by a %s, is never written through, and nothing is lost', async (kind) => {
    const [call] = edits;
    if (call === undefined) throw new Error('There is an edit.');
    const { texts, count } = await clean(call, plan);
    const text = files[`${base}/${plan}`];
    for (let at = 1; at <= count; at += size({ short: 2, hard: 1 })) {
      const disk = diskWith({ ...files, [`${base}/other/plan.md`]: 'other\n', '/outside/plan.md': 'outside\n' });
      const swap = (): void => replace(disk, kind, aside);
      const server = startOn(disk, (_name, each) => (each === at ? swap() : undefined));
      const answer = await server.call(call.tool, call.args);
      const where = `call ${at}: ${answer.text}`;
      figures.swaps += 1;
      if (answer.isError) figures.refused += 1;
      expect(
        ['unreadable', 'write_failed', 'outside_workspace', 'unknown_plan', 'unknown_address', undefined],
        where,
      ).toContain(answer.code);
      // What stood there is where it was put, as it was when it was put there; where it led to is untouched.
      expect(texts, where).toContain(textAt(disk, aside));
      expect(textAt(disk, `${base}/other/plan.md`), where).toBe('other\n');
      expect(textAt(disk, '/outside/plan.md'), where).toBe('outside\n');
      if (!answer.isError) expect([textAt(disk, `${base}/${plan}`), textAt(disk, aside)], where).toContain(texts[1]);
      else expect(textAt(disk, aside), where).toBe(text);
      expect(strangers(disk, plan), where).toEqual([]);
      expect(server.port.open, where).toBe(0);
    }
  });
});

/** Moves the plan aside, as another program may, and puts something else in its place. */
function replace(disk: SimulatedDisk, kind: string, aside: string): void {
  const node = nodeAt(disk, `${base}/${plan}`);
  putOther(disk, aside.slice(0, aside.lastIndexOf('/')), 'folder');
  const folder = nodeAt(disk, aside.slice(0, aside.lastIndexOf('/')));
  if (node === undefined || folder === undefined) throw new Error('The plan is there.');
  disk.change(folder, { puts: { name: 'plan.md', ino: node.ino } });
  const target = {
    'link to a plan': '../other/plan.md',
    'link to nothing': 'nothing.md',
    'link out': '/outside/plan.md',
  }[kind];
  putOther(disk, `${base}/${plan}`, target === undefined ? (kind === 'folder' ? 'folder' : 'other') : 'link', target);
}

async function prepared({ first = [] }: WritingCall): Promise<SimulatedDisk> {
  const disk = diskWith(files);
  for (const call of first) await mustCall(startOn(disk), call);
  return disk;
}

/** The plan's texts before and after a call that nothing disturbs, and how many calls of the port it takes. */
async function clean(call: WritingCall, path: string): Promise<{ texts: (string | undefined)[]; count: number }> {
  const disk = await prepared(call);
  const before = textAt(disk, `${base}/${path}`);
  let count = 0;
  const server = startOn(disk, () => {
    count += 1;
  });
  await mustCall(server, call);
  return { texts: [before, textAt(disk, `${base}/${path}`)], count };
}
