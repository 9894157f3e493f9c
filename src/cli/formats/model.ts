import type { PlanCheck } from '../../plan/check.ts';

/** One plan's check, with its workspace-relative path. */
export interface CheckedPlan {
  readonly path: string;
  readonly check: PlanCheck;
}

/** A plan that could not be checked, and why. */
export interface UncheckedPlan {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** All that a run found, in the order of the plans. */
export interface CheckRun {
  readonly plans: readonly CheckedPlan[];
  readonly unchecked: readonly UncheckedPlan[];
  /** The program's version. */
  readonly version: string;
}

/** How many findings of a severity a run has. */
export function countOf(run: CheckRun, severity: 'error' | 'warning'): number {
  return run.plans.reduce(
    (sum, { check }) => sum + check.findings.filter((finding) => finding.severity === severity).length,
    0,
  );
}
