import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What can come of a check, the worst first. */
export const outcomes = ['failed', 'warning', 'skipped', 'passed'] as const;

export type Outcome = (typeof outcomes)[number];

/** What came of a scenario. */
export interface ScenarioResult {
  readonly scenario: string;
  /** By the id of the check, the worst of its occurrences. */
  readonly verdicts: ReadonlyMap<string, Outcome>;
  /** How many checks came out so, each occurrence counted. */
  readonly counts: Readonly<Record<Outcome, number>>;
}

/** As a suite writes them. `INFO` judges nothing. */
const checks = z.array(
  z.object({ id: z.string(), status: z.enum(['FAILURE', 'WARNING', 'SKIPPED', 'SUCCESS', 'INFO']) }),
);
const outcomeOf = {
  FAILURE: 'failed',
  WARNING: 'warning',
  SKIPPED: 'skipped',
  SUCCESS: 'passed',
  INFO: undefined,
} as const;

/**
 * Reads what a suite wrote into `folder`, a folder for each scenario, in the order of `scenarios`. Throws where one of them left no
 * checks: it was not run, or broke.
 */
export function readResults(folder: string, scenarios: readonly string[]): readonly ScenarioResult[] {
  const folders = existsSync(folder) ? readdirSync(folder) : [];
  return scenarios.map((scenario) => {
    const name = folders.find((each) => /^(?:server-)?(.+?)-\d{4}-\d\d-\d\dT[\d-]+Z$/.exec(each)?.[1] === scenario);
    const path = join(folder, name ?? '', 'checks.json');
    if (name === undefined || !existsSync(path))
      throw new Error(`The scenario ${scenario} left no checks in ${folder}.`);
    return { scenario, ...judged(checks.parse(JSON.parse(readFileSync(path, 'utf8')))) };
  });
}

function judged(found: z.output<typeof checks>): Pick<ScenarioResult, 'verdicts' | 'counts'> {
  const verdicts = new Map<string, Outcome>();
  const counts = { failed: 0, warning: 0, skipped: 0, passed: 0 };
  for (const { id, status } of found) {
    const outcome = outcomeOf[status];
    if (outcome === undefined) continue;
    counts[outcome] += 1;
    verdicts.set(id, worst(outcome, verdicts.get(id) ?? 'passed'));
  }
  return { verdicts, counts };
}

function worst(one: Outcome, other: Outcome): Outcome {
  return outcomes.indexOf(one) < outcomes.indexOf(other) ? one : other;
}
