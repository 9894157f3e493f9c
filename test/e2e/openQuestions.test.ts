import { describe, expect, test } from 'vitest';
import { listQuestions, newPlan, planAt, type QuestionsAnswer, type TestPlan } from '../support/newPlan.ts';
import { startServer } from '../support/server.ts';
import { makeWorkspace } from '../support/workspace.ts';

const past = '2020-01-15';
const future = '2999-12-31';

/** Kind, text and what blocks, for a whole comparison. */
function lines({ questions }: QuestionsAnswer): string[] {
  return questions.map(({ kind, text, blocking }) => `${kind}${blocking ? '' : ', not blocking'}: ${text}`);
}

async function wildPlan(text: string): Promise<TestPlan> {
  const workspace = makeWorkspace({ 'plans/wild.md': text });
  return planAt(workspace, await startServer(workspace.path), 'plans/wild.md');
}

/** Every id that a list prints names a place for the other tools. */
async function mustBeAddresses(plan: TestPlan): Promise<void> {
  const { questions } = await plan.questions();
  for (const { id, text } of questions) {
    const read = await plan.server.call('read_plan', { plan: plan.path, sections: [id] });
    expect(read.isError, `${id}: ${read.text}`).toBe(false);
    expect(read.text, id).toContain(text);
    const before = plan.read();
    await plan.mustFill({ section: id, find: text, content: `${text} (again)` });
    expect(plan.read(), id).toContain(`${text} (again)`);
    plan.workspace.write(plan.path, before);
  }
}

describe('a layered-platform plan', () => {
  test('gives its questions with their one deadline, overdue against today', async () => {
    const plan = await newPlan('layered-platform');
    expect(await plan.questions()).toEqual({ questions: [], total: 0 });
    const content = `1. Who holds the master key?\n2. Do the lockers open without power?\n\n**Resolution Deadline:** ${past}`;
    await plan.mustFill({ section: 'open-questions', content });
    const found = await plan.questions();
    const line = plan.read().split('\n').indexOf('1. Who holds the master key?') + 1;
    expect(found).toEqual({
      total: 2,
      questions: [
        {
          id: expect.stringMatching(/^\S+$/),
          plan: plan.path,
          section: 'open-questions',
          line,
          text: 'Who holds the master key?',
          kind: 'question',
          blocking: true,
          due: past,
          overdue: true,
        },
        expect.objectContaining({ line: line + 1, text: 'Do the lockers open without power?', overdue: true }),
      ],
    });
    await plan.mustFill({ section: 'open-questions', find: past, content: future });
    expect((await plan.questions()).questions.map(({ due, overdue }) => [due, overdue])).toEqual([
      [future, false],
      [future, false],
    ]);
    await plan.mustFill({ section: 'open-questions', find: future, content: 'before the pilot' });
    expect((await plan.questions()).questions.map(({ due, overdue }) => [due, overdue])).toEqual([
      ['before the pilot', undefined],
      ['before the pilot', undefined],
    ]);
    await mustBeAddresses(plan);
  });

  test('keeps a question under its id while others come, go and move', async () => {
    const plan = await newPlan('layered-platform');
    await plan.mustFill({ section: 'open-questions', content: '1. Who holds the master key?\n2. Which colour?' });
    const [key] = (await plan.questions()).questions;
    await plan.mustFill({ section: 'open-questions', find: '1. Who', content: '1. What does it cost?\n2. Who' });
    await plan.mustFill({ section: 'overview', content: 'Lockers.\n\nAt forty stations.' });
    const again = (await plan.questions()).questions.find(({ text }) => text === 'Who holds the master key?');
    expect(again?.id).toBe(key?.id);
    expect(again?.line).not.toBe(key?.line);
  });
});

