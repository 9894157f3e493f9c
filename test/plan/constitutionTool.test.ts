import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkConstitution } from '../../src/tools/check_constitution.ts';
import { readPlan } from '../../src/tools/read_plan.ts';
import { markItem } from '../../src/tools/mark_item.ts';
import { checkOwn, harbour, planWith } from '../support/constitutions.ts';
import { root } from '../support/sources.ts';
import { builtIns, loadBuiltIn, readSeed } from '../support/templates.ts';
import { makeContext } from '../support/toolContext.ts';
import { makeWorkspace } from '../support/workspace.ts';

const packaged = async () => {
  const folder = join(root, 'templates');
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'));
  return paths.map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(folder, path), 'utf8') }));
};

/** Calls the tool on a workspace of these files. */
async function run(files: Readonly<Record<string, string>>, input: { plan: string; constitution?: string }) {
  const workspace = makeWorkspace(files);
  return checkConstitution.run(checkConstitution.input.parse(input), makeContext(workspace.path, { packaged }));
}

/** A plan as it comes from a built-in template, marked as such. */
function fresh(id: string): string {
  const { text, revision } = loadBuiltIn(id);
  return `---\nplankeeper: ${id}@${revision}\n---\n${text}`;
}

const evidence = 'met by the second phase of this plan';

/** Each box of the check section with a record below it; `other` replaces the first one's. */
function withRecords(text: string, other = `- PASS: ${evidence}`): string {
  let count = 0;
  return text.replace(/^- \[ \] \*\*.*$/gm, (box) => {
    count += 1;
    return `${box}\n  ${count === 1 ? other : `- PASS: ${evidence}`}`;
  });
}

const plan = 'plans/a/plan.md';
const none = (text: string): string => text.replace(/^(\*\*Violations:\*\*).*$/m, '$1 None');

test('a fresh layered-platform plan is incomplete, its six principles unaddressed', async () => {
  const { data } = await run({ [plan]: fresh('layered-platform') }, { plan });
  expect(data.verdict).toBe('incomplete');
  expect(data.constitution).toEqual({ version: '1.0.0', unfilled: false });
  expect(data.principles.map(({ id, verdict }) => [id, verdict])).toEqual(
    [
      'agentic-first-design',
      'fast-feedback-loops',
      'deployment-portability',
      'security-by-default',
      'test-driven-quality',
      'layered-architecture',
    ].map((id) => [id, 'unaddressed']),
  );
  expect(data.next).toBe(
    `mark_item {"plan":"${plan}","items":[{"item":"agentic-first-design","state":"pass","note":"<evidence>"}]}`,
  );
});

test('with evidence for all it passes; a bare tick, a violation and its justification change that', async () => {
  const text = none(fresh('layered-platform'));
  const first = async (changed: string) => {
    const { data } = await run({ [plan]: changed }, { plan });
    return [data.verdict, data.principles[0]?.verdict];
  };
  expect(await first(withRecords(text))).toEqual(['pass', 'pass']);
  expect(await first(withRecords(text, '').replace('- [ ] **Agentic', '- [x] **Agentic'))).toEqual([
    'incomplete',
    'unsupported',
  ]);
  expect(await first(withRecords(text, '- PASS'))).toEqual(['incomplete', 'unsupported']);
  expect(await first(withRecords(text, '- VIOLATION: agents cannot reach the import'))).toEqual(['fail', 'violation']);
  const justified = withRecords(text, '- VIOLATION: agents cannot reach the import').replace(
    '**Violations:** None',
    '**Violations:** Agentic-First Design: justified because the import runs once and is removed',
  );
  expect(await first(justified)).toEqual(['pass', 'justified']);
});

test.each(builtIns)(
  'a fresh $id plan has every principle unaddressed, against its template and against its own list',
  async ({ id, seed }) => {
    const { data } = await run({ [plan]: fresh(id) }, { plan });
    expect(data.verdict).toBe('incomplete');
    expect(new Set(data.principles.map(({ verdict }) => verdict))).toEqual(new Set(['unaddressed']));
    const text = readSeed(seed);
    if (text === undefined) return;
    const own = checkOwn(text);
    expect(own.principles.map(({ title }) => title)).toEqual(data.principles.map(({ title }) => title));
    expect(new Set(own.principles.map(({ verdict }) => verdict))).toEqual(new Set(['unaddressed']));
  },
);

