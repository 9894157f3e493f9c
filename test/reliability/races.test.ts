import { describe, expect, it } from 'vitest';
import { makeMemoryWorkspace } from '../workspace/support/memory.ts';
import { found, size } from '../support/trials.ts';
import { type CrewSize, type Outcome, runCrew } from './support/raceCrew.ts';
import { editBeside, type Saving } from './support/raceEditing.ts';
import { checkOrder, type Race, type Step } from './support/raceOrder.ts';
import { RaceText } from './support/racePlan.ts';
import { checkSaves, type EditorRace } from './support/raceSaves.ts';
import { startRaceServer } from './support/raceServer.ts';
import { chainBreaks, litterIn, loggedWrites, treeOf } from './support/raceTraces.ts';

const crew = size({
  short: { processes: 4, writersEach: 2, edits: 10 },
  hard: { processes: 8, writersEach: 4, edits: 500 },
});

/** What must hold of each race: nothing lost, nothing refused, one version an edit, nothing left lying about. */
function expectInOrder(outcome: Outcome, wanted: CrewSize): void {
  const edits = wanted.processes * wanted.writersEach * wanted.edits;
  found(
    `races on ${wanted.plans} plan(s)`,
    `${edits} edits of ${wanted.processes} × ${wanted.writersEach} writers, ${edits - outcome.versions} lost, ${outcome.record.refused.length} refused, ${outcome.versions} versions, ${outcome.seconds.toFixed(1)} s`,
  );
  expect(outcome.record.refused).toEqual([]);
  expect(outcome.faults).toEqual([]);
  expect(outcome.versions).toBe(edits);
  expect(litterIn(outcome.workspace.path, outcome.plans)).toEqual([]);
  for (const plan of outcome.plans) expect(chainBreaks(loggedWrites(outcome.workspace.path, plan))).toBe(0);
}

/** Four edits, one after the other, of three writers. */
function soundRace(): Race & { readonly steps: readonly Step[] } {
  const start = RaceText.start(3);
  let now = start;
  const steps = [1, 2, 3, 1].map((writer, n): Step => {
    const edit = { writer, part: n === 2 ? 'log' : 'step', value: n + 1 } as const;
    now = now.with(edit);
    return { edit, start: n * 10, end: n * 10 + 15, revision: now.revision };
  });
  return { start, steps, looks: [], disk: now.text };
}

function withStep(race: Race, at: number, change: Partial<Step>): Race {
  return { ...race, steps: race.steps.map((step, n) => (n === at ? { ...step, ...change } : step)) };
}

