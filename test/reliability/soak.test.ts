import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { answerOf } from '../support/answers.ts';
import { found, size } from '../support/trials.ts';
import { makeWorkspace } from '../support/workspace.ts';
import { inMb } from './support/processFacts.ts';
import { type RawServer, startRaw } from './support/processServer.ts';
import { plans, type SoakCall, soakCalls, soakText } from './support/soakCalls.ts';
import { type Sample, sampleOf, slopeOf } from './support/soakSamples.ts';

/** So many calls, or as many as the time allows, in milliseconds; `steps` samples. */
const run = size({
  short: { calls: 100_000, time: 30_000, steps: 20 },
  hard: { calls: 1_000_000, time: 600_000, steps: 60 },
});
const atOnce = 16;
/** What the heap may seem to rise by, in bytes: so much for each call, or so much in all where the run is short. */
const mostForCall = (2 * 1024 * 1024) / 100_000;
const noise = { heapUsed: 6 * 1024 * 1024, rss: 48 * 1024 * 1024 };

const gauge = fileURLToPath(new URL('./support/soakGauge.mjs', import.meta.url));

it('one server holds no more after very many calls than after a tenth of them', {
  timeout: run.time + 120_000,
}, async () => {
  const workspace = makeWorkspace(Object.fromEntries(plans.map((plan) => [plan, soakText])));
  const server = await startRaw(workspace.path, { node: ['--expose-gc', '--import', gauge] });
  const calls = soakCalls(size({ short: 1, hard: 2 }));
  const samples: Sample[] = [];
  const times = new Map<string, { calls: number; ms: number }>();
  const start = performance.now();
  let done = 0;
  while (done < run.calls && performance.now() - start < run.time) {
    const until = performance.now() + run.time / run.steps;
    for (const goal = done + run.calls / run.steps; done < goal && performance.now() < until; done += atOnce) {
      await Promise.all(Array.from({ length: atOnce }, () => calling(server, calls.next().value, times)));
      server.take();
    }
    samples.push(await sampleOf(server, workspace.path, done));
  }
  const seconds = (performance.now() - start) / 1_000;
  const later = samples.slice(Math.ceil(samples.length / 10));
  const [first, last] = [later.at(0), later.at(-1)];
  if (first === undefined || last === undefined) throw new Error('No samples.');
  const rises = { heapUsed: slopeOf(later, ({ heapUsed }) => heapUsed), rss: slopeOf(later, ({ rss }) => rss) };
  const kept = readdirSync(join(workspace.path, '.plankeeper', 'history'), { recursive: true }).length;
  found(
    'soak',
    `${done} calls in ${seconds.toFixed(0)} s (${((seconds * 1_000) / done).toFixed(2)} ms each); heap ${inMb(first.heapUsed)} → ${inMb(last.heapUsed)}, ` +
      `slope ${inMb(rises.heapUsed * 100_000)} in 100,000 calls; resident ${inMb(first.rss)} → ${inMb(last.rss)}, slope ${inMb(rises.rss * 100_000)}; ` +
      `handles ${first.handles} → ${last.handles}; ${kept} files of history`,
  );
  const dearest = [...times].sort(([, a], [, b]) => b.ms - a.ms).slice(0, 8);
  found(
    'soak, where the time went',
    dearest.map(([name, { calls: n, ms }]) => `${name} ${n} × ${(ms / n).toFixed(1)} ms`).join(', '),
  );
  const counted = last.calls - first.calls;
  expect(rises.heapUsed * counted).toBeLessThan(Math.max(mostForCall * counted, noise.heapUsed));
  expect(rises.rss * counted).toBeLessThan(Math.max(mostForCall * counted, noise.rss));
  expect(new Set(later.map(({ handles }) => handles)).size).toBe(1);
  expect(new Set(later.map(({ resources }) => resources)).size).toBe(1);
  expect(server.stderr()).toBe('');
});

async function calling(
  server: RawServer,
  { tool, args, codes = [] }: SoakCall,
  times: Map<string, { calls: number; ms: number }>,
): Promise<void> {
  const start = performance.now();
  const { result, error } = await server.answer(server.send('tools/call', { name: tool, arguments: args }));
  expect(error).toBeUndefined();
  const answer = answerOf(result);
  if (answer.isError && !codes.includes(answer.code ?? ''))
    expect.fail(`${tool} ${JSON.stringify(args)}: ${answer.text}`);
  const name = answer.isError ? `${tool} (${answer.code})` : 'view' in args ? `${tool} ${String(args.view)}` : tool;
  const time = times.get(name) ?? { calls: 0, ms: 0 };
  times.set(name, { calls: time.calls + 1, ms: time.ms + (performance.now() - start) / atOnce });
}
