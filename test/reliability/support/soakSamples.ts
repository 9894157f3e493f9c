import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { openHandles } from './processFacts.ts';
import type { RawServer } from './processServer.ts';

const gaugeSchema = z.object({ heapUsed: z.number(), rss: z.number(), resources: z.number() });

/** What the server held after so many calls, in bytes, after a collection. */
export interface Sample extends z.output<typeof gaugeSchema> {
  readonly calls: number;
  /** Open files, pipes and sockets. */
  readonly handles: number;
}

/** Asks `soakGauge.mjs`, which the server was started with. */
export async function sampleOf(server: RawServer, folder: string, calls: number): Promise<Sample> {
  const file = join(folder, 'gauge');
  server.child.kill('SIGUSR2');
  for (let tries = 0; !existsSync(file); tries += 1) {
    if (tries > 2_000) throw new Error(`The server does not say what it holds. ${server.stderr()}`);
    await pause(5);
  }
  const gauge = gaugeSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  rmSync(file);
  return { ...gauge, calls, handles: openHandles(server.child.pid) };
}

/** By how much a figure rises with each call: the slope of the line that fits best. */
export function slopeOf(samples: readonly Sample[], figure: (sample: Sample) => number): number {
  const mean = (of: (sample: Sample) => number): number =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const [calls, held] = [mean((sample) => sample.calls), mean(figure)];
  const both = mean((sample) => (sample.calls - calls) * (figure(sample) - held));
  return both / mean((sample) => (sample.calls - calls) ** 2);
}
