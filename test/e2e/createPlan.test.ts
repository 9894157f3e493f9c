import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ToolAnswer } from '../support/answers.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { makeFolder, makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

const templateList = z.object({ templates: z.array(z.object({ id: z.string(), description: z.string() })) });

interface Scene {
  readonly workspace: TestWorkspace;
  readonly server: TestServer;
  create(args: Record<string, unknown>): Promise<ToolAnswer>;
  /** Creates a plan and gives its path and text; throws where that is refused. */
  made(args: Record<string, unknown>): Promise<{ path: string; text: string }>;
  /** Every file but our own records. */
  files(): string[];
}

async function scene(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<Scene> {
  const workspace = makeWorkspace(files);
  const server = await startServer(workspace.path);
  const create: Scene['create'] = (args) =>
    server.call('create_plan', { title: 'Parcel lockers', template: 'layered-platform', ...args });
  return {
    workspace,
    server,
    create,
    made: async (args) => {
      const answer = await create(args);
      if (answer.isError) throw new Error(answer.text);
      const path = String(answer.data?.path);
      return { path, text: workspace.read(path) };
    },
    files: () =>
      readdirSync(workspace.path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(workspace.path.length + 1))
        .filter((path) => !path.startsWith('.plankeeper/'))
        .sort(),
  };
}

/** The local date, as the server on this machine has it. */
function today(): string {
  const now = new Date();
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

const approved = '# Lockers\n\nSpec ID: S-LOCK-004\n\n**Status**: Approved\n\n## Stories\n\n- Ida fetches a parcel.\n';

describe('where a plan goes', () => {
  test('says so where lists will not show it', async () => {
    const { server, create } = await scene();
    const [seen, unseen] = [await create({ path: 'plans/seen.md' }), await create({ path: 'notes/unseen.md' })];
    expect(seen.data?.next).not.toContain('Lists do not show');
    expect(unseen.data?.next).toContain('Lists do not show notes/unseen.md until "plans" in plankeeper.config.json');
    expect((await server.call('list_plans')).data).toMatchObject({ total: 1, plans: [{ path: 'plans/seen.md' }] });
  });

  test('is from the template that the list marks, where none is named', async () => {
    const { server } = await scene();
    const { templates } = templateList.parse((await server.call('list_templates')).data);
    const [usual, ...more] = templates.filter(({ description }) => description.endsWith('Taken where none is named.'));
    expect(more).toEqual([]);
    expect((await server.call('create_plan', { title: 'Unnamed' })).data).toMatchObject({ template: usual?.id });
  });

  test('to the number in plans/ behind the highest that stands there', async () => {
    const { workspace, made, files } = await scene();
    expect((await made({})).path).toBe('plans/001-parcel-lockers/plan.md');
    expect((await made({ title: 'Ferry: Times & Fares!' })).path).toBe('plans/002-ferry-times-fares/plan.md');
    expect(files()).toEqual(['plans/001-parcel-lockers/plan.md', 'plans/002-ferry-times-fares/plan.md']);
    workspace.write('plans/006-ferry/notes.md', 'x');
    expect((await made({})).path).toBe('plans/007-parcel-lockers/plan.md');
  });

  test('to specs/ where there is a .specify, as where there is a specs/', async () => {
    const { made } = await scene({ '.specify/memory/notes.md': 'x' });
    expect((await made({})).path).toBe('specs/001-parcel-lockers/plan.md');
  });

  test('beside its spec, under the name of a file or of its folder, without a number of its own', async () => {
    const { made } = await scene({ 'specs/010-lockers/spec.md': approved, 'docs/ferry/spec.md': approved });
    expect((await made({ spec: 'specs/010-lockers/spec.md' })).path).toBe('specs/010-lockers/plan.md');
    expect((await made({ spec: 'docs/ferry' })).path).toBe('docs/ferry/plan.md');
    expect((await made({})).path).toBe('specs/011-parcel-lockers/plan.md');
  });

  test('where `path` says, also with a spec', async () => {
    const { made } = await scene({ 'specs/010-lockers/spec.md': approved });
    expect((await made({ path: 'docs/deep/lockers.md' })).path).toBe('docs/deep/lockers.md');
    const { path, text } = await made({ path: 'docs/with-spec.md', spec: 'specs/010-lockers/spec.md' });
    expect(path).toBe('docs/with-spec.md');
    expect(text).toContain('**Related Spec:** [spec.md](../specs/010-lockers/spec.md)');
  });

  test('to a number of its own where many are made at once', async () => {
    const { create, files } = await scene();
    const answers = await Promise.all(Array.from({ length: 8 }, () => create({})));
    expect(answers.filter(({ isError }) => isError)).toEqual([]);
    expect(files()).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((number) => `plans/00${number}-parcel-lockers/plan.md`));
  });
});

describe('a refusal makes no file and changes none', () => {
  const before = {
    'plans/ferry.md': '# Ferry\n',
    'specs/010-lockers/plan.md': '# Mine\n',
    'specs/010-lockers/spec.md': approved,
  };
  const cases: readonly (readonly [string, Record<string, unknown>, string, RegExp])[] = [
    ['an existing target', { path: 'plans/ferry.md' }, 'plan_exists', /plans\/ferry\.md.*another path/],
    [
      'an existing plan beside the spec',
      { spec: 'specs/010-lockers/spec.md' },
      'plan_exists',
      /specs\/010-lockers\/plan\.md/,
    ],
    ['a path outside', { path: '../lockers.md' }, 'outside_workspace', /\.\.\/lockers\.md.*inside/],
    ['an absolute path outside', { path: '/tmp/lockers.md' }, 'outside_workspace', /inside/],
    ['a path among our records', { path: '.plankeeper/history/lockers.md' }, 'outside_workspace', /\.plankeeper/],
    ['a path that is no Markdown', { path: 'plans/lockers.txt' }, 'invalid_input', /\.md/],
    ['a spec outside', { spec: '../../etc/spec.md' }, 'outside_workspace', /spec\.md/],
    ['a spec that is not there', { spec: 'specs/none/spec.md' }, 'unreadable', /specs\/none\/spec\.md.*leave spec out/],
    [
      'an unknown template',
      { template: 'layerd' },
      'unknown_template',
      /full-lifecycle, layered-platform, principle-gated/,
    ],
    ['an unknown name in values', { values: { Auther: 'Ida' } }, 'unknown_field', /"Auther".*Author.*Overview/s],
    ['a name below a known one', { values: { Author: 'Ida', 'Phase 9': 'x' } }, 'unknown_field', /"Phase 9"/],
    ['a choice outside its list', { values: { Impact: 'Enormous' } }, 'invalid_choice', /Low, Med, High/],
    ['a status that is not the first', { values: { 'Plan Status': 'Approved' } }, 'invalid_transition', /"Draft"/],
    [
      'an area that no ID has',
      { template: 'spec-traceable', exception: 'Agreed.', values: { AREA: 'front door' } },
      'invalid_input',
      /"front door".*PLAN-\{AREA\}-\{NNN\}.*capital/s,
    ],
    ['several lines where one stands', { values: { Author: 'Ida\n# Bo' } }, 'breaks_structure', /one line/],
    ['a title of several lines', { title: 'Lockers\n\n## More' }, 'breaks_structure', /one line/],
    ['a title of nothing', { title: '' }, 'invalid_input', /title/],
    ['an unknown argument', { folder: 'plans' }, 'invalid_input', /folder.*title.*template.*path/s],
  ];

  test('in every case, with words that lead on', async () => {
    const { workspace, create, files } = await scene(before);
    for (const [name, args, code, says] of cases) {
      const answer = await create(args);
      expect(answer, `${name}: ${answer.text}`).toMatchObject({ isError: true, code, data: undefined });
      expect(answer.text, name).toMatch(says);
    }
    expect(files()).toEqual(Object.keys(before).sort());
    for (const [path, text] of Object.entries(before)) expect(workspace.read(path)).toBe(text);
  });
});

describe('what can be known is filled', () => {
  const git = {
    '.git/HEAD': 'ref: refs/heads/feature/42-parcel-lockers\n',
    '.git/config': '[core]\n\tbare = false\n[user]\n\tname = Mara Lind\n\temail = mara@example.org\n',
    'specs/010-lockers/spec.md': approved,
  };

  test('the title, dates, author, spec, branch, status', async () => {
    const { made } = await scene(git);
    const { text } = await made({ spec: 'specs/010-lockers/spec.md' });
    expect(text).toMatch(
      /^---\nplankeeper: layered-platform@[0-9a-f]{12}\n---\n# Implementation Plan: Parcel lockers\n/,
    );
    expect(text).toContain(`**Date:** ${today()}  \n**Author:** Mara Lind  \n**Related Spec:** [spec.md](./spec.md)\n`);
    expect(text).toContain(`**Plan Status:** Draft  \n**Last Updated:** ${today()}\n`);
    const gated = await made({ template: 'principle-gated' });
    expect(gated.text).toContain(
      `**Feature**: \`Parcel lockers\`  \n**Branch**: \`feature/42-parcel-lockers\`  \n**Created**: ${today()}  \n**Status**: Draft  \n**Author**: Mara Lind\n`,
    );
    const full = await made({
      template: 'full-lifecycle',
      spec: 'specs/010-lockers/spec.md',
      path: 'specs/010-lockers/full.md',
    });
    expect(full.text).toContain('**Branch**: feature/42-parcel-lockers  \n**Feature Spec**: [spec.md](./spec.md)\n');
  });

  test('the branch in a pattern where it has that form, else the slug; none that everybody shares', async () => {
    const { workspace, made } = await scene(git);
    const spec = 'specs/010-lockers/spec.md';
    const fitting = await made({ template: 'spec-traceable', spec, path: 'plans/a.md' });
    expect(fitting.text).toContain('Branch: feature/42-parcel-lockers  \n');
    workspace.write('.git/HEAD', 'ref: refs/heads/lockers\n');
    const other = await made({ template: 'spec-traceable', spec, path: 'plans/b.md' });
    expect(other.text).toContain('Branch: feature/{issue}-parcel-lockers  \n');
    const told = await made({ template: 'spec-traceable', spec, path: 'plans/c.md', values: { issue: '57' } });
    expect(told.text).toContain('Branch: feature/57-parcel-lockers  \n');
    workspace.write('.git/HEAD', 'ref: refs/heads/main\n');
    const shared = await made({ template: 'full-lifecycle', path: 'plans/d.md' });
    expect(shared.text).toMatch(/\*\*Branch\*\*: \[BRANCH NAME\] {2}\n\*\*Feature Spec\*\*: \[Link /);
  });

  test('with the values given: labels, slots, columns, lists, headings, several of one name', async () => {
    const { made } = await scene();
    const { text } = await made({
      values: {
        Author: 'Ida',
        Date: '2026-01-31',
        Overview: 'Lockers at forty stations.',
        'Phase Name': ['Pilot', 'Everywhere'],
        External: ['The city', 'The power company'],
        Probability: ['low'],
        'Integration Tests': 'The lock against the real board.',
      },
    });
    expect(text).toContain('**Date:** 2026-01-31  \n**Author:** Ida  \n');
    expect(text).toContain('## Overview\n\nLockers at forty stations.\n\n## Constitution');
    expect(text).toContain('### Phase 1: Pilot\n');
    expect(text).toContain('### Phase 2: Everywhere\n');
    expect(text).toContain('**External:**\n- The city\n- The power company\n\n**Internal:**');
    expect(text).toContain('] | Low | Low/Med/High |');
    expect(text).toContain('### Integration Tests\n\nThe lock against the real board.\n\n### E2E Tests');
  });

  test('with the values given before what is known, and lists in the form that stands there', async () => {
    const { made } = await scene(git);
    const values = { slug: 'doors', date: '2026-01-31', issue: '57' };
    const traced = await made({ template: 'spec-traceable', exception: 'Agreed.', values, path: 'plans/a.md' });
    expect(traced.text).toContain('Branch: feature/57-doors  \n');
    expect(traced.text).toContain('Created: 2026-01-31  \n');
    const layered = await made({
      path: 'plans/b.md',
      values: { 'Open Questions': ['Who has the key?', 'Which colour?'] },
    });
    expect(layered.text).toContain(
      '## Open Questions\n\n1. Who has the key?\n2. Which colour?\n\n**Resolution Deadline:** [',
    );
  });

  test('and counted: what is left, and where to begin', async () => {
    const { server, create } = await scene();
    const { data } = await create({});
    expect(data).toEqual({
      plan: '001-parcel-lockers',
      path: 'plans/001-parcel-lockers/plan.md',
      revision: expect.stringMatching(/^[0-9a-f]{12}$/),
      template: 'layered-platform',
      unfilled: expect.any(Number),
      next: expect.stringMatching(/^fill_section \S+;/),
    });
    const { text } = await server.call('read_plan', { plan: String(data?.plan), view: 'unfilled' });
    expect(text).toContain(
      `revision ${String(data?.revision)} · Draft · approval none · unfilled ${String(data?.unfilled)} ·`,
    );
    const first = /^fill_section ([^;]+);/.exec(String(data?.next))?.[1];
    expect(text).toContain(`\n${first}: `);
  });
});

describe('a template with prerequisites', () => {
  const template = 'spec-traceable';
  const draft = '# Ferry\n\nSpec ID: S-FERRY-002\n\n**Status**: Draft\n\n- Fare: [NEEDS CLARIFICATION: how much?]\n';

  test('is refused without a spec, with one that is not approved or not clear, and each reason is given', async () => {
    const { create, files } = await scene({ 'specs/011-ferry/spec.md': draft });
    const none = await create({ template });
    expect(none).toMatchObject({ isError: true, code: 'gate_closed' });
    expect(none.text).toMatch(/spec does not exist.*exception/s);
    const unready = await create({ template, spec: 'specs/011-ferry/spec.md' });
    expect(unready).toMatchObject({ isError: true, code: 'gate_closed' });
    expect(unready.text).toMatch(/not approved.*"Draft".*1 NEEDS CLARIFICATION.*exception/s);
    expect(await create({ template, exception: '  ' })).toMatchObject({ code: 'gate_closed' });
    expect(await create({ template, exception: 'Mara\nplankeeper: x' })).toMatchObject({ code: 'breaks_structure' });
    expect(files()).toEqual(['specs/011-ferry/spec.md']);
  });

  test("opens for a human's reason, which is recorded, and needs none where they hold", async () => {
    const { workspace, made } = await scene({ 'specs/011-ferry/spec.md': draft });
    const exception = 'Mara: "begin now", the fare comes later';
    const { text } = await made({ template, spec: 'specs/011-ferry/spec.md', exception });
    expect(text).toMatch(
      /^---\nplankeeper: spec-traceable@[0-9a-f]{12}\nexception: "Mara: \\"begin now\\", the fare comes later"\n---\n/,
    );
    workspace.write('specs/010-lockers/spec.md', approved);
    const open = await made({ template, spec: 'specs/010-lockers/spec.md', exception: 'not needed' });
    expect(open.text).not.toContain('exception:');
  });
});

describe('IDs', () => {
  const template = 'spec-traceable';
  const planId = ({ text }: { text: string }): string | undefined => /^Plan ID: (\S+)/m.exec(text)?.[1];

  test('take their area from the spec, and the next number', async () => {
    const { made } = await scene({
      'specs/010-lockers/spec.md': approved,
      'plans/old.md': '# Old\n\nPlan ID: PLAN-LOCK-006\n',
    });
    const plan = await made({ template, spec: 'specs/010-lockers/spec.md' });
    expect(planId(plan)).toBe('PLAN-LOCK-007');
    expect(plan.text).toContain('Feature Spec: S-LOCK-004  \n');
  });

  test('take their area from values, each area with numbers of its own; they stay open where nobody says it', async () => {
    const { made } = await scene();
    const ids = [];
    for (const AREA of ['DOOR', 'DOOR', 'KEY'])
      ids.push(planId(await made({ template, exception: 'Agreed.', values: { AREA } })));
    expect(ids).toEqual(['PLAN-DOOR-001', 'PLAN-DOOR-002', 'PLAN-KEY-001']);
    expect(planId(await made({ template, exception: 'Agreed.' }))).toBe('PLAN-{AREA}-{NNN}');
  });

  test('are given once, by two servers and at fixed paths too', async () => {
    const { workspace, made } = await scene();
    const second = await startServer(workspace.path);
    const args = { template, exception: 'Agreed.', values: { AREA: 'DOOR' } };
    const plans = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const path = index < 4 ? {} : { path: `plans/door-${index}.md` };
        if (index % 2 === 0) return made({ ...args, ...path });
        const { data } = await second.call('create_plan', { title: 'Parcel lockers', ...args, ...path });
        return { text: workspace.read(String(data?.path)) };
      }),
    );
    expect(plans.map(planId).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((number) => `PLAN-DOOR-00${number}`));
  });
});

