import { describe, expect, test } from 'vitest';
import { startServer, type TestServer } from '../support/server.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';

/** Issue of trust: nobody's text is replaced by a caller who has not seen it. */
interface Scene {
  readonly workspace: TestWorkspace;
  readonly server: TestServer;
  readonly path: string;
  fill(fill: Record<string, unknown>, ...more: Record<string, unknown>[]): ReturnType<TestServer['call']>;
  receipt(section: string): Promise<string>;
}

async function scene(): Promise<Scene> {
  const workspace = makeWorkspace();
  const server = await startServer(workspace.path);
  const created = await server.call('create_plan', { title: 'Parcel lockers', template: 'layered-platform' });
  const path = String(created.data?.['path']);
  return {
    workspace,
    server,
    path,
    fill: (fill, ...more) => server.call('fill_section', { plan: path, fills: [fill, ...more] }),
    receipt: async (section) => {
      const { text } = await server.call('read_plan', { plan: path, sections: [section] });
      return /\{#\S+ @([0-9a-f]{12})\}/.exec(text)?.[1] ?? 'none';
    },
  };
}

/** A person edits the file in an editor. */
function writeByHand({ workspace, path }: Scene, from: string, to: string): void {
  const text = workspace.read(path);
  expect(text).toContain(from);
  workspace.write(path, text.replace(from, to));
}

const human = 'Lockers stand at forty stations; Mara agreed this with the city.';

async function withHumanOverview(): Promise<Scene> {
  const plan = await scene();
  await plan.fill({ section: 'overview', content: 'A first sentence.' });
  writeByHand(plan, 'A first sentence.', human);
  return plan;
}

describe('replacing what a person wrote', () => {
  test('is refused without a receipt, quotes what stands there, and changes nothing', async () => {
    const plan = await withHumanOverview();
    const before = plan.workspace.read(plan.path);
    const answer = await plan.fill({ section: 'overview', content: 'Mine.' });
    expect(answer.code).toBe('needs_expect');
    expect(answer.text).toContain(human);
    expect(plan.workspace.read(plan.path)).toBe(before);
  });

  test('the refusal carries the receipt with which the next call goes through', async () => {
    const plan = await withHumanOverview();
    const refused = await plan.fill({ section: 'overview', content: 'Mine.' });
    const expected = /expect "([0-9a-f]{12})"/.exec(refused.text)?.[1];
    const answer = await plan.fill({ section: 'overview', content: 'Mine.', expect: expected });
    expect(answer.isError, answer.text).toBe(false);
    expect(plan.workspace.read(plan.path)).toContain('\n## Overview\n\nMine.\n');
  });

  test('is refused with a stale receipt, and shows the present text', async () => {
    const plan = await withHumanOverview();
    const stale = await plan.receipt('overview');
    writeByHand(plan, human, 'Lockers stand at fifty stations now.');
    const before = plan.workspace.read(plan.path);
    const answer = await plan.fill({ section: 'overview', content: 'Mine.', expect: stale });
    expect(answer.code).toBe('stale_revision');
    expect(answer.text).toContain('fifty stations');
    expect(plan.workspace.read(plan.path)).toBe(before);
  });

  test("is refused with the plan's revision from another fill", async () => {
    const plan = await withHumanOverview();
    const other = await plan.fill({ section: 'dependencies', values: { Blockers: ['None'] } });
    const before = plan.workspace.read(plan.path);
    const answer = await plan.fill({ section: 'overview', content: 'Mine.', expect: String(other.data?.['revision']) });
    expect(answer.code).toBe('stale_revision');
    expect(plan.workspace.read(plan.path)).toBe(before);
  });

  test('is refused after a mere outline, which gives no receipt', async () => {
    const plan = await withHumanOverview();
    const { text } = await plan.server.call('read_plan', { plan: plan.path, view: 'outline' });
    const body = text.slice(text.indexOf('\n\n'));
    expect(body).not.toMatch(/[0-9a-f]{12}/);
    const revision = /revision ([0-9a-f]{12})/.exec(text)?.[1];
    const answer = await plan.fill({ section: 'overview', content: 'Mine.', expect: revision });
    expect(answer.code).toBe('stale_revision');
  });

  test('goes through with the receipt of a full read', async () => {
    const plan = await withHumanOverview();
    const answer = await plan.fill({ section: 'overview', content: 'Mine.', expect: await plan.receipt('overview') });
    expect(answer.isError, answer.text).toBe(false);
    expect(plan.workspace.read(plan.path)).not.toContain(human);
  });

  test('goes through by a phrase: the phrase is the receipt', async () => {
    const plan = await withHumanOverview();
    const answer = await plan.fill({ section: 'overview', find: 'forty stations', content: 'forty-two stations' });
    expect(answer.isError, answer.text).toBe(false);
    expect(plan.workspace.read(plan.path)).toContain('forty-two stations; Mara agreed');
  });

  test('needs the receipt of the children too where content replaces one of them', async () => {
    const plan = await scene();
    await plan.fill({ section: 'unit-tests', content: 'Only the rules of the locker.' });
    writeByHand(plan, 'Only the rules of the locker.', 'The rules of the locker, and its clock.');
    const content = 'Three levels.\n\n### Unit Tests\n\nNone.';
    const refused = await plan.fill({ section: 'testing-strategy', content });
    expect(refused.code).toBe('needs_expect');
    expect(refused.text).toContain('and its clock');
    const answer = await plan.fill({
      section: 'testing-strategy',
      content,
      expect: await plan.receipt('testing-strategy'),
    });
    expect(answer.isError, answer.text).toBe(false);
    expect(plan.workspace.read(plan.path)).not.toContain('and its clock');
  });
});

describe('receipts that writes give', () => {
  test('the receipt of an own write is good for the next one', async () => {
    const plan = await scene();
    const first = await plan.fill({ section: 'overview', content: 'One.' });
    expect(first.data?.['changed']).toEqual([{ section: 'overview', revision: await plan.receipt('overview') }]);
    const answer = await plan.fill({ section: 'overview', content: 'Two.', expect: await plan.receipt('overview') });
    expect(answer.isError, answer.text).toBe(false);
  });

  test("writing one label gives no receipt for the other labels' text, which the caller has not seen", async () => {
    const plan = await scene();
    writeByHand(plan, '[AUTHOR_NAME]', 'Mara');
    const written = await plan.fill({ section: 'header', values: { 'Related Spec': 'None' } });
    const changed = written.data?.['changed'];
    expect(changed).toEqual([{ section: 'header', revision: expect.stringMatching(/^000000/) }]);
    const answer = await plan.fill({ section: 'header', content: '**Author:** Me', expect: '000000000000' });
    expect(answer.code).toBe('stale_revision');
    expect(answer.text).toContain('Mara');
  });
});

test('fills elsewhere go through while a person edits; a batch with one bad fill writes the others', async () => {
  const plan = await withHumanOverview();
  const answer = await plan.fill(
    { section: 'overview', content: 'Mine.' },
    { section: 'dependencies', values: { External: ['The city'] } },
    { section: 'no-such-place', content: 'x' },
  );
  expect(answer.isError).toBe(false);
  expect(answer.data?.['refused']).toEqual([
    expect.objectContaining({ section: 'overview', code: 'needs_expect' }),
    expect.objectContaining({ section: 'no-such-place', code: 'unknown_address' }),
  ]);
  const text = plan.workspace.read(plan.path);
  expect(text).toContain('- The city');
  expect(text).toContain(human);
});

test('the same call again is no change', async () => {
  const plan = await scene();
  const fills = [
    { section: 'overview', content: 'Lockers.' },
    { section: 'implementation-phases/phase-1', values: { heading: 'Stations', Tasks: ['Ask the city', 'Order'] } },
    { section: 'risk-assessment', mode: 'append', content: '| Rain | Low | Med | Roofs |' },
    { section: 'constitution/agentic-first-design', mode: 'append', content: '- PASS: a tool opens the door' },
    { section: 'unit-tests', find: '>80%', content: '>90%' },
  ];
  await plan.fill(fills[0] ?? {}, ...fills.slice(1));
  const once = plan.workspace.read(plan.path);
  const again = await plan.fill(fills[0] ?? {}, ...fills.slice(1));
  expect(again.isError, again.text).toBe(false);
  expect(again.data?.['changed']).toEqual([]);
  expect(plan.workspace.read(plan.path)).toBe(once);
});
