/**
 * Runs the public MCP conformance suite against the built server and against the fixture on its HTTP host, and writes
 * docs/conformance.md. Run: npm run conformance [-- --check]
 *
 * Exit code 1 where a check does not come out as scripts/conformance/baseline.json has it; with `--check`, which writes nothing, also
 * where the page is not what the runs give. The first run installs the suites into dist/peers and needs the npm registry.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildProgram } from './build.ts';
import { faultsOf, readBaseline } from './conformance/baseline.ts';
import { conformancePage, lineOf } from './conformance/page.ts';
import { serve } from './conformance/servers.ts';
import { type RunResult, runSuite } from './conformance/suiteRun.ts';
import { nameOf, runs, targets } from './conformance/suites.ts';
import { installPeers, NotInstalled, type Peers } from './peers/installation.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'dist', 'conformance');
const page = join(root, 'docs', 'conformance.md');

try {
  await main(process.argv.includes('--check'));
} catch (error) {
  if (!(error instanceof NotInstalled)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function main(isCheck: boolean): Promise<void> {
  const peers = await installPeers();
  await buildProgram();
  mkdirSync(folder, { recursive: true });
  const results = await runAll(peers);
  const baseline = readBaseline();
  const faults = faultsOf(results, baseline);
  for (const fault of faults) console.log(fault);
  if (faults.length > 0) {
    console.log(`What was exchanged stands in ${folder}; docs/conformance.md stays as it is.`);
    process.exitCode = 1;
    return;
  }
  console.log('All as the baseline has it.');
  const text = conformancePage(results, baseline);
  if (existsSync(page) && readFileSync(page, 'utf8') === text) return;
  if (!isCheck) writeFileSync(page, text);
  console.log(isCheck ? 'docs/conformance.md is stale: run npm run conformance.' : 'docs/conformance.md written.');
  if (isCheck) process.exitCode = 1;
}

async function runAll(peers: Peers): Promise<readonly RunResult[]> {
  const results: RunResult[] = [];
  for (const target of targets) {
    const served = await serve(target, join(folder, `${target}.log`));
    try {
      for (const run of runs.filter((each) => each.target === target)) {
        const at = { url: served.url, folder: join(folder, 'results', nameOf(run).replaceAll(' ', '-')) };
        const result = await runSuite(run, peers, at);
        console.log(lineOf(result));
        results.push(result);
      }
    } finally {
      await served.stop();
    }
  }
  return results;
}
