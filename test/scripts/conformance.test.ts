import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultsOf, readBaseline } from '../../scripts/conformance/baseline.ts';
import { conformancePage } from '../../scripts/conformance/page.ts';
import { nameOf, type Run, suites } from '../../scripts/conformance/suites.ts';
import type { RunResult } from '../../scripts/conformance/suiteRun.ts';
import { readResults } from '../../scripts/conformance/verdicts.ts';
import { root } from '../support/sources.ts';
import { makeFolder } from '../support/workspace.ts';

const suite = { version: '0.1.16', name: 'conformance-0.1', revisions: ['2025-11-25'] };
const run: Run = { target: 'plankeeper', suite, revision: '2025-11-25' };

/** The results of one run, out of checks as a suite writes them. */
function resultsOf(written: Readonly<Record<string, readonly (readonly [string, string])[]>>): readonly RunResult[] {
  const folder = makeFolder();
  for (const [scenario, checks] of Object.entries(written)) {
    const text = JSON.stringify(checks.map(([id, status]) => ({ id, status, details: {} })));
    folder.write(`server-${scenario}-2026-11-27T07-32-23-579Z/checks.json`, text);
  }
  return [{ run, results: readResults(folder.path, Object.keys(written)) }];
}

const results = () =>
  resultsOf({
    ping: [['ping', 'SUCCESS']],
    caching: [
      ['ttl', 'SUCCESS'],
      ['ttl', 'WARNING'],
      ['traffic', 'INFO'],
      ['scope', 'FAILURE'],
      ['late', 'SKIPPED'],
    ],
  });
const entry = { runs: [nameOf(run)], scenario: 'caching', reason: 'So it is.' };
const baseline = [
  { ...entry, outcome: 'warning' as const, checks: ['ttl'] },
  { ...entry, outcome: 'failed' as const, checks: ['scope'] },
  { ...entry, outcome: 'skipped' as const, checks: ['late'] },
];

test('what does not pass has to be in the baseline, as it came out', () => {
  expect(faultsOf(results(), baseline)).toEqual([]);
  expect(faultsOf(results(), baseline.slice(1))).toEqual([
    `not in the baseline: ${nameOf(run)} · caching · ttl · warning`,
  ]);
  const worse = [{ ...entry, outcome: 'warning' as const, checks: ['ttl', 'scope'] }, ...baseline.slice(2)];
  expect(faultsOf(results(), worse)).toEqual([
    `not in the baseline: ${nameOf(run)} · caching · scope · failed`,
    `in the baseline and not so: ${nameOf(run)} · caching · scope · warning`,
  ]);
});

test('what is in the baseline has to be so', () => {
  const stale = { ...entry, outcome: 'failed' as const, checks: ['ping'], scenario: 'ping' };
  expect(faultsOf(results(), [...baseline, stale])).toEqual([
    `in the baseline and not so: ${nameOf(run)} · ping · ping · failed`,
  ]);
});

test('a scenario that left no checks is no scenario that passed', () => {
  const folder = makeFolder();
  folder.write('server-tools-list-2026-11-27T07-32-23-579Z/note.txt', '');
  expect(() => readResults(folder.path, ['tools-list'])).toThrow('tools-list left no checks');
  expect(() => readResults(folder.path, ['tools'])).toThrow('tools left no checks');
});

test('the page counts every occurrence, and gives the reasons', () => {
  const page = conformancePage(results(), baseline);
  expect(page).toContain('| Plankeeper | 0.1.16 | 2025-11-25 | 1 of 2 | 2 | 1 | 1 | 1 |');
  expect(page).toContain('| caching | 1/3, 1 skipped |');
  expect(page).toContain(`| ${nameOf(run)} | caching | scope | failed | So it is. |`);
});

test('docs/conformance.md is of the suites that are pinned, and has the baseline in it', () => {
  const page = readFileSync(join(root, 'docs/conformance.md'), 'utf8');
  for (const { version, revisions } of suites)
    for (const revision of revisions) expect(page).toContain(`| the fixture | ${version} | ${revision} |`);
  for (const { reason, outcome, checks } of readBaseline())
    for (const check of checks) expect(page).toContain(`| ${check} | ${outcome} | ${reason} |`);
  const manifest = readFileSync(join(root, 'scripts/peers/package.json'), 'utf8');
  for (const { name, version } of suites)
    expect(manifest).toContain(`"${name}": "npm:@modelcontextprotocol/conformance@${version}"`);
});
