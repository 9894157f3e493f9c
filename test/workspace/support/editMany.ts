/** Adds lines to a plan, a few calls at a time: `editMany.ts WORKSPACE PLAN NAME COUNT`. */
import { openWorkspace } from '../../../src/workspace/workspace.ts';

const [folder = '', plan = '', name = '', count = ''] = process.argv.slice(2);
const workspace = openWorkspace({ explicit: folder, cwd: folder });
const edits = Array.from({ length: Number(count) }, (_, i) => {
  return workspace.edit(plan, 'test', (text) => `${text}- ${name} ${i}\n`);
});
await Promise.all(edits);
