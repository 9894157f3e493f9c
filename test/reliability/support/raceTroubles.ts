import { setTimeout as sleep } from 'node:timers/promises';
import type { Crew } from './raceCrew.ts';
import { lockName, type Seat, stopHolder } from './raceSeat.ts';
import type { Call } from './raceWriters.ts';

export interface Trouble {
  readonly kind: 'kill' | 'stop';
  /** Whether it waits for a process that holds a lock, or takes any at any moment. */
  readonly aim: 'holder' | 'any';
  readonly ms: number;
}

/** A kill: when, in milliseconds of `performance.now`, and whose. */
export interface Kill {
  readonly at: number;
  readonly seat: Seat;
  /** The lock that it held, where it was killed for that. */
  readonly lock: string | undefined;
}

/** What was done to the processes of a race. */
export interface Troubles {
  readonly kills: readonly Kill[];
  readonly stops: number;
  readonly killedHolders: number;
  readonly stoppedHolders: number;
}

/** Kills and stops in a random order, every other one aimed at a holder of a lock. */
export function plannedTroubles({ kills, stops, stopMs }: { kills: number; stops: number; stopMs: number }): Trouble[] {
  const planned = [...several('kill', kills, 0), ...several('stop', stops, stopMs)];
  return planned
    .map((trouble) => ({ trouble, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ trouble }) => trouble);
}

/** Brings trouble at even steps of a race's way to `calls` answers. */
export async function makeTrouble(crew: Crew, planned: readonly Trouble[], calls: number): Promise<Troubles> {
  const kills: Kill[] = [];
  const done = { stops: 0, killedHolders: 0, stoppedHolders: 0 };
  for (const [n, { kind, aim, ms }] of planned.entries()) {
    const due = (calls * (n + 0.5)) / (planned.length + 1);
    while (crew.record.calls.length < due && !crew.isOver()) await sleep(5);
    if (crew.isOver()) break;
    const holder = aim === 'holder' ? await stopHolder(crew.workspace.path, crew.seats, 5000) : undefined;
    const seat = holder?.seat ?? anyOf(crew.seats);
    if (kind === 'kill') {
      kills.push({ at: await seat.kill(), seat, lock: holder?.lock });
      if (holder !== undefined) done.killedHolders += 1;
    } else {
      if (holder === undefined) await seat.stop();
      await sleep(ms);
      await seat.goOn();
      done.stops += 1;
      if (holder !== undefined) done.stoppedHolders += 1;
    }
  }
  return { ...done, kills };
}

/**
 * The longest time that nobody else was served after a kill, in milliseconds: from the kill (or from its own start, where it began
 * later) to the first end of another process's call; of a call on the same plan where the killed one held its lock.
 */
export function longestWait(calls: readonly Call[], kills: readonly Kill[]): number {
  const waits = kills.flatMap(({ at, seat, lock }) => {
    const others = calls.filter(
      (call) => call.seat !== seat && call.end > at && (lock === undefined || lockName(call.plan) === lock),
    );
    return others.length === 0 ? [] : [Math.min(...others.map(({ start, end }) => end - Math.max(at, start)))];
  });
  return Math.max(0, ...waits);
}

function several(kind: Trouble['kind'], count: number, ms: number): Trouble[] {
  return Array.from({ length: count }, (_, n) => ({ kind, aim: n % 2 === 0 ? 'holder' : 'any', ms }));
}

function anyOf(seats: readonly Seat[]): Seat {
  const seat = seats[Math.floor(Math.random() * seats.length)];
  if (seat === undefined) throw new Error('Nobody sits there.');
  return seat;
}
