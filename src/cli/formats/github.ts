import type { Finding } from '../../plan/rules/model.ts';
import type { CheckRun } from './model.ts';

/**
 * Workflow commands that GitHub shows beside the line, as its documentation of `::error` and `::warning` has them; one that stands
 * for a plan which could not be checked is an error.
 */
export function asGitHub(run: CheckRun): string {
  const findings = run.plans.flatMap(({ path, check }) => check.findings.map((finding) => command(path, finding)));
  const unchecked = run.unchecked.map(
    ({ path, code, message }) => `::error file=${property(path)},title=${property(code)}::${data(message)}`,
  );
  const lines = [...findings, ...unchecked];
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function command(path: string, { severity, line, rule, message, fix }: Finding): string {
  const words = fix === undefined ? message : `${message} → ${fix}`;
  return `::${severity} file=${property(path)},line=${line},title=${property(rule)}::${data(words)}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
