import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  checkFor,
  headOf,
  listed,
  mend,
  must,
  openTasks,
  type Past,
  pastOf,
  places,
  refusedPlaces,
  tidy,
  withoutStanding,
  writeDraft,
} from '../support/life.ts';
import { planAt, type TestPlan } from '../support/newPlan.ts';
import { startServer } from '../support/server.ts';
import { builtIns, readSeed } from '../support/templates.ts';
import { makeWorkspace } from '../support/workspace.ts';

/** What is changed after the approval, by a label of its section or as a whole; and how the approval stands in the file. */
const kinds = {
  'layered-platform': { decision: 'overview', record: below('**Plan Status:** Approved', '**Approval:**') },
  'full-lifecycle': { decision: 'technical-context', record: below('**Status**: Approved', '**Approval**:') },
  'principle-gated': { decision: 'technical-context', record: below('**Status**: Approved', '**Approval**:') },
  'spec-traceable': { decision: 'summary', record: ['---\n', 'status: Approved\n', 'approved: "RECORD"\n', '---\n'] },
  'service-delivery': { decision: 'plan-overview', record: below('**Status:** Approved', '**Approval:**') },
} as const;

/** A record below the status, in its form; lines may end in a hard break. */
function below(status: string, label: string): readonly string[] {
  return [`\n${status}`, `\n${label} RECORD`, '\n'];
}

type Kind = keyof typeof kinds;

const spec = '# Parcel lockers\n\n**Status**: Approved\n\n## Requirements\n\nParcels wait at the station.\n';
const mara = { by: 'Mara Lind', words: 'Good, build it.' };

// A hundred calls, each of which reads, checks or writes a file.
describe('a plan lives a whole life', { timeout: 180_000 }, () => {
  test.each(builtIns.map(({ id }) => id))('built-in %s', async (id) => {
    await live(id, id, {});
  });

  for (const { id, seed } of builtIns) {
    const text = readSeed(seed);
    if (text === undefined) test.skip(`seed of ${id}: no seeds beside the repository`, () => {});
    else
      test(`seed of ${id} as a workspace template`, async () => {
        await live(id, 'seed', { '.plankeeper/templates/seed.md': text });
      });
  }
});

async function live(kind: Kind, template: string, files: Readonly<Record<string, string>>): Promise<void> {
  const begun = await begin(template, files);
  const past = pastOf(begun);
  await draft(begun, past);
  await blockers(begun, past);
  const plan = await restarted(begun);
  await approval(plan, past, kinds[kind].record);
  await stepBack(plan, past);
  await work(plan, past);
  await reopening(plan, past, kinds[kind].decision);
  await completion(plan, past);
  const history = await must(plan, 'read_plan', { view: 'history', max_tokens: 25_000 });
  for (const revision of past.revisions) expect(history.text).toContain(revision);
}

async function begin(template: string, files: Readonly<Record<string, string>>): Promise<TestPlan> {
  const workspace = makeWorkspace({ ...files, 'specs/001-parcel-lockers/spec.md': spec });
  const server = await startServer(workspace.path);
  const made = await server.call('create_plan', {
    title: 'Parcel lockers',
    template,
    spec: 'specs/001-parcel-lockers',
  });
  return planAt(workspace, server, z.string().parse(made.data?.['path'], { error: () => made.text }));
}

async function restarted(plan: TestPlan): Promise<TestPlan> {
  await plan.server.close();
  return planAt(plan.workspace, await startServer(plan.workspace.path), plan.path);
}

/** Everything is written; questions come up, one of them is put off and one is answered. */
async function draft(plan: TestPlan, past: Past): Promise<void> {
  past.note();
  await writeDraft(plan);
  past.note();
  const before = (await listed(plan)).questions;
  const questions = ['Who keeps the spare keys?', 'Which colour do the doors get?', 'How long may a parcel wait?'];
  await must(plan, 'add_item', {
    items: questions.map((question) => ({ section: 'questions', values: { question } })),
  });
  past.note();
  expect((await listed(plan)).questions).toBe(before + 3);
  const open = (await plan.questions()).questions;
  const idOf = (text: string): string =>
    z.string().parse(open.find((each) => each.text === text)?.id, { error: () => text });
  await must(plan, 'answer_question', {
    answers: [
      { question: idOf('Who keeps the spare keys?'), answer: 'The station does.' },
      { question: idOf('Which colour do the doors get?'), defer: 'the paint is ordered' },
    ],
    decided_by: 'Ben',
  });
  past.note();
  const left = (await plan.questions()).questions;
  expect(left.find((each) => each.text === 'Who keeps the spare keys?')).toBeUndefined();
  expect(left.find((each) => each.text === 'Which colour do the doors get?')).toMatchObject({
    kind: 'deferred',
    blocking: false,
  });
  expect(left.find((each) => each.text === 'How long may a parcel wait?')).toMatchObject({ blocking: true });
}

