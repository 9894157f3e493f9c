import { spawn } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import type { Peers } from '../peers/installation.ts';
import { genericScenarios, nameOf, type Run } from './suites.ts';
import { readResults, type ScenarioResult } from './verdicts.ts';

/** What came of a run. */
export interface RunResult {
  readonly run: Run;
  readonly results: readonly ScenarioResult[];
}

/** Longest time that a suite may take, in milliseconds: it takes seconds. */
const patience = 300_000;

/**
 * Runs a suite's scenarios, without those of protocol extensions, against the server at `url`; what it writes goes into `folder`,
 * absolute. Of the program only the generic ones count. Throws where the suite itself breaks.
 */
export async function runSuite(
  run: Run,
  { node, file }: Peers,
  { url, folder }: { readonly url: string; readonly folder: string },
): Promise<RunResult> {
  const { target, suite, revision } = run;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const program = file(`${suite.name}/dist/index.js`);
  const atRevision = ['--spec-version', revision];
  const listed = await output(node, [program, 'list', '--server', ...atRevision], folder);
  const all = [...listed.matchAll(/^ +- (\S+)/gm)].flatMap(([, name]) => (name === undefined ? [] : [name]));
  if (all.length === 0) throw new Error(`${nameOf(run)} has no scenarios: ${listed}`);
  await output(node, [program, 'server', '--url', url, '--suite', 'all', ...atRevision, '-o', folder], folder);
  const scenarios = target === 'plankeeper' ? all.filter((name) => genericScenarios.has(name)) : all;
  return { run, results: readResults(folder, scenarios) };
}

/** A suite ends with 1 where a check failed: what came of each it has written down. */
async function output(node: string, args: readonly string[], cwd: string): Promise<string> {
  const child = spawn(node, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: patience });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  if (code === 0 || code === 1) return said;
  throw new Error(`The conformance suite ended with ${code} after ${args.join(' ')}:\n${said.slice(-4000)}`);
}
