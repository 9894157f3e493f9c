import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { approach, changes, delivery, evidence } from '../../examples/usageExport.ts';
import { jsonSchemaOf } from '../../src/mcp/calls/schemas.ts';
import { checkPlan } from '../../src/tools/check_plan.ts';
import type { Context } from '../../src/tools/context.ts';
import { createPlan } from '../../src/tools/create_plan.ts';
import { fillSection } from '../../src/tools/fill_section.ts';
import { readPlan } from '../../src/tools/read_plan.ts';
import { readUnfilled, valuesFor } from '../support/fillEverything.ts';
import { packagedFiles } from '../support/packaged.ts';
import { builtIns } from '../support/templates.ts';
import { makeContext } from '../support/toolContext.ts';
import { makeWorkspace } from '../support/workspace.ts';

type Fill = Parameters<typeof fillSection.run>[0]['fills'][number];

function contextOn(files: Readonly<Record<string, string>> = {}): Context {
  return makeContext(makeWorkspace(files).path, { packaged: async () => packagedFiles });
}

async function check(plan: string, context: Context, status?: string) {
  const request = status === undefined ? { plan } : { plan, for_status: status };
  const { text, data } = await checkPlan.run(checkPlan.input.parse(request), context);
  return { text, data: checkPlan.output?.parse(data) };
}

async function create(template: string, context: Context): Promise<string> {
  const { data } = await createPlan.run({ title: 'Parcel lockers', template, exception: 'Agreed with Mara.' }, context);
  return data?.path ?? '';
}

async function fill(plan: string, fills: readonly Fill[], context: Context): Promise<void> {
  const { data } = await fillSection.run({ plan, fills: [...fills] }, context);
  expect(data?.refused).toBeUndefined();
}

/** Ticks each principle's box and writes the evidence below it. */
const verdicts: readonly Fill[] = Object.entries(evidence).flatMap(([name, words]): Fill[] => {
  const section = `constitution/${name}`;
  return [
    { section, find: `- [ ] **${name}:**`, content: `- [x] **${name}:**` },
    { section, mode: 'append', content: `- PASS: ${words}` },
  ];
});

const answered: Fill = {
  section: 'open-questions',
  content: 'None: finance answered both on 20 November.\n\n**Resolution Deadline:** 2026-11-20',
};

