/** Appends a line to a plan in the belief that all other processes are dead, so that it waits for no lock: `raceOther.ts WORKSPACE PLAN LINE`. */
import { NodePort } from '../../../src/workspace/nodePort.ts';
import { SystemProcesses } from '../../../src/workspace/processes.ts';
import { openWorkspace } from '../../../src/workspace/workspace.ts';

const [folder = '', plan = '', line = ''] = process.argv.slice(2);
const { self } = new SystemProcesses(new NodePort());
const workspace = openWorkspace({ explicit: folder, cwd: folder, processes: { self, state: () => 'dead' } });
await workspace.edit(plan, 'other', (text) => `${text}${line}\n`);
