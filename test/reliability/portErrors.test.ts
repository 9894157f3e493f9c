import { afterAll, describe, expect, it } from 'vitest';
import { planRevision } from '../../src/markdown/revision.ts';
import { SystemFault } from '../../src/workspace/faults.ts';
import type { ToolAnswer } from '../support/answers.ts';
import { found, size } from '../support/trials.ts';
import type { SimulatedDisk } from './support/simulatedDisk.ts';
import { mustCall } from './support/simulatedDiskCuts.ts';
import { diskWith, namesIn, textAt } from './support/simulatedDiskFiles.ts';
import { strangers } from './support/simulatedDiskRestart.ts';
import { base, type SimulatedServer, startOn } from './support/simulatedDiskServer.ts';
import { creation, edits, files, numbered, plan, type WritingCall } from './support/simulatedDiskWork.ts';

const codes = ['ENOSPC', 'EIO', 'EACCES', 'EMFILE', 'EROFS', 'EDQUOT'];
/** The calls that take space, and those that confirm that it was there. */
const growing = new Set(['openNew', 'write', 'makeFolder', 'link', 'sync', 'syncFolder']);

interface Case {
  readonly call: WritingCall;
  readonly path: string;
}

const cases: readonly Case[] = [
  ...edits.map((call) => ({ call, path: plan })),
  { call: creation, path: 'docs/plans/day/plan.md' },
  { call: numbered, path: 'plans/001-day-ferry/plan.md' },
];

/** Which call of the port fails, and how. */
interface Fault {
  readonly at: number;
  readonly code: string;
  /** Whether everything fails from there on, or what takes space, or that call alone. */
  readonly lasts?: 'all' | 'space';
}

const figures = { faults: 0, refused: 0, written: 0, unconfirmed: 0 };

afterAll(() => {
  const { faults, refused, written, unconfirmed } = figures;
  const ends = `${refused} refused with the old bytes, ${written} written all the same, ${unconfirmed} written and not confirmed`;
  found('port errors', `${faults} faults: ${ends}; none answered internal, left litter or an open file`);
});

describe.each(cases.map((each, index) => [each.call.tool, index, each] as const))(
  'a fault at any call of %s (%d)',
  (_tool, index, each) => {
    it('leaves old bytes or new, no litter, nothing open and a plan that takes the next call', async () => {
      const calls = await callsOf(each);
      const many = size({ short: 1, hard: codes.length });
      for (let at = 1; at <= calls; at += size({ short: index % 7 === 0 ? 1 : 3, hard: 1 })) {
        for (let turn = 0; turn < many; turn += 1) {
          await tryFault(each, { at, code: codes[(at * many + turn + index) % codes.length] ?? '' });
        }
      }
      expect(calls).toBeGreaterThan(150);
    });

    it('that lasts does not either', async () => {
      const calls = await callsOf(each);
      for (let at = 1; at <= calls; at += size({ short: 23, hard: 1 })) {
        await tryFault(each, { at, code: 'ENOSPC', lasts: 'space' });
        await tryFault(each, { at, code: 'EIO', lasts: 'all' });
      }
    });
  },
);

/** A server on a disk of its own that waits for the fault, ready for the call. */
interface Trial {
  readonly disk: SimulatedDisk;
  readonly server: SimulatedServer;
  /** The names of the port's calls so far. */
  readonly calls: readonly string[];
  /** Calls count for the fault from here on, or never again. */
  arm(fault: Fault | undefined): void;
}

async function prepare({ call }: Case): Promise<Trial> {
  const disk = diskWith(files);
  const calls: string[] = [];
  let armed: Fault | undefined;
  let first = 0;
  const server = startOn(disk, (name) => {
    calls.push(name);
    const at = calls.length - first;
    if (armed === undefined || at < armed.at) return;
    if (at > armed.at && armed.lasts === undefined) return;
    if (armed.lasts === 'space' && !growing.has(name)) return;
    if (name === 'close') server.port.failsToClose = armed.code;
    // A folder is only looked into: its closing has nothing to tell.
    else if (name !== 'leave') throw new SystemFault(armed.code);
  });
  for (const before of call.first ?? []) await mustCall(server, before);
  const arm = (fault: Fault | undefined): void => {
    [armed, first] = [fault, calls.length];
  };
  return { disk, server, calls, arm };
}

