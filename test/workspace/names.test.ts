import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/workspace/nearest.ts';
import { planNames } from '../../src/workspace/planNames.ts';
import { openWorkspace, type Workspace } from '../../src/workspace/workspace.ts';
import { makeFolder, makeWorkspace } from '../support/workspace.ts';
import { refusal } from './support/refusal.ts';

function open(): Workspace {
  const files = makeWorkspace({
    'specs/004-user-login/plan.md': '',
    'specs/004-user-login/spec.md': '',
    'specs/006-export/plan.md': '',
    'specs/006-import/plan.md': '',
    'plans/012-Rollout.md': '',
    'plans/2026-01-15-cleanup.md': '',
    'plans/café.md': '',
    'docs/plans/billing/plan.md': '',
    'docs/plans/old/rollback.md': '',
    'notes/free.markdown': '',
    'notes/data.json': '{}',
  });
  return openWorkspace({ explicit: files.path, cwd: files.path });
}

describe('a plan is found by', () => {
  const cases: [what: string, name: string, path: string][] = [
    ['its path', 'specs/004-user-login/plan.md', 'specs/004-user-login/plan.md'],
    ['its path without ending', 'docs/plans/old/rollback', 'docs/plans/old/rollback.md'],
    ['the path of a file that no list shows', 'specs/004-user-login/spec.md', 'specs/004-user-login/spec.md'],
    ['the path of an unlisted file without ending', 'notes/free', 'notes/free.markdown'],
    ['its folder', 'specs/004-user-login', 'specs/004-user-login/plan.md'],
    ['its folder with a slash', 'specs/004-user-login/', 'specs/004-user-login/plan.md'],
    ['its id', '004-user-login', 'specs/004-user-login/plan.md'],
    ['its id in other letters', '012-rollout', 'plans/012-Rollout.md'],
    ['its id with ending', '012-rollout.md', 'plans/012-Rollout.md'],
    ['its slug', 'user-login', 'specs/004-user-login/plan.md'],
    ['its slug behind a date', 'cleanup', 'plans/2026-01-15-cleanup.md'],
    ['its slug in another normal form', 'cafe\u0301', 'plans/café.md'],
    ['its number', '12', 'plans/012-Rollout.md'],
    ['its number with zeros', '0004', 'specs/004-user-login/plan.md'],
    ['the end of its path', 'old/rollback.md', 'docs/plans/old/rollback.md'],
    ['the end of its folder', 'plans/billing', 'docs/plans/billing/plan.md'],
    ['its name among blanks', '  user-login ', 'specs/004-user-login/plan.md'],
  ];
  it.each(cases)('%s', async (_what, name, path) => {
    expect(await open().resolvePlan(name)).toBe(path);
  });

  it('its absolute path', async () => {
    const workspace = open();
    expect(await workspace.resolvePlan(`${workspace.root}/plans/café.md`)).toBe('plans/café.md');
  });
});

describe('a plan is not found', () => {
  it('where several have the number, and all are named', async () => {
    const { code, message } = await refusal(() => open().resolvePlan('006'));
    expect(code).toBe('ambiguous_plan');
    expect(message).toContain('specs/006-export/plan.md, specs/006-import/plan.md');
  });

  it('and the nearest come first', async () => {
    const { code, fix } = await refusal(() => open().resolvePlan('user-logni'));
    expect(code).toBe('unknown_plan');
    expect(fix).toMatch(/^Nearest: specs\/004-user-login\/plan\.md, /);
  });

  it('and at most ten are named', async () => {
    const content = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`plans/p${i}.md`, '']));
    const files = makeWorkspace(content);
    const { fix } = await refusal(() => openWorkspace({ explicit: files.path, cwd: files.path }).resolvePlan('p-none'));
    expect(fix?.split(', ')).toHaveLength(10);
  });

  const refused: [name: string, code: string][] = [
    ['notes/data.json', 'invalid_input'],
    ['', 'invalid_input'],
    ['  ', 'invalid_input'],
    ['../other.md', 'outside_workspace'],
    ['/etc/passwd', 'outside_workspace'],
    ['user-login\0', 'outside_workspace'],
    ['2026', 'unknown_plan'],
    ['.', 'unknown_plan'],
    ['x'.repeat(10_000), 'unknown_plan'],
    ['-', 'unknown_plan'],
    ['99999999999999999999', 'unknown_plan'],
  ];
  it.each(refused)('as %j', async (name, code) => {
    const error = await refusal(() => open().resolvePlan(name));
    expect(error.code).toBe(code);
    expect(error.text.length).toBeLessThan(2000);
  });

  it('without a workspace, except by its path', async () => {
    const files = makeFolder();
    files.write('plans/a.md', '');
    const workspace = openWorkspace({ cwd: files.path });
    expect(await workspace.resolvePlan('plans/a')).toBe('plans/a.md');
    const { code, fix } = await refusal(() => workspace.resolvePlan('a'));
    expect(code).toBe('unknown_plan');
    expect(fix).toContain('--workspace');
    expect((await refusal(() => workspace.listPlans())).code).toBe('no_workspace');
    expect(await workspace.listTemplateSources()).toEqual([]);
  });
});

describe('the names of a plan', () => {
  const cases: [path: string, id: string, slug: string, number: string | undefined][] = [
    ['specs/004-user-login/plan.md', '004-user-login', 'user-login', '4'],
    ['plans/004.md', '004', '', '4'],
    ['plans/v2-api.markdown', 'v2-api', 'v2-api', undefined],
    ['plans/10_x/PLAN.md', '10_x', 'x', '10'],
    ['plan.md', 'plan', 'plan', undefined],
    ['plans/2026-01-15-x.md', '2026-01-15-x', 'x', undefined],
    ['plans/3d-model.md', '3d-model', '3d-model', undefined],
  ];
  it.each(cases)('%s', (path, id, slug, number) => {
    expect(planNames(path)).toEqual({ id, slug, number });
  });
});

describe('the nearest names', () => {
  it('hold the words asked for, or differ little', () => {
    const names = ['a/rollout.md', 'a/rollback.md', 'a/user-login.md', 'b/a-login-page.md'];
    expect(nearest('login', names, 2)).toEqual(['a/user-login.md', 'b/a-login-page.md']);
    expect(nearest('rolback', names, 1)).toEqual(['a/rollback.md']);
  });
});
