import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Companions } from '../../src/plan/rules/model.ts';
import { companionsOf } from '../../src/tools/companions.ts';
import { openPlan } from '../../src/tools/openPlan.ts';
import { makeContext } from '../support/toolContext.ts';
import { makeFolder, makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

async function around(workspace: TestWorkspace, path: string): Promise<Companions> {
  const context = makeContext(workspace.path);
  return companionsOf(await openPlan(path, context), context);
}

const plan = `# Berth calendar

**Spec**: [the spec](../../specs/berths/spec.md)

See [tides](./tides.md#spring), [contracts](contracts/), [gone](gone.md), [gone folder](./gone/), [a site](https://example.org/x.md)
and \`[code](./code.md)\`.
`;

describe('companionsOf', () => {
  it('tells of each relative link whether a file or folder is there', async () => {
    const workspace = makeWorkspace({
      'plans/a/plan.md': plan,
      'plans/a/tides.md': '# Tides\n',
      'plans/a/contracts/x.yaml': '',
      'specs/berths/spec.md': '# Berths\n',
    });
    const { links } = await around(workspace, 'plans/a/plan.md');
    expect(Object.fromEntries(links)).toEqual({
      '../../specs/berths/spec.md': true,
      './tides.md#spring': true,
      'contracts/': true,
      'gone.md': false,
      './gone/': false,
    });
  });

  it('leaves out what lies outside the workspace, by its path or by a link', async () => {
    const outside = makeFolder();
    outside.write('secret.md', 'x');
    const workspace = makeWorkspace({ 'a.md': '# A\n\n[up](../secret.md) [over](over.md) [hanging](hanging.md)\n' });
    symlinkSync(join(outside.path, 'secret.md'), join(workspace.path, 'over.md'));
    symlinkSync('nowhere.md', join(workspace.path, 'hanging.md'));
    const { links } = await around(workspace, 'a.md');
    expect(Object.fromEntries(links)).toEqual({ 'hanging.md': false });
  });

  it('reads percent signs, and a bare path of the spec from the root too', async () => {
    const text = '# A\n\nSpec: specs/berths/spec.md\n\n[times](tide%20times.md)\n';
    const workspace = makeWorkspace({ 'plans/a.md': text, 'plans/tide times.md': '', 'specs/berths/spec.md': '# B\n' });
    const { links, spec } = await around(workspace, 'plans/a.md');
    expect(Object.fromEntries(links)).toEqual({ 'specs/berths/spec.md': true, 'tide%20times.md': true });
    expect(spec).toEqual({ path: 'specs/berths/spec.md', text: '# B\n' });
  });

  it.each([
    ['by a link', '**Spec**: [the spec](../../specs/berths/spec.md)'],
    ['by a path from the root, in code marks', '**Feature Spec**: `specs/berths/spec.md`'],
    ['in the sentence of the header', '**Input**: Feature specification from `/specs/berths/spec.md`'],
    ['in front matter', '---\nspec: specs/berths/spec.md\n---'],
  ])('finds the spec that the plan names %s, before the one beside it', async (_, line) => {
    const text = line.startsWith('---') ? `${line}\n# A\n` : `# A\n\n${line}\n`;
    const files = { 'plans/a/plan.md': text, 'plans/a/spec.md': '# Other\n', 'specs/berths/spec.md': '# Berths\n' };
    expect((await around(makeWorkspace(files), 'plans/a/plan.md')).spec?.path).toBe('specs/berths/spec.md');
  });

  it('takes the spec and the task list beside the plan where it names none', async () => {
    const files = {
      'plans/a/plan.md': '# A\n\n**Spec**: [FEATURE SPEC]\n',
      'plans/a/spec.md': '# Spec\n',
      'plans/a/tasks.md': '- [ ] T001 Count\n',
    };
    const { spec, tasks } = await around(makeWorkspace(files), 'plans/a/plan.md');
    expect([spec, tasks]).toEqual([
      { path: 'plans/a/spec.md', text: '# Spec\n' },
      { path: 'plans/a/tasks.md', text: '- [ ] T001 Count\n' },
    ]);
  });

  it('has none of them where there are none', async () => {
    const found = await around(makeWorkspace({ 'plans/a.md': '# A\n\n**Spec**: [x](gone/spec.md)\n' }), 'plans/a.md');
    expect(found).toEqual({
      links: new Map([['gone/spec.md', false]]),
      spec: undefined,
      branch: undefined,
      takenIds: new Map(),
      tasks: undefined,
    });
  });

  it('knows the branch that is checked out', async () => {
    const workspace = makeWorkspace({ 'plans/a.md': '# A\n' });
    mkdirSync(join(workspace.path, '.git'));
    workspace.write('.git/HEAD', 'ref: refs/heads/feature/412-berths\n');
    expect((await around(workspace, 'plans/a.md')).branch).toBe('feature/412-berths');
  });

  it("knows the IDs of the other plans, where the template has a pattern for a plan's own", async () => {
    const template =
      '---\nplankeeper:\n  id: numbered\n  ids:\n    plan: PLAN-{AREA}-{NNN}\n---\n# [FEATURE]\n\nPlan ID: PLAN-{AREA}-{NNN}\n';
    const own = (id: string): string =>
      `---\nplankeeper: numbered@000000000000\n---\n# Berths\n\nPlan ID: ${id}\n\nNot PLAN-DOCK-099.\n`;
    const workspace = makeWorkspace({
      '.plankeeper/templates/numbered.md': template,
      'plans/001-a/plan.md': own('PLAN-DOCK-001'),
      'plans/002-b/plan.md': own('PLAN-DOCK-002'),
      'plans/003-c/plan.md': own('PLAN-{AREA}-{NNN}'),
      'plans/004-d/plan.md': '# No plan ID\n',
    });
    workspace.write('plans/005-e/plan.md', 'x'.repeat(30_000_000));
    expect((await around(workspace, 'plans/001-a/plan.md')).takenIds).toEqual(
      new Map([['plan-dock-002', 'plans/002-b/plan.md']]),
    );
    expect((await around(workspace, 'plans/004-d/plan.md')).takenIds.size).toBe(0);
  });

  it('works without a workspace, for a file below the working folder', async () => {
    const folder = makeFolder();
    folder.write('a.md', '# A\n\n[b](b.md) [c](c.md)\n');
    folder.write('b.md', '');
    const { links } = await around(folder, 'a.md');
    expect(Object.fromEntries(links)).toEqual({ 'b.md': true, 'c.md': false });
  });
});
