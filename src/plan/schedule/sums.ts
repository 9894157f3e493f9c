import type { Duration, Unit } from './durations.ts';

/** How many days a week may be meant to have. */
const weeks = [5, 7] as const;

export interface Range {
  readonly low: number;
  readonly high: number;
}

/**
 * Durations that are to be compared, each in one common unit, for every way to read them: a week has five working days or seven.
 * Undefined where their units can't be converted surely, as months to days.
 */
export function comparable(durations: readonly Duration[]): readonly (readonly Range[])[] | undefined {
  const used = new Set(durations.flatMap(({ parts }) => [...parts.keys()]));
  const scales = scalesFor(used);
  return scales?.map((scale) => durations.map((duration) => inUnit(duration, scale)));
}

export function sumOf(ranges: readonly Range[]): Range {
  return ranges.reduce(({ low, high }, each) => ({ low: low + each.low, high: high + each.high }), { low: 0, high: 0 });
}

/** Durations added up unit by unit, in words: `2 weeks 3 days`, `3-5 days`. */
export function sumInWords(durations: readonly Duration[]): string {
  const order: readonly Unit[] = ['months', 'weeks', 'days', 'hours', 'minutes', 'plain'];
  return order
    .flatMap((unit) => {
      const parts = durations.flatMap(({ parts }) => parts.get(unit) ?? []);
      if (parts.length === 0) return [];
      const { low, high } = sumOf(parts);
      const count = low === high ? shown(low) : `${shown(low)}-${shown(high)}`;
      return [unit === 'plain' ? count : `${count} ${count === '1' ? unit.slice(0, -1) : unit}`];
    })
    .join(' ');
}

function shown(count: number): string {
  return String(Math.round(count * 100) / 100);
}

type Scale = ReadonlyMap<Unit, number>;

function scalesFor(used: ReadonlySet<Unit>): readonly Scale[] | undefined {
  const within = (...units: readonly Unit[]): boolean => [...used].every((unit) => units.includes(unit));
  if (used.size === 1) return [new Map([...used].map((unit) => [unit, 1]))];
  if (within('minutes', 'hours'))
    return [
      new Map([
        ['minutes', 1],
        ['hours', 60],
      ]),
    ];
  if (!within('days', 'weeks')) return undefined;
  return weeks.map(
    (days) =>
      new Map<Unit, number>([
        ['days', 1],
        ['weeks', days],
      ]),
  );
}

function inUnit({ parts }: Duration, scale: Scale): Range {
  return sumOf(
    [...parts].map(([unit, { low, high }]) => {
      const factor = scale.get(unit) ?? 1;
      return { low: low * factor, high: high * factor };
    }),
  );
}