describe('a full-lifecycle plan', () => {
  async function lifecycle(): Promise<TestPlan> {
    const plan = await newPlan('full-lifecycle');
    await plan.mustFill(
      { section: '1.4', content: '- [ ] Which lock board do we use?\n- [ ] How long does a battery last?' },
      { section: '3.1/research-task-1', values: { heading: 'Board', Question: 'Which lock board do we use?' } },
      { section: '3.1/research-task-2', values: { heading: 'Battery' } },
      {
        section: '7.1/question-1',
        values: { heading: 'Who pays for power?', Impact: 'The price', Owner: 'Mara', 'Target Resolution': past },
      },
      {
        section: '7.2/decision-1',
        values: { heading: 'A second size', Rationale: 'Nobody asked', 'Revisit Trigger': 'After the pilot' },
      },
    );
    return plan;
  }

  test('gives an unknown and its research task as one question, and Question 1 with what is said of it', async () => {
    const plan = await lifecycle();
    const found = await plan.questions();
    expect(lines(found)).toEqual([
      'unknown: Which lock board do we use?',
      'unknown: How long does a battery last?',
      'question: Who pays for power?',
      'deferred, not blocking: A second size',
    ]);
    expect(found.questions[2]).toMatchObject({ impact: 'The price', owner: 'Mara', due: past, overdue: true });
    expect(found.questions[3]).toMatchObject({ due: 'After the pilot' });
    await mustBeAddresses(plan);
  });

  test('leaves deferred decisions out where only what blocks is asked for', async () => {
    const plan = await lifecycle();
    const found = await listQuestions(plan.server, { plan: plan.path, blocking_only: true });
    expect(found.total).toBe(3);
    expect(found.questions.every(({ blocking }) => blocking)).toBe(true);
  });

  test("settles an unknown by its research task's decision", async () => {
    const plan = await lifecycle();
    await plan.mustFill({ section: '3.1/research-task-1', values: { Decision: 'The board of the pilot.' } });
    expect(lines(await plan.questions()).slice(0, 2)).toEqual([
      'unknown: How long does a battery last?',
      'question: Who pays for power?',
    ]);
  });

  test('is asked a research task without an unknown too', async () => {
    const plan = await newPlan('full-lifecycle');
    await plan.mustFill({
      section: '3.1/research-task-1',
      values: { heading: 'Rust', Question: 'What about salt water?' },
    });
    expect(lines(await plan.questions())).toEqual(['unknown: What about salt water?']);
  });
});

test('a spec-traceable plan tells by its three labels what kind a question is of', async () => {
  const plan = await newPlan('spec-traceable');
  await plan.mustFill({
    section: '8',
    values: {
      'Unresolved decisions or clarifications required': ['Who holds the master key?', 'Which port is ours?'],
      'Approvals needed (for example schema changes, contract changes)': 'The data officer for the new table',
      'Follow-up items if shortcuts are taken': 'Move the clock out of the controller',
    },
  });
  expect(lines(await plan.questions())).toEqual([
    'question: Who holds the master key?',
    'question: Which port is ours?',
    'approval, not blocking: The data officer for the new table',
    'deferred, not blocking: Move the clock out of the controller',
  ]);
  await mustBeAddresses(plan);
});

describe('a plan of anybody', () => {
  test('asks with a marker in a value, not with one in code, in a comment or in prose about markers', async () => {
    const plan = await wildPlan(`# Ferry times

**Harbour:** [NEEDS CLARIFICATION: north or south?]
**Clarified:** All [NEEDS CLARIFICATION] resolved

## Goals

Write \`[NEEDS CLARIFICATION: like this]\` where something is not clear.

<!-- [NEEDS CLARIFICATION: in a comment] -->

- Boats: [NEEDS CLARIFICATION: how many seats?]

\`\`\`text
Fare: [NEEDS CLARIFICATION: in a fence]
\`\`\`

| Boat | Crew |
|------|------|
| Ida | [NEEDS CLARIFICATION: two or three?] |
`);
    expect(lines(await plan.questions())).toEqual([
      'clarification: north or south?',
      'clarification: how many seats?',
      'clarification: two or three?',
    ]);
    await mustBeAddresses(plan);
  });

  test("asks nothing where its questions section says 'None'", async () => {
    const forms = [
      'None',
      '- None',
      'None yet.',
      'No open questions.',
      '1. None',
      '| Question | Owner |\n|---|---|\n| None | |',
    ];
    const files = forms.map((none, index) => [
      `plans/${index}.md`,
      `# Ferry\n\n## Open Questions\n\n${none}\n\n## Next\n\nText.\n`,
    ]);
    const workspace = makeWorkspace(Object.fromEntries(files));
    const server = await startServer(workspace.path);
    expect(await listQuestions(server, {})).toEqual({ questions: [], total: 0 });
    expect((await server.call('list_open_questions')).text).toBe(`No open questions in ${forms.length} plans.`);
  });

  test('asks nothing that is ticked, struck or answered', async () => {
    const plan = await wildPlan(`# Ferry

## Open Questions

- [x] Which port?
- [ ] Which boat?
- ~~Which colour?~~
- Which fuel? → **Answer**: diesel, until the batteries come
- Which crew? → **Owner**: Ida
- Q5: Which fare? (resolved: two crowns)
`);
    const found = await plan.questions();
    expect(lines(found)).toEqual(['question: Which boat?', 'question: Which crew?']);
    expect(found.questions[1]).toMatchObject({ owner: 'Ida' });
    await mustBeAddresses(plan);
  });

  test('asks with the rows of its question table', async () => {
    const plan = await wildPlan(`# Ferry

## Open Questions

| ID | Question | Owner | Due | Answer |
|----|----------|-------|-----|--------|
| Q1 | Which port? | Ida | ${past} | |
| Q2 | Which boat? | Bo | ${past} | The Ida |
| Q3 | Which fare? | | TBD | TBD |
`);
    const found = await plan.questions();
    expect(found.questions.map(({ id, text, owner, overdue }) => [id, text, owner, overdue])).toEqual([
      ['Q1', 'Which port?', 'Ida', true],
      ['Q3', 'Which fare?', undefined, undefined],
    ]);
    await mustBeAddresses(plan);
  });
});