test('the nearest constitution counts, a named one before it, and a missing one is refused', async () => {
  const files = {
    [plan]: planWith('- **Small Boats**: PASS: posts stand 2 m apart'),
    '.specify/memory/constitution.md': harbour,
    'docs/other.md': '# Other\n\n## Principles\n\n### Small Boats\n\nText.\n\n**Version**: 9.0.0\n',
  };
  const nearest = await run(files, { plan });
  expect(nearest.data).toMatchObject({
    verdict: 'incomplete',
    constitution: { path: '.specify/memory/constitution.md', version: '1.2.0' },
  });
  expect(nearest.data.principles).toHaveLength(3);
  const named = await run(files, { plan, constitution: 'docs/other.md' });
  expect(named.data).toMatchObject({ verdict: 'pass', constitution: { path: 'docs/other.md', version: '9.0.0' } });
  await expect(run(files, { plan, constitution: 'docs/none.md' })).rejects.toMatchObject({ code: 'unreadable' });
  await expect(run(files, { plan: 'plans/none.md' })).rejects.toMatchObject({ code: 'unknown_plan' });
});

test.each([
  ['a plan that does not name it', 'To be done.'],
  [
    'a row whose note says nothing',
    '| Principle | Status | Notes |\n|---|---|---|\n| Small Boats | PASS | posts |\n| Clean Water | PASS | trays and a pump |\n| Quiet Nights | PASS | electric engines |',
  ],
  ['an answer column and evidence', '| Principle | Answer | Evidence |\n|---|---|---|\n| Small Boats |  |  |'],
  ['no column for notes', '| Principle | Status |\n|---|---|\n| Small Boats |  |'],
  ['neither', '| # | Principle | Answer |\n|---|---|---|\n| 1 | Small Boats |  |'],
  ['boxes', '- [ ] **Small Boats:** Will every boat fit between two posts?'],
])('a principle is led to its verdict by a call that works: %s', async (_, body) => {
  const workspace = makeWorkspace({ [plan]: planWith(body), 'constitution.md': harbour });
  const context = makeContext(workspace.path, { packaged });
  const { data } = await checkConstitution.run({ plan }, context);
  expect(data.next).toBe(
    `mark_item {"plan":"${plan}","items":[{"item":"small-boats","state":"pass","note":"<evidence>"}]}`,
  );
  await take(data.next, context);
  expect((await checkConstitution.run({ plan }, context)).data.principles[0]).toMatchObject({ verdict: 'pass' });
});

test('a violation is led to its justification, what contradicts itself is read first', async () => {
  const body = '- **Small Boats**: VIOLATION: two ferries\n- **Clean Water**: ✅ PASS ❌ FAIL';
  const workspace = makeWorkspace({ [plan]: planWith(body), 'constitution.md': harbour });
  const context = makeContext(workspace.path, { packaged });
  const { data } = await checkConstitution.run({ plan }, context);
  expect(data.next).toBe(
    `mark_item {"plan":"${plan}","items":[{"item":"small-boats","state":"violation","note":"<what is violated>","justification":"<why it has to be>"}]}`,
  );
  await take(data.next, context);
  const after = await checkConstitution.run({ plan }, context);
  expect(after.data.principles[0]).toMatchObject({ verdict: 'justified' });
  expect(after.data.next).toBe(
    `read_plan {"plan":"${plan}","sections":["constitution-check/clean-water"]}, then mark_item {"plan":"${plan}","items":[{"item":"clean-water","state":"pass","note":"<evidence>"}]}`,
  );
  await take(after.data.next, context);
  expect((await checkConstitution.run({ plan }, context)).data.principles[1]).toMatchObject({ verdict: 'pass' });
});

test('a plan without a check section gets one by marking its principles', async () => {
  const workspace = makeWorkspace({ [plan]: '# Plan\n\n## Scope\n\nText.\n', 'constitution.md': harbour });
  const context = makeContext(workspace.path, { packaged });
  for (const id of ['small-boats', 'clean-water', 'quiet-nights']) {
    const { data } = await checkConstitution.run({ plan }, context);
    expect(data.next).toContain(`"item":"${id}"`);
    await take(data.next, context);
  }
  expect((await checkConstitution.run({ plan }, context)).data.verdict).toBe('pass');
  expect(workspace.read(plan)).toContain('\n## Constitution Check\n\n- **Small Boats**\n  - PASS: ');
});

test.each([
  ['labels', '**Gate 1**: Depth\n- Status: [PASS / FAIL]\n- Justification: [why]'],
  ['a status alone', '**Gate 1**: Depth\n- Status:'],
  ['a heading without a status', '### Gate 1: Depth\n\nHow deep is it?'],
  ['a box', '- [ ] Depth is measured'],
  ['a row', '| Gate | Status | Notes |\n|---|---|---|\n| Depth |  |  |'],
  ['a conditional status without reason', '**Gate 1**: Depth\n- Status: CONDITIONAL\n- Justification:'],
  ['a conditional record without reason', '- [ ] Depth\n  - CONDITIONAL: [reason]'],
  ['a conditional row without reason', '| Gate | Status |\n|---|---|\n| Depth | CONDITIONAL |'],
])('a gate is led to its state by a call that works: %s', async (_, gate) => {
  const principles = ['Small Boats', 'Clean Water', 'Quiet Nights'].map((title) => `- **${title}**: PASS: ${evidence}`);
  const text = planWith(principles.join('\n')).replace('## Next', `## Gates\n\n${gate}\n\n## Next`);
  const workspace = makeWorkspace({ [plan]: text, 'constitution.md': harbour });
  const context = makeContext(workspace.path, { packaged });
  const { data } = await checkConstitution.run({ plan }, context);
  expect(data.verdict).toBe('incomplete');
  await take(data.next, context);
  expect((await checkConstitution.run({ plan }, context)).data.verdict, data.next).toBe('pass');
});

