/** Takes a plan's lock, says so, and never gives it back: `holdLock.ts WORKSPACE PLAN`. */
import { openWorkspace } from '../../../src/workspace/workspace.ts';

const [folder = '', plan = ''] = process.argv.slice(2);
const workspace = openWorkspace({ explicit: folder, cwd: folder });
await workspace.edit(plan, 'test', async (text) => {
  process.stdout.write('held\n');
  await new Promise((done) => {
    setTimeout(done, 60_000);
  });
  return `${text}- from the holder\n`;
});
