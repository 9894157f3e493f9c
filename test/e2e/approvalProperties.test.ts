import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { intent } from '../support/approvalCalls.ts';
import { judge } from '../support/approvalJudge.ts';
import { play } from '../support/approvalRun.ts';
import { makeStarts } from '../support/approvalStarts.ts';
import { packagedFiles } from '../support/packaged.ts';
import { startServer } from '../support/server.ts';
import { builtIns } from '../support/templates.ts';
import { makeContext } from '../support/toolContext.ts';
import { makeWorkspace } from '../support/workspace.ts';

test.each(builtIns.map(({ id }) => id))(
  'no sequence of calls leaves an approval over what keeps a plan from one (%s)',
  async (name) => {
    const workspace = makeWorkspace();
    const { call } = await startServer(workspace.path);
    const context = makeContext(workspace.path, { packaged: async () => packagedFiles });
    const { plan, ready, approved } = await makeStarts(name, workspace, call, context);
    const sequence = fc.array(intent, { minLength: 2, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(approved, ready), sequence, async (start, intents) => {
        await play(start, intents, { call, context, folder: workspace.path, plan });
        // What a reader is told first is what the file comes to.
        const { told } = await judge(plan, readFileSync(join(workspace.path, plan), 'utf8'), context);
        const [head = ''] = (await call('read_plan', { plan, view: 'outline' })).text.split('\n');
        expect(head.includes('reopened')).toBe(told.reopened.length > 0);
        expect(head).toContain(`approval ${told.approval?.slice(0, 40) ?? 'none'}`);
      }),
      { numRuns: 4 },
    );
  },
  120_000,
);