/** Approved is refused with what check_plan finds; each finding goes when it is mended, until a person's word alone is missing. */
async function blockers(plan: TestPlan, past: Past): Promise<void> {
  const text = plan.read();
  const check = await checkFor(plan, 'Approved');
  const errors = check.findings.filter(({ severity }) => severity === 'error');
  const refused = await plan.server.call('set_status', { plan: plan.path, status: 'Approved', approval: mara });
  expect(refused.code).toBe('gate_closed');
  expect(errors.length).toBeGreaterThan(1);
  expect(refusedPlaces(refused.text)).toEqual(places(errors));
  expect((await plan.check()).verdict).not.toBe('pass');
  for (let round = 0; round < 60; round += 1) {
    const [first] = (await checkFor(plan, 'Approved')).findings.filter(({ severity }) => severity === 'error');
    if (first === undefined) break;
    const before = plan.read();
    await mend(plan, first);
    expect(plan.read(), `${first.rule} ${first.section}: ${first.fix ?? ''}`).not.toBe(before);
    past.note();
  }
  // The verdicts have filled the section: its instruction to the author may go.
  await tidy(plan);
  past.note();
  const after = await checkFor(plan, 'Approved');
  expect(after.findings.filter(({ blocks }) => blocks !== 'Completed')).toEqual([]);
  expect(after.ready).toBe(true);
  expect((await plan.check()).verdict).toBe('pass');
  expect(plan.read()).not.toBe(text);
}

async function approval(plan: TestPlan, past: Past, record: readonly string[]): Promise<void> {
  const text = plan.read();
  const wordless = await plan.server.call('set_status', { plan: plan.path, status: 'Approved' });
  expect(wordless.code).toBe('approval_required');
  expect(plan.read()).toBe(text);
  await byHand(plan);
  const answer = await approve(plan, past, mara);
  expect(answer).toMatchObject({ status: 'Approved', approval: expect.stringMatching(/^Mara Lind, \d{4}-\d\d-\d\d$/) });
  const own = z.string().parse(recordIn(plan.read()), { error: () => plan.read().slice(0, 600) });
  let at = 0;
  for (const part of record) {
    const found = plan.read().indexOf(part.replace('RECORD', own), at);
    expect(found, part).toBeGreaterThanOrEqual(at);
    at = found;
  }
  expect(withoutStanding(plan.read())).toBe(withoutStanding(text));
  expect(/^- \[ \] Final Approval/m.test(plan.read())).toBe(false);
  expect(await headOf(plan)).toMatch(/^Approved · approval Mara Lind, /);
}

/** The approval as it stands in the file; in front matter with its quotes escaped. */
function recordIn(text: string): string | undefined {
  const form =
    /Mara Lind, \d{4}-\d\d-\d\d, quoted: \\?"Good, build it\.\\?" \((?:constitution [\d.]+, )?substance [0-9a-f]{12}-[0-9a-f]+\)/;
  return form.exec(text)?.[0];
}

/** Whoever writes Approved into the file has approved nothing. */
async function byHand(plan: TestPlan): Promise<void> {
  await must(plan, 'set_status', { status: (await checkFor(plan)).for_status === 'Approved' ? 'Draft' : 'In Review' });
  const text = plan.read();
  plan.workspace.write(
    plan.path,
    text.replace(/^((?:\*\*)?(?:Plan )?status:?(?:\*\*)?:? )(?:Draft|In Review)/im, '$1Approved'),
  );
  expect(plan.read()).not.toBe(text);
  expect((await listed(plan)).approval).toBeUndefined();
  expect(await headOf(plan)).toMatch(/^Approved · approval none · /);
  const { findings } = await checkFor(plan);
  expect(findings.filter(({ rule }) => rule === 'approval').map(({ message }) => message)).toEqual([
    'No approval is on record: nobody can tell who approved what.',
  ]);
  const refused = await plan.server.call('set_status', { plan: plan.path, status: 'In Progress' });
  expect(refused.code).toBe('approval_required');
  plan.workspace.write(plan.path, text);
}

async function approve(
  plan: TestPlan,
  past: Past,
  word: { by: string; words: string },
): Promise<Readonly<Record<string, unknown>>> {
  const answer = await must(plan, 'set_status', { status: 'Approved', approval: word });
  past.note();
  return answer.data ?? {};
}

async function stepBack(plan: TestPlan, past: Past): Promise<void> {
  const approved = plan.read();
  const refused = await plan.server.call('set_status', { plan: plan.path, status: 'Draft' });
  expect(refused.code).toBe('invalid_transition');
  expect(plan.read()).toBe(approved);
  await must(plan, 'set_status', { status: 'Draft', reason: 'The station is rebuilt first.' });
  past.note();
  expect(/Mara Lind, |^- \[x\] Final Approval/m.exec(plan.read())?.[0]).toBeUndefined();
  expect(withoutStanding(plan.read())).toBe(withoutStanding(approved));
  expect((await listed(plan)).approval).toBeUndefined();
  await approve(plan, past, { by: 'Mara Lind', words: 'The station is ready.' });
  expect(withoutStanding(plan.read())).toBe(withoutStanding(approved));
  expect(plan.read().includes('rebuilt first')).toBe(false);
}

