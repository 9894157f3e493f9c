import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { fillSection } from '../../src/tools/fill_section.ts';
import { markItem } from '../../src/tools/mark_item.ts';
import { readPlan } from '../../src/tools/read_plan.ts';
import { makeContext } from '../support/toolContext.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

type Input = Parameters<typeof readPlan.run>[0];

const path = 'plans/001-export/plan.md';
const plan = `# Plan: Export

**Status**: Draft

## Scope

All orders of one day.

## Tasks

- [ ] T001 Build it
`;

async function read(files: TestWorkspace, input: Omit<Input, 'plan'>): Promise<string[]> {
  const { text } = await readPlan.run({ plan: path, ...input }, makeContext(files.path));
  return text.split('\n');
}

async function fill(files: TestWorkspace, content: string, expect_?: string): Promise<string> {
  const fills = [{ section: 'scope', content, mode: 'append' as const, expect: expect_ }];
  const { data } = await fillSection.run({ plan: path, fills }, makeContext(files.path));
  return data.revision;
}

function revisionOf(lines: readonly string[]): string {
  return /revision ([0-9a-f]{12})/.exec(lines[0] ?? '')?.[1] ?? '';
}

describe('read_plan with a view', () => {
  it('tasks gives the work breakdown under the head line', async () => {
    const files = makeWorkspace({ [path]: plan });
    const lines = await read(files, { view: 'tasks' });
    expect(lines[0]).toMatch(/^plan plans\/001-export\/plan\.md · revision [0-9a-f]{12} · Draft · /);
    expect(lines.slice(1)).toEqual([
      '',
      '# Tasks: Export',
      '',
      `**Input**: \`${path}\``,
      '',
      '## Tasks',
      '',
      '- [ ] T001 Build it',
      '',
      '## Dependencies',
      '',
      '- The plan names none.',
    ]);
  });

  it('tasks puts the address behind a task without an ID, and mark_item takes it as it stands', async () => {
    const files = makeWorkspace({ [path]: `${plan}- [ ] Test it\n- [ ] Ship it\n` });
    const line = (await read(files, { view: 'tasks' })).find((each) => each.includes('Ship it'));
    expect(line).toBe('- [ ] T003 Ship it <!-- tasks/ship-it -->');
    files.write(path, files.read(path).replace('- [ ] Test it\n', ''));
    const marked = (item: string) =>
      markItem.run({ plan: path, items: [{ item, state: 'done' }] }, makeContext(files.path));
    await expect(marked('T003')).rejects.toMatchObject({ code: 'unknown_address' });
    await expect(marked('T002')).rejects.toMatchObject({ message: expect.stringContaining('"Ship it"') });
    await marked('tasks/ship-it');
    expect(files.read(path)).toContain('- [ ] T001 Build it\n- [x] Ship it\n');
  });

  it('changes says what was written since a revision that was read', async () => {
    const files = makeWorkspace({ [path]: plan });
    const seen = revisionOf(await read(files, {}));
    await fill(files, 'And returns.');
    files.write(path, files.read(path).replace('[ ] T001', '[x] T001'));
    expect((await read(files, { view: 'changes', since: seen })).slice(2)).toEqual([
      `2 changes since ${seen}. Words in quotation marks are the plan's.`,
      'scope · line 9: text added: "And returns."',
      'tasks/t001 · line 13: [ ] → [x]',
    ]);
    expect((await read(files, { since: seen, sections: ['tasks'] })).slice(3)).toEqual([
      'tasks/t001 · line 13: [ ] → [x]',
    ]);
    const now = revisionOf(await read(files, {}));
    expect((await read(files, { view: 'changes', since: now.toUpperCase() }))[2]).toBe(`Nothing changed since ${now}.`);
  });

  it('history lists revisions newest first, with what was written by hand', async () => {
    const files = makeWorkspace({ [path]: plan });
    const first = revisionOf(await read(files, {}));
    expect((await read(files, { view: 'history' })).slice(3)).toEqual([`${first} · now · written outside these tools`]);
    const second = await fill(files, 'And returns.');
    files.write(path, files.read(path).replace('[ ] T001', '[x] T001'));
    const third = revisionOf(await read(files, {}));
    const fourth = await fill(files, 'And gifts.');
    const lines = await read(files, { view: 'history' });
    const time = '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d';
    expect(lines.slice(2).join('\n')).toMatch(
      new RegExp(
        `^Newest first, [^\\n]+
${fourth} · now · ${time} · fill_section · \\+1 −0 ~0
${third} · written outside these tools · \\+0 −0 ~1
${second} · ${time} · fill_section · \\+1 −0 ~0
${first} · before that$`,
      ),
    );
    for (const revision of [first, second, third])
      expect((await read(files, { view: 'changes', since: revision }))[2]).toMatch(/changes? since/);
  });

  it('history is of the whole plan, and says so where sections are named', async () => {
    const files = makeWorkspace({ [path]: plan });
    await expect(read(files, { view: 'history', sections: ['scope'] })).rejects.toMatchObject({
      code: 'invalid_input',
      message: 'View "history" lists revisions of the whole plan, not of sections.',
      fix: `read_plan {"plan":"${path}","view":"history"} lists them, read_plan {"plan":"${path}","view":"changes","since":"<revision>","sections":["scope"]} tells what changed in the sections since one.`,
    });
    expect((await read(files, { view: 'history', sections: [] })).slice(3)).toHaveLength(1);
  });

  it('history is cut where max_tokens says so', async () => {
    const files = makeWorkspace({ [path]: plan });
    for (let count = 0; count < 12; count += 1) await fill(files, `More ${count}.`);
    const lines = await read(files, { view: 'history', max_tokens: 100 });
    expect(lines.at(-1)).toMatch(/^CUT at max_tokens 100: \d+ older revisions are not shown\.$/);
  });

  it('refuses changes without since, since with anything else, and an unknown since with what is kept', async () => {
    const files = makeWorkspace({ [path]: plan });
    const first = revisionOf(await read(files, {}));
    await fill(files, 'And returns.');
    await expect(read(files, { view: 'changes' })).rejects.toMatchObject({
      code: 'invalid_input',
      fix: `read_plan {"plan":"${path}","view":"history"} lists them.`,
    });
    await expect(read(files, { view: 'outline', since: first })).rejects.toMatchObject({
      code: 'invalid_input',
      message: 'since goes with view "changes", not with view "outline".',
      fix: `read_plan {"plan":"${path}","view":"changes","since":"${first}"}`,
    });
    await expect(read(files, { find: 'orders', since: first })).rejects.toMatchObject({ code: 'invalid_input' });
    for (const since of ['0123456789ab', 'HEAD;rm', '--output=x', ''])
      await expect(read(files, { view: 'changes', since })).rejects.toMatchObject({
        code: 'invalid_input',
        message: `No text of ${path} is kept as "${since}".`,
        fix: expect.stringContaining(first),
      });
  });
});

