import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planRevision } from '../../src/markdown/revision.ts';
import { type Intent, intent, smuggled } from '../support/approvalCalls.ts';
import { judge } from '../support/approvalJudge.ts';
import { play, Tally } from '../support/approvalRun.ts';
import { makeStarts, type Starts, startNames } from '../support/approvalStarts.ts';
import { type Harmless, harmless, track } from '../support/approvalTracking.ts';
import { callerIn } from '../support/inProcess.ts';
import { makeWorkspace } from '../support/workspace.ts';

const made = new Map<string, Starts>();

/** A workspace of its own for the plan; the texts that it begins from are made once. */
async function setUp(name: string) {
  const workspace = makeWorkspace();
  const { call, context } = callerIn(workspace.path);
  const starts = made.get(name) ?? (await makeStarts(name, workspace, call, context));
  made.set(name, starts);
  workspace.write(starts.plan, starts.approved.text);
  return { ...starts, workspace, setting: { call, context, folder: workspace.path, plan: starts.plan } };
}

const plain = (kind: Harmless['kind']): Harmless => ({ kind, at: 0, state: 'done', note: 'Mara did it on Monday.' });

const firstTask = (state: 'done' | 'blocked'): Intent => ({
  kind: 'mark',
  at: 1,
  state,
  note: 'see [NEEDS CLARIFICATION: which quay?]',
  justification: undefined,
});

describe.each(startNames)('the approval of a plan (%s)', (name) => {
  it('stands over no question, verdict or open place, whatever is called and edited by hand', async () => {
    const { ready, approved, setting } = await setUp(name);
    const sequence = fc.array(intent, { minLength: 1, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(approved, ready, approved), sequence, (start, intents) =>
        play(start, intents, setting),
      ),
      { numRuns: 5 },
    );
  }, 120_000);

  it('stands over no question that a note of tracking asks', async () => {
    const { approved, setting } = await setUp(name);
    const tally = new Tally();
    await fc.assert(
      fc.asyncProperty(fc.array(smuggled, { minLength: 1, maxLength: 2 }), (intents) =>
        play(approved, intents, setting, tally),
      ),
      { numRuns: 4, examples: [[[firstTask('done')]], [[firstTask('blocked')]]] },
    );
    const { reading } = await judge(setting.plan, approved.text, setting.context);
    if (reading.progress.total > 0) expect(tally.counts.get('mark_item: reopened') ?? 0).toBeGreaterThan(0);
  }, 120_000);

  it('goes with each heading that changes', async () => {
    const { approved, plan, setting } = await setUp(name);
    const headings = approved.text.match(/^##? .+$/gm) ?? [];
    expect(headings.length).toBeGreaterThan(4);
    const standing = await Promise.all(
      headings.map(async (heading) => {
        const text = approved.text.replace(heading, `${heading} and barges`);
        return (await judge(plan, text, setting.context)).told.isEffective ? [heading] : [];
      }),
    );
    expect(standing.flat()).toEqual([]);
  }, 120_000);

  it('stays while the work is tracked', async () => {
    const { approved, setting } = await setUp(name);
    let changes = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(harmless, { minLength: 2, maxLength: 6 }), async (steps) => {
        changes += await track(approved, steps, setting);
      }),
      { numRuns: 3, examples: [[[plain('endings'), plain('blanks'), plain('task')]]] },
    );
    expect(changes).toBeGreaterThan(1);
  }, 120_000);

  it('stands again over the text that it was given to, and is never brought back itself', async () => {
    const { approved, workspace, plan, setting } = await setUp(name);
    const { call, context } = setting;
    const now = async () => judge(plan, workspace.read(plan), context);
    const content = '## Barges\n\nBarges carry the parcels.';
    await call('fill_section', { plan, fills: [{ section: 'title', mode: 'append', content }] });
    expect((await now()).told.isEffective).toBe(false);
    const undone = await call('restore_plan', { plan });
    expect(undone.isError, undone.text).toBe(false);
    expect(workspace.read(plan)).toBe(approved.text);
    expect((await now()).told.isEffective).toBe(true);
    // A file that was emptied took nothing back.
    workspace.write(plan, '');
    const whole = await call('restore_plan', { plan, revision: planRevision(approved.text) });
    expect(whole.isError, whole.text).toBe(false);
    expect(workspace.read(plan)).toBe(approved.text);
    expect((await now()).told.isEffective).toBe(true);
    const status = (await now()).reading.statuses[0];
    const back = await call('set_status', { plan, status, reason: 'Barges are cheaper.' });
    expect(back.isError, back.text).toBe(false);
    const { standing, reading } = await now();
    expect(standing.approval).toBeUndefined();
    const revision = planRevision(approved.text);
    const sections = reading.document.top.map(({ id }) => [id]);
    for (const more of [{}, { revision }, ...sections.map((each) => ({ revision, sections: each }))]) {
      const answer = await call('restore_plan', { plan, expect: planRevision(workspace.read(plan)), ...more });
      if (answer.isError) expect(answer.code).toBe('invalid_transition');
      else expect(answer.data?.['changed']).toEqual([]);
    }
    expect((await now()).standing).toEqual(standing);
    workspace.write(plan, '\n');
    expect(await call('restore_plan', { plan, revision })).toMatchObject({ isError: true, code: 'invalid_transition' });
  }, 120_000);

  it('is one of its own text alone, wherever its record is copied to', async () => {
    const { approved, workspace, plan, setting } = await setUp(name);
    const { call, context } = setting;
    const isEffective = async (text: string): Promise<boolean> => (await judge(plan, text, context)).told.isEffective;
    const [first = ''] = approved.records;
    const title = /^# .*$/m.exec(approved.text)?.[0] ?? '';
    workspace.write(plan, approved.text.replace(title, `${title} and barges`));
    const word = { by: 'Ada Lovelace', words: 'Barges, too.' };
    const again = await call('set_status', { plan, status: 'Approved', approval: word });
    expect(again.isError, again.text).toBe(false);
    const text = workspace.read(plan);
    const second = (await judge(plan, text, context)).standing.approval ?? '';
    const inFile = (record: string): string => (text.includes(record) ? record : record.replaceAll('"', '\\"'));
    const old = inFile(second) === second ? first : first.replaceAll('"', '\\"');
    expect(await isEffective(text)).toBe(true);
    expect(await isEffective(text.replace(inFile(second), old))).toBe(false);
    expect(await isEffective(approved.text.replace(old, inFile(second)))).toBe(false);
    for (const fill of [
      { section: 'header', mode: 'append', content: `**Approval**: ${first}` },
      { section: 'header', values: { Approval: first } },
      { section: 'header', find: second, content: first },
      { section: 'front-matter/approved', content: first },
    ])
      await call('fill_section', { plan, fills: [fill] });
    expect((await judge(plan, workspace.read(plan), context)).standing.approval).toBe(second);
  }, 120_000);
});
