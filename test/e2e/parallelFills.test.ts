import { expect, test } from 'vitest';
import { newPlan, planAt, type TestPlan } from '../support/newPlan.ts';
import { startServer } from '../support/server.ts';

const numbers = Array.from({ length: 20 }, (_, index) => index + 1);

const template = `# [FEATURE]

**Last Updated:** [YYYY-MM-DD]

${numbers.map((number) => `## Station ${number}: [Name]\n\n[What is built at this station]\n`).join('\n')}`;

/** A fresh plan of twenty sections. */
async function stations(): Promise<TestPlan> {
  return newPlan('stations', { '.plankeeper/templates/stations.md': template });
}

function fillStation(plan: TestPlan, number: number): ReturnType<TestPlan['fill']> {
  return plan.fill({ section: `station-${number}`, content: `Lockers for street ${number}.` });
}

function written(plan: TestPlan): string[] {
  return [...plan.read().matchAll(/^Lockers for street (\d+)\.$/gm)].map((match) => match[1] ?? '');
}

test('twenty parallel fills of twenty sections are twenty on disk', async () => {
  const plan = await stations();
  const before = plan.read();
  const answers = await Promise.all(numbers.map((number) => fillStation(plan, number)));
  expect(answers.filter(({ isError }) => isError).map(({ text }) => text)).toEqual([]);
  expect(written(plan)).toEqual(numbers.map(String));
  const bodies = numbers.reduce(
    (text, number) => text.replace('[What is built at this station]', `Lockers for street ${number}.`),
    before,
  );
  expect(plan.read()).toBe(bodies);
  const revisions = answers.map(({ data }) => data?.revision);
  expect(new Set(revisions).size).toBe(20);
});

test('so are those of two servers at once, ten each', async () => {
  const first = await stations();
  const second = planAt(first.workspace, await startServer(first.workspace.path), first.path);
  const answers = await Promise.all(numbers.map((number) => fillStation(number % 2 === 0 ? first : second, number)));
  expect(answers.filter(({ isError }) => isError).map(({ text }) => text)).toEqual([]);
  expect(written(first)).toEqual(numbers.map(String));
});

test('of twenty parallel fills of one section one is done, the others are shown what stands there now', async () => {
  const plan = await stations();
  const answers = await Promise.all(
    numbers.map((number) => plan.fill({ section: 'station-7', content: `Lockers for street ${number}.` })),
  );
  const [street] = written(plan);
  expect(written(plan)).toHaveLength(1);
  expect(answers.filter(({ isError }) => !isError)).toHaveLength(1);
  for (const { isError, code, text } of answers) {
    if (!isError) continue;
    expect(code).toBe('needs_expect');
    expect(text).toContain(`Lockers for street ${street}.`);
  }
});

test('twenty parallel appends to one section all come to stand there', async () => {
  const plan = await stations();
  await plan.mustFill({ section: 'station-3', content: 'The station by the bridge.' });
  const answers = await Promise.all(
    numbers.map((number) => plan.fill({ section: 'station-3', mode: 'append', content: `- Door ${number}` })),
  );
  expect(answers.filter(({ isError }) => isError).map(({ text }) => text)).toEqual([]);
  const doors = [...plan.read().matchAll(/^- Door (\d+)$/gm)].map((match) => Number(match[1]));
  expect(doors.toSorted((a, b) => a - b)).toEqual(numbers);
});

test('an edit by hand between two calls is kept', async () => {
  const plan = await stations();
  await fillStation(plan, 1);
  const byHand = plan.read().replace('## Station 2: [Name]', '## Station 2: By the bridge  \n\nMara was here.');
  plan.workspace.write(plan.path, byHand);
  const answer = await fillStation(plan, 3);
  expect(answer.isError, answer.text).toBe(false);
  const at = byHand.indexOf('[What is built at this station]', byHand.indexOf('## Station 3'));
  const expected =
    byHand.slice(0, at) + 'Lockers for street 3.' + byHand.slice(at + '[What is built at this station]'.length);
  expect(plan.read()).toBe(expected);
});

test('edits by hand among parallel fills are kept where the files were saved whole in between', async () => {
  const plan = await stations();
  for (const number of numbers.slice(0, 5)) {
    await Promise.all([fillStation(plan, number), fillStation(plan, number + 10)]);
    plan.workspace.write(plan.path, `${plan.read()}\nNote ${number} by hand.\n`);
  }
  await Promise.all([fillStation(plan, 6), fillStation(plan, 16)]);
  expect(written(plan)).toEqual([1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16].map(String));
  expect([...plan.read().matchAll(/^Note (\d) by hand\.$/gm)].map((match) => match[1])).toEqual([
    '1',
    '2',
    '3',
    '4',
    '5',
  ]);
});
