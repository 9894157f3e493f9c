import { describe, expect, it } from 'vitest';
import { accepts, askingEras, type FillsIn, startAsking } from '../support/askingClient.ts';
import type { ToolAnswer } from '../support/answers.ts';
import { makeWorkspace } from '../support/workspace.ts';

const ferry = '# Ferry times\n\n**Status**: Draft\n\n## Goals\n\nBoats leave on the hour.\n';
const yes = { approve: true, by: 'Ida Berg', words: 'Go.' };
const no = { approve: false, by: 'Mara Field', words: 'The rollback is missing.' };
const quote = { by: 'Mara Field', words: 'Go.' };

interface Scene {
  approve(approval?: object): Promise<ToolAnswer>;
  call(tool: string, args: object): Promise<ToolAnswer>;
  read(): string;
  /** The messages of the forms that were shown. */
  shown(): readonly string[];
}

async function scene(era: (typeof askingEras)[number], fillsIn: FillsIn): Promise<Scene> {
  const workspace = makeWorkspace({ 'plans/ferry.md': ferry });
  const client = await startAsking(workspace.path, era, fillsIn);
  return {
    approve: (approval) =>
      client.call('set_status', { plan: 'ferry', status: 'Approved', ...(approval === undefined ? {} : { approval }) }),
    call: client.call,
    read: () => workspace.read('plans/ferry.md'),
    shown: () => client.forms.map(({ message }) => message),
  };
}

describe.each(askingEras)('an approval in %s', (era) => {
  it('is asked for by a form that names the plan, and recorded as elicited', async () => {
    const { approve, call, read, shown } = await scene(era, () => accepts(yes));
    expect(await approve()).toMatchObject({ isError: false, data: { status: 'Approved' } });
    expect(shown()).toEqual([
      expect.stringContaining('the plan "Ferry times", plans/ferry.md, as it stands (revision '),
    ]);
    expect(read()).toMatch(/\n\*\*Approval\*\*: Ida Berg, \d{4}-\d\d-\d\d, elicited: "Go\."/);
    const history = await call('read_plan', { plan: 'ferry', view: 'history' });
    expect(history.text).toContain('set_status Approved, by form');
    // It stands: nobody is asked again.
    expect(await approve()).toMatchObject({ isError: false });
    expect(shown()).toHaveLength(1);
  });

  it('that the agent quotes is asked about, too; a tick without a name leaves it quoted', async () => {
    const { approve, read, shown } = await scene(era, () => accepts({ approve: true, by: '', words: '' }));
    expect(await approve(quote)).toMatchObject({ isError: false });
    expect(shown()[0]).toContain('An agent says that Mara Field said: "Go."');
    expect(read()).toMatch(/Approval\*\*: Mara Field, \d{4}-\d\d-\d\d, quoted: "Go\."/);
  });

  it('that a person refused in the form stays refused, until the plan or their mind changes', async () => {
    const replies = [no, yes];
    const { approve, call, read, shown } = await scene(era, (_, round) => accepts(replies[round - 1] ?? yes));
    const refused = { isError: true, code: 'approval_required' };
    const first = await approve();
    expect(first).toMatchObject(refused);
    expect(first.text).toContain('Mara Field said no to this text in the client\'s form: "The rollback is missing."');
    // Asked again without a change, nobody sees the form again.
    expect(await approve()).toMatchObject({ ...refused, text: first.text });
    expect(shown()).toHaveLength(1);
    expect(read()).toBe(ferry);
    // Quoted over a no, it is the form that decides.
    expect(await approve(quote)).toMatchObject({ isError: false });
    expect(shown()).toHaveLength(2);
    expect(read()).toContain('Ida Berg');
    await call('fill_section', { plan: 'ferry', fills: [{ section: 'goals', mode: 'append', content: 'And back.' }] });
    expect(await approve()).toMatchObject({ isError: false });
    expect(shown()).toHaveLength(3);
  });

  it.each([
    ['declined', { result: { action: 'decline' } }],
    ['broken', { error: { code: -32603, message: 'no screen' } }],
  ])('that a person refused is not to be had by a form that comes back %s', async (_how, sent) => {
    const { approve, read, shown } = await scene(era, (_, round) => (round === 1 ? accepts(no) : sent));
    await approve();
    for (const count of [2, 3]) {
      expect(await approve(quote)).toMatchObject({ isError: true, code: 'approval_required' });
      expect(shown()).toHaveLength(count);
    }
    expect((await approve()).text).toContain('The rollback is missing.');
    expect(read()).toBe(ferry);
  });

  it('that was refused is asked for anew when the plan has changed', async () => {
    const { approve, call, shown } = await scene(era, (_, round) => accepts(round === 1 ? no : yes));
    await approve();
    await call('fill_section', { plan: 'ferry', fills: [{ section: 'goals', mode: 'append', content: 'And back.' }] });
    expect(await approve()).toMatchObject({ isError: false });
    expect(shown()).toHaveLength(2);
  });

  it.each([
    ['declined', { result: { action: 'decline' } }],
    ['cancelled', { result: { action: 'cancel' } }],
    ['empty', accepts({})],
    ['empty', accepts({ approve: false, by: ' ', words: '' })],
  ])('whose form comes back %s is not given; what the person says in chat then is quoted', async (how, sent) => {
    const { approve, read, shown } = await scene(era, () => sent);
    const answer = await approve(quote);
    expect(answer).toMatchObject({ isError: true, code: 'approval_required' });
    expect(answer.text).toContain(`The client's form came back ${how}: that may be the person's no`);
    expect(read()).toBe(ferry);
    expect(await approve(quote)).toMatchObject({ isError: false });
    expect(shown()).toHaveLength(1);
    expect(read()).toMatch(/Approval\*\*: Mara Field, \d{4}-\d\d-\d\d, quoted: "Go\."/);
  });

  it('that is ticked without a name is not given', async () => {
    const { approve, read } = await scene(era, () => accepts({ approve: true }));
    const answer = await approve();
    expect(answer).toMatchObject({ isError: true, code: 'approval_required' });
    expect(answer.text).toContain('ticked without a name');
    expect(read()).toBe(ferry);
  });

  it('in words that say nothing is refused before anybody is asked', async () => {
    const { approve, shown } = await scene(era, () => accepts(yes));
    expect(await approve({ by: '[NAME]', words: 'Go.' })).toMatchObject({ isError: true, code: 'invalid_input' });
    expect(shown()).toEqual([]);
  });
});
