import { type CheckRun, countOf } from './model.ts';

/** The keys that `check_plan` answers with, plan by plan. */
export function asJson(run: CheckRun): string {
  const plans = run.plans.map(({ path, check }) => ({
    plan: path,
    ready: check.ready,
    for_status: check.forStatus,
    findings: check.findings,
    checked: check.checked,
    skipped: check.skipped,
  }));
  const sum = { errors: countOf(run, 'error'), warnings: countOf(run, 'warning') };
  return `${JSON.stringify({ plans, unchecked: run.unchecked, ...sum }, undefined, 2)}\n`;
}
