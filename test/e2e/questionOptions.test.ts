import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { accepts, askingEras, startAsking } from '../support/askingClient.ts';
import { startServer } from '../support/server.ts';
import { makeWorkspace } from '../support/workspace.ts';

const path = 'plans/shed.md';
const shed = `# Shed

## Open Questions

- Which db? Options: (a) pg, (b) mysql
- Which colour? (owner: Ann)
  - A) red
  - B) green, as the door is
- Which tool? (owner: ???)
  - Option 1: Hammer
  - Option 2: Saw
- Which size? (owner: [NAME])
  - Options:
    - [ ] S
    - [ ] M
- Are these there?
  1. Nails
  2. Glue
- Which day?
  - The shed is shut on Sundays.
  - The crane comes on a Monday.
`;

const listed = z.object({
  questions: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      owner: z.string().optional(),
      options: z.array(z.string()).optional(),
    }),
  ),
});

describe('options of questions', () => {
  it('are listed, and recorded in their own words where one is named', async () => {
    const workspace = makeWorkspace({ [path]: shed });
    const server = await startServer(workspace.path);
    const { data, text } = await server.call('list_open_questions', { plan: path });
    const { questions } = listed.parse(data);
    expect(questions.map(({ owner, options }) => [owner, options])).toEqual([
      [undefined, ['pg', 'mysql']],
      ['Ann', ['red', 'green, as the door is']],
      [undefined, ['Hammer', 'Saw']],
      [undefined, ['S', 'M']],
      [undefined, undefined],
      [undefined, undefined],
    ]);
    expect(text).toContain('options: pg | mysql');
    const said = ['a', 'B', '2', 'm', '2', '1'];
    const answers = questions.map(({ id }, index) => ({ question: id, answer: said[index] ?? '' }));
    const answered = await server.call('answer_question', { plan: path, answers, decided_by: 'Ida' });
    expect(answered.isError, answered.text).toBe(false);
    const by = (words: string): RegExp =>
      new RegExp(String.raw`\? .*→ \*\*Answer\*\*: ${words} \(Ida, [\d-]{10}, quoted\)$`);
    const lines = workspace
      .read(path)
      .split('\n')
      .filter((line) => line.startsWith('- '));
    const recorded = ['pg', 'green, as the door is', 'Saw', 'M', '2', '1'];
    lines.forEach((line, index) => expect(line).toMatch(by(recorded[index] ?? '')));
    // Nothing but those lines has changed.
    expect(workspace.read(path).replace(/ → \*\*Answer\*\*: .*$/gm, '')).toBe(shed);
  });

  it.each(askingEras)('are shown in the form with whose question it is in %s', async (era) => {
    const workspace = makeWorkspace({ [path]: shed });
    const { call, forms } = await startAsking(workspace.path, era, () =>
      accepts({ answer_1: 'b', answer_2: '1', answer_3: 'Tuesday', decided_by: 'Ida' }),
    );
    const answers = ['which-colour', 'which-tool', 'which-day'].map((question) => ({ question }));
    const { isError, text } = await call('answer_question', { plan: path, answers });
    expect(isError, text).toBe(false);
    expect(forms[0]?.requestedSchema.properties).toMatchObject({
      answer_1: {
        title: 'Which colour?',
        description: 'Ann has to answer it. Name one, or write your own words: A. red · B. green, as the door is',
      },
      answer_2: { title: 'Which tool?', description: 'Name one, or write your own words: 1. Hammer · 2. Saw' },
    });
    expect(forms[0]?.requestedSchema.properties['answer_3']?.description).toBeUndefined();
    const plan = workspace.read(path);
    expect(plan).toMatch(
      /- Which colour\? \(owner: Ann\) → \*\*Answer\*\*: green, as the door is \(Ida, [\d-]{10}, elicited\)\n/,
    );
    expect(plan).toMatch(/- Which tool\? .*: Hammer \(Ida, [\d-]{10}, elicited\)\n/);
    expect(plan).toMatch(/- Which day\? → \*\*Answer\*\*: Tuesday \(Ida, [\d-]{10}, elicited\)\n/);
  });
});