describe('the checker of races', () => {
  const sound = soundRace();

  it('passes one version after the other, also where a killed server told nobody of some', () => {
    expect(checkOrder(sound)).toEqual({ faults: [], versions: 4 });
    expect(checkOrder(withStep(withStep(sound, 1, { revision: undefined }), 2, { revision: undefined }))).toEqual({
      faults: [],
      versions: 4,
    });
    const look = { start: 26, end: 28, revision: sound.steps[2]?.revision ?? '' };
    expect(checkOrder({ ...sound, looks: [look] }).faults).toEqual([]);
  });

  it('finds a lost update', () => {
    const second = sound.steps[1];
    const alone = second === undefined ? undefined : sound.start.with(second.edit).revision;
    const { faults } = checkOrder(withStep(sound, 1, { revision: alone }));
    expect(faults).toEqual(["Lost: writer 2's step 2 was made from a version 1 older than the one it replaced."]);
  });

  it('finds a gap', () => {
    const { faults } = checkOrder({ ...sound, steps: sound.steps.filter((_, n) => n !== 1) });
    expect(faults).toEqual([expect.stringMatching(/^Gap: of 2 edits left/)]);
    const shorter = { ...sound, steps: sound.steps.slice(0, 3) };
    expect(checkOrder(shorter).faults).toEqual(['The file is not the last version.']);
  });

  it('finds a version that two were told of', () => {
    const { faults } = checkOrder(withStep(sound, 1, { revision: sound.steps[0]?.revision }));
    expect(faults[0]).toMatch(/^Twice: writer 2's step 2 and another/);
  });

  it('finds an order that the clock contradicts', () => {
    const { faults } = checkOrder(withStep(sound, 1, { start: 100, end: 110 }));
    expect(faults).toEqual(["Order: writer 2's step 2 began after the end of an edit that comes later."]);
    const late = { start: 36, end: 38, revision: sound.steps[0]?.revision ?? '' };
    expect(checkOrder({ ...sound, looks: [late] }).faults).toEqual([expect.stringMatching(/^Look: .* at that time/)]);
  });

  it('finds bytes that no edit made', () => {
    expect(checkOrder({ ...sound, disk: `${sound.disk}\n` }).faults).toEqual(['The file is not the last version.']);
  });
});

describe('the checker of races with an editor', () => {
  const sound: EditorRace = {
    start: 'a',
    writes: [
      { before: 'a', after: 'b' },
      { before: 'S1', after: 'c' },
    ],
    acknowledged: ['b', 'c'],
    saves: [
      { seen: 'b', saved: 'S1' },
      { seen: 'c', saved: 'S2' },
      { seen: 'S2', saved: 'S3' },
    ],
    disk: 'S3',
    isOneEdit: () => true,
  };

  it('passes saves that were read, saved over or left', () => {
    expect(checkSaves(sound)).toEqual({ faults: [], unseen: 0 });
  });

  it('counts a save that a write went over unseen', () => {
    const writes = [
      { before: 'a', after: 'b' },
      { before: 'b', after: 'c' },
    ];
    expect(checkSaves({ ...sound, writes })).toEqual({ faults: [], unseen: 1 });
  });

  it('finds edits that were lost, made up, or not told', () => {
    expect(checkSaves({ ...sound, acknowledged: ['b', 'c', 'd'] }).faults).toHaveLength(1);
    expect(checkSaves({ ...sound, acknowledged: ['b'] }).faults).toHaveLength(1);
    expect(checkSaves({ ...sound, disk: 'x' }).faults).toHaveLength(1);
    expect(checkSaves({ ...sound, isOneEdit: (_, after) => after !== 'c' }).faults).toHaveLength(1);
    const forked = [
      { before: 'a', after: 'b' },
      { before: 'a', after: 'c' },
    ];
    expect(checkSaves({ ...sound, writes: forked }).faults).toHaveLength(1);
  });
});

describe('edits of many writers in many processes', { timeout: size({ short: 300_000, hard: 3_600_000 }) }, () => {
  it('on one plan are all there, one version after the other', async () => {
    const wanted = { ...crew, plans: 1 };
    expectInOrder(await runCrew(wanted), wanted);
  });

  it('on many plans are all there, one version after the other', async () => {
    const wanted = { ...crew, plans: size({ short: 5, hard: 50 }) };
    expectInOrder(await runCrew(wanted), wanted);
  });
});

describe.each<Saving>(['rename', 'in-place'])('twenty edits at once beside an editor that saves by %s', (how) => {
  it.each([1, 2, 8])('in %i process(es) lose no edit and overwrite no save unseen', async (servers) => {
    const rounds = size({ short: 1, hard: 5 });
    const total = { acknowledged: 0, saves: 0, unseen: 0, metEditor: 0 };
    for (let round = 0; round < rounds; round += 1) {
      const outcome = await editBeside(servers, how);
      expect(outcome.refused).toEqual([]);
      expect(outcome.faults).toEqual([]);
      expect(outcome.acknowledged).toBe(20);
      expect(outcome.litter).toEqual([]);
      total.acknowledged += outcome.acknowledged;
      total.saves += outcome.saves;
      total.unseen += outcome.unseen;
      total.metEditor += outcome.metEditor;
    }
    found(
      `editor (${how}) beside ${servers} process(es)`,
      `${total.acknowledged} edits, 0 lost by us, ${total.saves} saves, ${total.unseen} overwritten unseen, ${total.metEditor} edits refused for the editor's sake and sent again`,
    );
    // Between our last look at the file and our rename lie some microseconds, more where the system lets another process run
    // just then. Node has no call that closes this gap. Without the look, every seventh save is overwritten.
    expect(total.unseen).toBeLessThanOrEqual(Math.max(2, total.saves / 50));
  });
});

describe('a server that is only started and read from', () => {
  it('writes nothing and takes no lock', async () => {
    const workspace = makeMemoryWorkspace({ 'plans/a.md': '# A\n\n## Goal\n\nMore lockers.\n' });
    const before = treeOf(workspace.path);
    const server = await startRaceServer(workspace.path);
    await server.request('tools/list', {});
    for (const [name, args] of [
      ['list_plans', {}],
      ['list_templates', {}],
      ['list_open_questions', {}],
      ['read_plan', { plan: 'plans/a.md' }],
      ['check_plan', { plan: 'plans/a.md' }],
    ] as const)
      expect((await server.call(name, args))?.isError, name).toBe(false);
    expect(treeOf(workspace.path)).toEqual(before);
    await server.close();
    expect(treeOf(workspace.path)).toEqual(before);
  });
});
