import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { found, size } from '../support/trials.ts';
import { makeWorkspace } from '../support/workspace.ts';
import { writingCalls } from './support/crashCalls.ts';
import type { Timed } from './support/crashClock.ts';
import { killUnderLoad } from './support/crashLoad.ts';
import { quickProgram } from './support/crashProgram.ts';
import { startMortal } from './support/crashServer.ts';
import { whyNoStrace } from './support/crashStrace.ts';
import { type Scene, type Strike, strikeAll, tracedCall } from './support/crashSweep.ts';

const noStrace = whyNoStrace();
if (noStrace !== undefined) found('Kills before file-system calls', `skipped, ${noStrace}`);

/** In milliseconds, where other tests run beside it; at full size the project's own. */
const timeout = size({ short: 300_000, hard: 3_600_000 });

describe('a server that is killed', { timeout }, () => {
  it.skipIf(noStrace !== undefined)(
    'leaves the old plan or the new one, whatever call to the file system it was about to make',
    async () => {
      const copy = quickProgram();
      const { strikes, texts } = await allStrikes(copy);
      const shares = [0, 1].map((lane) => strikes.filter((_strike, index) => index % 2 === lane));
      const tolls = await Promise.all(shares.map((share) => strikeAll(copy, share, texts)));
      const died = sum(tolls.map((toll) => toll.died));
      const changed = sum(tolls.map((toll) => toll.changed));
      found(
        'Kills before file-system calls',
        `${strikes.length} calls of ${texts.size} tools, ${died} died (${changed} with the new bytes), ` +
          `${sum(tolls.map((toll) => toll.unharmed))} unharmed; ${timesOf(tolls)}`,
      );
      // A few calls come behind the answer. Of a short trial's few strikes, more may fall there.
      expect(died).toBeGreaterThan(strikes.length * size({ short: 0.7, hard: 0.9 }));
    },
  );

  it('has kept every edit that it acknowledged, and each other one wholly or not at all', async () => {
    const copy = quickProgram();
    const kills = size({ short: 24, hard: 2_000 });
    const tolls = await Promise.all([killUnderLoad(copy, kills / 2), killUnderLoad(copy, kills / 2)]);
    found(
      'Kills under load',
      `${kills} kills, 0 of ${sum(tolls.map((toll) => toll.acknowledged))} acknowledged edits lost; of ` +
        `${sum(tolls.map((toll) => toll.pending))} in flight ${sum(tolls.map((toll) => toll.kept))} were kept; ${timesOf(tolls)}`,
    );
  });
});

const toolList = z.object({
  tools: z.array(z.object({ name: z.string(), annotations: z.object({ readOnlyHint: z.boolean() }) })),
});

/** Every writing tool, and one of them once more while it clears up after a server that was killed. */
async function scenes(copy: string): Promise<readonly Scene[]> {
  const server = await startMortal(makeWorkspace().path, { copy });
  const { tools } = toolList.parse(await server.request('tools/list', {}));
  await server.kill();
  const writing = tools.filter(({ annotations }) => !annotations.readOnlyHint).map(({ name }) => name);
  for (const tool of writing)
    expect(Object.keys(writingCalls), 'crashCalls.ts has a call of every tool').toContain(tool);
  const first = writing.map((tool) => ({ tool, isRecovering: false }));
  return [...first, { tool: 'fill_section', isRecovering: true }];
}

/** In the short form, a few of the calls of two tools, others in each run. */
async function allStrikes(copy: string): Promise<{ strikes: readonly Strike[]; texts: ReadonlyMap<string, string> }> {
  const tools = size({ short: ['create_plan', 'fill_section'], hard: Object.keys(writingCalls) });
  const every = size({ short: 53, hard: 1 });
  const first = Math.floor(Math.random() * every);
  const strikes: Strike[] = [];
  const texts = new Map<string, string>();
  for (const scene of await scenes(copy)) {
    if (!tools.includes(scene.tool)) continue;
    const { points, text } = await tracedCall(copy, scene);
    texts.set(scene.tool, text);
    strikes.push(...points.filter((_point, index) => index % every === first).map((point) => ({ ...scene, point })));
  }
  return { strikes, texts };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function timesOf(tolls: readonly { readonly next: readonly Timed<unknown>[] }[]): string {
  const next = tolls.flatMap((toll) => toll.next);
  const at = (times: readonly number[], share: number): string =>
    (times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) * share)] ?? 0).toFixed(0);
  const took = next.map(({ tookMs }) => tookMs);
  const own = next.map(({ ownMs }) => ownMs);
  return `next call on the plan ${at(took, 0.5)} ms at the median, ${at(took, 1)} ms at most (${at(own, 1)} ms of its own)`;
}