const hasGit = spawnSync('git', ['--version']).status === 0;

describe.skipIf(!hasGit)('read_plan in a Git repository (needs git)', () => {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  const git = (files: TestWorkspace, ...args: string[]): string =>
    execFileSync(
      'git',
      ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false', ...args],
      {
        cwd: files.path,
        env: own,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    ).trim();

  it('names commits in history, and takes them, branches and tags as since', async () => {
    const files = makeWorkspace({ [path]: plan });
    git(files, 'init', '-q', '-b', 'trunk');
    git(files, 'add', 'plans');
    git(files, 'commit', '-q', '-m', 'Begin the export plan');
    git(files, 'tag', 'v1');
    await fill(files, 'And returns.');
    git(files, 'commit', '-q', '-a', '-m', 'Take returns in');
    const [one, two] = [git(files, 'rev-parse', '--short=8', 'HEAD~1'), git(files, 'rev-parse', '--short=8', 'HEAD')];
    const history = await read(files, { view: 'history' });
    const at = history.indexOf('Git commits that changed it:');
    expect(history.slice(at + 1).map((line) => line.replace(/\d{4}-\d\d-\d\d \d\d:\d\d/, 'TIME'))).toEqual([
      `${two} · TIME · Take returns in`,
      `${one} · TIME · Begin the export plan`,
    ]);
    for (const since of ['HEAD~1', 'v1', one])
      expect((await read(files, { view: 'changes', since })).slice(2)).toEqual([
        `1 change since Git ${since}. Words in quotation marks are the plan's.`,
        'scope · line 9: text added: "And returns."',
      ]);
    expect((await read(files, { view: 'changes', since: 'trunk' }))[2]).toBe('Nothing changed since Git trunk.');
    await expect(read(files, { view: 'changes', since: 'main' })).rejects.toMatchObject({
      fix: expect.stringContaining(`in Git: ${two}, ${one}, or a branch or tag`),
    });
  });
});