/** All tasks but one are done; that is no change of what was approved. */
async function work(plan: TestPlan, past: Past): Promise<void> {
  const { total } = (await listed(plan)).progress;
  expect(total).toBeGreaterThan(1);
  for (let done = 0; done < total - 1; ) {
    const items = (await openTasks(plan)).slice(0, total - 1 - done);
    const answer = await must(plan, 'mark_item', { items: items.map((item) => ({ item, state: 'done' })) });
    past.note();
    expect(answer.text).not.toContain('reopened');
    expect(answer.data?.['approval']).toBeUndefined();
    const now = (await listed(plan)).progress.done;
    expect(now).toBeGreaterThan(done);
    done = now;
  }
  expect(await headOf(plan)).toMatch(/^Approved · approval Mara Lind, /);
  expect(await listed(plan)).toMatchObject({ status: 'Approved', progress: { done: total - 1, total } });
  expect((await checkFor(plan)).findings.filter(({ rule }) => rule === 'approval')).toEqual([]);
}

/** A decision changes, by a tool and by hand: every answer says so, and the way on is closed until a person says yes again. */
async function reopening(plan: TestPlan, past: Past, section: string): Promise<void> {
  const text = plan.read();
  const reading = (await must(plan, 'read_plan', { sections: [section] })).text;
  const phrases = [...reading.matchAll(/ the \w+ \w+/g)].map(([phrase]) => phrase);
  const phrase = z.string().parse(phrases.find((each) => reading.split(each).length === 2));
  plan.workspace.write(plan.path, replacedBehind(text, section, phrase, ' whatever fits'));
  expect(await headOf(plan)).toContain(`Approved (reopened: ${section}) · approval Mara Lind, `);
  plan.workspace.write(plan.path, text);
  expect(await headOf(plan)).toMatch(/^Approved · approval Mara Lind, /);
  const answer = await must(plan, 'fill_section', { fills: [{ section, find: phrase, content: ' everything' }] });
  past.note();
  const status = `Approved (reopened: ${section})`;
  expect(answer.data?.['approval']).toBe(status);
  expect(answer.text).toContain(`The plan is now ${status}: a person approves it again with set_status.`);
  await saysReopened(plan, status, section);
  const refused = await plan.server.call('set_status', { plan: plan.path, status: 'In Progress' });
  expect(refused.code).toBe('approval_required');
  await approve(plan, past, { by: 'Ada Lovelace', words: 'Everything, then.' });
  expect(plan.read().match(/quoted: /g)).toHaveLength(1);
  expect(await headOf(plan)).toMatch(/^Approved · approval Ada Lovelace, /);
}

async function saysReopened(plan: TestPlan, status: string, section: string): Promise<void> {
  expect(await headOf(plan)).toMatch(new RegExp(`^${status.replace(/[()]/g, '\\$&')} · approval Mara Lind, `));
  expect((await listed(plan)).status).toBe(status);
  const { findings } = await checkFor(plan);
  const told = findings.filter(({ rule }) => rule === 'approval').map(({ message }) => message);
  expect(told).toEqual([
    expect.stringMatching(
      new RegExp(`^The approval of Mara Lind, [\\d-]+, was not given to what now stands in "?${section}"?\\.$`),
    ),
  ]);
  const [item] = await openTasks(plan);
  const marked = await must(plan, 'mark_item', { items: [{ item, state: 'in_progress' }] });
  expect(marked.data?.['approval']).toBe(status);
  expect(marked.text).toContain(status);
}

function headingOf(section: string): RegExp {
  const words = section.replaceAll('-', '[ -]').replace(/^/, '^## (?:\\d+\\. )?');
  return new RegExp(words, 'im');
}

function replacedBehind(text: string, section: string, phrase: string, words: string): string {
  const from = text.search(headingOf(section));
  return text.slice(0, from) + text.slice(from).replace(phrase, words);
}

/** The last task, the checklists that end the work; then nothing is left to find. */
async function completion(plan: TestPlan, past: Past): Promise<void> {
  await must(plan, 'set_status', { status: 'In Progress' });
  past.note();
  const early = await plan.server.call('set_status', { plan: plan.path, status: 'Completed' });
  expect(early.code).toBe('gate_closed');
  for (let round = 0; round < 60; round += 1) {
    const [first] = (await checkFor(plan, 'Completed')).findings;
    if (first === undefined) break;
    const answer = await mend(plan, first);
    expect(answer.text).not.toContain('reopened');
    past.note();
  }
  expect((await checkFor(plan, 'Completed')).findings).toEqual([]);
  const text = plan.read();
  const answer = await must(plan, 'set_status', { status: 'Completed' });
  expect(answer.data).toMatchObject({ from: 'In Progress', status: 'Completed' });
  expect(withoutStanding(plan.read())).toBe(withoutStanding(text));
  expect(await headOf(plan)).toMatch(/^Completed · approval Ada Lovelace, /);
  expect((await checkFor(plan, 'Completed')).findings).toEqual([]);
  const { done, total } = (await listed(plan)).progress;
  expect(done).toBe(total);
}
