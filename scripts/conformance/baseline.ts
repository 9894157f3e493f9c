import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { nameOf } from './suites.ts';
import type { RunResult } from './suiteRun.ts';

/** Checks that are known not to pass, and why. */
const entry = z.strictObject({
  /** As `nameOf` names them. */
  runs: z.array(z.string()).min(1),
  scenario: z.string(),
  outcome: z.enum(['failed', 'warning', 'skipped']),
  checks: z.array(z.string()).min(1),
  /** One sentence. */
  reason: z.string().regex(/^[A-Z].+\.$/s),
});

export type BaselineEntry = z.output<typeof entry>;

/** Throws where the file beside this one is none. */
export function readBaseline(): readonly BaselineEntry[] {
  return z.array(entry).parse(JSON.parse(readFileSync(new URL('baseline.json', import.meta.url), 'utf8')));
}

/** What is not as the baseline has it, a line each: checks that do not pass and are not in it, and entries that nothing bears out. */
export function faultsOf(results: readonly RunResult[], baseline: readonly BaselineEntry[]): readonly string[] {
  const known = baseline.flatMap(({ runs, scenario, outcome, checks }) =>
    runs.flatMap((run) => checks.map((check) => lineOf(run, scenario, check, outcome))),
  );
  const seen = results.flatMap(({ run, results: all }) =>
    all.flatMap(({ scenario, verdicts }) =>
      [...verdicts].flatMap(([check, outcome]) =>
        outcome === 'passed' ? [] : [lineOf(nameOf(run), scenario, check, outcome)],
      ),
    ),
  );
  return [
    ...seen.filter((line) => !known.includes(line)).map((line) => `not in the baseline: ${line}`),
    ...known.filter((line) => !seen.includes(line)).map((line) => `in the baseline and not so: ${line}`),
  ];
}

function lineOf(run: string, scenario: string, check: string, outcome: string): string {
  return `${run} · ${scenario} · ${check} · ${outcome}`;
}