async function callsOf(each: Case): Promise<number> {
  const { server, calls } = await prepare(each);
  const before = calls.length;
  await mustCall(server, each.call);
  return calls.length - before;
}

async function tryFault(each: Case, fault: Fault): Promise<void> {
  const { disk, server, calls, arm } = await prepare(each);
  const { call, path } = each;
  const before = outside(disk);
  const old = textAt(disk, `${base}/${path}`);
  const from = calls.length;
  arm(fault);
  const answer = await server.call(call.tool, call.args);
  arm(undefined);
  const now = textAt(disk, `${base}/${path}`);
  const failed = calls[from + fault.at - 1] ?? '';
  const where = `${fault.code}${fault.lasts === undefined ? '' : ' from there on'} at call ${fault.at}, ${failed}: ${answer.text}`;
  // A template that can't be read is none that is known, and the refusal says why; lists leave out what may not be read.
  const isTold = answer.text.includes(`(${fault.code})`) || (fault.code === 'EACCES' && failed === 'list');
  const isUnlisted = answer.code === 'unknown_template' && isTold;
  expectHonest(isUnlisted ? { ...answer, code: 'unreadable' } : answer, old, now, where);
  expect(server.port.open, `${where}: open`).toBe(0);
  const isClean = fault.lasts !== 'all' && failed !== 'remove';
  if (isClean && answer.isError && now === old) expect(outside(disk), where).toEqual(before);
  if (isClean) await expectHistory(server, path, old, now, where);
  await expectNext(each, { disk, server }, now === old, fault.lasts, where);
}

function expectHonest(answer: ToolAnswer, old: string | undefined, now: string | undefined, where: string): void {
  figures.faults += 1;
  if (!answer.isError) {
    expect(now, where).not.toBe(old);
    figures.written += 1;
    return;
  }
  expect(['write_failed', 'unreadable'], where).toContain(answer.code);
  expect(answer.text, where).not.toContain(`${base}/`);
  if (now === old) figures.refused += 1;
  else {
    expect(answer.text, where).toContain('did not confirm');
    figures.unconfirmed += 1;
  }
}

/** The history tells of the write just where it happened. */
async function expectHistory(
  server: SimulatedServer,
  path: string,
  old: string | undefined,
  now: string | undefined,
  where: string,
): Promise<void> {
  const [last] = await server.workspace.history(path);
  const revision = now === undefined ? undefined : planRevision(now);
  const stands = last === undefined ? old : await server.workspace.version(path, last.after);
  expect(stands, `${where}: history`).toBe(now);
  if (now !== old) expect(last?.after, `${where}: history`).toBe(revision);
}

async function expectNext(
  { call, path }: Case,
  { disk, server }: Pick<Trial, 'disk' | 'server'>,
  isOld: boolean,
  lasts: Fault['lasts'],
  where: string,
): Promise<void> {
  const fills = [{ section: 'summary', mode: 'append', content: 'Written after the fault.' }];
  const next = isOld ? call : { tool: 'fill_section', args: { plan: path, fills } };
  const answer = await server.call(next.tool, next.args);
  expect(answer.isError, `${where}: then ${answer.text}`).toBe(false);
  // A disk that fails for long keeps us from clearing up; who comes back to the same path does.
  if (lasts !== 'all' || call !== numbered) expect(strangers(disk, path), `${where}: litter`).toEqual([]);
  // A claim that could not be taken back goes with the process that made it.
  if (lasts === 'all')
    await mustCall(startOn(disk), { tool: 'mark_item', args: { plan, items: [{ item: 'T002', state: 'done' }] } });
  expect(namesIn(disk, `${base}/.plankeeper/locks`), `${where}: locks`).toEqual(['.gitignore']);
  expect(server.port.open, `${where}: then open`).toBe(0);
}

/** Everything that is not Plankeeper's own. */
function outside(disk: SimulatedDisk): string[] {
  return disk.paths().flatMap(([path]) => (path.includes('/.plankeeper/') ? [] : [path]));
}
