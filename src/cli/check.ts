import { PlanError } from '../errors.ts';
import { checkOpened } from '../tools/checkOpened.ts';
import type { Context } from '../tools/context.ts';
import { openPlan } from '../tools/openPlan.ts';
import { asGitHub } from './formats/github.ts';
import { asJson } from './formats/json.ts';
import { type CheckedPlan, type CheckRun, countOf, type UncheckedPlan } from './formats/model.ts';
import { asSarif } from './formats/sarif.ts';
import { asText } from './formats/text.ts';

const formats = { text: asText, json: asJson, sarif: asSarif, github: asGitHub } as const;

export interface CheckRequest {
  /** As `check_plan` takes them; empty for every listed plan. */
  readonly plans: readonly string[];
  /** The status that the plans are checked for; each plan's next where left out. */
  readonly forStatus: string | undefined;
  /** Warnings fail, too. */
  readonly strict: boolean;
  readonly format: string | undefined;
  /** The program's version. */
  readonly version: string;
}

export interface CheckResult {
  readonly output: string;
  /** 0 for no errors, 1 for errors (with `strict` also for warnings), 2 for a call or plan that is none. */
  readonly exitCode: 0 | 1 | 2;
}

/** Checks plans for a command line. Throws PlanError for a call that can't be done at all. */
export async function check(request: CheckRequest, context: Context): Promise<CheckResult> {
  const write = formatNamed(request.format ?? 'text');
  const names = request.plans.length > 0 ? request.plans : await context.workspace.listPlans();
  const plans: CheckedPlan[] = [];
  const unchecked: UncheckedPlan[] = [];
  for (const name of names) {
    try {
      const opened = await openPlan(name, context);
      plans.push({ path: opened.path, check: await checkOpened(opened, context, request.forStatus) });
    } catch (fault) {
      if (!(fault instanceof PlanError)) throw fault;
      const message = fault.fix === undefined ? fault.message : `${fault.message} ${fault.fix}`;
      unchecked.push({ path: name, code: fault.code, message });
    }
  }
  const run: CheckRun = { plans, unchecked, version: request.version };
  return { output: write(run), exitCode: exitCodeOf(run, request.strict) };
}

function exitCodeOf(run: CheckRun, strict: boolean): CheckResult['exitCode'] {
  if (run.unchecked.length > 0) return 2;
  return countOf(run, 'error') > 0 || (strict && countOf(run, 'warning') > 0) ? 1 : 0;
}

function formatNamed(name: string): (run: CheckRun) => string {
  const found = Object.entries(formats).find(([each]) => each === name);
  if (found !== undefined) return found[1];
  throw new PlanError('invalid_choice', `There is no format "${name.slice(0, 40)}".`, {
    fix: `Choose one of: ${Object.keys(formats).join(', ')}.`,
  });
}
