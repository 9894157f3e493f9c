import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../support/approvable.ts';
import { callerIn } from '../support/inProcess.ts';
import { found, size } from '../support/trials.ts';
import { makeMemoryWorkspace } from '../workspace/support/memory.ts';
import { faultsOf } from './support/callLaws.ts';
import { type Intent, intent } from './support/randomCalls.ts';
import { planText, withCanaries } from './support/randomPlans.ts';

const plan = 'plans/harbour.md';
const made = 'plans/made.md';
const template = '.plankeeper/templates/harbour.md';
const files = {
  [plan]: '',
  [template]: '',
  'constitution.md':
    '# Harbour Constitution\n\n## Core Principles\n\n### I. Safe Walls\n\nWalls MUST stand.\n\n### II. Clean Water\n\nWater MUST be clean.\n\n### III. Small Boats\n\nBoats SHOULD be small.\n\n**Version**: 1.2.0\n',
};

interface Run {
  readonly text: string;
  readonly template: string;
  readonly isMade: boolean;
  readonly intents: readonly Intent[];
}

const run: fc.Arbitrary<Run> = fc.record({
  text: planText,
  template: planText,
  isMade: fc.boolean(),
  intents: fc.array(intent, { minLength: 1, maxLength: 10 }),
});

describe('random calls on random plans and templates', () => {
  it('are answered or refused by the rules, and touch no line that nobody named', async () => {
    const folder = makeMemoryWorkspace(files);
    const counts: Counts = { calls: 0, changed: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(run, (each) => play(each, folder.path, counts)),
      {
        numRuns: size({ short: 100, hard: 6000 }),
        ...(process.env.SEED === undefined ? {} : { seed: Number(process.env.SEED) }),
      },
    );
    expect(counts.changed).toBeGreaterThan(counts.calls / 20);
    found(
      'random calls',
      `${counts.calls} calls, ${counts.changed} changed a plan, ${counts.refused} refused, 0 faults`,
    );
  });
});

interface Counts {
  calls: number;
  changed: number;
  refused: number;
}

async function play(each: Run, folder: string, counts: Counts): Promise<void> {
  const file = join(folder, plan);
  const { call } = callerIn(folder);
  const told: string[] = [];
  writeFileSync(join(folder, template), each.template);
  writeFileSync(file, withCanaries(each.isMade ? await madeFrom(call, folder, told) : each.text));
  for (const next of each.intents) {
    const before = readFileSync(file, 'utf8');
    const { tool, args } = next(plan, before);
    const answer = await call(tool, { ...args });
    const after = readFileSync(file, 'utf8');
    told.push(`${tool} ${JSON.stringify(args)} → ${answer.text.slice(0, 600)}`);
    counts.calls += 1;
    if (after !== before) counts.changed += 1;
    if (answer.isError) counts.refused += 1;
    const faults = faultsOf({ call: { tool, args }, answer, before, after });
    if (faults.length > 0)
      throw new Error(`${faults.join('\n')}\n\n${told.join('\n')}\n\n--- before\n${before}\n--- after\n${after}`);
  }
}

/** The text of a plan that `create_plan` makes from the random template; empty where it refuses it. */
async function madeFrom(call: Caller, folder: string, told: string[]): Promise<string> {
  const file = join(folder, made);
  rmSync(file, { force: true });
  const answer = await call('create_plan', { title: 'Harbour wall', template: 'harbour', path: made });
  told.push(`create_plan → ${answer.text.slice(0, 300)}`);
  if (answer.code === 'internal') throw new Error(told.join('\n'));
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
