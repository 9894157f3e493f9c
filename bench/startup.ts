/**
 * From spawn to an answered tools/list, and memory then: the built program against a bare one-tool server on the same SDK,
 * bundled and minified alike, started in turns. Prints ratios. Run: npm run build && npx tsx bench/startup.ts
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

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
  /** Resident, in KB; undefined where the system does not say. */
  readonly memory: number | undefined;
}

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
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
  const ours: Start[] = [];
  const theirs: Start[] = [];
  for (let round = 0; round < rounds; round += 1) {
    theirs.push(await start([bare]));
    ours.push(await start([join(root, 'dist', 'plankeeper.js'), '--workspace', folder]));
  }
  print('spawn to tools/list', ours.map(timeOf), theirs.map(timeOf), 'ms');
  print('resident memory', ours.flatMap(memoryOf), theirs.flatMap(memoryOf), 'KB');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function start(args: readonly string[]): Promise<Start> {
  const begin = process.hrtime.bigint();
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.write(greeting);
  let answered = false;
  for await (const line of createInterface({ input: child.stdout })) {
    answered = line.includes('"id":2') && line.includes('"tools"');
    if (answered) break;
  }
  // A server that ends without an answer would look like a fast one.
  if (!answered) throw new Error(`${args.join(' ')} ended without answering tools/list.`);
  const milliseconds = Number(process.hrtime.bigint() - begin) / 1e6;
  const memory = memoryOfProcess(child);
  child.kill();
  return { milliseconds, memory };
}

function memoryOfProcess(child: ChildProcess): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const match = /^VmRSS:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
  return match === null ? undefined : Number(match[1]);
}

function timeOf({ milliseconds }: Start): number {
  return milliseconds;
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
