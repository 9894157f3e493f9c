import { describe, expect, it } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { createPlan } from '../../src/tools/create_plan.ts';
import { fillSection } from '../../src/tools/fill_section.ts';
import { listPlans } from '../../src/tools/list_plans.ts';
import { packagedFiles } from '../support/packaged.ts';
import { makeContext } from '../support/toolContext.ts';
import { makeWorkspace } from '../support/workspace.ts';

type Input = Parameters<typeof createPlan.run>[0];

function scene(files: Readonly<Record<string, string>> = {}) {
  const workspace = makeWorkspace(files);
  const context = makeContext(workspace.path, { packaged: async () => packagedFiles });
  const made = async (request: Partial<Input>): Promise<string> => {
    const { data } = await createPlan.run({ title: 'Pier', ...request }, context);
    return workspace.read(String(data?.path));
  };
  const refused = async (request: Partial<Input>): Promise<PlanError> => {
    try {
      await made(request);
    } catch (fault) {
      if (fault instanceof PlanError) return fault;
      throw fault;
    }
    throw new Error('It was not refused.');
  };
  return { context, made, refused };
}

describe('what is wrong with the plan that is wanted', () => {
  const own = { '.plankeeper/templates/a.md': '# [TITLE]\n', '.plankeeper/templates/b.md': '# [TITLE]\n' };

  it('is told at once: path, spec and template', async () => {
    const { refused } = scene({ ...own, 'plans/ferry.md': '# Ferry\n' });
    const { code, text } = await refused({ path: '../pier.md', spec: 'specs/none/spec.md' });
    expect(code).toBe('unreadable');
    expect(text).toContain('There is no spec at "specs/none/spec.md".');
    expect(text).toContain('"../pier.md" is not inside the workspace.');
    expect(text).toContain('several templates and none was named. Name one in template: a, b, ');
    const taken = await refused({ path: 'plans/ferry.md', template: 'c' });
    expect(taken.code).toBe('plan_exists');
    expect(taken.text).toContain('No template "c". Known: a, b, ');
  });

  it('is told with a gate that is closed', async () => {
    const { refused } = scene({ 'plans/ferry.md': '# Ferry\n' });
    const { text } = await refused({ template: 'spec-traceable', path: 'plans/ferry.md' });
    expect(text).toMatch(/^\[plan_exists\] .*exception\.$/s);
  });

  it.each([
    ['plans/pier.txt', 'invalid_input'],
    ['.git/pier.md', 'outside_workspace'],
    ['plans/CON.md', 'invalid_input'],
    ['plans', 'invalid_input'],
    ['plans/Ferry.md', 'plan_exists'],
  ])('is told of the path before the template is looked at: %s', async (path, code) => {
    const { refused } = scene({ ...own, 'plans/ferry.md': '# Ferry\n' });
    expect(await refused({ path })).toMatchObject({ code, message: expect.stringContaining('none was named') });
  });
});

