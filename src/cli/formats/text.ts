import { findingLine } from '../../plan/findingLine.ts';
import { type CheckRun, countOf } from './model.ts';

/** A paragraph for each plan, a line for each finding, and the sum. */
export function asText(run: CheckRun): string {
  const plans = run.plans.map(({ path, check }) => {
    const head = `${path} · ${check.ready ? 'ready' : 'not ready'} for ${check.forStatus}`;
    return [head, ...check.findings.map((finding) => `  ${findingLine(finding)}`)].join('\n');
  });
  const unchecked = run.unchecked.map(({ path, code, message }) => `${path} · not checked\n  [${code}] ${message}`);
  const count = run.plans.length === 1 ? '1 plan' : `${run.plans.length} plans`;
  const sum = `${count}, ${counted(countOf(run, 'error'), 'error')}, ${counted(countOf(run, 'warning'), 'warning')}`;
  const missed = run.unchecked.length === 0 ? '' : `, ${run.unchecked.length} not checked`;
  return `${[...plans, ...unchecked, `${sum}${missed}`].join('\n\n')}\n`;
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