test('an id that the list prints is an address to write at', async () => {
  const plan = await newPlan('layered-platform');
  await plan.mustFill({ section: 'open-questions', content: '1. Who holds the master key?\n2. Which colour?' });
  const [key] = (await plan.questions()).questions;
  await plan.mustFill({ section: key?.id, mode: 'append', content: '- Owner: Mara' });
  expect(plan.read()).toContain('1. Who holds the master key?\n   - Owner: Mara\n2. Which colour?');
  expect((await plan.questions()).questions[0]).toMatchObject({ id: key?.id, owner: 'Mara' });
  await plan.mustFill({ section: key?.id, find: 'key?', content: 'key? → **Answer**: the station manager' });
  expect(lines(await plan.questions())).toEqual(['question: Which colour?']);
});

describe('the list over all plans', () => {
  const questionsOf = (name: string): string =>
    `# ${name}\n\n## Open Questions\n\n${[1, 2, 3].map((number) => `- What of ${name} ${number}?\n`).join('')}`;

  test('comes page by page, each question once, and none twice when one is answered meanwhile', async () => {
    const names = ['Anna', 'Berta', 'Clara'];
    const workspace = makeWorkspace(
      Object.fromEntries(names.map((name) => [`plans/${name.toLowerCase()}.md`, questionsOf(name)])),
    );
    const server = await startServer(workspace.path);
    const whole = await listQuestions(server, {});
    expect(whole.total).toBe(9);
    expect(whole.next_cursor).toBeUndefined();

    const pages: QuestionsAnswer[] = [];
    for (let cursor: string | undefined; pages.length < 9; ) {
      const page = await listQuestions(server, { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      pages.push(page);
      cursor = page.next_cursor;
      if (cursor === undefined) break;
    }
    expect(pages.map(({ questions }) => questions.length)).toEqual([2, 2, 2, 2, 1]);
    expect(pages.flatMap(({ questions }) => questions)).toEqual(whole.questions);
    expect(pages.every(({ total }) => total === 9)).toBe(true);

    workspace.write('plans/anna.md', questionsOf('Anna').replace('- What of Anna 2?\n', ''));
    const after = await listQuestions(server, { limit: 50, cursor: pages[0]?.next_cursor });
    expect(after.questions.map(({ text }) => text)).toEqual(whole.questions.slice(2).map(({ text }) => text));
  });

  test('says what blocks, which plans it read, and refuses a cursor that is none', async () => {
    const workspace = makeWorkspace({
      'plans/anna.md': questionsOf('Anna'),
      'plans/berta.md': '# Berta\n\n## Deferred Decisions\n\n- A second boat\n',
    });
    const server = await startServer(workspace.path);
    expect((await listQuestions(server, {})).total).toBe(4);
    expect((await listQuestions(server, { blocking_only: true })).total).toBe(3);
    const { text } = await server.call('list_open_questions', { blocking_only: true });
    expect(text).toMatch(/^3 blocking questions in 2 plans\./);
    const refused = await server.call('list_open_questions', { cursor: 'nonsense' });
    expect(refused).toMatchObject({ isError: true, code: 'invalid_input' });
    expect(refused.text).toContain('without cursor');
  });
});
