import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { makeWorkspace } from '../../support/workspace.ts';
import { promptMs, timed, type Timed } from './crashClock.ts';
import { planText, type WritingCall, writingCalls } from './crashCalls.ts';
import { litterIn } from './crashLitter.ts';
import { type MortalServer, startMortal } from './crashServer.ts';
import { attach, type CallPoint, callPoints } from './crashStrace.ts';

/** A writing call that is to be killed at a point. */
export interface Strike extends Scene {
  readonly point: CallPoint;
}

export interface Scene {
  readonly tool: string;
  /** Whether a server died before this one, with the plan's lock in its hands and the new file beside the plan. */
  readonly isRecovering: boolean;
}

/** What came of the strikes: how many calls died, how many of those had changed the plan, and the next calls' times. */
export interface Toll {
  died: number;
  unharmed: number;
  changed: number;
  readonly next: Timed<unknown>[];
}

/** Every file-system call that a tool makes, and the plan's text after it. */
export async function tracedCall(copy: string, scene: Scene): Promise<{ points: readonly CallPoint[]; text: string }> {
  const { tool } = scene;
  const lane = await Lane.open(copy);
  const plan = await lane.prepare(scene);
  const tracer = await attach(lane.server.pid);
  const answer = await lane.server.call(tool, plan.args);
  await lane.server.kill();
  expect(answer?.isError, answer?.text).toBe(false);
  return { points: callPoints(await tracer.done()), text: readFileSync(join(lane.path, plan.path), 'utf8') };
}

/** Strikes one after the other; `texts` are the plan's texts after each tool. */
export async function strikeAll(
  copy: string,
  strikes: readonly Strike[],
  texts: ReadonlyMap<string, string>,
): Promise<Toll> {
  const toll: Toll = { died: 0, unharmed: 0, changed: 0, next: [] };
  const lane = await Lane.open(copy);
  for (const strike of strikes) await lane.strike(strike, texts.get(strike.tool) ?? '', toll);
  return toll;
}

interface Prepared {
  readonly path: string;
  /** Undefined where there is none yet. */
  readonly old: string | undefined;
  readonly args: Readonly<Record<string, unknown>>;
}

/** One workspace whose servers die one after the other; the next is ready before the last one dies. */
class Lane {
  readonly path: string;
  server: MortalServer;
  readonly #copy: string;
  #made = 0;

  private constructor(copy: string, path: string, server: MortalServer) {
    this.#copy = copy;
    this.path = path;
    this.server = server;
  }

  static async open(copy: string): Promise<Lane> {
    const { path } = makeWorkspace({ 'notes/other.md': planText });
    const server = await ready(copy, path);
    await server.call('fill_section', callOf('fill_section').args('notes/other.md', planText));
    return new Lane(copy, path, server);
  }

  /** Puts a new plan there as the call wants it, and a server that is to make the call. */
  async prepare({ tool, isRecovering }: Scene): Promise<Prepared> {
    const prepared = await this.#putPlan(tool);
    if (!isRecovering) return prepared;
    const tracer = await attach(this.server.pid, { name: 'rename', count: 1 });
    const answer = await this.server.call(tool, prepared.args);
    if (answer !== undefined) throw new Error('The server did not die before it renamed.');
    await tracer.done();
    this.server = await ready(this.#copy, this.path);
    return prepared;
  }

  async #putPlan(tool: string): Promise<Prepared> {
    const { text, before, args } = callOf(tool);
    // A plan's own number or the place among others must not change what is written.
    rmSync(join(this.path, 'plans'), { recursive: true, force: true });
    this.#made += 1;
    const path = `plans/${[...String(this.#made)].map((digit) => 'abcdefghij'[Number(digit)]).join('')}.md`;
    mkdirSync(dirname(join(this.path, path)));
    if (text === undefined) return { path, old: undefined, args: args(path, '') };
    writeFileSync(join(this.path, path), text);
    if (before !== undefined) await this.server.call(before.tool, before.args(path));
    const old = readFileSync(join(this.path, path), 'utf8');
    return { path, old, args: args(path, old) };
  }

  async strike({ point, ...scene }: Strike, text: string, toll: Toll): Promise<void> {
    const { tool, isRecovering } = scene;
    const label = `${tool} killed before ${point.name} ${point.count}${isRecovering ? ' after another' : ''}`;
    const { path, old, args } = await this.prepare(scene);
    const successor = ready(this.#copy, this.path);
    const tracer = await attach(this.server.pid, point);
    const answer = await this.server.call(tool, args);
    await this.server.kill();
    await tracer.done();
    expect(this.server.strayLines, label).toEqual([]);
    const found = this.#text(path);
    const isChanged = found !== old;
    if (isChanged) expect(found, label).toBe(text);
    if (answer === undefined) toll.died += 1;
    else toll.unharmed += 1;
    if (answer === undefined && isChanged) toll.changed += 1;
    if (answer !== undefined)
      expect({ isError: answer.isError, isChanged }, label).toEqual({ isError: false, isChanged: true });
    if (isChanged && old !== undefined)
      expect(this.#keeps(old), `${label}: the old bytes are in the history`).toBe(true);
    this.server = await successor;
    toll.next.push(await this.#again(tool, args, isChanged, label));
    expect(this.#text(path), `${label}, called again`).toBe(text);
    expect(litterIn(this.path), label).toEqual([]);
  }

  /** The same call by the next server; how long it took. */
  async #again(
    tool: string,
    args: Readonly<Record<string, unknown>>,
    isDone: boolean,
    label: string,
  ): Promise<Timed<unknown>> {
    const next = await timed(this.server.pid, () => this.server.call(tool, args));
    const answer = next.value;
    expect(answer?.code, `${label}, called again: ${answer?.text}`).toBe(isDone ? callOf(tool).again : undefined);
    expect(answer?.data?.['refused'], label).toBeUndefined();
    expect(next.ownMs, `${label}, called again`).toBeLessThan(promptMs);
    return next;
  }

  #text(path: string): string | undefined {
    const file = join(this.path, path);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  #keeps(text: string): boolean {
    const name = `${createHash('sha256').update(text).digest('hex')}.md`;
    const folder = join(this.path, '.plankeeper', 'history');
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((path) => path.endsWith(name));
  }
}

/** A server that has its templates loaded: what is timed is the way back to the plan, not the start. */
async function ready(copy: string, workspace: string): Promise<MortalServer> {
  const server = await startMortal(workspace, { copy });
  await server.call('read_plan', { plan: 'notes/other.md' });
  return server;
}

function callOf(tool: string): WritingCall {
  const call = writingCalls[tool];
  if (call === undefined) throw new Error(`${tool} writes, but no trial says how: add a call to crashCalls.ts.`);
  return call;
}
