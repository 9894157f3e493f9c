import { posix } from 'node:path';
import { expect } from 'vitest';
import { planRevision } from '../../../src/markdown/revision.ts';
import type { SimulatedDisk } from './simulatedDisk.ts';
import { namesIn, textAt } from './simulatedDiskFiles.ts';
import { base, type SimulatedServer, startOn } from './simulatedDiskServer.ts';

/** How many times a call waited for another; where `node:timers/promises` is replaced to count them. */
export interface Pauses {
  count: number;
}

/**
 * What must hold in the next process on a disk, whatever ended the last: the plan reads, is listed and takes an edit without waiting
 * for anybody; then no litter and no lock is left, and the edit can be taken back.
 */
export async function expectUsable(disk: SimulatedDisk, path: string, pauses: Pauses, where: string): Promise<void> {
  pauses.count = 0;
  const server = startOn(disk);
  const text = textAt(disk, `${base}/${path}`);
  if (text === undefined) await expectCreatable(server, path, where);
  else await expectEditable(server, disk, path, text, where);
  expect(pauses.count, `${where}: waits`).toBe(0);
  expect(server.port.open, `${where}: open handles`).toBe(0);
  expect(strangers(disk, path), `${where}: litter`).toEqual([]);
  expect(namesIn(disk, `${base}/.plankeeper/locks`), `${where}: locks`).toEqual(['.gitignore']);
}

/** The names beside a plan, its own and plans' folders left out. */
export function strangers(disk: SimulatedDisk, path: string): string[] {
  return namesIn(disk, posix.dirname(`${base}/${path}`)).filter((name) => name.includes('.plankeeper-'));
}

async function expectEditable(
  server: SimulatedServer,
  disk: SimulatedDisk,
  path: string,
  text: string,
  where: string,
): Promise<void> {
  const read = await server.call('read_plan', { plan: path });
  expect(read.isError, `${where}: ${read.text}`).toBe(false);
  const [before] = await server.workspace.history(path);
  if (before !== undefined) expect(before.after, `${where}: the last line of the history`).toBe(planRevision(text));
  const list = await server.call('list_plans', {});
  expect(list.text, where).toContain(path);
  const fills = [{ section: 'summary', mode: 'append', content: 'Written after the restart.' }];
  const edit = await server.call('fill_section', { plan: path, fills });
  expect(edit.isError, `${where}: ${edit.text}`).toBe(false);
  const now = textAt(disk, `${base}/${path}`) ?? '';
  expect(now, where).toContain('Written after the restart.');
  const [last] = await server.workspace.history(path);
  expect(last, where).toMatchObject({ before: planRevision(text), after: planRevision(now) });
  expect(await server.workspace.version(path, planRevision(text)), where).toBe(text);
}

async function expectCreatable(server: SimulatedServer, path: string, where: string): Promise<void> {
  const made = await server.call('create_plan', { title: 'Day ferry', template: 'small', path });
  expect(made.isError, `${where}: ${made.text}`).toBe(false);
}
