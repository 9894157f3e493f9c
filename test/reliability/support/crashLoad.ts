import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { makeWorkspace } from '../../support/workspace.ts';
import { promptMs, timed, type Timed } from './crashClock.ts';
import { litterIn } from './crashLitter.ts';
import { type MortalServer, startMortal } from './crashServer.ts';

const plan = 'plans/loaded.md';
const sections = ['Log A', 'Log B', 'Log C'] as const;
const tasks = 40;
const inFlight = 6;
/** A server dies within so many milliseconds after so many answers, both at random: in and between its edits. */
const latest = { answers: 10, ms: 30 };
/** A plan with so many lines begins anew. */
const mostLines = 400;

/** What came of the kills. */
export interface LoadToll {
  kills: number;
  acknowledged: number;
  /** Edits that had no answer yet when the server died, and how many of them are in the plan. */
  pending: number;
  kept: number;
  readonly next: Timed<unknown>[];
}

/** One change that can be told in the plan's text: a line of a log, or a task's tick. */
interface Edit {
  readonly section: string;
  /** `e12`, or `T012`. */
  readonly mark: string;
}

/** Kills servers under a load of edits at random moments, one after the other; each must leave what it acknowledged. */
export async function killUnderLoad(copy: string, kills: number): Promise<LoadToll> {
  const toll: LoadToll = { kills: 0, acknowledged: 0, pending: 0, kept: 0, next: [] };
  const { path } = makeWorkspace({ [plan]: textOf([]), 'notes/other.md': textOf([]) });
  let known: readonly Edit[] = [];
  let server = await ready(copy, path);
  let made = 0;
  while (toll.kills < kills) {
    if (known.length > mostLines) {
      known = [];
      replace(path, textOf([]));
    }
    const successor = ready(copy, path);
    const load = new Load(server, made);
    // The next server's start takes longer than the load: each runs with and without the other.
    if (Math.random() < 0.5) await successor;
    load.start();
    await load.answered(Math.floor(Math.random() * (latest.answers + 1)));
    await sleep(Math.random() * latest.ms);
    await server.kill();
    await load.ended();
    toll.acknowledged += load.acknowledged.length;
    toll.pending += load.pending.length;
    made = load.made;
    server = await successor;
    known = afterDeath(path, [...known, ...load.acknowledged], load.pending, toll);
    toll.kills += 1;
    known = [...known, await nextEdit(server, toll, made)];
    made += 1;
    expect(readFileSync(join(path, plan), 'utf8')).toBe(textOf(inOrder(path, known)));
    expect(litterIn(path)).toEqual([]);
  }
  return toll;
}

/** Edits of one server, several at a time, until it dies. */
class Load {
  readonly acknowledged: Edit[] = [];
  readonly pending: Edit[] = [];
  made: number;
  readonly #server: MortalServer;
  #hands: readonly Promise<void>[] = [];
  #next = new Promise<void>(() => {});
  #tell = (): void => {};

  constructor(server: MortalServer, made: number) {
    this.#server = server;
    this.made = made;
    this.#await();
  }

  start(): void {
    this.#hands = Array.from({ length: inFlight }, () => this.#work());
  }

  /** Settles when so many edits have been acknowledged. */
  async answered(count: number): Promise<void> {
    while (this.acknowledged.length < count) await this.#next;
  }

  async ended(): Promise<void> {
    await Promise.all(this.#hands);
    expect(this.#server.strayLines).toEqual([]);
  }

  async #work(): Promise<void> {
    for (;;) {
      const edit = editOf(this.made);
      this.made += 1;
      const answer = await send(this.#server, edit);
      if (answer === undefined) {
        this.pending.push(edit);
        return;
      }
      expect(answer.isError, answer.text).toBe(false);
      this.acknowledged.push(edit);
      this.#tell();
      this.#await();
    }
  }

  #await(): void {
    this.#next = new Promise((settle) => {
      this.#tell = settle;
    });
  }
}

/** Checks the plan that a dead server left; the edits that are in it. */
function afterDeath(path: string, sure: readonly Edit[], pending: readonly Edit[], toll: LoadToll): readonly Edit[] {
  const text = readFileSync(join(path, plan), 'utf8');
  const kept = pending.filter((edit) => isIn(text, edit));
  const all = inOrder(path, [...sure, ...kept]);
  expect(text, 'every acknowledged edit, and each other wholly or not at all').toBe(textOf(all));
  toll.kept += kept.length;
  return all;
}

async function nextEdit(server: MortalServer, toll: LoadToll, made: number): Promise<Edit> {
  const edit = editOf(made);
  const next = await timed(server.pid, () => send(server, edit));
  expect(next.value?.isError, next.value?.text).toBe(false);
  expect(next.ownMs).toBeLessThan(promptMs);
  toll.next.push(next);
  return edit;
}

function send(server: MortalServer, { section, mark }: Edit): ReturnType<MortalServer['call']> {
  if (section === 'Tasks') return server.call('mark_item', { plan, items: [{ item: mark, state: 'done' }] });
  const fills = [{ section, mode: 'append', content: `- ${mark}` }];
  return server.call('fill_section', { plan, fills });
}

/** Every fifth edit ticks a task, the others add a line to one of the logs. */
function editOf(count: number): Edit {
  if (count % 5 === 4) return { section: 'Tasks', mark: taskId(Math.floor(count / 5) % tasks) };
  return { section: sections[count % sections.length] ?? '', mark: `e${count}` };
}

/** The plan after these edits, each section's in this order. A task may be ticked more than once. */
function textOf(edits: readonly Edit[]): string {
  const ticked = new Set(edits.filter(({ section }) => section === 'Tasks').map(({ mark }) => mark));
  const logs = sections.map((name) => {
    const lines = edits.filter(({ section }) => section === name).map(({ mark }) => `- ${mark}\n`);
    return `## ${name}\n\n- begun\n${lines.join('')}\n`;
  });
  const boxes = Array.from({ length: tasks }, (_box, index) => taskId(index));
  const list = boxes.map((id) => `- [${ticked.has(id) ? 'x' : ' '}] ${id} Dig\n`).join('');
  return `# Under load\n\n${logs.join('')}## Tasks\n\n${list}`;
}

/** Edits that were in flight together may stand in any order, so the file's counts: but each must stand in it once. */
function inOrder(path: string, edits: readonly Edit[]): readonly Edit[] {
  const lines = readFileSync(join(path, plan), 'utf8').split('\n');
  const at = ({ mark }: Edit): number => lines.indexOf(`- ${mark}`);
  return [...edits].sort((a, b) => at(a) - at(b));
}

function isIn(text: string, { section, mark }: Edit): boolean {
  return text.includes(section === 'Tasks' ? `- [x] ${mark} ` : `- ${mark}\n`);
}

function taskId(index: number): string {
  return `T${String(index + 1).padStart(3, '0')}`;
}

/** Another program begins the plan anew, as one should. */
function replace(path: string, text: string): void {
  writeFileSync(join(path, 'new.txt'), text);
  renameSync(join(path, 'new.txt'), join(path, plan));
}

async function ready(copy: string, workspace: string): Promise<MortalServer> {
  const server = await startMortal(workspace, { copy });
  await server.call('read_plan', { plan: 'notes/other.md', view: 'outline' });
  return server;
}