test('what fails is mended before its gate passes', async () => {
  const gate = '## Gates\n\n**Gate 1**: Depth\n- Status: FAIL\n\n## Next';
  const principles = ['Small Boats', 'Clean Water', 'Quiet Nights'].map((title) => `- **${title}**: PASS: ${evidence}`);
  const text = planWith(principles.join('\n')).replace('## Next', gate);
  const { data } = await run({ 'constitution.md': harbour, [plan]: text }, { plan });
  expect(data.next).toBe(
    `read_plan {"plan":"${plan}","sections":["gates/gate-1"]}, then mend what fails, then mark_item {"plan":"${plan}","items":[{"item":"gates/gate-1","state":"pass","note":"<reason>"}]}`,
  );
});

/** Makes the call that an answer names, with words for what it leaves open. */
async function take(next: string | undefined, context: ReturnType<typeof makeContext>): Promise<void> {
  const [before = '', call = ''] = (next ?? '').split('mark_item ');
  const address = /"sections":\["([^"]+)"\]/.exec(before)?.[1];
  if (address !== undefined) await readPlan.run({ plan, sections: [address] }, context);
  const words = call.replace(/<[a-z ]+>/g, evidence);
  const answer = await markItem.run(markItem.input.parse(JSON.parse(words)), context);
  expect(answer.data.refused, next).toBeUndefined();
}

test('rules below a heading are answered one by one', async () => {
  const workspace = makeWorkspace({ [plan]: fresh('full-lifecycle') });
  const context = makeContext(workspace.path, { packaged });
  const { data } = await checkConstitution.run({ plan }, context);
  const group = 'constitution-check/alignment-verification/code-style-standards';
  const rules = [
    'follows-project-naming-conventions',
    'matches-established-patterns',
    'consistent-with-existing-architecture',
  ];
  expect(JSON.parse((data.next ?? '').replace('mark_item ', ''))).toEqual({
    plan,
    items: rules.map((rule) => ({ item: `${group}/${rule}`, state: 'pass', note: '<evidence>' })),
  });
  await take(data.next, context);
  expect((await checkConstitution.run({ plan }, context)).data.principles[0]).toMatchObject({ verdict: 'pass' });
});

test('answer and text tell the same, stay in the schema, and quote the plan on one line, bounded and without control characters', async () => {
  const long = `posts \u001b[31m stand \u202e apart ${'and so on '.repeat(100)}`;
  const { data, text } = await run(
    { 'constitution.md': harbour, [plan]: planWith(`- **Small Boats**: PASS: ${long}\n- **Quiet Nights**: as ever`) },
    { plan },
  );
  expect(checkConstitution.output?.parse(data)).toEqual(data);
  const [quoted] = data.principles;
  expect(quoted?.evidence?.length).toBeLessThan(210);
  expect(`${quoted?.evidence}${text.replaceAll('\n', '')}`).not.toMatch(/\p{C}/u);
  for (const { id, verdict } of data.principles) expect(text).toContain(`${verdict} ${id}`);
  expect(text).toContain('incomplete · plans/a/plan.md against constitution.md 1.2.0');
  expect(text).toContain(`next: ${data.next}`);
});

const collected = new URL('../../../shared/corpus/', import.meta.url);

test.skipIf(!existsSync(collected))(
  'labelled plans get their labelled verdicts, or unknown (skipped where the collection is missing)',
  async () => {
    const labelled = [
      [
        '132',
        '007',
        ['not_applicable', 'not_applicable', 'not_applicable', 'not_applicable', 'pass', 'not_applicable'],
      ],
      ['027', '016', ['pass', 'pass', 'pass', 'pass', 'pass', 'deferred', 'pass']],
      ['023', '005', ['unknown', 'pass', 'pass', 'pass', 'pass', 'pass', 'pass']],
    ] as const;
    for (const [number, constitution, expected] of labelled) {
      const files = {
        [plan]: readFileSync(new URL(`plans/${number}.md`, collected), 'utf8'),
        'constitution.md': readFileSync(new URL(`constitutions/${constitution}.md`, collected), 'utf8'),
      };
      const { data } = await run(files, { plan });
      expect(
        data.principles.map(({ verdict }) => verdict),
        number,
      ).toEqual(expected);
    }
  },
);
