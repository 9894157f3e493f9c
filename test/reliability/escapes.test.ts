import { linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../support/program.ts';
import { startServer } from '../support/server.ts';
import { found, size } from '../support/trials.ts';
import { firstLine, startChild } from '../workspace/support/children.ts';
import { attempts, type Call } from './support/escapeAttempts.ts';
import { makeScene, type Scene, targets } from './support/escapeScene.ts';
import { faultsOf } from './support/escapeTrial.ts';
import { type LookupName, together, type WorkDone, workIn } from './support/swapDone.ts';

describe('what is outside the workspace', () => {
  it('is reached, changed or told of by no attempt of the table', async () => {
    const scene = makeScene();
    const server = await startServer(scene.root);
    const faults: string[] = [];
    for (const attempt of attempts) faults.push(...(await faultsOf(attempt, scene, server)));
    found('escapes by name', `${attempts.length} attempts, ${faults.length} faults`);
    expect(faults).toEqual([]);
    expect(attempts.length).toBeGreaterThanOrEqual(60);
    expect(new Set(attempts.map(({ name }) => name)).size).toBe(attempts.length);
  });

  it('is not told of on the command line', async () => {
    const scene = makeScene();
    const outputs = await Promise.all(
      targets.map(async (target) => {
        const names = [`../outside/${target}.md`, `${scene.outside}/${target}.md`, `plans/../../outside/${target}`];
        const { code, stdout, stderr } = await runProgram(
          ['check', ...names, '--workspace', scene.root],
          '',
          scene.root,
        );
        expect(code).toBe(2);
        return `${stdout}${stderr}`;
      }),
    );
    expect(outputs.join('')).not.toContain(scene.canary);
    expect(outputs[0]).toBe(outputs[1]?.replaceAll('absent', 'secret'));
  });
});

/** A scene whose folders and files are swapped with ways to the outside. */
async function makeSwappedScene(): Promise<Scene> {
  const scene = makeScene();
  const inside = '# Plan: Inside\n\n## Goal\n\nInside.\n';
  for (const path of ['moving/secret.md', 'deep/er/secret.md', 'files/secret.md', 'files/hard.md'])
    scene.write(path, inside);
  // What a listing or a look would tell the outside by.
  writeFileSync(join(scene.outside, `${scene.canary}.md`), scene.canary);
  mkdirSync(join(scene.root, 'other'));
  linkSync(join(scene.root, 'files/hard.md'), join(scene.root, 'other/hard.md'));
  for (const kind of ['folder', 'link', 'hard']) {
    await firstLine(startChild('../../reliability/support/swapPaths.ts', [scene.root, scene.outside, kind]));
  }
  return scene;
}

async function workAgainstSwappers(
  scene: Scene,
  lookup: LookupName,
  operations: number,
  milliseconds: number,
): Promise<WorkDone> {
  const share = { root: scene.root, lookup, operations: Math.ceil(operations / 2), milliseconds, sign: scene.canary };
  return together(await Promise.all([workIn(share), workIn(share)]));
}

function figures({ operations, escapes, refused, written, edited, examples }: WorkDone): string {
  const list = examples.length === 0 ? '' : ` (${examples.join(', ')})`;
  return `${operations} operations, ${escapes} escapes${list}, ${refused} refused, ${written} files written, ${edited} whole edits`;
}

describe.runIf(process.platform === 'linux')('against processes that swap folders, links and hard links', () => {
  it('looking at the real path first and using it then is beaten', async () => {
    const scene = await makeSwappedScene();
    const done = await workAgainstSwappers(scene, 'naive', 500_000, size({ short: 15_000, hard: 60_000 }));
    found('real path, then use', figures(done));
    expect(done.escapes).toBeGreaterThan(0);
  });

  it.each([
    ['handle', size({ short: 20_000, hard: 1_000_000 }), size({ short: 8000, hard: 600_000 })],
    ['workingFolder', size({ short: 5000, hard: 100_000 }), size({ short: 3000, hard: 90_000 })],
  ] as const)('nothing gets out with folders held by %s', async (lookup, operations, milliseconds) => {
    const scene = await makeSwappedScene();
    const before = scene.snapshot();
    const done = await workAgainstSwappers(scene, lookup, operations, milliseconds);
    found(`escapes against swapping, by ${lookup}`, figures(done));
    expect([done.escapes, done.examples]).toEqual([0, []]);
    expect(scene.snapshot()).toBe(before);
    expect(done.succeeded).toBeGreaterThan(done.operations / 20);
    expect(done.refused).toBeGreaterThan(0);
    expect(done.written).toBeGreaterThan(0);
  });

  it('nothing gets out through the server', async () => {
    const scene = await makeSwappedScene();
    const server = await startServer(scene.root);
    const before = scene.snapshot();
    const calls = size({ short: 120, hard: 5000 });
    const outcomes = new Map<string, number>();
    for (let n = 0; n < calls; n += 1) {
      const [tool, input] = callAt(n);
      const { text, data, code } = await server.call(tool, input);
      expect(`${text}${JSON.stringify(data)}`).not.toContain(scene.canary);
      outcomes.set(code ?? 'done', (outcomes.get(code ?? 'done') ?? 0) + 1);
    }
    found(
      'escapes through the server',
      `${calls} calls: ${[...outcomes].map(([code, n]) => `${n} ${code}`).join(', ')}`,
    );
    expect(scene.snapshot()).toBe(before);
    expect(outcomes.get('done')).toBeGreaterThan(calls / 20);
    expect(outcomes.get('internal')).toBeUndefined();
  });
});

/** Calls in turn that read, list, look, write and create where others swap. */
function callAt(n: number): Call {
  const plans = ['moving/secret.md', 'deep/er/secret.md', 'files/secret.md', 'files/hard.md'];
  const plan = plans[Math.floor(n / 6) % plans.length] ?? '';
  const calls: Call[] = [
    ['read_plan', { plan }],
    ['list_plans', {}],
    ['check_plan', { plan }],
    ['fill_section', { plan, fills: [{ section: 'goal', content: `Inside ${n}.`, mode: 'append' }] }],
    ['read_plan', { plan }],
    ['create_plan', { title: 'New', path: `moving/new-${n}/plan.md` }],
  ];
  return calls[n % calls.length] ?? ['list_plans', {}];
}
