import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startHttpServer } from '../support/httpServer.ts';
import { makeWorkspace, type TestWorkspace } from '../support/workspace.ts';
import { installedProgram } from './support/installedProgram.ts';
import type { Connect, Peer, Person, Place } from './support/peer.ts';
import { raw2025, raw2026 } from './support/rawPeers.ts';
import { v1, v2 } from './support/sdkPeers.ts';

const program = installedProgram();

const peers: readonly (readonly [string, '2025' | '2026', Connect])[] = [
  ['the v1 client', '2025', v1],
  ['the v2 client, legacy', '2025', v2('legacy')],
  ['the v2 client, auto', '2026', v2('auto')],
  ['JSON-RPC of 2025', '2025', raw2025],
  ['JSON-RPC of 2026', '2026', raw2026],
];
const routes = ['stdio', 'http'] as const;
const persons: readonly Person[] = ['accepts', 'declines', 'none'];

const ferry =
  '# Ferry\n\n**Status**: Draft\n\n## Goals\n\nBoats leave on the hour.\n\n## Open Questions\n\n- Which port?\n';

async function placeOf(route: (typeof routes)[number], { path }: TestWorkspace): Promise<Place> {
  const place = { program: program(), workspace: path };
  if (route === 'stdio') return place;
  return { ...place, url: (await startHttpServer(path, { program: program() })).url };
}

describe.each(peers)('%s', (_name, era, connect) => {
  it.each(routes)('makes and fills a plan over %s', async (route) => {
    const workspace = makeWorkspace();
    const peer = await connect(await placeOf(route, workspace), 'none');
    expect((await peer.tools()).slice(0, 3)).toEqual(['list_templates', 'create_plan', 'list_plans']);
    const made = await peer.call('create_plan', { title: 'Parcel lockers', template: 'layered-platform' });
    expect(made).toMatchObject({ isError: false, data: { path: 'plans/001-parcel-lockers/plan.md' } });
    const fills = [{ section: 'overview', content: 'Lockers at forty stations.' }];
    expect(await peer.call('fill_section', { plan: '001', fills })).toMatchObject({ isError: false });
    const text = workspace.read('plans/001-parcel-lockers/plan.md');
    expect(text).toContain('\n\nLockers at forty stations.\n');
    expect(await peer.read('plan://plans/001-parcel-lockers/plan.md')).toBe(text);
    expect(await peer.prompt('resume-plan', { plan: '001' })).toContain('plans/001-parcel-lockers/plan.md');
    expect((await peer.call('read_plan', { plan: 'none' })).text).toMatch(/^\[unknown_plan\] /);
  });

  describe.each(routes)('over %s', (route) => {
    it.each(persons)(`in the era of ${era}, with a person who %s`, async (person) => {
      const workspace = makeWorkspace({ 'plans/ferry.md': ferry });
      const peer = await connect(await placeOf(route, workspace), person);
      const read = (): string => workspace.read('plans/ferry.md');
      await overwrites(peer, person, read);
      await answers(peer, person, read);
      await approves(peer, person, read);
      expect(peer.forms).toHaveLength(person === 'none' ? 0 : 3);
    });
  });
});

type Read = () => string;

async function overwrites(peer: Peer, person: Person, read: Read): Promise<void> {
  const before = read();
  const fills = [{ section: 'goals', content: 'Boats leave at dawn.' }];
  const answer = await peer.call('fill_section', { plan: 'ferry', fills });
  if (person === 'accepts') {
    expect(answer).toMatchObject({
      isError: false,
      data: { warnings: [expect.stringContaining('by leave of a person')] },
    });
    expect(peer.forms.at(-1)?.message).toContain('> Boats leave on the hour.');
    expect(read()).toBe(before.replace('on the hour', 'at dawn'));
    const history = await peer.call('read_plan', { plan: 'ferry', view: 'history' });
    expect(history.text).toContain('overwriting allowed by form');
    return;
  }
  expect(answer).toMatchObject({ isError: true, code: 'needs_expect' });
  expect(answer.text.includes("may be the person's no")).toBe(person === 'declines');
  expect(read()).toBe(before);
}

async function answers(peer: Peer, person: Person, read: Read): Promise<void> {
  const before = read();
  const { data } = await peer.call('list_open_questions', { plan: 'ferry' });
  const [{ id }] = z.object({ questions: z.tuple([z.object({ id: z.string() })]) }).parse(data).questions;
  const answer = await peer.call('answer_question', { plan: 'ferry', answers: [{ question: id }] });
  if (person === 'accepts') {
    expect(answer).toMatchObject({ isError: false, data: { remaining: 0 } });
    expect(read()).toMatch(/- Which port\? → \*\*Answer\*\*: Kiel \(Ida Berg, \d{4}-\d\d-\d\d, elicited\)\n/);
    return;
  }
  expect(answer).toMatchObject({ isError: true, code: 'invalid_input' });
  expect(answer.text.includes("may be the person's no")).toBe(person === 'declines');
  expect(read()).toBe(before);
  const given = { plan: 'ferry', answers: [{ question: id, answer: 'Kiel' }], decided_by: 'Ida Berg' };
  expect(await peer.call('answer_question', given)).toMatchObject({ isError: false });
  expect(read()).toMatch(/Kiel \(Ida Berg, \d{4}-\d\d-\d\d, quoted\)\n/);
}

async function approves(peer: Peer, person: Person, read: Read): Promise<void> {
  const before = read();
  const call = { plan: 'ferry', status: 'Approved' };
  const answer = await peer.call('set_status', call);
  if (person === 'accepts') {
    expect(answer).toMatchObject({ isError: false, data: { status: 'Approved' } });
    expect(read()).toMatch(/\n\*\*Approval\*\*: Ida Berg, \d{4}-\d\d-\d\d, elicited: "Good, go ahead\."/);
    return;
  }
  expect(answer).toMatchObject({ isError: true, code: 'approval_required' });
  expect(answer.text.includes("may be the person's no")).toBe(person === 'declines');
  expect(read()).toBe(before);
  const approval = { by: 'Ida Berg', words: 'Good, go ahead.' };
  expect(await peer.call('set_status', { ...call, approval })).toMatchObject({ isError: false });
  expect(read()).toMatch(/\n\*\*Approval\*\*: Ida Berg, \d{4}-\d\d-\d\d, quoted: "Good, go ahead\."/);
}
