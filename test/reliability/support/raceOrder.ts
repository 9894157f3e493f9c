import type { PlaceEdit, RaceText } from './racePlan.ts';

/** An edit that happened. Times are milliseconds of one clock; the edit took effect between them. */
export interface Step {
  readonly edit: PlaceEdit;
  readonly start: number;
  readonly end: number;
  /** The plan's as the answer told it; undefined where the server was killed before it answered. */
  readonly revision: string | undefined;
}

/** An answer that nothing had to be changed: it names the version that stood there. */
export interface Look {
  readonly start: number;
  readonly end: number;
  readonly revision: string;
}

/** What a race on one plan left on record, its start and its end. */
export interface Race {
  readonly start: RaceText;
  readonly steps: readonly Step[];
  readonly looks: readonly Look[];
  readonly disk: string;
}

export interface Verdict {
  /** In plain words; none where the race is in order. */
  readonly faults: readonly string[];
  /** How many versions follow the first, each made from the one before by one edit. */
  readonly versions: number;
}

/**
 * Whether the edits of a race stand in one order without a gap, each made from the version before (the hash that its answer
 * told says so), and that order agrees with the clock: who began after another had ended comes after it. That is
 * linearizability, and it is decided here exactly, since a version's hash names all edits that are in it.
 */
export function checkOrder(race: Race): Verdict {
  const { order, last, faults } = findOrder(race);
  const all = [...toldTwice(race.steps), ...faults, ...againstClock(order), ...looksAgainstClock(race, order)];
  if (faults.length === 0 && race.disk !== last.text) all.push('The file is not the last version.');
  return { faults: all, versions: order.length };
}

/** A step with the version that it made. */
interface Placed {
  readonly step: Step;
  readonly revision: string;
}

interface Order {
  readonly order: readonly Placed[];
  readonly last: RaceText;
  readonly faults: readonly string[];
}

/** From version to version, the step whose answer names the next one. Each writer's steps come in its own order. */
function findOrder({ start, steps }: Race): Order {
  const waiting = new Waiting(steps);
  const order: Placed[] = [];
  const earlier: RaceText[] = [];
  let now = start;
  while (waiting.size > 0) {
    const path = nextSteps(now, waiting);
    if (path === undefined) return { order, last: now, faults: [stuck(now, earlier, waiting)] };
    for (const step of path) {
      earlier.push(now);
      now = now.with(step.edit);
      waiting.take(step);
      order.push({ step, revision: now.revision });
    }
  }
  return { order, last: now, faults: [] };
}

/** The steps not placed yet, by writer. */
class Waiting {
  readonly #queues = new Map<number, Step[]>();
  size = 0;

  constructor(steps: readonly Step[]) {
    for (const step of steps.toSorted((a, b) => b.start - a.start)) {
      const queue = this.#queues.get(step.edit.writer) ?? [];
      queue.push(step);
      this.#queues.set(step.edit.writer, queue);
      this.size += 1;
    }
  }

  /** Each writer's next step when those of `gone` are done, the earliest answered first. */
  next(gone: readonly Step[] = []): Step[] {
    const steps = [...this.#queues.values()].flatMap((queue) => queue.findLast((step) => !gone.includes(step)) ?? []);
    return steps.toSorted((a, b) => a.end - b.end);
  }

  take(step: Step): void {
    const queue = this.#queues.get(step.edit.writer);
    if (queue?.at(-1) !== step) throw new Error('A writer does one step after the other.');
    queue.pop();
    this.size -= 1;
  }
}

/** The steps to the next version that an answer names: one, with those before it that nobody was told of. */
function nextSteps(now: RaceText, waiting: Waiting): readonly Step[] | undefined {
  const tried = new Set<string>();
  let paths: { readonly steps: readonly Step[]; readonly text: RaceText }[] = [{ steps: [], text: now }];
  while (paths.length > 0 && tried.size < 20_000) {
    const longer: typeof paths = [];
    for (const { steps, text } of paths) {
      const next = waiting.next(steps);
      const told = next.find((step) => step.revision !== undefined && text.with(step.edit).revision === step.revision);
      if (told !== undefined) return [...steps, told];
      if (next.length === 0) return steps;
      for (const step of next) {
        if (step.revision !== undefined) continue;
        const then = text.with(step.edit);
        if (tried.has(then.revision)) continue;
        tried.add(then.revision);
        longer.push({ steps: [...steps, step], text: then });
      }
    }
    paths = longer;
  }
  return undefined;
}

function stuck(now: RaceText, earlier: readonly RaceText[], waiting: Waiting): string {
  for (const step of waiting.next()) {
    const back = earlier.toReversed().findIndex((text) => text.with(step.edit).revision === step.revision);
    if (back >= 0) return `Lost: ${named(step)} was made from a version ${back + 1} older than the one it replaced.`;
  }
  return `Gap: of ${waiting.size} edits left, none made a version from ${now.revision}.`;
}

function toldTwice(steps: readonly Step[]): string[] {
  const seen = new Set<string>();
  return steps.flatMap((step) => {
    if (step.revision === undefined) return [];
    if (seen.has(step.revision)) return [`Twice: ${named(step)} and another edit were told revision ${step.revision}.`];
    seen.add(step.revision);
    return [];
  });
}

function againstClock(order: readonly Placed[]): string[] {
  const faults: string[] = [];
  let firstEnd = Number.POSITIVE_INFINITY;
  for (const { step } of order.toReversed()) {
    if (firstEnd < step.start) faults.push(`Order: ${named(step)} began after the end of an edit that comes later.`);
    firstEnd = Math.min(firstEnd, step.end);
  }
  return faults;
}

function looksAgainstClock({ start, looks }: Race, order: readonly Placed[]): string[] {
  const numbers = new Map(
    [start.revision, ...order.map(({ revision }) => revision)].map((each, number) => [each, number]),
  );
  return looks.flatMap((look) => {
    const number = numbers.get(look.revision);
    if (number === undefined) return [`Look: ${look.revision} never was a version.`];
    const isEarly = order.slice(number).some(({ step }) => step.end < look.start);
    const isLate = number > 0 && (order[number - 1]?.step.start ?? 0) > look.end;
    return isEarly || isLate ? [`Look: ${look.revision} did not stand there at that time.`] : [];
  });
}

function named({ edit }: Step): string {
  return `writer ${edit.writer}'s ${edit.part} ${edit.value}`;
}
