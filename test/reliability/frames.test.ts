import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { RawAnswer } from '../support/program.ts';
import { found, size } from '../support/trials.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';
import { chanceOf } from './support/frameChance.ts';
import { framePlan, frameText, validFrame } from './support/frameCorpus.ts';
import { mutated } from './support/frameMutations.ts';
import { Expected } from './support/frameOracle.ts';
import { inMb, residentBytes } from './support/processFacts.ts';
import { type Era, eras, lineOf, type RawServer, spawnRaw, startRaw } from './support/processServer.ts';

const frames = size({ short: 15_000, hard: 1_000_000 });
const inBatch = 500;
/** Batches that one server gets: then another begins, every second one without a greeting. */
const ofServer = size({ short: 5, hard: 80 });
/** `PLANKEEPER_SEED=N` begins with the batch that a failure names. */
const firstSeed = Number(process.env.PLANKEEPER_SEED ?? Math.floor(Math.random() * 2 ** 31));

it('a server answers every request among fuzzed frames once, and nothing else but JSON-RPC', {
  timeout: 1_800_000,
}, async () => {
  const workspace = makeWorkspace({ [framePlan]: frameText });
  const figures = { frames: 0, answers: 0, ok: 0, refused: 0, errors: 0, most: 0, servers: 0 };
  process.stderr.write(`frames: first seed ${firstSeed}\n`);
  for (let batch = 0; batch * inBatch < frames; ) {
    const era = eras[figures.servers % 2] ?? eras[0];
    const server =
      figures.servers % 4 < 2 ? await startRaw(workspace.path, { era }) : spawnRaw(workspace.path, { era });
    figures.servers += 1;
    let late: ReadonlyMap<string, number> = new Map();
    for (let turn = 0; turn < ofServer && batch * inBatch < frames; turn += 1, batch += 1) {
      const { answers, open } = await sendBatch(server, era, firstSeed + batch, late);
      late = open;
      figures.frames += inBatch;
      for (const answer of answers) count(answer, figures);
      figures.most = Math.max(figures.most, residentBytes(server.child.pid));
      tidy(workspace);
    }
    expect(server.stderr()).not.toMatch(/\n\s+at /);
    server.child.stdin.end();
    expect(await server.ended).toEqual({ code: 0, signal: null });
  }
  found(
    'fuzzed frames',
    `${figures.frames} frames to ${figures.servers} servers: ${figures.answers} answers (${figures.ok} results, ${figures.refused} refusals of tools, ${figures.errors} protocol errors), none internal; resident memory at most ${inMb(figures.most)}`,
  );
  expect(figures.most).toBeLessThan(400 * 1024 * 1024);
});

/** Sends a batch of frames that the seed makes, and a plain call behind them; gives all answers, and what may be answered `late`. */
async function sendBatch(
  server: RawServer,
  era: Era,
  seed: number,
  late: ReadonlyMap<string, number>,
): Promise<{ answers: readonly RawAnswer[]; open: ReadonlyMap<string, number> }> {
  const chance = chanceOf(seed);
  const expected = new Expected(late);
  const valid = Array.from({ length: inBatch }, (_, index) =>
    validFrame(chance, era, (seed % 1_000_000) * 1_000 + index),
  );
  const sent = valid.map((frame) => (chance.below(12) === 0 ? Buffer.from(frame) : mutated(chance, frame, valid)));
  for (const frame of sent) expected.add(frame);
  const last = `plain ${seed}`;
  expected.addRequest(last);
  server.take();
  server.write(Buffer.concat(sent));
  server.write(lineOf(era, last, 'tools/call', { name: 'list_plans', arguments: {} }));
  const plain = await server.answer(last);
  const about = `PLANKEEPER_SEED=${seed}`;
  // An era that a fuzzed frame has chosen may not be ours.
  expect(plain.result ?? plain.error, about).toBeDefined();
  const patience = performance.now() + 20_000;
  while (expected.compare(server.answers()).missing.length > 0 && performance.now() < patience) await pause(2);
  expect(expected.compare(server.answers()), about).toEqual({ missing: [], wrong: [] });
  const answers = server.take();
  for (const answer of answers) {
    expect(answer.error?.code, `${about}: ${JSON.stringify(answer)}`).not.toBe(-32603);
    const internal = codeOf(answer) === 'internal';
    if (internal)
      expect.fail(
        `${about}: ${JSON.stringify(answer)}\n${sent.find((frame) => frame.includes(`"id":${JSON.stringify(answer.id)}`))?.toString()}\n${server.stderr()}`,
      );
  }
  return { answers, open: expected.leftOpen(answers) };
}

const coded = z.object({ _meta: z.object({ 'plankeeper/code': z.string() }) });

function codeOf({ result }: RawAnswer): string | undefined {
  return result?._meta === undefined ? undefined : coded.safeParse(result).data?._meta['plankeeper/code'];
}

function count(answer: RawAnswer, figures: { answers: number; ok: number; refused: number; errors: number }): void {
  figures.answers += 1;
  if (answer.error !== undefined) figures.errors += 1;
  else if (answer.result?.isError === true) figures.refused += 1;
  else figures.ok += 1;
}

/** Plans that the frames created go, so that listing them stays cheap; the plan itself is made new. */
function tidy(workspace: TestWorkspace): void {
  for (const name of readdirSync(join(workspace.path, 'plans'))) {
    if (`plans/${name}` !== framePlan) rmSync(join(workspace.path, 'plans', name), { recursive: true, force: true });
  }
  workspace.write(framePlan, frameText);
}
