import { listTools } from '../../../src/mcp/calls/listedTool.ts';
import { callTool } from '../../../src/mcp/calls/toolCall.ts';
import { tools } from '../../../src/tools/index.ts';
import type { Processes } from '../../../src/workspace/processes.ts';
import { openWorkspace, type Workspace } from '../../../src/workspace/workspace.ts';
import { answerOf } from '../../support/answers.ts';
import type { Caller } from '../../support/approvable.ts';
import { root } from '../../support/sources.ts';
import { makeContext } from '../../support/toolContext.ts';
import { type BeforeCall, Stopped, watchedPort } from '../../workspace/support/ports.ts';
import type { SimulatedDisk } from './simulatedDisk.ts';
import { SimulatedPort } from './simulatedDiskPort.ts';

const listed = new Map(listTools(tools).map((each) => [each.tool.name, each]));

/** Whether the server has a tool of this name. */
export function hasTool(name: string): boolean {
  return listed.has(name);
}

/** A server process on a simulated disk. */
export interface SimulatedServer {
  readonly call: Caller;
  readonly workspace: Workspace;
  readonly port: SimulatedPort;
}

/** The workspace's root on every simulated disk. */
export const base = '/ws';

let lastPid = 100;

/**
 * Starts a process of its own on the disk; every process started before it is dead. `before` is told of each of its port's calls,
 * counted from 1, and may throw instead of it.
 */
export function startOn(disk: SimulatedDisk, before: BeforeCall = () => {}): SimulatedServer {
  const simulated = new SimulatedPort(disk);
  const { port, start } = watchedPort(simulated, before);
  const workspace = openWorkspace({
    explicit: base,
    cwd: base,
    home: '/home',
    port,
    processes: onlyThisOne(),
    now: () => disk.now,
    stuckMs: 500,
  });
  start();
  // The context's own workspace gives way to this one.
  const context = makeContext(root, { workspace, today: '2026-03-01' });
  const call: Caller = async (name, args) => {
    const tool = listed.get(name);
    if (tool === undefined) throw new Error(`No tool ${name}.`);
    const told: string[] = [];
    const answer = answerOf(await callTool(tool, args, context, (line) => told.push(line)));
    return told.length === 0 ? answer : { ...answer, text: [answer.text, ...told].join('\n') };
  };
  return { call, workspace, port: simulated };
}

/** The process's end at one call: nothing that it does after it happens, not even that it closes things. */
export function endingAt(last: number): BeforeCall {
  return (_name, call) => {
    if (call >= last) throw new Stopped('stopped');
  };
}

function onlyThisOne(): Processes {
  lastPid += 1;
  const self = { pid: lastPid, host: 'here/' };
  return { self, state: (holder) => (holder.pid === self.pid ? 'alive' : 'dead') };
}
