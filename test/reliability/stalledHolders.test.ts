import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { found, size } from '../support/trials.ts';
import { type Crew, type Outcome, runCrew } from './support/raceCrew.ts';
import { stopHolder } from './support/raceSeat.ts';
import { canHide, startRaceServer } from './support/raceServer.ts';
import { chainBreaks, litterIn, loggedWrites } from './support/raceTraces.ts';
import type { Call } from './support/raceWriters.ts';
import { longestWait, makeTrouble, plannedTroubles, type Troubles } from './support/raceTroubles.ts';

const crew = size({
  short: { processes: 4, writersEach: 2, edits: 10 },
  hard: { processes: 8, writersEach: 4, edits: 500 },
});
const edits = crew.processes * crew.writersEach * crew.edits;
const troubles = size({
  short: { kills: 4, stops: 1, stopMs: 1000 },
  hard: { kills: 40, stops: 4, stopMs: 15_000 },
});

describe('edits of processes that are killed and stopped at random moments', {
  timeout: size({ short: 300_000, hard: 3_600_000 }),
}, () => {
  it.each([1, size({ short: 5, hard: 50 })])('are all there, on %i plan(s)', async (plans) => {
    const met = { killed: 0, stopped: 0 };
    // Where the race is over before a holder was caught, it is run again.
    for (let races = 0; races < 5 && (met.killed === 0 || met.stopped === 0); races += 1) {
      const planned = plannedTroubles(troubles);
      let done: Troubles | undefined;
      const outcome = await runCrew({ ...crew, plans }, async (running) => {
        done = await makeTrouble(running, planned, edits);
      });
      expect(outcome.record.refused).toEqual([]);
      expect(outcome.faults).toEqual([]);
      expect(outcome.versions).toBe(edits);
      report(outcome, done, plans);
      met.killed += done?.killedHolders ?? 0;
      met.stopped += done?.stoppedHolders ?? 0;
      await expectNoLitterAfterOneCall(outcome);
    }
    expect(met.killed).toBeGreaterThan(0);
    expect(met.stopped).toBeGreaterThan(0);
  });

  it.runIf(size({ short: false, hard: true }))(
    'are refused while a holder is stopped for longer than they wait, and nothing is lost',
    async () => {
      const small = { processes: 3, writersEach: 2, edits: 20, plans: 1 };
      const outcome = await runCrew(small, (running) => stopOneHolder(running, 45_000));
      found('a holder stopped for 45 s', `${outcome.record.refused.length} refused, ${outcome.faults.length} lost`);
      expect(outcome.record.refused.length).toBeGreaterThan(0);
      for (const words of outcome.record.refused)
        expect(words).toMatch(/^\[write_failed\] .* (?:locked by|take longer)/);
      expect(outcome.faults).toEqual([]);
      expect(outcome.versions).toBe(120);
    },
  );

  it.runIf(size({ short: false, hard: canHide() }))(
    'go on where a stopped holder can not be seen, and it notices that it lost its lock',
    async () => {
      const small = { processes: 3, writersEach: 2, edits: 60, plans: 1, isFirstHidden: true };
      const servedMeanwhile: number[] = [];
      const outcome = await runCrew(small, async (running) => {
        for (let round = 0; round < 3; round += 1) {
          const stopped = performance.now();
          await stopOneHolder({ ...running, seats: running.seats.slice(0, 1) }, 13_000);
          const ended = running.record.calls.filter(({ end }) => end > stopped + 5000).length;
          servedMeanwhile.push(ended);
          await sleep(500);
        }
      });
      found(
        'a hidden holder stopped three times for 13 s',
        `${servedMeanwhile.join(', ')} edits of others meanwhile, ${outcome.faults.length} lost`,
      );
      expect(outcome.record.refused).toEqual([]);
      expect(outcome.faults).toEqual([]);
      expect(outcome.versions).toBe(360);
      for (const served of servedMeanwhile) expect(served).toBeGreaterThan(0);
      for (const plan of outcome.plans) expect(chainBreaks(loggedWrites(outcome.workspace.path, plan))).toBe(0);
      expect(litterIn(outcome.workspace.path, outcome.plans)).toEqual([]);
    },
  );
});

function report({ record, versions, plans, seconds }: Outcome, done: Troubles | undefined, count: number): void {
  const unheard = plans.reduce(
    (sum, plan) => sum + record.steps(plan).filter((step) => step.revision === undefined).length,
    0,
  );
  found(
    `killed and stopped holders on ${count} plan(s)`,
    `${edits} edits, ${edits - versions} lost, ${record.refused.length} refused, ${versions} versions, ` +
      `${done?.kills.length ?? 0} kills (${done?.killedHolders ?? 0} of a holder), ${done?.stops ?? 0} stops of ${troubles.stopMs / 1000} s (${done?.stoppedHolders ?? 0} of a holder), ` +
      `${unheard} edits done though nobody was told, longest wait after a kill ${longestWait(record.calls, done?.kills ?? []).toFixed(0)} ms, longest call ${longestCall(record.calls).toFixed(0)} ms, ${seconds.toFixed(1)} s`,
  );
}

function longestCall(calls: readonly Call[]): number {
  return calls.reduce((longest, { start, end }) => Math.max(longest, end - start), 0);
}

async function stopOneHolder({ workspace, seats }: Crew, ms: number): Promise<void> {
  const holder = await stopHolder(workspace.path, seats, 10_000);
  if (holder === undefined) throw new Error('No holder was caught.');
  await sleep(ms);
  await holder.seat.goOn();
}

/** What the dead left may lie there until the next server writes. */
async function expectNoLitterAfterOneCall({ workspace, plans }: Outcome): Promise<void> {
  const server = await startRaceServer(workspace.path);
  for (const plan of plans) {
    const answer = await server.call('fill_section', {
      plan,
      fills: [{ section: 'log-1', mode: 'append', content: '- The last.' }],
    });
    expect(answer?.isError, answer?.text).toBe(false);
  }
  await server.close();
  expect(litterIn(workspace.path, plans)).toEqual([]);
}
