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
    ['its name in quotes', '"user-login"', 'specs/004-user-login/plan.md'],
    ['its path in backticks', ' `docs/plans/old/rollback.md` ', 'docs/plans/old/rollback.md'],
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

  it('and the nearest are named', async () => {
    const { code, fix } = await refusal(() => open().resolvePlan('user-logni'));
    expect(code).toBe('unknown_plan');
    expect(fix).toBe('Nearest: specs/004-user-login/plan.md.');
  });

  it('and at most three are named, and none where nothing is near', async () => {
    const content = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`plans/ferry-${i}.md`, '']));
    const files = makeWorkspace(content);
    const many = openWorkspace({ explicit: files.path, cwd: files.path });
    expect((await refusal(() => many.resolvePlan('fery'))).fix?.split(', ')).toHaveLength(3);
    expect((await refusal(() => many.resolvePlan('lockers'))).fix).toBe('list_plans shows the 30 that are here.');
    const few = makeWorkspace({ 'plans/a.md': '', 'plans/b.md': '' });
    const fix = 'list_plans shows plans/a.md, plans/b.md.';
    expect((await refusal(() => openWorkspace({ explicit: few.path, cwd: few.path }).resolvePlan('lockers'))).fix).toBe(
      fix,
    );
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
    expect(await workspace.listTemplateSources()).toEqual({ files: [], faults: [] });
  });
});

describe('the path of a new plan', () => {
  const refused: [path: string, why: string][] = [
    ['plans/CON.md', 'is the name of a device on Windows'],
    ['plans/nul.md', 'is the name of a device on Windows'],
    ['aux/plan.md', 'is the name of a device on Windows'],
    ['plans/Com7.draft.md', 'is the name of a device on Windows'],
    ['plans/lpt¹.md', 'is the name of a device on Windows'],
    ['plans./a.md', 'ends in a dot'],
    ['plans /a.md', 'ends in a dot or a blank'],
    [' plans/a.md', 'begins or ends with a blank'],
    ['plans/\u00a0a.md', 'begins or ends with a blank'],
    ['plans/a:b.md', 'which Windows has in no name'],
    ['plans\\\\a.md', 'which Windows has in no name'],
    ['C:\\plans\\a.md', 'which Windows has in no name'],
    ['\\\\server\\share\\a.md', 'which Windows has in no name'],
    ['plans/what?.md', 'which Windows has in no name'],
    ['plans/<a>|"*.md', 'which Windows has in no name'],
    ['plans/a\u0007.md', 'has characters that nobody sees'],
    ['plans/a\nb.md', 'has characters that nobody sees'],
    ['plans/\u202egnp.md', 'has characters that nobody sees'],
    ['plans/a\u200b.md', 'has characters that nobody sees'],
    ['plans/\ud800.md', 'has characters that nobody sees'],
    ['~/plans/a.md', 'are not put in here'],
    ['~root/a.md', 'are not put in here'],
    ['$HOME/a.md', 'are not put in here'],
    ['${workspaceFolder}/a.md', 'are not put in here'],
    ['%USERPROFILE%/a.md', 'are not put in here'],
    ['file:///tmp/a.md', 'is an address'],
    [`plans/${'ä'.repeat(130)}.md`, 'longer than the 255 bytes'],
  ];
  it.each(refused)('is not %j', async (path, why) => {
    const workspace = open();
    const { code, message, fix } = await refusal(() => workspace.create(path, 'x'));
    expect([code, message]).toEqual(['invalid_input', expect.stringContaining(why)]);
    expect(fix).toBeDefined();
  });

  it.each([
    'plans/-rf.md',
    'plans/console.md',
    'plans/~draft.md',
    'plans/می‌خواهم.md',
    'plans/a b (c) & d.md',
    'plans/👩‍🚀.md',
  ])('may be %j', async (path) => {
    const workspace = open();
    expect(await workspace.create(path, 'x')).toBe(path);
    expect((await workspace.read(path)).text).toBe('x');
    expect(await workspace.resolvePlan(path)).toBe(path);
  });

  it.each([
    ['plans/CAFÉ.md', 'plans/café.md', 'plan_exists'],
    ['plans/cafe\u0301.md', 'plans/café.md', 'plan_exists'],
    ['Plans/new.md', 'plans', 'invalid_input'],
    ['specs/004-User-Login/new.md', 'specs/004-user-login', 'invalid_input'],
  ])('is not %j beside %j, which is the same to Windows or macOS', async (path, twin, expected) => {
    const { code, message } = await refusal(() => open().create(path, 'x'));
    expect([code, message]).toEqual([expected, expect.stringContaining(`"${twin}" is there already`)]);
  });

  it('may be longer than any only in part', async () => {
    const long = `${'deep/'.repeat(900)}a.md`;
    expect((await refusal(() => open().create(long, 'x'))).code).toBe('invalid_input');
    expect((await refusal(() => open().resolvePlan(long))).code).toBe('unknown_plan');
  });
});

describe('the folders that no plan is written to', () => {
  it.each([
    '.git/a.md',
    '.GIT/a.md',
    'sub/.git/a.md',
    '.git./a.md',
    '.git /a.md',
    'GIT~1/a.md',
    '.g\u200cit/a.md',
    '.plankeeper/a.md',
    '.plankeeper/templates/a.md',
    '.Plankeeper/history/a.md',
  ])('hold %j', async (path) => {
    expect((await refusal(() => open().create(path, 'x'))).code).toBe('outside_workspace');
    const files = makeWorkspace({ [path]: 'x' });
    const workspace = openWorkspace({ explicit: files.path, cwd: files.path });
    expect((await refusal(() => workspace.edit(path, 'test', () => 'y'))).code).toBe('outside_workspace');
    expect((await workspace.read(path)).text).toBe('x');
  });
});

describe('an odd name that stands there', () => {
  it.each(['CON.md', 'what?.md', 'a\\b.md', 'plan.md::$DATA.md', '"q".md', 'a\nb.md', '%2e%2e%2f.md', '$HOME.md'])(
    '%j is read and written',
    async (name) => {
      const files = makeWorkspace({ [`plans/${name}`]: 'odd\n' });
      const workspace = openWorkspace({ explicit: files.path, cwd: files.path });
      expect(await workspace.resolvePlan(`plans/${name}`)).toBe(`plans/${name}`);
      await workspace.edit(`plans/${name}`, 'test', (text) => `${text}more\n`);
      expect(files.read(`plans/${name}`)).toBe('odd\nmore\n');
    },
  );
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
