import { makeMemoryWorkspace } from '../../workspace/support/memory.ts';
import type { TestWorkspace } from '../../support/workspace.ts';
import { checkOrder } from './raceOrder.ts';
import { RaceText } from './racePlan.ts';
import { Seat } from './raceSeat.ts';
import { RaceRecord, RaceWriter } from './raceWriters.ts';

/** How much a race does. Edits are those of one writer, over all plans. */
export interface CrewSize {
  readonly processes: number;
  readonly writersEach: number;
  readonly edits: number;
  readonly plans: number;
  /** Whether the others can't see the first process, as if it ran in a container of its own. */
  readonly isFirstHidden?: boolean;
}

/** A race under way. */
export interface Crew {
  readonly workspace: TestWorkspace;
  readonly plans: readonly string[];
  readonly seats: readonly Seat[];
  readonly record: RaceRecord;
  /** True once all writers are through. */
  isOver(): boolean;
}

/** What came of a race. */
export interface Outcome extends Crew {
  readonly faults: readonly string[];
  readonly versions: number;
  readonly seconds: number;
}

/** Lets writers in several processes edit plans at once, `trouble` besides; servers are left at the end as clients leave them. */
export async function runCrew(
  size: CrewSize,
  trouble: (crew: Crew) => Promise<void> = async () => {},
): Promise<Outcome> {
  const { processes, writersEach, edits } = size;
  const plans = Array.from({ length: size.plans }, (_, n) => `plans/race-${n + 1}.md`);
  const start = RaceText.start(processes * writersEach);
  const workspace = makeMemoryWorkspace(Object.fromEntries(plans.map((plan) => [plan, start.text])));
  const seats = Array.from({ length: processes }, (_, n) => new Seat(workspace.path, n === 0 && size.isFirstHidden));
  await Promise.all(seats.map(({ server }) => server));
  const record = new RaceRecord();
  const began = performance.now();
  let over = false;
  const writers = seats.flatMap((seat, s) =>
    Array.from({ length: writersEach }, (_, w) => new RaceWriter(s * writersEach + w + 1, seat, record)),
  );
  const writing = Promise.all(writers.map((writer) => writer.write(plans, edits))).finally(() => {
    over = true;
  });
  const crew: Crew = { workspace, plans, seats, record, isOver: () => over };
  await Promise.all([writing, trouble(crew)]);
  const seconds = (performance.now() - began) / 1000;
  await Promise.all(seats.map(async ({ server }) => (await server).close()));
  return { ...crew, ...verdictOf(crew, start), seconds };
}

function verdictOf({ plans, record, workspace }: Crew, start: RaceText): { faults: string[]; versions: number } {
  const verdicts = plans.map((plan) => {
    const [steps, looks] = [record.steps(plan), record.looks(plan)];
    const { faults, versions } = checkOrder({ start, steps, looks, disk: workspace.read(plan) });
    return { faults: faults.map((fault) => `${plan}: ${fault}`), versions };
  });
  return {
    faults: verdicts.flatMap(({ faults }) => faults),
    versions: verdicts.reduce((sum, { versions }) => sum + versions, 0),
  };
}
