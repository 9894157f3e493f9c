/** For `vi.waitFor`: how long what is sure to come may take, in milliseconds. Only what never comes takes longer. */
export const patience = { timeout: 20_000 };

/**
 * The shortest time of a trial that is made up to three times, in milliseconds; the first time below `limit` ends it. A busy machine
 * stretches a trial, and hardly three in a row.
 */
export async function quickest(limit: number, trial: () => Promise<number>): Promise<number> {
  let least = Infinity;
  for (let attempt = 0; attempt < 3 && least >= limit; attempt += 1) least = Math.min(least, await trial());
  return least;
}
