import { normal } from '../questions/reading.ts';
import type { Constitution, Principle } from './model.ts';

/** One principle that is not what it was. */
export interface Amendment {
  /** Of the present constitution; of a removed one as it was. */
  readonly id: string;
  readonly title: string;
  readonly change: 'added' | 'changed' | 'removed';
}

/** What became of the principles of an earlier version: those that stand now first, in their order, then those that went. */
export function amendmentsSince(before: Constitution, now: Constitution): readonly Amendment[] {
  const earlier = new Map(before.principles.map((principle) => [principle.id, principle]));
  const present = new Set(now.principles.map(({ id }) => id));
  return [
    ...now.principles.flatMap((principle): Amendment[] => {
      const old = earlier.get(principle.id);
      const { id, title } = principle;
      if (old === undefined) return [{ id, title, change: 'added' }];
      return saysTheSame(old, principle) ? [] : [{ id, title, change: 'changed' }];
    }),
    ...before.principles
      .filter(({ id }) => !present.has(id))
      .map(({ id, title }): Amendment => ({ id, title, change: 'removed' })),
  ];
}

/** Marks, case and white space are no change of a principle. */
function saysTheSame(a: Principle, b: Principle): boolean {
  return wordsOf(a) === wordsOf(b);
}

function wordsOf({ title, text, question, rules, strength }: Principle): string {
  return [title, strength, text, question, ...rules].map(normal).join('\n');
}
