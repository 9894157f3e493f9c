import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planRevision } from '../../src/markdown/revision.ts';
import { git, hasGit } from '../support/git.ts';
import { callerIn } from '../support/inProcess.ts';
import { makeWorkspace } from '../support/workspace.ts';

const plan = 'plans/003-meta/plan.md';
const first = '\uFEFF# Meta\r\n\r\n**Status**: Draft\r\n\r\n## Goals\r\n\r\nFewer plans.';

function setUp() {
  const files = makeWorkspace({ [plan]: first });
  const { call } = callerIn(files.path);
  return {
    files,
    call,
    restore: (more: Record<string, unknown> = {}) => call('restore_plan', { plan, ...more }),
    fill: async () => {
      const fills = [{ section: 'goals', mode: 'append', content: 'And shorter ones.' }];
      expect((await call('fill_section', { plan, fills })).isError).toBe(false);
      return files.read(plan);
    },
    remove: () => rmSync(dirname(join(files.path, plan)), { recursive: true }),
  };
}

describe('a plan that was deleted', () => {
  it('comes back by its path: its last text, or the one that is named', async () => {
    const { files, restore, fill, remove } = setUp();
    const filled = await fill();
    remove();
    const answer = await restore();
    expect(answer.data, answer.text).toMatchObject({ plan, revision: planRevision(filled) });
    expect(answer.text).toContain('was gone and is back');
    expect(files.read(plan)).toBe(filled);
    remove();
    const older = await restore({ revision: planRevision(first) });
    expect(older.data, older.text).toMatchObject({ plan, restored_from: planRevision(first) });
    expect(files.readBytes(plan)).toEqual(Buffer.from(first));
  });

  it('comes back whole alone, from a revision that is kept', async () => {
    const { files, call, restore, fill, remove } = setUp();
    await fill();
    remove();
    expect(await restore({ sections: ['goals'] })).toMatchObject({ isError: true, code: 'invalid_input' });
    const unknown = await restore({ revision: '000000000000' });
    expect(unknown).toMatchObject({ isError: true, code: 'invalid_input' });
    expect(unknown.text).toContain(planRevision(first));
    for (const name of ['003', 'meta', 'plans/004-other/plan.md'])
      expect(await call('restore_plan', { plan: name })).toMatchObject({ isError: true, code: 'unknown_plan' });
    expect(existsSync(join(files.path, plan))).toBe(false);
  });

  it('does not bring back an approval that was taken back', async () => {
    const { files, call, restore, remove } = setUp();
    const approved = first.replace('Draft', 'Approved\r\n**Approval**: Ada, 2026-11-01: good');
    files.write(plan, approved);
    const back = await call('set_status', { plan, status: 'Draft', reason: 'Too early.' });
    expect(back.isError, back.text).toBe(false);
    const draft = files.read(plan);
    remove();
    expect(await restore({ revision: planRevision(approved) })).toMatchObject({ code: 'invalid_transition' });
    expect((await restore()).isError).toBe(false);
    expect(files.read(plan)).toBe(draft);
  });

  it.skipIf(!hasGit)('comes back out of Git', async () => {
    const { files, restore, remove } = setUp();
    git(files.path, 'init', '-q', '-b', 'main');
    git(files.path, 'add', plan);
    git(files.path, 'commit', '-qm', 'first');
    remove();
    const named = await restore({ revision: 'main' });
    expect(named.data, named.text).toMatchObject({ restored_from: 'Git main' });
    expect(files.readBytes(plan)).toEqual(Buffer.from(first));
    rmSync(join(files.path, '.plankeeper'), { recursive: true });
    git(files.path, 'rm', '-q', plan);
    git(files.path, 'commit', '-qm', 'gone');
    expect((await restore()).isError).toBe(false);
    expect(files.readBytes(plan)).toEqual(Buffer.from(first));
  });
});