describe('a template of the workspace', () => {
  test('keeps its bytes apart from what was filled and the mark', async () => {
    const text =
      '\uFEFF# Plan: [FEATURE]\r\n\r\n**Created:** [YYYY-MM-DD]  \r\n**Owner:** [NAME]\r\n\r\n## Goal\r\n\r\n[What for]\t\r\n\r\n<!-- kept -->\r\n{{not a template}}  \r\nno last line end';
    const { made } = await scene({ '.plankeeper/templates/own.md': text });
    const plan = await made({ template: 'own' });
    const mark = /^\uFEFF---\r\nplankeeper: own@[0-9a-f]{12}\r\n---\r\n/;
    expect(plan.text).toMatch(mark);
    expect(`\uFEFF${plan.text.replace(mark, '')}`).toBe(
      text.replace('[FEATURE]', 'Parcel lockers').replace('[YYYY-MM-DD]', today()),
    );
  });

  test('is named by its path too, and taken without a name where it is the only one', async () => {
    const { server, made } = await scene({ '.plankeeper/templates/own.md': '# [FEATURE]\n\n## Goal\n\n[What for]\n' });
    expect((await made({ template: '.plankeeper/templates/own.md' })).text).toContain('# Parcel lockers\n');
    const { data } = await server.call('create_plan', { title: 'Ferry' });
    expect(data).toMatchObject({ template: 'own' });
  });

  test('may have front matter of its own, which stays as it is, with the mark as its last line', async () => {
    const front = 'title: "[FEATURE]" # as on the board\nowner:   harbour\nstatus: [Draft / Approved]\n';
    const { made } = await scene({ '.plankeeper/templates/own.md': `---\n${front}---\n\n# [FEATURE]\n` });
    const { text } = await made({ template: 'own', title: 'The "big" lockers' });
    expect(text).toMatch(
      /^---\ntitle: "The \\"big\\" lockers" # as on the board\nowner: {3}harbour\nstatus: Draft\nplankeeper: own@[0-9a-f]{12}\n---\n\n# The "big" lockers\n$/,
    );
  });
});

test('outside any workspace it is refused with what would make one, and doing so lets the call succeed', async () => {
  const folder = makeFolder();
  folder.write('notes.md', '# Notes\n\n## Goal\n\nText.\n');
  const server = await startServer(folder.path, []);
  const args = { title: 'Parcel lockers', template: 'layered-platform' };
  const refused = await server.call('create_plan', args);
  expect(refused).toMatchObject({ isError: true, code: 'no_workspace' });
  expect(refused.text).toMatch(/--workspace.*PLANKEEPER_WORKSPACE.*\.plankeeper/s);
  expect(refused.text).not.toContain(folder.path);
  expect(existsSync(join(folder.path, 'plans'))).toBe(false);
  expect((await server.call('read_plan', { plan: 'notes.md' })).text).toMatch(/^plan notes\.md · /);

  const named = await startServer(folder.path, ['--workspace', folder.path]);
  expect(await named.call('create_plan', args)).toMatchObject({ isError: false });
});
