/**
 * From spawn to an answered tools/list, memory then, and to the answer of a first call: the built program against a bare one-tool
 * server on the same SDK, bundled and minified alike, started in turns. Prints ratios. Run: npm run build && npx tsx bench/startup.ts
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { englishOnly } from '../scripts/build.ts';

const rounds = 25;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'plankeeper-bench-'));
const greeting = [
  {
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'bench', version: '1.0.0' } },
  },
  { method: 'notifications/initialized' },
  { id: 2, method: 'tools/list' },
]
  .map((message) => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  .join('');

interface Start {
  readonly milliseconds: number;
  /** The same for the answer of a first call behind the list. */
  readonly firstCall: number;
  /** Resident, in KB; undefined where the system does not say. */
  readonly memory: number | undefined;
}

writeFileSync(join(folder, 'ferry.md'), '# Ferry\n\n## Goals\n\nCross over.\n');
try {
  const bare = join(folder, 'bare.js');
  await build({
    absWorkingDir: root,
    entryPoints: ['bench/bareServer.ts'],
    outfile: bare,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    plugins: [englishOnly],
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
  const ours: Start[] = [];
  const theirs: Start[] = [];
  for (let round = 0; round < rounds; round += 1) {
    theirs.push(await start([bare], { name: 'echo', arguments: { text: 'x' } }));
    const ownArgs = [join(root, 'dist', 'plankeeper.js'), '--workspace', folder];
    ours.push(await start(ownArgs, { name: 'read_plan', arguments: { plan: 'ferry.md' } }));
  }
  print('spawn to tools/list', ours.map(timeOf), theirs.map(timeOf), 'ms');
  print('spawn to a first call', ours.map(firstCallOf), theirs.map(firstCallOf), 'ms');
  print('resident memory', ours.flatMap(memoryOf), theirs.flatMap(memoryOf), 'KB');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function start(args: readonly string[], call: object): Promise<Start> {
  const begin = process.hrtime.bigint();
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.write(greeting);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  await answer(lines, '"id":2', '"tools"');
  const milliseconds = Number(process.hrtime.bigint() - begin) / 1e6;
  const memory = memoryOfProcess(child);
  child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 3, method: 'tools/call', params: call })}\n`);
  await answer(lines, '"id":3', '"content"');
  const firstCall = Number(process.hrtime.bigint() - begin) / 1e6;
  child.kill();
  return { milliseconds, firstCall, memory };
}

/** Throws where the server ends without it: that would look like a fast one. */
async function answer(lines: AsyncIterator<string>, ...parts: readonly string[]): Promise<void> {
  for (;;) {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`The server ended without answering ${parts[0] ?? ''}.`);
    if (parts.every((part) => value.includes(part))) return;
  }
}

function memoryOfProcess(child: ChildProcess): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const match = /^VmRSS:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
  return match === null ? undefined : Number(match[1]);
}

function timeOf({ milliseconds }: Start): number {
  return milliseconds;
}

function firstCallOf({ firstCall }: Start): number {
  return firstCall;
}

function memoryOf({ memory }: Start): number[] {
  return memory === undefined ? [] : [memory];
}

function print(what: string, ours: readonly number[], theirs: readonly number[], unit: string): void {
  if (ours.length === 0) return;
  const [own, bare] = [median(ours), median(theirs)];
  console.log(
    `${what}: ${(own / bare).toFixed(2)} × bare (${own.toFixed(0)} against ${bare.toFixed(0)} ${unit}, medians)`,
  );
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
