/** Whether the trials run at full size (`npm run test:hard`) or in the short form of the ordinary suite. */
const isHard = process.env.PLANKEEPER_TRIALS === 'hard';

/** How much a trial does: `short` in the ordinary suite, `hard` in `npm run test:hard`. */
export function size<T>(sizes: { readonly short: T; readonly hard: T }): T {
  return isHard ? sizes.hard : sizes.short;
}

/** Prints what a trial found, for `docs/reliability.md` and whoever runs it. */
export function found(trial: string, figures: string): void {
  process.stderr.write(`${trial}: ${figures}\n`);
}
