/** Creates numbered plans all at once: `createMany.ts WORKSPACE NAME COUNT`. */
import { openWorkspace } from '../../../src/workspace/workspace.ts';

const [folder = '', name = '', count = ''] = process.argv.slice(2);
const workspace = openWorkspace({ explicit: folder, cwd: folder });
await Promise.all(
  Array.from({ length: Number(count) }, (_, i) =>
    workspace.createPlan({ slug: `${name}-${i}` }, ({ id }) => `# ${id}\n`),
  ),
);
