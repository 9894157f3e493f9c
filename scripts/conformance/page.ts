import type { BaselineEntry } from './baseline.ts';
import { nameOf, type Run, type Target, targets } from './suites.ts';
import type { RunResult } from './suiteRun.ts';
import type { Outcome, ScenarioResult } from './verdicts.ts';

/** The text of docs/conformance.md. */
export function conformancePage(results: readonly RunResult[], baseline: readonly BaselineEntry[]): string {
  const parts = [
    head,
    figuresTable(results),
    `## What does not pass\n\nA check that does not pass and is not in this table fails the run; so does a line that nothing bears out.`,
    baselineTable(baseline),
    ...targets.flatMap((target) => [
      titles[target],
      scenariosTable(results.filter(({ run }) => run.target === target)),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

const head = `# Conformance

<!-- Made by \`npm run conformance\` from what the suites found: change the server, or scripts/conformance/baseline.json. -->

The public suite \`@modelcontextprotocol/conformance\`, in the stable version and in the one that knows 2026-07-28, is run over Streamable
HTTP against two servers:

- **Plankeeper**, as it is built, on a workspace with two plans. Every scenario counts that any server can pass.
- **The fixture**, a server of the tests that has the tools, resources and prompts which the other scenarios call by name
  (\`test_simple_text\` …), served by Plankeeper's HTTP host: its guard, sessions and choice of protocol revision. All scenarios count.

Scenarios of protocol extensions (tasks, skills) are not run: Plankeeper has none.`;

const titles: Readonly<Record<Target, string>> = {
  plankeeper: '## The scenarios on Plankeeper\n\nChecks that passed, of those that were made.',
  fixture: "## The scenarios on the fixture, by Plankeeper's host\n\nChecks that passed, of those that were made.",
};

const names: Readonly<Record<Target, string>> = { plankeeper: 'Plankeeper', fixture: 'the fixture' };

function figuresTable(results: readonly RunResult[]): string {
  const rows = results.map(({ run, results: all }) => {
    const sum = (outcome: Outcome): number => all.reduce((total, { counts }) => total + counts[outcome], 0);
    const clean = all.filter(({ counts }) => counts.failed + counts.warning === 0).length;
    return [
      names[run.target],
      run.suite.version,
      run.revision,
      `${clean} of ${all.length}`,
      ...(['passed', 'failed', 'warning', 'skipped'] as const).map((outcome) => String(sum(outcome))),
    ];
  });
  const columns = ['server', 'suite', 'revision', 'scenarios passed', 'checks passed', 'failed', 'warnings', 'skipped'];
  return table(columns, rows);
}

function baselineTable(baseline: readonly BaselineEntry[]): string {
  const rows = baseline.flatMap(({ runs, scenario, outcome, checks, reason }) =>
    checks.map((check) => [runs.join('<br>'), scenario, check, outcome, reason]),
  );
  return table(['run', 'scenario', 'check', '', 'why'], rows);
}

function scenariosTable(results: readonly RunResult[]): string {
  const scenarios = [...new Set(results.flatMap(({ results: all }) => all.map(({ scenario }) => scenario)))];
  const rows = scenarios.map((scenario) => [
    scenario,
    ...results.map(({ results: all }) => cell(all.find((each) => each.scenario === scenario))),
  ]);
  return table(['scenario', ...results.map(({ run }) => columnOf(run))], rows);
}

function columnOf({ suite, revision }: Run): string {
  return `${suite.version}<br>${revision}`;
}

function cell(result: ScenarioResult | undefined): string {
  if (result === undefined) return '';
  const { passed, failed, warning, skipped } = result.counts;
  return `${passed}/${passed + failed + warning}${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return [columns, columns.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** What is printed while the runs go. */
export function lineOf({ run, results }: RunResult): string {
  const made = results.flatMap(({ counts }) => [counts.passed, counts.failed, counts.warning]);
  const passed = results.reduce((total, { counts }) => total + counts.passed, 0);
  const all = made.reduce((total, count) => total + count, 0);
  return `${nameOf(run)}: ${results.length} scenarios, ${passed} of ${all} checks passed`;
}