describe('check_plan', () => {
  it('is not content with an empty plan, and says how to get its text back', async () => {
    for (const text of ['', ' \n\n', '---\nowner: Ada\n---\n', '# Night ferry\n']) {
      const { text: told, data } = await check('a', contextOn({ 'plans/a.md': text }));
      expect(told, JSON.stringify(text)).toMatch(/^not ready for In Review · 1 error/);
      expect(data?.findings[0]).toMatchObject({ rule: 'empty-plan', severity: 'error', blocks: 'In Review', line: 1 });
      expect(data?.findings[0]?.fix).toContain('restore_plan {"plan":"plans/a.md"}');
      expect(data?.findings[0]?.fix).toContain('read_plan {"plan":"plans/a.md","view":"history"}');
    }
  });

  it('says in words and in structure what stands between a plan and its next status', async () => {
    const context = contextOn({
      'plans/a.md':
        '# Plan: Night ferry\n\n**Status**: In Review\n\n## Work\n\n**Crew**: [Who does it]\n\n## Open Questions\n\n- Who steers?\n\n## Deployment Checklist\n\n- [ ] Lamps lit\n',
    });
    const { text, data } = await check('a', context);
    const [first, ...lines] = text.split('\n');
    expect(first).toBe('not ready for Approved · 2 errors, 1 warning · plans/a.md');
    expect(lines.slice(0, 3)).toEqual([
      'error unfilled · work:7 · 1 place is unfilled: Crew. → fill_section {"plan":"plans/a.md","fills":[{"section":"work","values":{"Crew":"<text>"}}]}',
      expect.stringMatching(
        /^error open-question · open-questions\/who-steers:11 · Open question "Who steers\?" \(q-[0-9a-f]{6}\)\. → answer_question \{"plan":"plans\/a\.md","answers":\[\{"question":"q-[0-9a-f]{6}","answer":"<answer>"\}\]\}$/,
      ),
      'warning checklist · deployment-checklist:15 · 1 of 1 boxes is open: "Lamps lit". (blocks Completed) → mark_item {"plan":"plans/a.md","items":[{"item":"deployment-checklist/lamps-lit","state":"done"}]}',
    ]);
    expect(text).toMatch(/^checked: .*\bunfilled\b/m);
    expect(text).toContain('skipped gate-list: the plan has no plain list of gates');
    expect(data).toMatchObject({ ready: false, for_status: 'Approved' });
    expect(data?.findings[2]).toEqual({
      rule: 'checklist',
      severity: 'warning',
      section: 'deployment-checklist',
      line: 15,
      message: '1 of 1 boxes is open: "Lamps lit".',
      blocks: 'Completed',
      fix: 'mark_item {"plan":"plans/a.md","items":[{"item":"deployment-checklist/lamps-lit","state":"done"}]}',
    });
    expect((await check('a', context, 'entwurf')).text).toMatch(/^ready for Draft · 3 warnings · plans\/a\.md$/m);
    await expect(check('a', context, 'Shipped')).rejects.toMatchObject({ code: 'invalid_choice' });
  });

  it.each(builtIns)('tells of a new $id plan what a colleague would: section by section, in order', async ({ id }) => {
    const context = contextOn();
    const plan = await create(id, context);
    const { data } = await check(plan, context, 'Approved');
    const unfilled = data?.findings.filter(({ rule }) => rule === 'unfilled') ?? [];
    const tops = unfilled.map(({ section }) => section.split('/')[0]);
    expect(new Set(tops).size).toBe(tops.length);
    expect(tops.length).toBeGreaterThan(5);
    const counted = unfilled.map(({ message }) => Number(/^\d+/.exec(message)?.[0]));
    const head = (await readPlan.run({ plan, view: 'outline' }, context)).text;
    const optional = id === 'service-delivery' || id === 'full-lifecycle';
    const total = counted.reduce((sum, count) => sum + count, 0);
    if (!optional) expect(head).toContain(` · unfilled ${total} · `);
    expect(data?.ready).toBe(false);
    const errors = data?.findings.filter(({ severity }) => severity === 'error') ?? [];
    expect(errors.map(({ line }) => line)).toEqual(errors.map(({ line }) => line).toSorted((a, b) => a - b));
    expect(data?.findings.filter(({ rule }) => rule === 'constitution')[0]?.message).toMatch(
      /^\d principles have no verdict: /,
    );
    expect(data?.findings.filter(({ rule }) => rule === 'template-bleed')).toEqual([]);
    if (id === 'spec-traceable') {
      expect(data?.findings.find(({ rule }) => rule === 'prerequisites')).toMatchObject({ severity: 'warning' });
    }
  });

  it('finds nothing in a finished plan', async () => {
    const context = contextOn();
    const plan = await create('layered-platform', context);
    const violations: Fill = { section: 'constitution', values: { Violations: 'None' } };
    const settled = delivery.map((each) => (each.section === answered.section ? answered : each));
    for (const fills of [approach, changes, settled, [...verdicts, violations]]) await fill(plan, fills, context);
    const { data, text } = await check(plan, context, 'Approved');
    expect(data?.findings.filter(({ blocks }) => blocks !== 'Completed')).toEqual([]);
    expect(text).toMatch(/^ready for Approved · \d warnings? · plans\/001-parcel-lockers\/plan\.md$/m);
    await context.workspace.edit(plan, 'test', async (before) =>
      before
        .replace(/(?<=\*\*Tasks:\*\*\n)(?:\d\. .*\n)+/g, (tasks) => tasks.replace(/^(\d\. )/gm, '$1[x] '))
        .replaceAll('- [ ]', '- [x]'),
    );
    const done = await check(plan, context, 'Completed');
    expect(done.data?.findings).toEqual([]);
    expect(done.text).toMatch(/^ready for Completed · no findings · plans\/001-parcel-lockers\/plan\.md$/m);
  });

  it('lets each fix of unfilled places with few names be called as it is', async () => {
    const context = contextOn();
    const plan = await create('layered-platform', context);
    const { data } = await check(plan, context);
    const calls = (data?.findings ?? []).flatMap(({ rule, fix }) =>
      rule === 'unfilled' && fix?.startsWith('fill_section ') === true ? [fix.slice('fill_section '.length)] : [],
    );
    expect(calls.length).toBeGreaterThan(3);
    for (const call of calls) {
      const request = fillSection.input.parse(JSON.parse(call.replace(/<([^<>/"]+)(?: [^<>"]*)?>/g, '$1')));
      expect((await fillSection.run(request, context)).data?.refused, call).toBeUndefined();
    }
  });

  it('has fixes for what the template left that take it out', async () => {
    const context = contextOn();
    const plan = await create('full-lifecycle', context);
    // Filled headings give some places new names: those are left to the next round.
    for (let round = 0; round < 10; round += 1) {
      const open = readUnfilled((await readPlan.run({ plan, view: 'unfilled' }, context)).text);
      if (open.size === 0) break;
      const fills = [...open].map((place) => ({ section: place[0], values: valuesFor(...place) }));
      await fillSection.run({ plan, fills }, context);
    }
    const bleeding = async () =>
      (await check(plan, context)).data?.findings.filter(({ rule }) => rule === 'template-bleed') ?? [];
    const before = await bleeding();
    expect(before.length).toBeGreaterThan(3);
    for (let found = before; found[0] !== undefined; found = await bleeding()) {
      const call = (found[0].fix ?? '').replace(', likewise the others', '').replace('fill_section ', '');
      const request = fillSection.input.parse(JSON.parse(call.replace(/<([^<>/"]+)(?: [^<>"]*)?>/g, '$1')));
      await fill(plan, request.fills, context);
    }
  });

  it('takes a tick and the note of a task for no text of an author', async () => {
    const context = contextOn();
    const plan = await create('full-lifecycle', context);
    const section = 'phase-3/documentation';
    const bleeding = async () =>
      ((await check(plan, context)).data?.findings ?? []).filter(
        (each) => each.rule === 'template-bleed' && each.section === section,
      );
    const change = (from: string, to: string) =>
      context.workspace.edit(plan, 'test', async (text) => text.replace(from, to));
    await change('- [ ] API documentation\n', '- [x] API documentation\n');
    await change('- [ ] Developer guide\n', '- [ ] Developer guide\n  - BLOCKED: the reviewer is away\n');
    expect(await bleeding()).toEqual([]);
    await change('- [ ] Deployment runbook\n', '- [ ] Deployment runbook\n- [ ] Map of the piers\n');
    expect(await bleeding()).toMatchObject([{ message: expect.stringContaining('What is written or brought up') }]);
  });

  it('has a fix for a missing section that puts it back', async () => {
    const context = contextOn();
    const plan = await create('layered-platform', context);
    const { text } = await context.workspace.read(plan);
    const without = text
      .replace(/## Dependencies\n[^]*?(?=## Testing Strategy)/, '')
      .replace(/## Rollout Plan\n[^]*?(?=## Monitoring)/, '');
    await context.workspace.edit(plan, 'test', async () => without);
    const missing = async () =>
      (await check(plan, context)).data?.findings.filter(
        ({ rule, message }) => rule === 'required-section' && message.includes('missing'),
      ) ?? [];
    const [found, ...others] = await missing();
    expect(others).toEqual([]);
    expect(found?.message).toBe(
      'The required section "Rollout Plan" is missing; the template has it after "Testing Strategy".',
    );
    const request = fillSection.input.parse(JSON.parse((found?.fix ?? '').replace('fill_section ', '')));
    await fill(plan, request.fills, context);
    expect(await missing()).toEqual([]);
  });

  it('costs a caller at most 120 tokens', () => {
    const { name, description, input } = checkPlan;
    const { $schema: _, ...schema } = jsonSchemaOf(input, 'input');
    expect(encode(JSON.stringify({ name, description, inputSchema: schema })).length).toBeLessThanOrEqual(120);
  });
});