describe('values of a new plan', () => {
  const template = 'service-delivery';

  it.each([
    ['Owner', 'timeline/phase-2/Owner', '| Phase 2 | [Date] | [Date] | Ada | [Status] |'],
    ['Goal', 'implementation-phases/phase-2/Goal', '**Goal:** Ada\n\n#### Tasks\n1. [Task 2.1]'],
    ['Duration', 'implementation-phases/phase-2/Duration', '**Duration:** Ada  \n'],
  ])('that stand several times can be named one by one: %s', async (label, way, line) => {
    const { made, refused } = scene();
    const { code, text } = await refused({ template, values: { [label]: 'Ada' } });
    expect(code).toBe('unknown_field');
    expect(text).toContain(`"${label}" stands 3 times in ${way.slice(0, way.indexOf('/'))}, one text came.`);
    expect(text).toContain('Send a list of 3 texts, or name one: ');
    expect(text).toContain(`"${way}"`);
    expect(await made({ template, values: { [way]: 'Ada' } })).toContain(line);
    const three = await made({ template, values: { [label]: ['One', 'Two', 'Three'] } });
    for (const word of ['One', 'Two', 'Three']) expect(three).toContain(word);
  });

  it('go to a label that has a slash itself, below an address', async () => {
    const { made, refused } = scene({
      '.plankeeper/templates/own.md':
        '# [TITLE]\n\n| Feld / Поле | Wert / Значение |\n|---|---|\n| Genehmigt durch | [NAME] |\n| Geprüft durch | [NAME] |\n',
    });
    const { text } = await refused({ values: { 'Genehmigt durch': 'Chef' } });
    expect(text).toContain('Name its cell: "header/genehmigt-durch/Wert / Значение".');
    expect(await made({ values: { 'header/genehmigt-durch/Wert / Значение': 'Chef' } })).toContain(
      '| Genehmigt durch | Chef |\n| Geprüft durch | [NAME] |',
    );
  });

  it('are refused with the cells where they name a row', async () => {
    const { refused } = scene();
    const { text } = await refused({ template, values: { 'timeline/phase-1': 'Mara' } });
    expect(text).toContain(
      '"timeline/phase-1" is a row of the template. Name its cell: "timeline/phase-1/Start Date", ',
    );
  });

  it('are refused with what is near, what is known, and how much of that is left out', async () => {
    const { context, refused } = scene();
    const { text } = await refused({ template, values: { Specificaton: 'x', Onwer: 'y', Goal: 'z' } });
    expect(text).toContain('The template has nothing named "Specificaton", "Onwer". Nearest: Specification');
    expect(text).toMatch(
      /Known: Specification, Created, .*, and \d+ more\. Or create the plan without it, then fill_section/,
    );
    expect(text).toContain('"Goal" stands 3 times');
    expect((await listPlans.run({}, context)).data?.total).toBe(0);
    expect((await refused({ template, values: Object.fromEntries(names(200)) })).text.length).toBeLessThan(3000);
  });

  const names = (count: number): [string, string][] =>
    Array.from({ length: count }, (_, index) => [`Zzz/${index}`, 'x']);
});

describe('a label that can mean the status and a day', () => {
  const own = (lines: string) =>
    scene({ '.plankeeper/templates/own.md': `# [TITEL]\n\n${lines}\n\n## Ziel\n\n[WAS]\n` });

  it.each([
    ['Stand: __STATUS__', 'Stand: Draft'],
    ['**Stand**: [Entwurf / Freigegeben]', '**Stand**: Entwurf'],
    ['| Feld | Wert |\n|---|---|\n| Stand | [STATUS] |', '| Stand | Draft |'],
    ['Stand: [DATUM]', 'Stand: 2026-11-21'],
    ['Stand: TT.MM.JJJJ', 'Stand: 21.11.2026'],
    ['**Status**: [STATUS]\n**Stand**: [STATUS]', '**Status**: Draft\n**Stand**: [STATUS]'],
  ])('goes by the place below it: %s', async (lines, filled) => {
    expect(await own(lines).made({})).toContain(`\n${filled}\n`);
  });

  it('is the status where the settings say so', async () => {
    const { made } = scene({
      'plankeeper.config.json': '{ "words": { "labels": { "status": ["Stand"] } } }',
      '.plankeeper/templates/own.md': '# [TITEL]\n\n**Stand**: [WORT]\n',
    });
    expect(await made({})).toContain('**Stand**: Draft\n');
  });

  it.each(['Stand: __STATUS__', '| Feld | Wert |\n|---|---|\n| Stand | [STATUS] |'])(
    'stays the status when the plan is edited: %s',
    async (lines) => {
      const { context, made } = own(lines);
      await made({});
      const { text } = await fillSection.run({ plan: '001', fills: [{ section: 'ziel', content: 'Holz.' }] }, context);
      expect(text).not.toContain('refused');
      expect((await listPlans.run({ status: 'Draft' }, context)).data?.total).toBe(1);
    },
  );
});

it('a section that went is called removed', async () => {
  const { context, made } = scene({
    '.plankeeper/templates/own.md': '# [TITLE]\n\n## Goal (optional)\n\n[WHAT]\n\n## Work\n\n[HOW]\n',
  });
  await made({});
  const { text, data } = await fillSection.run({ plan: '001', fills: [{ section: 'goal', mode: 'remove' }] }, context);
  expect(text).toMatch(/ · goal[a-z-]* removed · /);
  expect(data?.changed).toEqual([{ section: expect.stringMatching(/^goal/), revision: '000000000000' }]);
});
